"""What a company is told about somebody without a name, and what it says of whether they are still there."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0014_guards_of_attachments"),
        ("employers", "0012_guards_of_company_accounts"),
        ("people", "0011_consent_to_introduction"),
        ("placement", "0009_regular_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="StayReport",
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
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("there", "在籍している"),
                            ("left", "もういない"),
                            ("unknown", "分からない"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
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
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.company",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="placement.followup",
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
                "indexes": [
                    models.Index(fields=["case"], name="stay_report_by_case"),
                    models.Index(fields=["company"], name="stay_report_by_company"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "follow_up"), name="stay_report_once_a_day"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_stayreportevent" ("answer", "by_id", "case_id", "company_id", "follow_up_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_at", "version") VALUES (NEW."answer", NEW."by_id", NEW."case_id", NEW."company_id", NEW."follow_up_id", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."said_at", NEW."version"); RETURN NULL;',
                            hash="9e273bc21558817f2fb947a3e3ba628a6fe1ff13",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_78302",
                            table="placement_stayreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "placement_stayreportevent" ("answer", "by_id", "case_id", "company_id", "follow_up_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_at", "version") VALUES (NEW."answer", NEW."by_id", NEW."case_id", NEW."company_id", NEW."follow_up_id", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."said_at", NEW."version"); RETURN NULL;',
                            hash="5867fa8c9a2e968f17a80a3aafa4b98e2115155d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_866ac",
                            table="placement_stayreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_stayreportevent" ("answer", "by_id", "case_id", "company_id", "follow_up_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_at", "version") VALUES (OLD."answer", OLD."by_id", OLD."case_id", OLD."company_id", OLD."follow_up_id", OLD."id", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."said_at", OLD."version"); RETURN NULL;',
                            hash="3e799c538f4ecfc5049df1a4118a7ecb52d5662f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a3c61",
                            table="placement_stayreport",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StayReportEvent",
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
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("there", "在籍している"),
                            ("left", "もういない"),
                            ("unknown", "分からない"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
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
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employers.company",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="placement.followup",
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
                        to="placement.stayreport",
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
        migrations.AddField(
            model_name="proposal",
            name="profile",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
        migrations.AddField(
            model_name="proposalevent",
            name="profile",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Proposal",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "profile", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."company_answered_on", NEW."company_note", NEW."company_reason", NEW."decline_note", NEW."decline_reason", NEW."ended_because", NEW."ended_on", NEW."hire_id", NEW."id", NEW."interview_at", NEW."interview_on", NEW."interview_place", NEW."introduced_on", NEW."level", NEW."offered_on", NEW."opening_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy", NEW."profile", NEW."proposed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."remark", NEW."result_note", NEW."result_on", NEW."result_reason", NEW."score", NEW."state", NEW."terms", NEW."version"); RETURN NULL;',
                        hash="7846b8d618f3b930d4bdb7acf13c61ee04af3fac",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_18154",
                        table="placement_proposal",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "profile", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."company_answered_on", NEW."company_note", NEW."company_reason", NEW."decline_note", NEW."decline_reason", NEW."ended_because", NEW."ended_on", NEW."hire_id", NEW."id", NEW."interview_at", NEW."interview_on", NEW."interview_place", NEW."introduced_on", NEW."level", NEW."offered_on", NEW."opening_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy", NEW."profile", NEW."proposed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."remark", NEW."result_note", NEW."result_on", NEW."result_reason", NEW."score", NEW."state", NEW."terms", NEW."version"); RETURN NULL;',
                        hash="984b66f24a6faf77465ee414f324b6e8f389c260",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cbeae",
                        table="placement_proposal",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "profile", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (OLD."answered_on", OLD."case_id", OLD."company_answered_on", OLD."company_note", OLD."company_reason", OLD."decline_note", OLD."decline_reason", OLD."ended_because", OLD."ended_on", OLD."hire_id", OLD."id", OLD."interview_at", OLD."interview_on", OLD."interview_place", OLD."introduced_on", OLD."level", OLD."offered_on", OLD."opening_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy", OLD."profile", OLD."proposed_on", OLD."recorded_at", OLD."recorded_by_id", OLD."remark", OLD."result_note", OLD."result_on", OLD."result_reason", OLD."score", OLD."state", OLD."terms", OLD."version"); RETURN NULL;',
                        hash="c6c4d60f7ca69891e3b1bb35f9264762c8a1f078",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_72391",
                        table="placement_proposal",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["StayReport"],
        ),
    ]
