"""Row policies and guards of companies' reports, and what a company reaches of whom it was told of."""

from django.db import migrations

from bansou.commons.database import migrating, policies

# Hence SECURITY DEFINER: a row of proposals or hires says more than a company may know (reasons,
# what the person said, what fits). A company hears of somebody once it was asked about them, and of
# the name once they are introduced, while their consent is in force and no longer.
_AGREES = """EXISTS (
        SELECT FROM public.people_consent c
        WHERE c.case_id = k.id AND c.purpose = 'introduction' AND c.withdrawn_on IS NULL)"""
TOLD = f"""
CREATE FUNCTION public.bansou_candidates() RETURNS TABLE (
    key uuid, case_id uuid, opening_id uuid, state text, profile jsonb, offered_on date,
    company_answered_on date, company_reason text, company_note text, introduced_on date,
    interview_on date, interview_at time, interview_place text, result_on date,
    result_reason text, result_note text, name text, kana text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id, p.case_id, p.opening_id,
        CASE WHEN k.closed_on IS NOT NULL AND p.state IN ('offered', 'welcomed', 'introduced')
            THEN 'ended' ELSE p.state END,
        p.profile, p.offered_on, p.company_answered_on, p.company_reason, p.company_note,
        p.introduced_on, p.interview_on, p.interview_at, p.interview_place,
        CASE WHEN p.state <> 'withdrew' THEN p.result_on END,
        CASE WHEN p.state = 'not_chosen' THEN p.result_reason ELSE '' END,
        CASE WHEN p.state IN ('chosen', 'not_chosen', 'hired') THEN p.result_note ELSE '' END,
        coalesce(s.name, ''), coalesce(s.kana, '')
    FROM public.placement_proposal p
    JOIN public.employers_opening o ON o.id = p.opening_id
    JOIN public.people_case k ON k.id = p.case_id
    LEFT JOIN public.people_person s ON s.id = k.person_id
        AND p.state IN ('introduced', 'chosen', 'hired', 'not_chosen', 'withdrew') AND {_AGREES}
    WHERE o.company_id = ANY (public.bansou_own_companies()) AND p.offered_on IS NOT NULL
    ORDER BY p.offered_on DESC, p.id DESC
$$;

CREATE FUNCTION public.bansou_employed() RETURNS TABLE (
    key uuid, case_id uuid, hired_on date, name text, kana text, asked jsonb
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.id, h.case_id, h.hired_on, s.name, s.kana,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'key', f.id, 'label', f.label, 'due_on', f.due_on) ORDER BY f.due_on)
            FROM public.placement_followup f
            WHERE f.hire_id = h.id AND f.dropped_at IS NULL AND f.outcome = ''
              AND f.due_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
        ), '[]'::jsonb)
    FROM public.placement_hire h
    JOIN public.people_step t ON t.id = h.step_id AND t.withdrawn_at IS NULL
    JOIN public.people_case k ON k.id = h.case_id
    JOIN public.people_person s ON s.id = k.person_id
    WHERE h.company_id = ANY (public.bansou_own_companies()) AND {_AGREES}
      AND (
        EXISTS (SELECT FROM public.placement_proposal p WHERE p.hire_id = h.id)
        OR EXISTS (
            SELECT FROM public.support_experience x
            JOIN public.employers_hostplace hp ON hp.id = x.host_id
            WHERE x.case_id = h.case_id AND x.state = 'ended' AND x.outcome = 'offered'
              AND hp.company_id = h.company_id))
    ORDER BY h.hired_on DESC, h.id DESC
$$;

REVOKE ALL ON FUNCTION public.bansou_candidates() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_employed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_candidates(), public.bansou_employed() TO bansou_app;
"""  # noqa: S608 - the pieces are this file's own
DROP_TOLD = """
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_employed();
DROP FUNCTION public.bansou_candidates();
RESET ROLE;
"""
TABLES = (
    *("placement_proposal", "placement_hire", "placement_followup"),
    *("people_step", "employers_opening"),
)


class Migration(migrating.Migration):
    dependencies = [
        ("placement", "0010_what_companies_are_told"),
        ("support", "0024_what_hosts_are_told"),
    ]

    operations = [
        policies.keeper_key("placement_followup"),
        policies.same_keeper("placement_stayreport", "follow_up_id", "placement_followup"),
        policies.same_keeper("placement_stayreport", "case_id", "people_case"),
        policies.same_keeper("placement_stayreport", "company_id", "employers_company"),
        policies.protect_case("placement_stayreport", level="level"),
        policies.protect_case("placement_stayreportevent", level="level"),
        policies.guard_writes("placement_stayreport"),
        *[policies.told_to_companies(table) for table in TABLES],
        migrations.RunSQL(TOLD, DROP_TOLD),
    ]
