"""What a person's account needs to be opened and renewed; what is shared with them of a record."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0011_roles_of_visitors"),
        ("people", "0006_versions_of_new_rows_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedNote",
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
                ("text", models.TextField()),
                ("shared_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
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
                        related_name="shared_notes",
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
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_notes",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-shared_at"], name="shared_note_by_case")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("organisation", "step"),
                        name="shared_note_once_a_step",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_sharednoteevent" ("by_id", "case_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "shared_at", "step_id", "text", "version", "withdrawn_at") VALUES (NEW."by_id", NEW."case_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."shared_at", NEW."step_id", NEW."text", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                            hash="a005a19b9fa06cb996f6c172ab29fc0704671cc7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_377fe",
                            table="people_sharednote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_sharednoteevent" ("by_id", "case_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "shared_at", "step_id", "text", "version", "withdrawn_at") VALUES (NEW."by_id", NEW."case_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."shared_at", NEW."step_id", NEW."text", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                            hash="095a0ed59f26a6cb60ca04e1ba863da85650f2ff",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_af59f",
                            table="people_sharednote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_sharednoteevent" ("by_id", "case_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "shared_at", "step_id", "text", "version", "withdrawn_at") VALUES (OLD."by_id", OLD."case_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."shared_at", OLD."step_id", OLD."text", OLD."version", OLD."withdrawn_at"); RETURN NULL;',
                            hash="a50d4f3ac63305695fa683b83a1acc1e74a545cc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_992ff",
                            table="people_sharednote",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedNoteEvent",
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
                ("text", models.TextField()),
                ("shared_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
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
                        to="people.sharednote",
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
        migrations.AddField(
            model_name="personaccount",
            name="failures",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="personaccount",
            name="until_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="personaccountevent",
            name="failures",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="personaccountevent",
            name="until_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="personaccount",
            index=models.Index(fields=["user"], name="person_account_by_user"),
        ),
        migrations.AddIndex(
            model_name="personaccount",
            index=models.Index(
                condition=models.Q(("code_digest", ""), _negated=True),
                fields=["code_digest"],
                name="person_account_by_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="personaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_at", None),
                    models.Q(("until_on__isnull", False), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="person_account_opened_by_somebody",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="PersonAccount",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_personaccountevent" ("closed_at", "code_digest", "code_expires_at", "failures", "id", "opened_at", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on", "user_id") VALUES (NEW."closed_at", NEW."code_digest", NEW."code_expires_at", NEW."failures", NEW."id", NEW."opened_at", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."until_on", NEW."user_id"); RETURN NULL;',
                        hash="b6c398b6670fe4b3c93d32b3647d0935f213d619",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4919e",
                        table="people_personaccount",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "people_personaccountevent" ("closed_at", "code_digest", "code_expires_at", "failures", "id", "opened_at", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on", "user_id") VALUES (NEW."closed_at", NEW."code_digest", NEW."code_expires_at", NEW."failures", NEW."id", NEW."opened_at", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."until_on", NEW."user_id"); RETURN NULL;',
                        hash="6f3ff0eae27bb7d6b2f60ecdc5c953e665a79d2f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f5682",
                        table="people_personaccount",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_personaccountevent" ("closed_at", "code_digest", "code_expires_at", "failures", "id", "opened_at", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on", "user_id") VALUES (OLD."closed_at", OLD."code_digest", OLD."code_expires_at", OLD."failures", OLD."id", OLD."opened_at", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."until_on", OLD."user_id"); RETURN NULL;',
                        hash="00829c04ccd9ba1e681e9c339865af3295b0d9f9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_748a7",
                        table="people_personaccount",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["SharedNote"],
        ),
    ]
