"""Contacts around somebody, and what they said, apart from the person's own words."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0035_onset_and_household_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyContact",
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
                ("relation", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("reach", models.CharField(blank=True, max_length=200)),
                ("contact_wishes", models.CharField(blank=True, max_length=200)),
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
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_familycontactevent" ("case_id", "contact_wishes", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "recorded_by_id", "relation", "version") VALUES (NEW."case_id", NEW."contact_wishes", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reach", NEW."recorded_by_id", NEW."relation", NEW."version"); RETURN NULL;',
                            hash="e8ef98fa687a70eec0bdf72efffe2611e0a37c70",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fa57a",
                            table="people_familycontact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_familycontactevent" ("case_id", "contact_wishes", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "recorded_by_id", "relation", "version") VALUES (NEW."case_id", NEW."contact_wishes", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reach", NEW."recorded_by_id", NEW."relation", NEW."version"); RETURN NULL;',
                            hash="601472be14705d1d727c8b3ac4b316e69d302801",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_12c15",
                            table="people_familycontact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_familycontactevent" ("case_id", "contact_wishes", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "recorded_by_id", "relation", "version") VALUES (OLD."case_id", OLD."contact_wishes", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reach", OLD."recorded_by_id", OLD."relation", OLD."version"); RETURN NULL;',
                            hash="07b0d51124f07854587e0f37facbe57e62de938a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3e7d3",
                            table="people_familycontact",
                            when="AFTER",
                        ),
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="FamilyContactEvent",
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
                ("relation", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("reach", models.CharField(blank=True, max_length=200)),
                ("contact_wishes", models.CharField(blank=True, max_length=200)),
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
                        to="people.familycontact",
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
            name="FamilyStatement",
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
                ("said_on", models.DateField()),
                ("text", models.TextField()),
                (
                    "telling",
                    models.CharField(
                        choices=[
                            ("unasked", "未確認"),
                            ("no", "本人に伝えない"),
                            ("yes", "本人に伝えてよい"),
                        ],
                        default="unasked",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
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
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="people.familycontact",
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
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_familystatementevent" ("case_id", "contact_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_on", "telling", "text", "version", "withdrawn_at", "withdrawn_because", "written_at", "written_by_id") VALUES (NEW."case_id", NEW."contact_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."said_on", NEW."telling", NEW."text", NEW."version", NEW."withdrawn_at", NEW."withdrawn_because", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="6b0b49484877f1fcbb02eaf96c8e622eade69919",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_81388",
                            table="people_familystatement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_familystatementevent" ("case_id", "contact_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_on", "telling", "text", "version", "withdrawn_at", "withdrawn_because", "written_at", "written_by_id") VALUES (NEW."case_id", NEW."contact_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."said_on", NEW."telling", NEW."text", NEW."version", NEW."withdrawn_at", NEW."withdrawn_because", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="dc094083665ce143ffb95e0f511c13d6f867ddc9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f8d5f",
                            table="people_familystatement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_familystatementevent" ("case_id", "contact_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "said_on", "telling", "text", "version", "withdrawn_at", "withdrawn_because", "written_at", "written_by_id") VALUES (OLD."case_id", OLD."contact_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."said_on", OLD."telling", OLD."text", OLD."version", OLD."withdrawn_at", OLD."withdrawn_because", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="931901add3c6965ef644556a04d0726caea26712",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8f8cc",
                            table="people_familystatement",
                            when="AFTER",
                        ),
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="FamilyStatementEvent",
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
                ("said_on", models.DateField()),
                ("text", models.TextField()),
                (
                    "telling",
                    models.CharField(
                        choices=[
                            ("unasked", "未確認"),
                            ("no", "本人に伝えない"),
                            ("yes", "本人に伝えてよい"),
                        ],
                        default="unasked",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
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
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.familycontact",
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
                        to="people.familystatement",
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
        migrations.AddIndex(
            model_name="familycontact",
            index=models.Index(fields=["case"], name="family_contact_by_case"),
        ),
        migrations.AddIndex(
            model_name="familystatement",
            index=models.Index(fields=["case", "-said_on"], name="family_statement_by_case"),
        ),
        migrations.AddConstraint(
            model_name="familystatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(("withdrawn_because", ""), _negated=True),
                    _connector="XOR",
                ),
                name="family_statement_withdrawn_for_a_reason",
            ),
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["FamilyContact", "FamilyStatement"]
        ),
    ]
