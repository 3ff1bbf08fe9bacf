"""Who is barred from a case by a conflict of interest, with their history, policies and guard."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating, policies
from bansou.commons.database.triggers import InstallTriggers

_ME = "(SELECT nullif(current_setting('app.actor', true), '')::uuid)"
_OF_ANOTHER = "case_id <> ALL ((SELECT public.bansou_barred_cases())::uuid[])"
#: The keeper's staff, save of cases from which they are barred; and whoever is barred, of that.
READS = f"(user_id = {_ME} OR ({policies.OWN} AND {_OF_ANOTHER}))"

# Read by the policies of every table with cases, hence SECURITY DEFINER, as `bansou_granted_cases`.
# PL/pgSQL keeps its plan for the session, where SQL would plan again in each statement.
BARRED = """
CREATE FUNCTION public.bansou_barred_cases() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(case_id), '{}'::uuid[])
    FROM public.commons_conflictblock
    WHERE user_id = nullif(current_setting('app.actor', true), '')::uuid AND ended_at IS NULL);
END $$;
REVOKE ALL ON FUNCTION public.bansou_barred_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_barred_cases() TO bansou_app, bansou_owner, bansou_search;
GRANT SELECT ON public.commons_conflictblock TO bansou_search;
CREATE POLICY for_search ON public.commons_conflictblock FOR SELECT TO bansou_search USING (true);
"""
DROP_BARRED = """
DROP POLICY for_search ON public.commons_conflictblock;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_barred_cases() CASCADE;
RESET ROLE;
"""
# Nobody lifts or removes their own block, nor one on a case from which they are barred.
NOT_ONESELF = "".join(
    f"CREATE POLICY not_oneself_{verb} ON public.commons_conflictblock AS RESTRICTIVE FOR {verb}"
    f" TO bansou_app, bansou_owner USING (user_id <> {_ME} AND {_OF_ANOTHER});"
    for verb in ("update", "delete")
)
ONESELF = "".join(
    f"DROP POLICY not_oneself_{verb} ON public.commons_conflictblock;"
    for verb in ("update", "delete")
)


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0018_seals"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConflictBlock",
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
                ("case_id", models.UUIDField()),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("relative", "親族"),
                            ("neighbour", "近隣に住んでいる"),
                            ("acquaintance", "友人・知人"),
                            ("work", "勤務先・取引先の関係"),
                            ("other", "そのほか"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
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
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case_id"], name="conflict_block_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "case_id", "organisation"),
                        name="conflict_block_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("ended_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conflict_block_ended_for_a_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commons_conflictblockevent" ("case_id", "ended_at", "ended_because", "from_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relation", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."ended_because", NEW."from_at", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."relation", NEW."user_id"); RETURN NULL;',
                            hash="cce0b37eac330043390b7edba52064f28f55bd47",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_935c3",
                            table="commons_conflictblock",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commons_conflictblockevent" ("case_id", "ended_at", "ended_because", "from_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relation", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."ended_because", NEW."from_at", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."relation", NEW."user_id"); RETURN NULL;',
                            hash="4e5b406a52e68b11450f1406cbf77810d6b6b2a0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f142c",
                            table="commons_conflictblock",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commons_conflictblockevent" ("case_id", "ended_at", "ended_because", "from_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relation", "user_id") VALUES (OLD."case_id", OLD."ended_at", OLD."ended_because", OLD."from_at", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."relation", OLD."user_id"); RETURN NULL;',
                            hash="99ce1623ffc578be6f9b0cca8e753bf231f40663",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9d8fc",
                            table="commons_conflictblock",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictBlockEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7, editable=False, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("relative", "親族"),
                            ("neighbour", "近隣に住んでいる"),
                            ("acquaintance", "友人・知人"),
                            ("work", "勤務先・取引先の関係"),
                            ("other", "そのほか"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="commons.conflictblock",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        InstallTriggers(["ConflictBlock"]),
        migrations.RunSQL(BARRED, DROP_BARRED),
        policies.protect_by("commons_conflictblock", reads=READS, writes=policies.OWN),
        policies.protect_by("commons_conflictblockevent", reads=READS, writes=policies.OWN),
        migrations.RunSQL(NOT_ONESELF, ONESELF),
        policies.guard_writes("commons_conflictblock"),
    ]
