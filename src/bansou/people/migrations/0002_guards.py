"""Row policies, keys by keeper, write guards, and the functions that find persons."""

from django.db import migrations

from bansou.commons.database import migrating, policies

ON_CASES = ("people_enrolment", "people_assignment", "people_referral")
ALL = ("people_person", "people_personaccount", "people_case", "people_step", *ON_CASES)

# How often letters occur decides the plan, so each call is planned for its own letters; and a
# LIMIT must not lure the planner into reading the whole country until it has met enough.
PERSONS = """
CREATE FUNCTION public.bansou_granted_persons() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT c.person_id), '{}'::uuid[])
    FROM public.people_case c
    WHERE c.id = ANY (public.bansou_granted_cases(1)) AND c.person_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION public.bansou_granted_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_granted_persons() TO bansou_app, bansou_owner, bansou_search;
GRANT EXECUTE ON FUNCTION public.bansou_granted_cases(integer) TO bansou_search;

CREATE FUNCTION public.bansou_find_persons(wanted text[], most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
    SELECT p.id FROM public.people_person p
    WHERE p.grams::text[] @> wanted
      AND (p.organisation_id = ANY ((SELECT public.bansou_organisations())::uuid[])
           OR p.id = ANY ((SELECT public.bansou_granted_persons())::uuid[]))
    LIMIT most
$$;
REVOKE ALL ON FUNCTION public.bansou_find_persons(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_find_persons(text[], integer) TO bansou_app;

GRANT SELECT ON public.people_person, public.people_case TO bansou_search;
CREATE POLICY for_search ON public.people_person FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.people_case FOR SELECT TO bansou_search USING (true);
CREATE INDEX person_by_grams ON public.people_person USING gin ((grams::text[]));
"""

DROP_PERSONS = """
DROP INDEX public.person_by_grams;
DROP POLICY for_search ON public.people_case;
DROP POLICY for_search ON public.people_person;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_find_persons(text[], integer);
DROP FUNCTION public.bansou_granted_persons();
RESET ROLE;
"""

PERSON = f"({policies.OWN} OR id = ANY ((SELECT public.bansou_granted_persons())::uuid[]))"
PERSON_EVENT = PERSON.replace(" id = ANY ((SELECT", " pgh_obj_id = ANY ((SELECT")


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("programmes", "0002_guards"),
        ("commons", "0002_guards"),
    ]

    operations = [
        *[
            policies.keeper_key(table)
            for table in ("people_person", "people_case", "people_step", "people_enrolment")
        ],
        policies.same_keeper("people_case", "person_id", "people_person"),
        policies.same_keeper("people_personaccount", "person_id", "people_person"),
        policies.same_keeper("people_step", "case_id", "people_case"),
        *[policies.same_keeper(table, "case_id", "people_case") for table in ON_CASES],
        policies.same_keeper("people_enrolment", "programme_id", "programmes_programme"),
        policies.same_keeper("people_referral", "contract_id", "programmes_contract"),
        # Grants lie a room below and name a case by key: here they are held to the same keeper.
        policies.same_keeper("commons_grant", "case_id", "people_case"),
        policies.same_keeper("commons_task", "case_id", "people_case"),
        migrations.RunSQL(PERSONS, DROP_PERSONS),
        policies.protect_by("people_person", reads=PERSON, writes=policies.OWN),
        policies.protect_by("people_personevent", reads=PERSON_EVENT, writes=policies.OWN),
        policies.protect_own("people_personaccount"),
        policies.protect_own("people_personaccountevent"),
        policies.protect_case("people_case", case="id"),
        policies.protect_case("people_caseevent", case="pgh_obj_id"),
        policies.protect_case("people_step", level="level"),
        policies.protect_case("people_stepevent", level="level"),
        *[policies.protect_case(table) for table in ON_CASES],
        *[policies.protect_case(f"{table}event") for table in ON_CASES],
        *[policies.guard_writes(table) for table in ALL],
    ]
