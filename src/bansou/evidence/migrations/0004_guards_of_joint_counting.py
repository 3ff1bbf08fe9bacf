"""Row policies and write guards of joint counting, and the functions that count over all bodies."""

from django.db import migrations

from bansou.commons.database import migrating, policies

TABLES = ("evidence_jointproject", "evidence_jointpart", "evidence_jointunit")
TRACKED = TABLES[:2]

# Read across bodies, hence SECURITY DEFINER: they run as bansou_search and give back a key to
# whoever was told the code, and numbers to whoever takes part. No token leaves the database.
JOINT = """
CREATE FUNCTION public.bansou_joint_project(told text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.evidence_jointproject p WHERE p.code = told AND length(told) >= 12
$$;
REVOKE ALL ON FUNCTION public.bansou_joint_project(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_joint_project(text) TO bansou_app;

CREATE FUNCTION public.bansou_joint_counts(project uuid)
RETURNS TABLE (
    body uuid, indicator text, counted bigint, alone bigint, shared bigint,
    counted_at timestamptz, cost_yen bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH parts AS (
        SELECT p.* FROM public.evidence_jointpart p
        WHERE p.project_id = project AND p.left_at IS NULL
          AND EXISTS (
              SELECT 1 FROM public.evidence_jointpart own
              WHERE own.project_id = project AND own.left_at IS NULL
                AND own.organisation_id = ANY (public.bansou_organisations())
          )
    ), units AS (
        SELECT p.organisation_id, u.indicator, u.token, u.is_linked
        FROM parts p JOIN public.evidence_jointunit u
          ON u.part_id = p.id AND u.organisation_id = p.organisation_id
    ), joined AS (
        SELECT indicator, token, bool_and(is_linked) AS is_linked,
               count(DISTINCT organisation_id) AS bodies
        FROM units GROUP BY indicator, token
    )
    SELECT p.organisation_id, NULL, NULL, NULL, NULL, p.counted_at, p.cost_yen FROM parts p
    UNION ALL
    SELECT u.organisation_id, u.indicator, count(*), count(*) FILTER (WHERE NOT u.is_linked),
           count(*) FILTER (WHERE j.bodies > 1), NULL, NULL
    FROM units u JOIN joined j USING (indicator, token)
    GROUP BY u.organisation_id, u.indicator
    UNION ALL
    SELECT NULL, indicator, count(*), count(*) FILTER (WHERE NOT is_linked),
           count(*) FILTER (WHERE bodies > 1), NULL, NULL
    FROM joined GROUP BY indicator
$$;
REVOKE ALL ON FUNCTION public.bansou_joint_counts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_joint_counts(uuid) TO bansou_app;

GRANT SELECT ON public.evidence_jointproject, public.evidence_jointpart, public.evidence_jointunit
    TO bansou_search;
CREATE POLICY for_search ON public.evidence_jointproject FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.evidence_jointpart FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.evidence_jointunit FOR SELECT TO bansou_search USING (true);
"""

DROP_JOINT = """
DROP POLICY for_search ON public.evidence_jointunit;
DROP POLICY for_search ON public.evidence_jointpart;
DROP POLICY for_search ON public.evidence_jointproject;
REVOKE SELECT ON public.evidence_jointproject, public.evidence_jointpart,
    public.evidence_jointunit FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_joint_counts(uuid);
DROP FUNCTION public.bansou_joint_project(text);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("evidence", "0003_joint_counting"), ("commons", "0002_guards")]

    operations = [
        policies.keeper_key("evidence_jointpart"),
        *[policies.same_keeper(table, "programme_id", "programmes_programme") for table in TRACKED],
        policies.same_keeper("evidence_jointunit", "part_id", "evidence_jointpart"),
        *[policies.protect_own(table) for table in TABLES],
        *[policies.protect_own(f"{table}event") for table in TRACKED],
        *[policies.guard_writes(table) for table in TABLES],
        migrations.RunSQL(JOINT, DROP_JOINT),
    ]
