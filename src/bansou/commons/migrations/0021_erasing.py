"""What was sealed can be erased by a decision; drafts on a case can be forgotten without being read."""

from django.db import migrations, models
from django.db.models import Q

from bansou.commons.database import migrating

# A draft is its author's alone; an erasure takes away what stands in all of them on its cases.
FORGETTING = """
CREATE FUNCTION public.bansou_forget_drafts_of(cases uuid[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.commons_draft WHERE case_id = ANY (cases)
          AND organisation_id = ANY (public.bansou_organisations()) RETURNING 1
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION public.bansou_forget_drafts_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_forget_drafts_of(uuid[]) TO bansou_app;
"""

DROP_FORGETTING = """
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_forget_drafts_of(uuid[]);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0020_ibasho_staff")]

    operations = [
        migrations.AlterField("sealedrow", "salt", models.UUIDField(null=True)),
        migrations.AddField("sealedrow", "erased_by", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "sealedrow",
            models.CheckConstraint(
                condition=Q(("salt", None), ("erased_by", None), _connector="XOR"),
                name="sealed_row_salted_or_erased",
            ),
        ),
        migrations.RunSQL(FORGETTING, DROP_FORGETTING),
        migrating.no_way_back("commons_sealedrow", "salt IS NULL", "消去の記録があります"),
    ]
