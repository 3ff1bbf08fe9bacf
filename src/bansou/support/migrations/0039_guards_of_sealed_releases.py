"""Row policy, keys by keeper and guards of releases: two people decide, and what is decided stays so."""

from django.db import migrations

from bansou.commons.database import migrating, policies

RELEASE = "support_sealedrelease"

# Whatever the application asks: two people, one decision, one handing over, and nothing of what was
# decided is another afterwards. Only an erasure blanks what it says.
DECIDING = f"""
CREATE FUNCTION public.bansou_release_is_decided() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (('proposed', 'proposed'), ('proposed', 'approved'),
            ('proposed', 'declined'), ('approved', 'handed'), ('approved', 'declined'),
            ('approved', 'approved'), ('declined', 'declined'), ('handed', 'handed')) THEN
        RAISE EXCEPTION 'a release goes from % to no %', OLD.state, NEW.state
            USING ERRCODE = 'BA003';
    END IF;
    IF (OLD.state, NEW.state) <> ('proposed', 'proposed')
            AND (OLD.case_id, OLD.records, OLD.versions, OLD.with_files, OLD.basis, OLD.consent_id,
            OLD.request_id, OLD.proposed_by_id) IS DISTINCT FROM
            (NEW.case_id, NEW.records, NEW.versions, NEW.with_files, NEW.basis, NEW.consent_id,
            NEW.request_id, NEW.proposed_by_id) THEN
        RAISE EXCEPTION 'what a release is about does not change' USING ERRCODE = 'BA003';
    END IF;
    IF NEW.state = 'approved' AND (SELECT count(DISTINCT user_id) FROM public.commons_membership
            WHERE id IN (NEW.proposed_by_id, NEW.decided_by_id)) <> 2 THEN
        RAISE EXCEPTION 'a release is decided by somebody else' USING ERRCODE = 'BA003';
    END IF;
    RETURN NEW;
END $guard$;
CREATE FUNCTION public.bansou_release_begins() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$
BEGIN
    IF NEW.state <> 'proposed' THEN
        RAISE EXCEPTION 'a release begins as a proposal' USING ERRCODE = 'BA003';
    END IF;
    RETURN NEW;
END $guard$;
CREATE TRIGGER bansou_decided BEFORE UPDATE ON public.{RELEASE}
    FOR EACH ROW EXECUTE FUNCTION public.bansou_release_is_decided();
CREATE TRIGGER bansou_begins BEFORE INSERT ON public.{RELEASE}
    FOR EACH ROW EXECUTE FUNCTION public.bansou_release_begins();
"""  # noqa: S608 - the pieces are this file's own
UNDECIDED = f"""
DROP TRIGGER bansou_begins ON public.{RELEASE};
DROP TRIGGER bansou_decided ON public.{RELEASE};
DROP FUNCTION public.bansou_release_begins();
DROP FUNCTION public.bansou_release_is_decided();
"""


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0038_sealed_releases"),
        ("people", "0033_guards_of_disclosure_requests"),
    ]

    operations = [
        policies.same_keeper(RELEASE, "case_id", "people_case"),
        policies.same_keeper(RELEASE, "consent_id", "people_sharingconsent"),
        policies.same_keeper(RELEASE, "request_id", "people_disclosurerequest"),
        policies.protect_own(RELEASE),
        policies.protect_own(f"{RELEASE}event"),
        policies.guard_writes(RELEASE),
        migrations.RunSQL(DECIDING, UNDECIDED),
        migrating.no_way_back(
            "support_sealedrelease", "TRUE", "心理の記録を渡す提案や決定の記録があります"
        ),
    ]
