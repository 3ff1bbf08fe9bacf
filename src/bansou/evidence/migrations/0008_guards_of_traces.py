"""Row policy and write guards of traces, and which other bodies have the same one."""

from django.db import migrations

from bansou.commons.database import migrating, policies

TABLE = "evidence_jointtrace"

# Read across bodies, hence SECURITY DEFINER: it names bodies, and gives back no row. A body is told
# only of a token that it has itself, and of traces whose consent is in force on both sides, so that
# a consent that is taken back counts at once.
KNOWN = """
CREATE FUNCTION public.bansou_joint_known(project uuid, asked text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH agreed AS (
        SELECT t.organisation_id
        FROM public.evidence_jointtrace t
        JOIN public.evidence_jointpart p
          ON p.id = t.part_id AND p.organisation_id = t.organisation_id
        WHERE t.token = asked AND p.project_id = project AND p.left_at IS NULL
          AND EXISTS (
              SELECT FROM public.people_consent c
              WHERE c.organisation_id = t.organisation_id AND c.case_id = t.case_id
                AND c.purpose = 'joint_asking' AND c.withdrawn_on IS NULL
          )
    )
    SELECT DISTINCT organisation_id FROM agreed
    WHERE organisation_id <> ALL ((SELECT public.bansou_organisations())::uuid[])
      AND EXISTS (
          SELECT FROM agreed own
          WHERE own.organisation_id = ANY ((SELECT public.bansou_organisations())::uuid[])
      )
$$;
REVOKE ALL ON FUNCTION public.bansou_joint_known(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_joint_known(uuid, text) TO bansou_app;

GRANT SELECT ON public.evidence_jointtrace TO bansou_search;
CREATE POLICY for_search ON public.evidence_jointtrace FOR SELECT TO bansou_search USING (true);
"""

DROP_KNOWN = """
DROP POLICY for_search ON public.evidence_jointtrace;
REVOKE SELECT ON public.evidence_jointtrace FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_joint_known(uuid, text);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("evidence", "0007_traces"),
        ("people", "0024_consent_to_being_asked_about"),
    ]

    operations = [
        policies.same_keeper(TABLE, "part_id", "evidence_jointpart"),
        policies.same_keeper(TABLE, "case_id", "people_case"),
        policies.protect_own(TABLE),
        policies.guard_writes(TABLE),
        migrations.RunSQL(KNOWN, DROP_KNOWN),
    ]
