"""Who leads the team reads sealed records in a medical emergency, and writes none of them.

The functions of grants take a grant whose end is still to come for ended, here as before. What a
record opened in an emergency shows is a policy of its own, for SELECT on two tables.
"""

from django.db import migrations

from bansou.commons.database import migrating

# All at once, whatever the application asks: the grant at level 4 that names this very membership, the
# emergency that is written down for it and not over, and that this membership leads the team.
EMERGENCIES = """
CREATE FUNCTION public.bansou_emergency_cases() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT g.case_id), '{}'::uuid[])
    FROM public.commons_grant g
    JOIN public.people_breakglass b
      ON b.id = g.source_id AND b.case_id = g.case_id AND b.organisation_id = g.organisation_id
     AND b.opened_by_id = g.to_membership_id AND b.up_to_level = 4 AND b.until_at > statement_timestamp()
    JOIN public.commons_grant l
      ON l.case_id = g.case_id AND l.organisation_id = g.organisation_id
     AND l.to_membership_id = g.to_membership_id AND l.source = 'counselling_lead'
     AND l.ended_at IS NULL AND l.from_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
     AND (l.until_on IS NULL OR l.until_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date)
    WHERE g.level = 4 AND g.source = 'break_glass' AND g.basis = 'break_glass'
      AND g.to_membership_id = public.bansou_membership()
      AND g.organisation_id = ANY (public.bansou_organisations())
      AND g.ended_at > statement_timestamp()
$$;
REVOKE ALL ON FUNCTION public.bansou_emergency_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_emergency_cases() TO bansou_app, bansou_owner;
GRANT SELECT ON public.people_breakglass TO bansou_search;
CREATE POLICY for_search ON public.people_breakglass FOR SELECT TO bansou_search USING (true);
CREATE POLICY in_an_emergency ON public.support_counsellingrecord FOR SELECT
    TO bansou_app, bansou_owner
    USING (case_id = ANY ((SELECT public.bansou_emergency_cases())::uuid[]));
CREATE POLICY in_an_emergency ON public.support_counsellingfile FOR SELECT
    TO bansou_app, bansou_owner
    USING (case_id = ANY ((SELECT public.bansou_emergency_cases())::uuid[]));
"""
NO_EMERGENCIES = """
DROP POLICY in_an_emergency ON public.support_counsellingfile;
DROP POLICY in_an_emergency ON public.support_counsellingrecord;
DROP POLICY for_search ON public.people_breakglass;
REVOKE SELECT ON public.people_breakglass FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_emergency_cases();
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0039_guards_of_sealed_releases"),
        ("people", "0038_emergencies_at_level_4"),
        ("commons", "0023_leads_of_teams"),
    ]

    operations = [migrations.RunSQL(EMERGENCIES, NO_EMERGENCIES)]
