"""A company may say at any time that a job became regular: of which day of asking its word is."""

from django.db import migrations

from bansou.commons.database import migrating

# It belongs to another role once migrations have ended, and to this one until then.
_DROP = """
DO $$ DECLARE
    former name := current_user;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', (
        SELECT pg_get_userbyid(proowner) FROM pg_proc
        WHERE oid = 'public.bansou_employed()'::regprocedure));
    DROP FUNCTION public.bansou_employed();
    EXECUTE format('SET LOCAL ROLE %I', former);
END $$;
"""
# What came before takes the function back from the role that searches.
_BACK = """
GRANT CREATE ON SCHEMA public TO bansou_search;
ALTER FUNCTION public.bansou_employed() OWNER TO bansou_search;
REVOKE CREATE ON SCHEMA public FROM bansou_search;
"""
_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
# The day of asking that comes next, or the last one, while the job goes on and is not regular.
_REGULAR = """,
        CASE WHEN h.employment_type <> 'regular' AND h.regular_on IS NULL AND h.left_on IS NULL
          AND NOT EXISTS (
            SELECT FROM public.placement_followup f WHERE f.hire_id = h.id AND f.outcome = 'left')
        THEN (
            SELECT f.id FROM public.placement_followup f
            WHERE f.hire_id = h.id AND f.dropped_at IS NULL
            ORDER BY f.outcome <> '', CASE WHEN f.outcome = '' THEN f.due_on END, f.due_on DESC
            LIMIT 1
        ) END"""


def employed(column: str = "", value: str = "") -> str:
    """The function anew, with one more column where one is given."""
    return f"""{_DROP}
CREATE FUNCTION public.bansou_employed() RETURNS TABLE (
    key uuid, case_id uuid, hired_on date, name text, kana text, asked jsonb{column}
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.id, h.case_id, h.hired_on, s.name, s.kana,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'key', f.id, 'label', f.label, 'due_on', f.due_on) ORDER BY f.due_on)
            FROM public.placement_followup f
            WHERE f.hire_id = h.id AND f.dropped_at IS NULL AND f.outcome = ''
              AND f.due_on <= {_TODAY}
        ), '[]'::jsonb){value}
    FROM public.placement_hire h
    JOIN public.people_step t ON t.id = h.step_id AND t.withdrawn_at IS NULL
    JOIN public.people_case k ON k.id = h.case_id
    JOIN public.people_person s ON s.id = k.person_id
    WHERE h.company_id = ANY (public.bansou_own_companies())
      AND EXISTS (
        SELECT FROM public.people_consent c
        WHERE c.case_id = k.id AND c.purpose = 'introduction' AND c.withdrawn_on IS NULL)
      AND (
        EXISTS (SELECT FROM public.placement_proposal p WHERE p.hire_id = h.id)
        OR EXISTS (
            SELECT FROM public.support_experience x
            JOIN public.employers_hostplace hp ON hp.id = x.host_id
            WHERE x.case_id = h.case_id AND x.state = 'ended' AND x.outcome = 'offered'
              AND hp.company_id = h.company_id))
    ORDER BY h.hired_on DESC, h.id DESC
$$;
REVOKE ALL ON FUNCTION public.bansou_employed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_employed() TO bansou_app, bansou_owner;
"""  # noqa: S608 - the pieces are this file's own


class Migration(migrating.Migration):
    dependencies = [("placement", "0012_reports_of_conversion")]

    operations = [migrations.RunSQL(employed(", regular_key uuid", _REGULAR), employed() + _BACK)]
