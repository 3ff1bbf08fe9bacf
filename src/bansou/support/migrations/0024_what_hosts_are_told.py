"""What a company reaches of visits and trials at its own host places; never the tables themselves."""

from django.db import migrations

from bansou.commons.database import migrating, policies

# Hence SECURITY DEFINER: a row of these tables says more than a host may know (what the person
# wishes, why they missed a day, what they think of it). The name is told while the person's consent
# to be introduced is in force, and no longer.
HOSTED = """
CREATE FUNCTION public.bansou_hosted() RETURNS TABLE (
    key uuid, case_id uuid, host_id uuid, kind text, state text, is_running boolean,
    starts_at time, ends_at time, break_minutes integer, tutor text, ended_on date, outcome text,
    offer_on date, offer_note text, days jsonb, confirmed jsonb, answers jsonb, note text,
    name text, kana text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT x.id, x.case_id, x.host_id, x.kind, x.state,
        k.closed_on IS NULL AND x.state IN ('arranged', 'confirmed'),
        x.starts_at, x.ends_at, x.break_minutes, x.tutor, x.ended_on, x.outcome,
        x.offer_on, x.offer_note,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'key', d.id, 'on', d."on", 'minutes', d.minutes, 'state', d.state,
                'missed_minutes', d.missed_minutes) ORDER BY d."on")
            FROM public.support_experienceday d WHERE d.experience_id = x.id
        ), '[]'::jsonb),
        coalesce((
            SELECT jsonb_object_agg(c.party, c."on")
            FROM public.support_experienceconfirmation c
            WHERE c.experience_id = x.id AND c.terms = x.terms
        ), '{}'::jsonb),
        coalesce(e.answers, '{}'::jsonb), coalesce(e.note, ''),
        coalesce(s.name, ''), coalesce(s.kana, '')
    FROM public.support_experience x
    JOIN public.employers_hostplace h ON h.id = x.host_id
    JOIN public.people_case k ON k.id = x.case_id
    LEFT JOIN public.support_experienceevaluation e ON e.experience_id = x.id AND e.side = 'host'
    LEFT JOIN public.people_person s ON s.id = k.person_id AND EXISTS (
        SELECT FROM public.people_consent c
        WHERE c.case_id = k.id AND c.purpose = 'introduction' AND c.withdrawn_on IS NULL)
    WHERE h.company_id = ANY (public.bansou_own_companies()) AND x.terms > 0
    ORDER BY x.requested_on DESC, x.id DESC
$$;
REVOKE ALL ON FUNCTION public.bansou_hosted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_hosted() TO bansou_app;
"""
DROP_HOSTED = """
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_hosted();
RESET ROLE;
"""
TABLES = (
    *("support_experience", "support_experienceday", "support_experienceconfirmation"),
    *("support_experienceevaluation", "people_consent", "employers_hostplace"),
)


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0023_offer_of_a_host"),
        ("people", "0008_guards_of_accounts"),
        ("employers", "0012_guards_of_company_accounts"),
    ]

    operations = [
        *[policies.told_to_companies(table) for table in TABLES],
        migrations.RunSQL(HOSTED, DROP_HOSTED),
    ]
