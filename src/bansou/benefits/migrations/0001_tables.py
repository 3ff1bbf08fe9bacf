"""Claims, accounts, payment lists and what people get from elsewhere."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating
from bansou.commons.database.triggers import InstallTriggers


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("commons", "0010_counts_drafts_of_others"),
        ("people", "0006_versions_of_new_rows_together"),
        ("programmes", "0003_spending_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentList",
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
                ("number", models.PositiveSmallIntegerField()),
                ("pay_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "支払待ち"),
                            ("paid", "支払済み"),
                            ("taken_back", "取消し"),
                        ],
                        default="made",
                        max_length=12,
                    ),
                ),
                ("payer", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
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
                    "paid_by",
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
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "programme", "number"),
                        name="payment_list_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_on__isnull", False), ("state", "paid")),
                            models.Q(
                                models.Q(("state", "paid"), _negated=True),
                                ("paid_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="payment_list_paid_on_a_day",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_paymentlistevent" ("id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."organisation_id", NEW."paid_by_id", NEW."paid_on", NEW."pay_on", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."state", NEW."version"); RETURN NULL;',
                            hash="ce923af391d4e9088363f1f3e79c5f123c74c260",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_714b7",
                            table="benefits_paymentlist",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_paymentlistevent" ("id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."organisation_id", NEW."paid_by_id", NEW."paid_on", NEW."pay_on", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."state", NEW."version"); RETURN NULL;',
                            hash="dbe728aad63627d9229488e712947d561b1825f5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cef83",
                            table="benefits_paymentlist",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_paymentlistevent" ("id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (OLD."id", OLD."made_at", OLD."made_by_id", OLD."number", OLD."organisation_id", OLD."paid_by_id", OLD."paid_on", OLD."pay_on", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."state", OLD."version"); RETURN NULL;',
                            hash="be361e08dcf9af72726a22e790b6513c71dacec4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b76c",
                            table="benefits_paymentlist",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentEntry",
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
                ("part", models.CharField(max_length=12)),
                ("payee", models.CharField(max_length=100)),
                ("yen", models.PositiveIntegerField()),
                ("account", models.JSONField()),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "payment_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="benefits.paymentlist",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["payment_list"], name="payment_entry_by_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "payment_list", "person", "part"),
                        name="payment_entry_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("yen__gt", 0)), name="payment_entry_of_some_yen"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_paymententryevent" ("account", "id", "organisation_id", "part", "payee", "payment_list_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "yen") VALUES (NEW."account", NEW."id", NEW."organisation_id", NEW."part", NEW."payee", NEW."payment_list_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."yen"); RETURN NULL;',
                            hash="f9196c0fcbf4dbf0a8ec8cdb4a685be86f1349cf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_52563",
                            table="benefits_paymententry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_paymententryevent" ("account", "id", "organisation_id", "part", "payee", "payment_list_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "yen") VALUES (NEW."account", NEW."id", NEW."organisation_id", NEW."part", NEW."payee", NEW."payment_list_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."yen"); RETURN NULL;',
                            hash="e3e36b0145b0a0eddb11c60f2de8a0928a9a6cba",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8233",
                            table="benefits_paymententry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_paymententryevent" ("account", "id", "organisation_id", "part", "payee", "payment_list_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "yen") VALUES (OLD."account", OLD."id", OLD."organisation_id", OLD."part", OLD."payee", OLD."payment_list_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."yen"); RETURN NULL;',
                            hash="c4e42950652e42a6c3a14c9f3e41374266bd731d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aa8df",
                            table="benefits_paymententry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
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
                ("bank_code", models.CharField(max_length=4)),
                ("bank_kana", models.CharField(blank=True, max_length=15)),
                ("branch_code", models.CharField(max_length=3)),
                ("branch_kana", models.CharField(blank=True, max_length=15)),
                (
                    "kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄")],
                        default="1",
                        max_length=1,
                    ),
                ),
                ("number", models.CharField(max_length=7)),
                ("holder_kana", models.CharField(max_length=30)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kept_by",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bank_code__regex", "^[0-9]{4}$")),
                        name="bankaccount_bank_code_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("branch_code__regex", "^[0-9]{3}$")),
                        name="bankaccount_branch_code_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{7}$")),
                        name="bankaccount_number_digits",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "person"), name="bank_account_once"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_bankaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "holder_kana", "id", "kept_by_id", "kind", "number", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."bank_code", NEW."bank_kana", NEW."branch_code", NEW."branch_kana", NEW."holder_kana", NEW."id", NEW."kept_by_id", NEW."kind", NEW."number", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="b19526f91ad4bce1b7b713b1f5978d00b0240ce2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_14e6e",
                            table="benefits_bankaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_bankaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "holder_kana", "id", "kept_by_id", "kind", "number", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."bank_code", NEW."bank_kana", NEW."branch_code", NEW."branch_kana", NEW."holder_kana", NEW."id", NEW."kept_by_id", NEW."kind", NEW."number", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="7236121f4d288cefa870b8d716ab6a9a371f09ad",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6a296",
                            table="benefits_bankaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_bankaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "holder_kana", "id", "kept_by_id", "kind", "number", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."bank_code", OLD."bank_kana", OLD."branch_code", OLD."branch_kana", OLD."holder_kana", OLD."id", OLD."kept_by_id", OLD."kind", OLD."number", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="27cda6f45ff438459665e5aba3b37596ce330a5f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0accb",
                            table="benefits_bankaccount",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayingAccount",
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
                ("bank_code", models.CharField(max_length=4)),
                ("bank_kana", models.CharField(blank=True, max_length=15)),
                ("branch_code", models.CharField(max_length=3)),
                ("branch_kana", models.CharField(blank=True, max_length=15)),
                (
                    "kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄")],
                        default="1",
                        max_length=1,
                    ),
                ),
                ("number", models.CharField(max_length=7)),
                ("consignor_code", models.CharField(max_length=10)),
                ("consignor_kana", models.CharField(max_length=40)),
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bank_code__regex", "^[0-9]{4}$")),
                        name="payingaccount_bank_code_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("branch_code__regex", "^[0-9]{3}$")),
                        name="payingaccount_branch_code_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{7}$")),
                        name="payingaccount_number_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consignor_code__regex", "^[0-9]{10}$")),
                        name="payingaccount_consignor_code_digits",
                    ),
                    models.UniqueConstraint(fields=("organisation",), name="paying_account_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_payingaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "consignor_code", "consignor_kana", "id", "kind", "number", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."bank_code", NEW."bank_kana", NEW."branch_code", NEW."branch_kana", NEW."consignor_code", NEW."consignor_kana", NEW."id", NEW."kind", NEW."number", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="e774244d21bcab8d2b5e7d206033103864a09f62",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_64a72",
                            table="benefits_payingaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_payingaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "consignor_code", "consignor_kana", "id", "kind", "number", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."bank_code", NEW."bank_kana", NEW."branch_code", NEW."branch_kana", NEW."consignor_code", NEW."consignor_kana", NEW."id", NEW."kind", NEW."number", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="318296e9dd714cf179653fc5b0543bd3ae504e3b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c6ea8",
                            table="benefits_payingaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_payingaccountevent" ("bank_code", "bank_kana", "branch_code", "branch_kana", "consignor_code", "consignor_kana", "id", "kind", "number", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."bank_code", OLD."bank_kana", OLD."branch_code", OLD."branch_kana", OLD."consignor_code", OLD."consignor_kana", OLD."id", OLD."kind", OLD."number", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="473e9d14a4e8194a18eefe9848d8f23d62457839",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_03a7a",
                            table="benefits_payingaccount",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideBenefit",
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
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=100)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                "indexes": [models.Index(fields=["case"], name="outside_benefit_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="outside_benefit_until_after_from",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_outsidebenefitevent" ("case_id", "from_on", "id", "key", "label", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."key", NEW."label", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."until_on"); RETURN NULL;',
                            hash="6f276adcf58505180d080a857e0e39818e94d9ac",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f85ef",
                            table="benefits_outsidebenefit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_outsidebenefitevent" ("case_id", "from_on", "id", "key", "label", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."key", NEW."label", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."until_on"); RETURN NULL;',
                            hash="5ee7e69a8e9b03eb87212ac98cfac0dba7f1ea81",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e82e8",
                            table="benefits_outsidebenefit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_outsidebenefitevent" ("case_id", "from_on", "id", "key", "label", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until_on") VALUES (OLD."case_id", OLD."from_on", OLD."id", OLD."key", OLD."label", OLD."note", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."until_on"); RETURN NULL;',
                            hash="16110d7333644f2e53f01b62340ca95057915233",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d9a0b",
                            table="benefits_outsidebenefit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("benefit", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=10)),
                ("part", models.CharField(max_length=12)),
                ("budget", models.CharField(max_length=100)),
                ("basis", models.CharField(max_length=500)),
                ("scheme_number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn", "確認待ち"),
                            ("checked", "決定待ち"),
                            ("returned", "差戻し"),
                            ("approved", "支給決定"),
                            ("listed", "支払待ち"),
                            ("paid", "支払済み"),
                            ("declined", "不支給"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="drawn",
                        max_length=10,
                    ),
                ),
                ("claimed_on", models.DateField()),
                ("yen", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("drawn_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "checked_by",
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
                    "decided_by",
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
                    "drawn_by",
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
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="benefits.paymententry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="claim_by_case"),
                    models.Index(
                        fields=["organisation", "programme", "state"], name="claim_by_state"
                    ),
                    models.Index(fields=["entry"], name="claim_by_entry"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("yen__gt", 0)), name="claim_of_some_yen"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_by", models.F("drawn_by")), _negated=True),
                        name="claim_checked_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", models.F("drawn_by")), _negated=True),
                            models.Q(("decided_by", models.F("checked_by")), _negated=True),
                        ),
                        name="claim_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "listed", "paid"]), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="claim_paid_when_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", False), ("state__in", ["listed", "paid"])),
                            models.Q(
                                models.Q(("state__in", ["listed", "paid"]), _negated=True),
                                ("entry__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_listed_has_entry",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_claimevent" ("basis", "benefit", "budget", "case_id", "checked_at", "checked_by_id", "claimed_on", "decided_at", "decided_by_id", "drawn_at", "drawn_by_id", "entry_id", "id", "kind", "label", "note", "organisation_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_by_id", "scheme_number", "state", "version", "yen") VALUES (NEW."basis", NEW."benefit", NEW."budget", NEW."case_id", NEW."checked_at", NEW."checked_by_id", NEW."claimed_on", NEW."decided_at", NEW."decided_by_id", NEW."drawn_at", NEW."drawn_by_id", NEW."entry_id", NEW."id", NEW."kind", NEW."label", NEW."note", NEW."organisation_id", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_by_id", NEW."scheme_number", NEW."state", NEW."version", NEW."yen"); RETURN NULL;',
                            hash="93f355679926f3ba2d447c10e9fb8a5c3d45e5a5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f8be",
                            table="benefits_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_claimevent" ("basis", "benefit", "budget", "case_id", "checked_at", "checked_by_id", "claimed_on", "decided_at", "decided_by_id", "drawn_at", "drawn_by_id", "entry_id", "id", "kind", "label", "note", "organisation_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_by_id", "scheme_number", "state", "version", "yen") VALUES (NEW."basis", NEW."benefit", NEW."budget", NEW."case_id", NEW."checked_at", NEW."checked_by_id", NEW."claimed_on", NEW."decided_at", NEW."decided_by_id", NEW."drawn_at", NEW."drawn_by_id", NEW."entry_id", NEW."id", NEW."kind", NEW."label", NEW."note", NEW."organisation_id", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_by_id", NEW."scheme_number", NEW."state", NEW."version", NEW."yen"); RETURN NULL;',
                            hash="8ddaecb7113a2e287f578d6ccf831d2af2e54238",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_df9a0",
                            table="benefits_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_claimevent" ("basis", "benefit", "budget", "case_id", "checked_at", "checked_by_id", "claimed_on", "decided_at", "decided_by_id", "drawn_at", "drawn_by_id", "entry_id", "id", "kind", "label", "note", "organisation_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_by_id", "scheme_number", "state", "version", "yen") VALUES (OLD."basis", OLD."benefit", OLD."budget", OLD."case_id", OLD."checked_at", OLD."checked_by_id", OLD."claimed_on", OLD."decided_at", OLD."decided_by_id", OLD."drawn_at", OLD."drawn_by_id", OLD."entry_id", OLD."id", OLD."kind", OLD."label", OLD."note", OLD."organisation_id", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."reason", OLD."recorded_by_id", OLD."scheme_number", OLD."state", OLD."version", OLD."yen"); RETURN NULL;',
                            hash="4202edd4bc7e33693a5cfe176f6e00bbdf997510",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_40599",
                            table="benefits_claim",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimItem",
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
                ("benefit", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("source_id", models.UUIDField(blank=True, null=True)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("asked_yen", models.PositiveIntegerField()),
                ("yen", models.PositiveIntegerField()),
                ("cut_because", models.CharField(blank=True, max_length=200)),
                ("counts", models.BooleanField(default=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="benefits.claim",
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
            ],
            options={
                "indexes": [models.Index(fields=["claim", "on"], name="claim_item_by_claim")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("counts", True)),
                        fields=("organisation", "case", "benefit", "on"),
                        name="claim_item_day_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("yen__gt", 0), ("yen__lte", models.F("asked_yen"))),
                        name="claim_item_yen",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."yen"); RETURN NULL;',
                            hash="a153c6e5939c92d7b76f789e2f55c8e40a12c7be",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bd115",
                            table="benefits_claimitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."yen"); RETURN NULL;',
                            hash="bfd3da619e3c5e435150c7c292fa543b55e64e99",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_305df",
                            table="benefits_claimitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (OLD."asked_yen", OLD."benefit", OLD."case_id", OLD."claim_id", OLD."counts", OLD."cut_because", OLD."id", OLD."minutes", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receipt", OLD."source", OLD."source_id", OLD."title", OLD."yen"); RETURN NULL;',
                            hash="8f8fdbe674e02010db628223f2b7eeb09109e2ec",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c5572",
                            table="benefits_claimitem",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentListEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("pay_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "支払待ち"),
                            ("paid", "支払済み"),
                            ("taken_back", "取消し"),
                        ],
                        default="made",
                        max_length=12,
                    ),
                ),
                ("payer", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
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
                    "paid_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="benefits.paymentlist",
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
        migrations.CreateModel(
            name="PaymentEntryEvent",
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
                ("part", models.CharField(max_length=12)),
                ("payee", models.CharField(max_length=100)),
                ("yen", models.PositiveIntegerField()),
                ("account", models.JSONField()),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="benefits.paymententry",
                    ),
                ),
                (
                    "payment_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="benefits.paymentlist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BankAccountEvent",
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
                ("bank_code", models.CharField(max_length=4)),
                ("bank_kana", models.CharField(blank=True, max_length=15)),
                ("branch_code", models.CharField(max_length=3)),
                ("branch_kana", models.CharField(blank=True, max_length=15)),
                (
                    "kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄")],
                        default="1",
                        max_length=1,
                    ),
                ),
                ("number", models.CharField(max_length=7)),
                ("holder_kana", models.CharField(max_length=30)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kept_by",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="benefits.bankaccount",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PayingAccountEvent",
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
                ("bank_code", models.CharField(max_length=4)),
                ("bank_kana", models.CharField(blank=True, max_length=15)),
                ("branch_code", models.CharField(max_length=3)),
                ("branch_kana", models.CharField(blank=True, max_length=15)),
                (
                    "kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄")],
                        default="1",
                        max_length=1,
                    ),
                ),
                ("number", models.CharField(max_length=7)),
                ("consignor_code", models.CharField(max_length=10)),
                ("consignor_kana", models.CharField(max_length=40)),
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
                        to="benefits.payingaccount",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutsideBenefitEvent",
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
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=100)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                        to="benefits.outsidebenefit",
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
            name="ClaimEvent",
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
                ("benefit", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=10)),
                ("part", models.CharField(max_length=12)),
                ("budget", models.CharField(max_length=100)),
                ("basis", models.CharField(max_length=500)),
                ("scheme_number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn", "確認待ち"),
                            ("checked", "決定待ち"),
                            ("returned", "差戻し"),
                            ("approved", "支給決定"),
                            ("listed", "支払待ち"),
                            ("paid", "支払済み"),
                            ("declined", "不支給"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="drawn",
                        max_length=10,
                    ),
                ),
                ("claimed_on", models.DateField()),
                ("yen", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("drawn_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
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
                    "checked_by",
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
                    "decided_by",
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
                    "drawn_by",
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
                        to="benefits.claim",
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
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="benefits.paymententry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClaimItemEvent",
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
                ("benefit", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("source_id", models.UUIDField(blank=True, null=True)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("asked_yen", models.PositiveIntegerField()),
                ("yen", models.PositiveIntegerField()),
                ("cut_because", models.CharField(blank=True, max_length=200)),
                ("counts", models.BooleanField(default=True)),
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
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="benefits.claim",
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
                        to="benefits.claimitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        InstallTriggers(
            models=[
                "BankAccount",
                "ClaimItem",
                "OutsideBenefit",
                "PayingAccount",
                "Claim",
                "PaymentList",
                "PaymentEntry",
            ],
        ),
    ]
