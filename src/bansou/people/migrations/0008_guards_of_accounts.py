"""Guards of what is shared with people, and the functions by which people's own rows are known."""

from django.db import migrations

from bansou.commons.database import migrating, policies

# They read accounts for whoever signs in, before anybody is known to act, and for the policies that
# keep people to their own rows: hence SECURITY DEFINER. They give back keys only, and only those of
# the account that is asked about.
_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
_LIVE = f"a.opened_at IS NOT NULL AND a.closed_at IS NULL AND a.until_on >= {_TODAY}"
ACCOUNTS = f"""
CREATE FUNCTION public.bansou_accounts_of(of_user uuid)
RETURNS TABLE (organisation_id uuid, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id, a.person_id FROM public.people_personaccount a
    WHERE a.user_id = of_user AND {_LIVE}
    ORDER BY a.opened_at, a.id
$$;

CREATE FUNCTION public.bansou_keeper_of_code(digest text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id FROM public.people_personaccount a
    WHERE a.code_digest = digest AND digest <> '' LIMIT 1
$$;

CREATE FUNCTION public.bansou_own_persons() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(a.person_id), '{{}}'::uuid[]) FROM public.people_personaccount a
    WHERE a.user_id = nullif(current_setting('app.actor', true), '')::uuid
      AND a.person_id = nullif(current_setting('app.person', true), '')::uuid
      AND a.organisation_id = ANY (public.bansou_organisations())
      AND {_LIVE}
$$;

CREATE FUNCTION public.bansou_own_cases() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(c.id), '{{}}'::uuid[]) FROM public.people_case c
    WHERE c.person_id = ANY (public.bansou_own_persons())
$$;

REVOKE ALL ON FUNCTION public.bansou_accounts_of(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_keeper_of_code(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_own_persons() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_own_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_own_persons(), public.bansou_own_cases()
    TO bansou_app, bansou_owner, bansou_search;
GRANT EXECUTE ON FUNCTION public.bansou_accounts_of(uuid), public.bansou_keeper_of_code(text)
    TO bansou_app;
GRANT SELECT ON public.people_personaccount TO bansou_search;
CREATE POLICY for_search ON public.people_personaccount FOR SELECT TO bansou_search USING (true);
"""  # noqa: S608 - the pieces are this file's own

DROP_ACCOUNTS = """
DROP POLICY for_search ON public.people_personaccount;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_own_cases() CASCADE;
DROP FUNCTION public.bansou_own_persons() CASCADE;
DROP FUNCTION public.bansou_keeper_of_code(text);
DROP FUNCTION public.bansou_accounts_of(uuid);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0012_visitors"),
        ("people", "0007_accounts_of_people"),
    ]

    operations = [
        policies.same_keeper("people_sharednote", "case_id", "people_case"),
        policies.same_keeper("people_sharednote", "step_id", "people_step"),
        policies.protect_own("people_sharednote"),
        policies.protect_own("people_sharednoteevent"),
        policies.guard_writes("people_sharednote"),
        migrations.RunSQL(ACCOUNTS, DROP_ACCOUNTS),
    ]
