import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating
from bansou.commons.database.triggers import InstallTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0001_tables"),
        ("employers", "0007_find_companies_by_name"),
        ("people", "0006_versions_of_new_rows_together"),
        ("programmes", "0002_guards"),
        ("support", "0005_versions_of_new_rows_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Experience",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("visit", "職場見学"), ("trial", "職場体験")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "希望"),
                            ("arranged", "確認待ち"),
                            ("confirmed", "実施"),
                            ("ended", "終了"),
                            ("declined", "見送り"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("wishes", models.TextField()),
                ("goal", models.CharField(max_length=200)),
                ("requested_on", models.DateField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("ends_at", models.TimeField(blank=True, null=True)),
                ("break_minutes", models.PositiveSmallIntegerField(default=0)),
                ("tutor", models.CharField(blank=True, max_length=100)),
                ("terms", models.PositiveSmallIntegerField(default=0)),
                (
                    "declined_by",
                    models.CharField(
                        blank=True,
                        choices=[("person", "本人"), ("host", "受入先"), ("office", "事業の窓口")],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "予定どおり終えた"),
                            ("partly", "一部を休んで終えた"),
                            ("left", "途中でやめた"),
                            ("no_show", "来なかった"),
                            ("offered", "採用の申し出があった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("mismatch_reason", models.CharField(blank=True, max_length=40)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
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
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employers.hostplace",
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
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="experience_by_case"),
                    models.Index(fields=["organisation", "state"], name="experience_by_state"),
                    models.Index(fields=["host"], name="experience_by_host"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["arranged", "confirmed", "ended"]), _negated=True
                            ),
                            models.Q(
                                ("ends_at__isnull", False),
                                ("host__isnull", False),
                                ("starts_at__isnull", False),
                                ("terms__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="experience_arranged_has_terms",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ended", "declined"]),
                            ("ended_on", None),
                            _connector="XOR",
                        ),
                        name="experience_over_since_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "ended"), ("outcome", ""), _connector="XOR"),
                        name="experience_ended_has_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "declined"), ("declined_by", ""), _connector="XOR"
                        ),
                        name="experience_declined_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wishes", ""), _negated=True),
                        name="experience_wishes_in_own_words",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (NEW."break_minutes", NEW."case_id", NEW."declined_by", NEW."ended_because", NEW."ended_on", NEW."ends_at", NEW."goal", NEW."host_id", NEW."id", NEW."kind", NEW."mismatch_reason", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."requested_on", NEW."starts_at", NEW."state", NEW."terms", NEW."tutor", NEW."version", NEW."wishes"); RETURN NULL;',
                            hash="46564d9e622dd4bd3340201960dc25265ad983a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_047b9",
                            table="support_experience",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (NEW."break_minutes", NEW."case_id", NEW."declined_by", NEW."ended_because", NEW."ended_on", NEW."ends_at", NEW."goal", NEW."host_id", NEW."id", NEW."kind", NEW."mismatch_reason", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."requested_on", NEW."starts_at", NEW."state", NEW."terms", NEW."tutor", NEW."version", NEW."wishes"); RETURN NULL;',
                            hash="e7c91360a996c92b7717df24b6e1cb6cbb46edac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_95ab0",
                            table="support_experience",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (OLD."break_minutes", OLD."case_id", OLD."declined_by", OLD."ended_because", OLD."ended_on", OLD."ends_at", OLD."goal", OLD."host_id", OLD."id", OLD."kind", OLD."mismatch_reason", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."recorded_by_id", OLD."requested_on", OLD."starts_at", OLD."state", OLD."terms", OLD."tutor", OLD."version", OLD."wishes"); RETURN NULL;',
                            hash="6a5941437ce9f9ae7259b30f80506189bfd84001",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_56aa6",
                            table="support_experience",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperienceConfirmation",
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
                (
                    "party",
                    models.CharField(
                        choices=[("person", "本人"), ("host", "受入先"), ("office", "事業の窓口")],
                        max_length=10,
                    ),
                ),
                ("terms", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("name", models.CharField(max_length=100)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="support.experience",
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
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="experience_confirm_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "experience", "terms", "party"),
                        name="experience_confirmed_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceconfirmationevent" ("case_id", "experience_id", "id", "name", "on", "organisation_id", "party", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "terms") VALUES (NEW."case_id", NEW."experience_id", NEW."id", NEW."name", NEW."on", NEW."organisation_id", NEW."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."terms"); RETURN NULL;',
                            hash="24fa42e76fede1795feeaf0ccbf73740b232e2c8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8a7bb",
                            table="support_experienceconfirmation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_experienceconfirmationevent" ("case_id", "experience_id", "id", "name", "on", "organisation_id", "party", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "terms") VALUES (NEW."case_id", NEW."experience_id", NEW."id", NEW."name", NEW."on", NEW."organisation_id", NEW."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."terms"); RETURN NULL;',
                            hash="7614f2609f40579f256b073eac1d3521d4bd8195",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_44701",
                            table="support_experienceconfirmation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceconfirmationevent" ("case_id", "experience_id", "id", "name", "on", "organisation_id", "party", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "terms") VALUES (OLD."case_id", OLD."experience_id", OLD."id", OLD."name", OLD."on", OLD."organisation_id", OLD."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."terms"); RETURN NULL;',
                            hash="13c80c0fc7219332ce7b5f563cf0ac55a27a3489",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_08ad7",
                            table="support_experienceconfirmation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperienceDay",
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
                ("on", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("attended", "出席"), ("missed", "欠席")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("missed_minutes", models.PositiveSmallIntegerField(default=0)),
                ("missed_because", models.CharField(blank=True, max_length=200)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="support.experience",
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
                    "step",
                    models.OneToOneField(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="experience_day_by_case"),
                    models.Index(fields=["organisation", "on"], name="experience_day_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "experience", "on"), name="experience_day_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "planned"), ("step__isnull", False), _connector="XOR"
                        ),
                        name="experience_day_marked_has_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("missed_minutes__lte", models.F("minutes"))),
                        name="experience_day_missed_within_planned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("missed_minutes", 0),
                            models.Q(("missed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="experience_day_missed_with_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experiencedayevent" ("case_id", "experience_id", "id", "minutes", "missed_because", "missed_minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "state", "step_id", "version") VALUES (NEW."case_id", NEW."experience_id", NEW."id", NEW."minutes", NEW."missed_because", NEW."missed_minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."state", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="69d1e94561a91c7203eb866910d3847f93756301",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_85512",
                            table="support_experienceday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_experiencedayevent" ("case_id", "experience_id", "id", "minutes", "missed_because", "missed_minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "state", "step_id", "version") VALUES (NEW."case_id", NEW."experience_id", NEW."id", NEW."minutes", NEW."missed_because", NEW."missed_minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."state", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="f54968a028d82e21aea8d42dea04493530a0691c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_53ef5",
                            table="support_experienceday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experiencedayevent" ("case_id", "experience_id", "id", "minutes", "missed_because", "missed_minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "state", "step_id", "version") VALUES (OLD."case_id", OLD."experience_id", OLD."id", OLD."minutes", OLD."missed_because", OLD."missed_minutes", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."state", OLD."step_id", OLD."version"); RETURN NULL;',
                            hash="18886555bd632438ed2d250157319af63f6263fc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bfd28",
                            table="support_experienceday",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperienceEvaluation",
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
                (
                    "side",
                    models.CharField(
                        choices=[("person", "本人"), ("host", "受入先")], max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("answers", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="support.experience",
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
                    "step",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="experience_evaluation_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "experience", "side"),
                        name="experience_evaluated_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceevaluationevent" ("answers", "case_id", "experience_id", "id", "note", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "side", "step_id", "version") VALUES (NEW."answers", NEW."case_id", NEW."experience_id", NEW."id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."side", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="aa5c30e257fb8f7061494601f4febfe4fd107014",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_05639",
                            table="support_experienceevaluation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_experienceevaluationevent" ("answers", "case_id", "experience_id", "id", "note", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "side", "step_id", "version") VALUES (NEW."answers", NEW."case_id", NEW."experience_id", NEW."id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."side", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="bd223fd328067e5a3336392650a0894087ae57e9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4ecc7",
                            table="support_experienceevaluation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_experienceevaluationevent" ("answers", "case_id", "experience_id", "id", "note", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "side", "step_id", "version") VALUES (OLD."answers", OLD."case_id", OLD."experience_id", OLD."id", OLD."note", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."side", OLD."step_id", OLD."version"); RETURN NULL;',
                            hash="791a3c312ae35c8223f99c79a1162b50adbb357a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8aebc",
                            table="support_experienceevaluation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternshipPolicy",
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
                ("insurer", models.CharField(max_length=100)),
                ("number", models.CharField(max_length=60)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("covers_visits", models.BooleanField(default=False)),
                ("covers_trials", models.BooleanField(default=True)),
                ("persons_limit", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "programme"], name="internship_policy_of_programme"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "insurer", "number"), name="internship_policy_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="internship_policy_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("covers_visits", True), ("covers_trials", True), _connector="OR"
                        ),
                        name="internship_policy_covers_something",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_internshippolicyevent" ("covers_trials", "covers_visits", "ends_on", "id", "insurer", "note", "number", "organisation_id", "persons_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "starts_on", "version") VALUES (NEW."covers_trials", NEW."covers_visits", NEW."ends_on", NEW."id", NEW."insurer", NEW."note", NEW."number", NEW."organisation_id", NEW."persons_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."starts_on", NEW."version"); RETURN NULL;',
                            hash="7ab3580565a6b0d07ce0cb1d8780bd46fa2798f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aec2d",
                            table="support_internshippolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_internshippolicyevent" ("covers_trials", "covers_visits", "ends_on", "id", "insurer", "note", "number", "organisation_id", "persons_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "starts_on", "version") VALUES (NEW."covers_trials", NEW."covers_visits", NEW."ends_on", NEW."id", NEW."insurer", NEW."note", NEW."number", NEW."organisation_id", NEW."persons_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."starts_on", NEW."version"); RETURN NULL;',
                            hash="8e25d8df183a63aaee79d39422212a118f1bbe84",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2a3fd",
                            table="support_internshippolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_internshippolicyevent" ("covers_trials", "covers_visits", "ends_on", "id", "insurer", "note", "number", "organisation_id", "persons_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "starts_on", "version") VALUES (OLD."covers_trials", OLD."covers_visits", OLD."ends_on", OLD."id", OLD."insurer", OLD."note", OLD."number", OLD."organisation_id", OLD."persons_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."recorded_by_id", OLD."starts_on", OLD."version"); RETURN NULL;',
                            hash="c1941da9383614f638ff95216cb9da0909f651f9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2df2c",
                            table="support_internshippolicy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InsuredPerson",
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
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
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
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insured",
                        to="support.internshippolicy",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="insured_person_by_case"),
                    models.Index(fields=["policy"], name="insured_person_by_policy"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "policy", "case", "from_on"),
                        name="insured_person_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="insured_person_until_after_from",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_insuredpersonevent" ("case_id", "from_on", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_by_id", "until_on", "version") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."recorded_by_id", NEW."until_on", NEW."version"); RETURN NULL;',
                            hash="b2e55832cf8d7f7280b20c11f8c326467ab717a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0406d",
                            table="support_insuredperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_insuredpersonevent" ("case_id", "from_on", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_by_id", "until_on", "version") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."recorded_by_id", NEW."until_on", NEW."version"); RETURN NULL;',
                            hash="ea6cfd6438ee4aec2bc0be1ea1e170fa66dfd688",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0a477",
                            table="support_insuredperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_insuredpersonevent" ("case_id", "from_on", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_by_id", "until_on", "version") VALUES (OLD."case_id", OLD."from_on", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."recorded_by_id", OLD."until_on", OLD."version"); RETURN NULL;',
                            hash="024f489c8443ad90a086d69939386dca2e6b0a9d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fdcd0",
                            table="support_insuredperson",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperienceConfirmationEvent",
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
                (
                    "party",
                    models.CharField(
                        choices=[("person", "本人"), ("host", "受入先"), ("office", "事業の窓口")],
                        max_length=10,
                    ),
                ),
                ("terms", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("name", models.CharField(max_length=100)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.experience",
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
                        to="support.experienceconfirmation",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExperienceDayEvent",
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
                ("on", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("attended", "出席"), ("missed", "欠席")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("missed_minutes", models.PositiveSmallIntegerField(default=0)),
                ("missed_because", models.CharField(blank=True, max_length=200)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.experience",
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
                        to="support.experienceday",
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
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExperienceEvaluationEvent",
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
                (
                    "side",
                    models.CharField(
                        choices=[("person", "本人"), ("host", "受入先")], max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("answers", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
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
                    "experience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.experience",
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
                        to="support.experienceevaluation",
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
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExperienceEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("visit", "職場見学"), ("trial", "職場体験")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "希望"),
                            ("arranged", "確認待ち"),
                            ("confirmed", "実施"),
                            ("ended", "終了"),
                            ("declined", "見送り"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("wishes", models.TextField()),
                ("goal", models.CharField(max_length=200)),
                ("requested_on", models.DateField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("ends_at", models.TimeField(blank=True, null=True)),
                ("break_minutes", models.PositiveSmallIntegerField(default=0)),
                ("tutor", models.CharField(blank=True, max_length=100)),
                ("terms", models.PositiveSmallIntegerField(default=0)),
                (
                    "declined_by",
                    models.CharField(
                        blank=True,
                        choices=[("person", "本人"), ("host", "受入先"), ("office", "事業の窓口")],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "予定どおり終えた"),
                            ("partly", "一部を休んで終えた"),
                            ("left", "途中でやめた"),
                            ("no_show", "来なかった"),
                            ("offered", "採用の申し出があった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("mismatch_reason", models.CharField(blank=True, max_length=40)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
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
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employers.hostplace",
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
                        to="support.experience",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.programme",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InsuredPersonEvent",
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
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
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
                        to="support.insuredperson",
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
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.internshippolicy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InternshipPolicyEvent",
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
                ("insurer", models.CharField(max_length=100)),
                ("number", models.CharField(max_length=60)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("covers_visits", models.BooleanField(default=False)),
                ("covers_trials", models.BooleanField(default=True)),
                ("persons_limit", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
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
                        to="support.internshippolicy",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.programme",
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
            ],
            options={
                "abstract": False,
            },
        ),
        InstallTriggers(
            models=[
                "Experience",
                "ExperienceConfirmation",
                "ExperienceDay",
                "ExperienceEvaluation",
                "InternshipPolicy",
                "InsuredPerson",
            ],
        ),
    ]
