"""Ledgers that were handed in, with their row policy, write guard, and term of their files."""

import django.db.models.deletion
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating, policies

# The upkeep sees nobody's rows: this removes files that nobody has taken further since a day,
# and tells how many. What is younger than a day it leaves alone, whatever it is asked.
FORGETTING = """
CREATE FUNCTION public.bansou_forget_ledger_files(before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        UPDATE public.commons_ledgerimport
        SET content = NULL, problems = '[]', questions = '[]', state = 'given_up'
        WHERE content IS NOT NULL AND state IN ('mapping', 'checking', 'refused', 'ready')
          AND changed_at < least(before, now() - interval '1 day')
        RETURNING 1
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION public.bansou_forget_ledger_files(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_forget_ledger_files(timestamptz) TO bansou_app;
GRANT SELECT (content, state, changed_at), UPDATE (content, problems, questions, state)
    ON public.commons_ledgerimport TO bansou_search;
CREATE POLICY for_clearing ON public.commons_ledgerimport TO bansou_search USING (true);
"""

DROP_FORGETTING = """
DROP POLICY for_clearing ON public.commons_ledgerimport;
REVOKE SELECT (content, state, changed_at), UPDATE (content, problems, questions, state)
    ON public.commons_ledgerimport FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_forget_ledger_files(timestamptz);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0005_forget_what_is_old"),
    ]

    operations = [
        migrations.AddField(
            model_name="ledgerrow",
            name="taken_in",
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name="LedgerImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("handed_in_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField(null=True)),
                ("mapping", models.TextField(blank=True)),
                ("scheme_id", models.CharField(max_length=60)),
                ("fiscal_year", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "列を合わせる"),
                            ("checking", "確かめています"),
                            ("refused", "直すところがある"),
                            ("ready", "取り込める"),
                            ("importing", "取り込んでいます"),
                            ("imported", "取込み済み"),
                            ("undoing", "取り消しています"),
                            ("undone", "取消し済み"),
                            ("given_up", "やめた"),
                        ],
                        default="mapping",
                        max_length=12,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("result", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("questions", models.JSONField(default=list)),
                ("answers", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("imported_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("context_id", models.UUIDField(null=True)),
                ("former_rows", models.JSONField(default=dict)),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-handed_in_at"], name="import_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "imported"), _negated=True),
                            ("imported_at__isnull", False),
                            _connector="OR",
                        ),
                        name="import_done_at_some_time",
                    )
                ],
            },
        ),
        policies.protect_own("commons_ledgerimport"),
        policies.guard_writes("commons_ledgerimport"),
        migrations.RunSQL(FORGETTING, DROP_FORGETTING),
    ]
