"""The headings of a budget: what is committed, paid and left."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating
from bansou.commons.database.triggers import InstallTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0010_counts_drafts_of_others"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpendingLine",
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
                ("label", models.CharField(max_length=100)),
                ("yen", models.BigIntegerField()),
                ("committed_yen", models.BigIntegerField(default=0)),
                ("paid_yen", models.BigIntegerField(default=0)),
                ("may_be_overspent", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spending_lines",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "programme", "label"), name="spending_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_be_overspent", True),
                            ("committed_yen__lte", models.F("yen")),
                            _connector="OR",
                        ),
                        name="spending_line_not_overspent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yen__gte", 0),
                            ("paid_yen__gte", 0),
                            ("paid_yen__lte", models.F("committed_yen")),
                        ),
                        name="spending_line_paid_of_committed",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_spendinglineevent" ("committed_yen", "id", "label", "may_be_overspent", "organisation_id", "paid_yen", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "yen") VALUES (NEW."committed_yen", NEW."id", NEW."label", NEW."may_be_overspent", NEW."organisation_id", NEW."paid_yen", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."version", NEW."yen"); RETURN NULL;',
                            hash="cf7eccbe557eda030c8270435141f0e916fb8671",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d0809",
                            table="programmes_spendingline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programmes_spendinglineevent" ("committed_yen", "id", "label", "may_be_overspent", "organisation_id", "paid_yen", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "yen") VALUES (NEW."committed_yen", NEW."id", NEW."label", NEW."may_be_overspent", NEW."organisation_id", NEW."paid_yen", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."version", NEW."yen"); RETURN NULL;',
                            hash="3adb5a93eb63dfc35c321f1be55a10f3bc41cc1c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_af0e6",
                            table="programmes_spendingline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_spendinglineevent" ("committed_yen", "id", "label", "may_be_overspent", "organisation_id", "paid_yen", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "yen") VALUES (OLD."committed_yen", OLD."id", OLD."label", OLD."may_be_overspent", OLD."organisation_id", OLD."paid_yen", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."version", OLD."yen"); RETURN NULL;',
                            hash="457f610669cbd5d5ed19497f186a1d60b0559859",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e87cf",
                            table="programmes_spendingline",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingLineEvent",
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
                ("label", models.CharField(max_length=100)),
                ("yen", models.BigIntegerField()),
                ("committed_yen", models.BigIntegerField(default=0)),
                ("paid_yen", models.BigIntegerField(default=0)),
                ("may_be_overspent", models.BooleanField(default=False)),
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
                        to="programmes.spendingline",
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
            ],
            options={
                "abstract": False,
            },
        ),
        InstallTriggers(
            models=["SpendingLine"],
        ),
    ]
