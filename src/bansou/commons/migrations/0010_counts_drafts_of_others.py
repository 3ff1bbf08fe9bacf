"""A function that says how many drafts stand on some cases, without showing them to anybody."""

from django.db import migrations

from bansou.commons.database import migrating

# A draft is its author's alone; whoever takes a case away must know that somebody is writing on it.
COUNTING = """
CREATE FUNCTION public.bansou_drafts_on(cases uuid[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM public.commons_draft
    WHERE case_id = ANY (cases) AND organisation_id = ANY (public.bansou_organisations())
$$;
REVOKE ALL ON FUNCTION public.bansou_drafts_on(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_drafts_on(uuid[]) TO bansou_app;
"""

DROP_COUNTING = """
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_drafts_on(uuid[]);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0009_versions_of_new_rows_together")]

    operations = [migrations.RunSQL(COUNTING, DROP_COUNTING)]
