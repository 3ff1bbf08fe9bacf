"""A host is told the name only once the person has confirmed that they go there.

Somebody agrees that companies to which they said they would go know their name: at one host's terms,
or with a proposal. Of other hosts they are still to be asked.
"""

from django.db import migrations

from bansou.commons.database import migrating

# It belongs to another role once migrations have ended, and to this one until then.
_DROP = """
DO $$ DECLARE
    former name := current_user;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', (
        SELECT pg_get_userbyid(proowner) FROM pg_proc
        WHERE oid = 'public.bansou_hosted()'::regprocedure));
    DROP FUNCTION public.bansou_hosted();
    EXECUTE format('SET LOCAL ROLE %I', former);
END $$;
"""
# What came before takes the function back from the role that searches.
_BACK = """
GRANT CREATE ON SCHEMA public TO bansou_search;
ALTER FUNCTION public.bansou_hosted() OWNER TO bansou_search;
REVOKE CREATE ON SCHEMA public FROM bansou_search;
"""
# Of the terms as they are now: other terms may be those of another host.
_CONFIRMED = """ AND EXISTS (
        SELECT FROM public.support_experienceconfirmation c
        WHERE c.experience_id = x.id AND c.party = 'person' AND c.terms = x.terms)"""


def hosted(more: str = "") -> str:
    """The function anew, with one more condition on the name where one is given."""
    return f"""{_DROP}
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
        ), '{{}}'::jsonb),
        coalesce(e.answers, '{{}}'::jsonb), coalesce(e.note, ''),
        coalesce(s.name, ''), coalesce(s.kana, '')
    FROM public.support_experience x
    JOIN public.employers_hostplace h ON h.id = x.host_id
    JOIN public.people_case k ON k.id = x.case_id
    LEFT JOIN public.support_experienceevaluation e ON e.experience_id = x.id AND e.side = 'host'
    LEFT JOIN public.people_person s ON s.id = k.person_id AND EXISTS (
        SELECT FROM public.people_consent c
        WHERE c.case_id = k.id AND c.purpose = 'introduction' AND c.withdrawn_on IS NULL){more}
    WHERE h.company_id = ANY (public.bansou_own_companies()) AND x.terms > 0
    ORDER BY x.requested_on DESC, x.id DESC
$$;
REVOKE ALL ON FUNCTION public.bansou_hosted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_hosted() TO bansou_app;
"""  # noqa: S608 - the pieces are this file's own


class Migration(migrating.Migration):
    dependencies = [("support", "0034_consent_of_the_same_keeper")]

    operations = [migrations.RunSQL(hosted(_CONFIRMED), hosted() + _BACK)]
