"""Certificates as files, and the seeds of lots to come."""

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
        ("programmes", "0002_guards"),
        ("support", "0020_guards_of_conferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="heldqualification",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.attachment",
            ),
        ),
        migrations.AddField(
            model_name="heldqualificationevent",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.attachment",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="HeldQualification",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (NEW."application_id", NEW."case_id", NEW."expires_on", NEW."file_id", NEW."id", NEW."label", NEW."number", NEW."obtained_on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualification", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                        hash="67a72d7029ffd62779f898f3e02e2098e84d34d7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fc4f3",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (NEW."application_id", NEW."case_id", NEW."expires_on", NEW."file_id", NEW."id", NEW."label", NEW."number", NEW."obtained_on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualification", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                        hash="5ab2f0233ab8a315fa74b9635fe5710fdabfb1fc",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_80157",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (OLD."application_id", OLD."case_id", OLD."expires_on", OLD."file_id", OLD."id", OLD."label", OLD."number", OLD."obtained_on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualification", OLD."recorded_by_id", OLD."step_id", OLD."version"); RETURN NULL;',
                        hash="5592d402349ac23b764340ca2dbbacb3415de02d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d4480",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedSeed",
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
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                ("course", models.CharField(max_length=40)),
                ("seed", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["provider"], name="sealed_seed_by_provider")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None)),
                        fields=("organisation", "programme", "provider", "course"),
                        name="sealed_seed_one_at_a_time",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_sealedseedevent" ("course", "digest", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provider_id", "recorded_by_id", "sealed_at", "seed", "used_at") VALUES (NEW."course", NEW."digest", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."provider_id", NEW."recorded_by_id", NEW."sealed_at", NEW."seed", NEW."used_at"); RETURN NULL;',
                            hash="dab4683f5e7f181c85db5009bab779fa7afe1555",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_60e12",
                            table="support_sealedseed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_sealedseedevent" ("course", "digest", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provider_id", "recorded_by_id", "sealed_at", "seed", "used_at") VALUES (NEW."course", NEW."digest", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."provider_id", NEW."recorded_by_id", NEW."sealed_at", NEW."seed", NEW."used_at"); RETURN NULL;',
                            hash="2358c1faaf9aadddb415521f84943f35b87ca68a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_78617",
                            table="support_sealedseed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_sealedseedevent" ("course", "digest", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provider_id", "recorded_by_id", "sealed_at", "seed", "used_at") VALUES (OLD."course", OLD."digest", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."provider_id", OLD."recorded_by_id", OLD."sealed_at", OLD."seed", OLD."used_at"); RETURN NULL;',
                            hash="8cf527ad9c484d4cbdc3781b82d06697b9275e8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b605c",
                            table="support_sealedseed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedSeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="support.sealedseed",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7, editable=False, serialize=False
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
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                ("course", models.CharField(max_length=40)),
                ("seed", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["SealedSeed"],
        ),
    ]
