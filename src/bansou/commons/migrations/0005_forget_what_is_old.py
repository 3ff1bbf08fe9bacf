"""Functions that remove old drafts and request keys without showing them to anybody."""

from django.db import migrations

from bansou.commons.database import migrating

# A draft is its author's alone, a request key its organisation's: no service may read either.
# What is younger than a day these functions leave alone, whatever they are asked.
FORGETTING = """
CREATE FUNCTION public.bansou_forget_drafts(before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.commons_draft
        WHERE saved_at < least(before, now() - interval '1 day') RETURNING 1
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION public.bansou_forget_drafts(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_forget_drafts(timestamptz) TO bansou_app;

CREATE FUNCTION public.bansou_forget_request_keys(before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.commons_requestkey
        WHERE made_at < least(before, now() - interval '1 day') RETURNING 1
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION public.bansou_forget_request_keys(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_forget_request_keys(timestamptz) TO bansou_app;

GRANT SELECT, DELETE ON public.commons_draft, public.commons_requestkey TO bansou_search;
CREATE POLICY for_clearing ON public.commons_draft TO bansou_search USING (true);
CREATE POLICY for_clearing ON public.commons_requestkey TO bansou_search USING (true);
CREATE INDEX draft_by_age ON public.commons_draft (saved_at);
CREATE INDEX request_key_by_age ON public.commons_requestkey (made_at);
"""

DROP_FORGETTING = """
DROP INDEX public.request_key_by_age;
DROP INDEX public.draft_by_age;
DROP POLICY for_clearing ON public.commons_requestkey;
DROP POLICY for_clearing ON public.commons_draft;
REVOKE SELECT, DELETE ON public.commons_draft, public.commons_requestkey FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_forget_request_keys(timestamptz);
DROP FUNCTION public.bansou_forget_drafts(timestamptz);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0004_ledger_rows")]

    operations = [migrations.RunSQL(FORGETTING, DROP_FORGETTING)]
