"""Records opened in an emergency, with their history, policies and guard."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating, policies
from bansou.commons.database.triggers import InstallTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0022_break_glass"),
        ("people", "0028_handed_over_by_themselves"),
    ]

    operations = [
        migrations.AlterField(
            model_name="disclosure",
            name="basis",
            field=models.CharField(
                choices=[
                    ("own_duty", "担当としての事務"),
                    ("contract", "委託契約"),
                    ("consent", "本人同意"),
                    ("conference", "支援会議（社会福祉法106条の6）"),
                    ("law", "法令"),
                    ("emergency", "生命・身体の保護"),
                    ("break_glass", "緊急の閲覧"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="disclosureevent",
            name="basis",
            field=models.CharField(
                choices=[
                    ("own_duty", "担当としての事務"),
                    ("contract", "委託契約"),
                    ("consent", "本人同意"),
                    ("conference", "支援会議（社会福祉法106条の6）"),
                    ("law", "法令"),
                    ("emergency", "生命・身体の保護"),
                    ("break_glass", "緊急の閲覧"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="BreakGlass",
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
                ("reason", models.CharField(max_length=500)),
                ("opened_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("right", "必要だった"), ("wrong", "必要とはいえない")],
                        max_length=10,
                    ),
                ),
                ("finding_note", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
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
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
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
                    models.Index(fields=["organisation", "-opened_at"], name="break_glass_by_time")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gte", models.F("opened_at"))),
                        name="break_glass_until_after_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                                models.Q(("reviewed_by", models.F("opened_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="break_glass_reviewed_by_another",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_breakglassevent" ("case_id", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "version") VALUES (NEW."case_id", NEW."finding", NEW."finding_note", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."until_at", NEW."version"); RETURN NULL;',
                            hash="d8922cecaf1d31d4f208022a30b59fdb1c8561aa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fd7c4",
                            table="people_breakglass",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_breakglassevent" ("case_id", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "version") VALUES (NEW."case_id", NEW."finding", NEW."finding_note", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."until_at", NEW."version"); RETURN NULL;',
                            hash="ee5b1fc2e79c7811aa07e7db3a167931b023e352",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c075c",
                            table="people_breakglass",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_breakglassevent" ("case_id", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "version") VALUES (OLD."case_id", OLD."finding", OLD."finding_note", OLD."id", OLD."opened_at", OLD."opened_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."until_at", OLD."version"); RETURN NULL;',
                            hash="cb414c0e6f0e294378c652c4f80d6f6fb77bb4c1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d3bde",
                            table="people_breakglass",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakGlassEvent",
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
                ("reason", models.CharField(max_length=500)),
                ("opened_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("right", "必要だった"), ("wrong", "必要とはいえない")],
                        max_length=10,
                    ),
                ),
                ("finding_note", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.membership",
                    ),
                ),
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
                        to="people.breakglass",
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        InstallTriggers(["BreakGlass"]),
        policies.same_keeper("people_breakglass", "case_id", "people_case"),
        policies.protect_own("people_breakglass"),
        policies.protect_own("people_breakglassevent"),
        policies.guard_writes("people_breakglass"),
        migrating.no_way_back("people_breakglass", "TRUE", "緊急の閲覧の記録があります"),
    ]
