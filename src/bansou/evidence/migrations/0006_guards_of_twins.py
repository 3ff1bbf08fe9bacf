"""Row policies and write guards of twins, and how many of them each body has not confirmed."""

from django.db import migrations

from bansou.commons.database import migrating, policies

TABLE = "evidence_jointtwins"

# Read across bodies, hence SECURITY DEFINER: it gives numbers to whoever takes part, and no row.
DOUBTS = """
CREATE FUNCTION public.bansou_joint_doubts(project uuid)
RETURNS TABLE (body uuid, unconfirmed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.organisation_id, count(t.id)
    FROM public.evidence_jointpart p
    JOIN public.evidence_jointtwins t
      ON t.part_id = p.id AND t.organisation_id = p.organisation_id AND t.are_one IS NULL
    WHERE p.project_id = project AND p.left_at IS NULL
      AND EXISTS (
          SELECT 1 FROM public.evidence_jointpart own
          WHERE own.project_id = project AND own.left_at IS NULL
            AND own.organisation_id = ANY (public.bansou_organisations())
      )
    GROUP BY p.organisation_id
$$;
REVOKE ALL ON FUNCTION public.bansou_joint_doubts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_joint_doubts(uuid) TO bansou_app;

GRANT SELECT ON public.evidence_jointtwins TO bansou_search;
CREATE POLICY for_search ON public.evidence_jointtwins FOR SELECT TO bansou_search USING (true);
"""

DROP_DOUBTS = """
DROP POLICY for_search ON public.evidence_jointtwins;
REVOKE SELECT ON public.evidence_jointtwins FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_joint_doubts(uuid);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("evidence", "0005_twins"), ("commons", "0002_guards")]

    operations = [
        policies.same_keeper(TABLE, "part_id", "evidence_jointpart"),
        *[policies.same_keeper(TABLE, name, "people_person") for name in ("one_id", "other_id")],
        policies.protect_own(TABLE),
        policies.protect_own(f"{TABLE}event"),
        policies.guard_writes(TABLE),
        migrations.RunSQL(DOUBTS, DROP_DOUBTS),
    ]
