"""Days on which somebody asks after a hire how it goes, and why a job was left."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating
from bansou.commons.database.triggers import InstallTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0006_ledger_imports"),
        ("people", "0005_guards_of_consents"),
        ("placement", "0003_unknown_qualification"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
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
                        default=2,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working", "働き続けている"),
                            ("left", "離職した"),
                            ("unknown", "確かめられなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
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
                    "hire",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="placement.hire",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "due_on"], name="follow_up_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)),
                        fields=("organisation", "hire", "key"),
                        name="follow_up_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("outcome", ""), ("step", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("answered_on__isnull", False),
                                ("step__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_answered_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), ("dropped_at", None), _connector="OR"),
                        name="follow_up_dropped_unanswered",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_followupevent" ("answered_on", "case_id", "dropped_at", "due_on", "hire_id", "id", "key", "label", "level", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "step_id", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."dropped_at", NEW."due_on", NEW."hire_id", NEW."id", NEW."key", NEW."label", NEW."level", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="bc2cd589b4a8ced628ea5ea3f8759375eb7f1f29",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5948c",
                            table="placement_followup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "placement_followupevent" ("answered_on", "case_id", "dropped_at", "due_on", "hire_id", "id", "key", "label", "level", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "step_id", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."dropped_at", NEW."due_on", NEW."hire_id", NEW."id", NEW."key", NEW."label", NEW."level", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="7e548fe33d2f59b80fd9fa813f9cf81b0f72c8c5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a271c",
                            table="placement_followup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_followupevent" ("answered_on", "case_id", "dropped_at", "due_on", "hire_id", "id", "key", "label", "level", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "step_id", "version") VALUES (OLD."answered_on", OLD."case_id", OLD."dropped_at", OLD."due_on", OLD."hire_id", OLD."id", OLD."key", OLD."label", OLD."level", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."step_id", OLD."version"); RETURN NULL;',
                            hash="2eb25d08c49373fa2a5bc66f9168d0f62d2ee595",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b025",
                            table="placement_followup",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpEvent",
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
                        default=2,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working", "働き続けている"),
                            ("left", "離職した"),
                            ("unknown", "確かめられなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
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
                    "hire",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="placement.hire",
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
                        to="placement.followup",
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="hire",
            name="leaving_reason",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddField(
            model_name="hireevent",
            name="leaving_reason",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (NEW."case_id", NEW."company_id", NEW."employer_name", NEW."employment_type", NEW."enrolment_id", NEW."evidence_level", NEW."hired_on", NEW."id", NEW."industry", NEW."is_qualification_unknown", NEW."leaving_reason", NEW."left_on", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualification_used", NEW."recorded_by_id", NEW."route", NEW."step_id", NEW."version"); RETURN NULL;',
                    hash="dc5a5f934538cc571fa48851f2121a547f435bca",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_491c3",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (NEW."case_id", NEW."company_id", NEW."employer_name", NEW."employment_type", NEW."enrolment_id", NEW."evidence_level", NEW."hired_on", NEW."id", NEW."industry", NEW."is_qualification_unknown", NEW."leaving_reason", NEW."left_on", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualification_used", NEW."recorded_by_id", NEW."route", NEW."step_id", NEW."version"); RETURN NULL;',
                    hash="457b929317514726ef0c78e0d7188a93d7431545",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e4cb0",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (OLD."case_id", OLD."company_id", OLD."employer_name", OLD."employment_type", OLD."enrolment_id", OLD."evidence_level", OLD."hired_on", OLD."id", OLD."industry", OLD."is_qualification_unknown", OLD."leaving_reason", OLD."left_on", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualification_used", OLD."recorded_by_id", OLD."route", OLD."step_id", OLD."version"); RETURN NULL;',
                    hash="bab00208b9b73ca5857d455066b969ae62554da8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1326a",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        InstallTriggers(
            models=["FollowUp"],
        ),
    ]
