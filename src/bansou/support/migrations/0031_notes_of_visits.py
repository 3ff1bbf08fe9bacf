"""Notes of visits that were written without network, with their history."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0020_ibasho_staff"),
        ("people", "0019_guards_of_sharing"),
        ("support", "0030_issuer_of_a_certificate"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitNote",
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
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=3,
                    ),
                ),
                ("sent_as", models.UUIDField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("recorded", "訪問の記録になりました"),
                            ("beside", "別の記録と並べて残しています"),
                            ("added", "経過に加えました"),
                        ],
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "met",
                    models.CharField(
                        choices=[
                            ("person", "本人"),
                            ("family", "家族"),
                            ("both", "本人と家族"),
                            ("nobody", "会えなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("client_state", models.CharField(blank=True, max_length=60)),
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
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="support.outreachvisit",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="visit_note_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "sent_as"), name="visit_note_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="visit_note_level_at_most_3",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing", "recorded"),
                            models.Q(("result", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="visit_note_beside_has_text",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_visitnoteevent" ("case_id", "client_state", "id", "level", "met", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_by_id", "result", "sent_as", "standing", "visit_id", "written_by_id") VALUES (NEW."case_id", NEW."client_state", NEW."id", NEW."level", NEW."met", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_at", NEW."recorded_by_id", NEW."result", NEW."sent_as", NEW."standing", NEW."visit_id", NEW."written_by_id"); RETURN NULL;',
                            hash="00ffa551a688dd4ec1daaaff81155a0f716738cd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_01e04",
                            table="support_visitnote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_visitnoteevent" ("case_id", "client_state", "id", "level", "met", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_by_id", "result", "sent_as", "standing", "visit_id", "written_by_id") VALUES (NEW."case_id", NEW."client_state", NEW."id", NEW."level", NEW."met", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_at", NEW."recorded_by_id", NEW."result", NEW."sent_as", NEW."standing", NEW."visit_id", NEW."written_by_id"); RETURN NULL;',
                            hash="709f757704d3906ee5de7ff3f9c98dc044ae71bd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9f25d",
                            table="support_visitnote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_visitnoteevent" ("case_id", "client_state", "id", "level", "met", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_by_id", "result", "sent_as", "standing", "visit_id", "written_by_id") VALUES (OLD."case_id", OLD."client_state", OLD."id", OLD."level", OLD."met", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."recorded_by_id", OLD."result", OLD."sent_as", OLD."standing", OLD."visit_id", OLD."written_by_id"); RETURN NULL;',
                            hash="bd6b17fa8cbc96ca5d58cf628c8a16b2082f4263",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2cc7b",
                            table="support_visitnote",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitNoteEvent",
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
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=3,
                    ),
                ),
                ("sent_as", models.UUIDField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("recorded", "訪問の記録になりました"),
                            ("beside", "別の記録と並べて残しています"),
                            ("added", "経過に加えました"),
                        ],
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "met",
                    models.CharField(
                        choices=[
                            ("person", "本人"),
                            ("family", "家族"),
                            ("both", "本人と家族"),
                            ("nobody", "会えなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("client_state", models.CharField(blank=True, max_length=60)),
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
                        to="support.visitnote",
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
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.outreachvisit",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
        bansou.commons.database.triggers.InstallTriggers(models=["VisitNote"]),
    ]
