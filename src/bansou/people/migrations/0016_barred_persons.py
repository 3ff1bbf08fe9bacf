"""Whom a conflict of interest hides, blocks held to the keeper's cases, and numbers as they are."""

from django.db import migrations

from bansou.commons.database import migrating, policies

# A number that a hidden case carries is taken all the same: numbers are told, and nothing else.
BARRED = """
CREATE FUNCTION public.bansou_barred_persons() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    barred uuid[] := public.bansou_barred_cases();
BEGIN
    IF cardinality(barred) = 0 THEN
        RETURN '{}'::uuid[];
    END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT c.person_id), '{}'::uuid[])
    FROM public.people_case c
    WHERE c.id = ANY (barred) AND c.person_id IS NOT NULL);
END $$;
REVOKE ALL ON FUNCTION public.bansou_barred_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_barred_persons() TO bansou_app, bansou_owner;

CREATE FUNCTION public.bansou_case_numbers(of_keeper uuid, prefix text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.number FROM public.people_case c
    WHERE c.organisation_id = of_keeper
      AND of_keeper = ANY ((SELECT public.bansou_organisations())::uuid[])
      AND (SELECT public.bansou_is_staff())
      AND starts_with(c.number, prefix)
$$;
REVOKE ALL ON FUNCTION public.bansou_case_numbers(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_case_numbers(uuid, text) TO bansou_app, bansou_owner;
"""

DROP_BARRED = """
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_case_numbers(uuid, text);
DROP FUNCTION public.bansou_barred_persons() CASCADE;
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0015_plans_confirmed_by_people"),
        ("commons", "0019_conflict_blocks"),
    ]

    operations = [
        migrations.RunSQL(BARRED, DROP_BARRED),
        policies.same_keeper("commons_conflictblock", "case_id", "people_case"),
    ]
