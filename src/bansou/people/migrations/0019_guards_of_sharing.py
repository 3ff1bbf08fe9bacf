"""Row policies, keys by keeper and write guards of bodies, consents, what was handed over, referrals."""

from django.db import migrations

from bansou.commons.database import migrating, policies

BODY, CONSENT, DISCLOSURE = "people_outsidebody", "people_sharingconsent", "people_disclosure"
REFERRAL = "people_referral"
NEW = (BODY, CONSENT, DISCLOSURE)

# A contractor to which something was handed reads that, and no other body's, while its grant lives.
RECEIVED = (
    "(to_organisation_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
    f" AND {policies.granted('case_id', 1)})"
)
READS = f"({policies.OWN} OR {RECEIVED})"


def _by_level(table: str) -> list[migrations.RunSQL]:
    """A referral by letter is sensitive; until now the table had no level."""
    return [
        migrations.RunSQL(
            f"DROP POLICY tenant ON public.{table};",
            f"CREATE POLICY tenant ON public.{table} TO bansou_app, bansou_owner"
            f" USING ({policies.case_condition('case_id', None)});",
        ),
        migrations.RunSQL(
            f"CREATE POLICY tenant ON public.{table} TO bansou_app, bansou_owner"
            f" USING ({policies.case_condition('case_id', 'level')});",
            f"DROP POLICY tenant ON public.{table};",
        ),
    ]


class Migration(migrating.Migration):
    dependencies = [("people", "0018_sharing")]

    operations = [
        *[policies.keeper_key(table) for table in (BODY, CONSENT)],
        *[policies.same_keeper(table, "case_id", "people_case") for table in (CONSENT, DISCLOSURE)],
        *[policies.same_keeper(table, "body_id", BODY) for table in (CONSENT, REFERRAL)],
        *[policies.same_keeper(table, "consent_id", CONSENT) for table in (DISCLOSURE, REFERRAL)],
        policies.protect_own(BODY),
        policies.protect_own(f"{BODY}event"),
        policies.protect_own(CONSENT),
        policies.protect_own(f"{CONSENT}event"),
        policies.protect_by(DISCLOSURE, reads=READS, writes=policies.OWN),
        policies.protect_own(f"{DISCLOSURE}event"),
        *[step for suffix in ("", "event") for step in _by_level(f"{REFERRAL}{suffix}")],
        *[policies.guard_writes(table) for table in NEW],
    ]
