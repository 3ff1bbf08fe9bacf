"""Bodies without accounts, consents to hand something over, what was handed over, and answers to referrals."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0019_conflict_blocks"),
        ("people", "0017_consent_to_ibasho"),
        ("programmes", "0005_read_while_a_contract_runs"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideBody",
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
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("medical", "医療機関"),
                            ("health_centre", "保健所・精神保健福祉センター"),
                            ("welfare", "福祉・生活困窮の相談窓口"),
                            ("work", "就労支援機関・サポステ"),
                            ("other", "そのほか"),
                        ],
                        max_length=20,
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name", "department"), name="outside_body_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_outsidebodyevent" ("address", "department", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "recorded_by_id", "version") VALUES (NEW."address", NEW."department", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."recorded_by_id", NEW."version"); RETURN NULL;',
                            hash="8d620ad2e76fcf2eb7783bb3c8ccb7648332d556",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f24d1",
                            table="people_outsidebody",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_outsidebodyevent" ("address", "department", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "recorded_by_id", "version") VALUES (NEW."address", NEW."department", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."recorded_by_id", NEW."version"); RETURN NULL;',
                            hash="9c6f41ca4b3bf980db81098a8262182eaf30fb32",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_72f7e",
                            table="people_outsidebody",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_outsidebodyevent" ("address", "department", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "recorded_by_id", "version") VALUES (OLD."address", OLD."department", OLD."id", OLD."kind", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."recorded_by_id", OLD."version"); RETURN NULL;',
                            hash="f02329ac9aa4d28a22e642b5b5094c4f7fadfc53",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8f11",
                            table="people_outsidebody",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideBodyEvent",
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
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("medical", "医療機関"),
                            ("health_centre", "保健所・精神保健福祉センター"),
                            ("welfare", "福祉・生活困窮の相談窓口"),
                            ("work", "就労支援機関・サポステ"),
                            ("other", "そのほか"),
                        ],
                        max_length=20,
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
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
                        to="people.outsidebody",
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
            name="SharingConsent",
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
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40)
                    ),
                ),
                ("purpose", models.CharField(max_length=200)),
                ("given_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("paper", "書面"), ("oral", "口頭"), ("on_page", "本人のページ")],
                        max_length=10,
                    ),
                ),
                ("evidence", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.outsidebody",
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
                    "noted_by",
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
                    "to_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="sharing_consent_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_organisation", None), ("body", None), _connector="XOR"
                        ),
                        name="sharing_consent_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("given_on"))),
                        name="sharing_consent_until_after_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("items__len__gt", 0)),
                        name="sharing_consent_to_something",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_sharingconsentevent" ("body_id", "case_id", "evidence", "given_on", "how", "id", "items", "noted_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "to_organisation_id", "until_on", "version", "withdrawn_at") VALUES (NEW."body_id", NEW."case_id", NEW."evidence", NEW."given_on", NEW."how", NEW."id", NEW."items", NEW."noted_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."to_organisation_id", NEW."until_on", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                            hash="8bfbc57e0d0742424245e96bb71147bcb9d5fa55",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_48379",
                            table="people_sharingconsent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_sharingconsentevent" ("body_id", "case_id", "evidence", "given_on", "how", "id", "items", "noted_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "to_organisation_id", "until_on", "version", "withdrawn_at") VALUES (NEW."body_id", NEW."case_id", NEW."evidence", NEW."given_on", NEW."how", NEW."id", NEW."items", NEW."noted_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."to_organisation_id", NEW."until_on", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                            hash="43a8678c05af3e81a48a9d66b4a845af5a6eca68",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_df762",
                            table="people_sharingconsent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_sharingconsentevent" ("body_id", "case_id", "evidence", "given_on", "how", "id", "items", "noted_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "to_organisation_id", "until_on", "version", "withdrawn_at") VALUES (OLD."body_id", OLD."case_id", OLD."evidence", OLD."given_on", OLD."how", OLD."id", OLD."items", OLD."noted_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recorded_at", OLD."recorded_by_id", OLD."to_organisation_id", OLD."until_on", OLD."version", OLD."withdrawn_at"); RETURN NULL;',
                            hash="2c7ab1cbecf604ad4d6fe877f01a037da2de6737",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_76297",
                            table="people_sharingconsent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                ("recipient", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=200)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("own_duty", "担当としての事務"),
                            ("contract", "委託契約"),
                            ("consent", "本人同意"),
                            ("conference", "支援会議（社会福祉法106条の6）"),
                            ("law", "法令"),
                            ("emergency", "生命・身体の保護"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis_label", models.CharField(max_length=200)),
                ("items", models.JSONField()),
                ("source", models.CharField(max_length=20)),
                ("source_id", models.UUIDField()),
                ("handed_at", models.DateTimeField()),
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
                    "to_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.sharingconsent",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="disclosure_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recipient", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("basis_label", ""), _negated=True),
                        ),
                        name="disclosure_says_to_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("items", []), _negated=True),
                        name="disclosure_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="disclosure_level_at_most_3",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_disclosureevent" ("basis", "basis_label", "by_id", "case_id", "consent_id", "handed_at", "id", "items", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "recorded_by_id", "source", "source_id", "to_organisation_id") VALUES (NEW."basis", NEW."basis_label", NEW."by_id", NEW."case_id", NEW."consent_id", NEW."handed_at", NEW."id", NEW."items", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recipient", NEW."recorded_by_id", NEW."source", NEW."source_id", NEW."to_organisation_id"); RETURN NULL;',
                            hash="1408e380e25000eed90cd2f4277a80da742312b5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bbd4c",
                            table="people_disclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_disclosureevent" ("basis", "basis_label", "by_id", "case_id", "consent_id", "handed_at", "id", "items", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "recorded_by_id", "source", "source_id", "to_organisation_id") VALUES (NEW."basis", NEW."basis_label", NEW."by_id", NEW."case_id", NEW."consent_id", NEW."handed_at", NEW."id", NEW."items", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."recipient", NEW."recorded_by_id", NEW."source", NEW."source_id", NEW."to_organisation_id"); RETURN NULL;',
                            hash="ddfebc8375518fdadb0d6e5cc817fab319d44ec4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b19cc",
                            table="people_disclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_disclosureevent" ("basis", "basis_label", "by_id", "case_id", "consent_id", "handed_at", "id", "items", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "recorded_by_id", "source", "source_id", "to_organisation_id") VALUES (OLD."basis", OLD."basis_label", OLD."by_id", OLD."case_id", OLD."consent_id", OLD."handed_at", OLD."id", OLD."items", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recipient", OLD."recorded_by_id", OLD."source", OLD."source_id", OLD."to_organisation_id"); RETURN NULL;',
                            hash="49ca5babe8d2c9789512d317f6c04243b09dd4ba",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c7a01",
                            table="people_disclosure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosureEvent",
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
                ("recipient", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=200)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("own_duty", "担当としての事務"),
                            ("contract", "委託契約"),
                            ("consent", "本人同意"),
                            ("conference", "支援会議（社会福祉法106条の6）"),
                            ("law", "法令"),
                            ("emergency", "生命・身体の保護"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis_label", models.CharField(max_length=200)),
                ("items", models.JSONField()),
                ("source", models.CharField(max_length=20)),
                ("source_id", models.UUIDField()),
                ("handed_at", models.DateTimeField()),
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
                        to="people.disclosure",
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
                    "to_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.sharingconsent",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SharingConsentEvent",
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
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40)
                    ),
                ),
                ("purpose", models.CharField(max_length=200)),
                ("given_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("paper", "書面"), ("oral", "口頭"), ("on_page", "本人のページ")],
                        max_length=10,
                    ),
                ),
                ("evidence", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.outsidebody",
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
                    "noted_by",
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
                        to="people.sharingconsent",
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
                    "to_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
        bansou.commons.database.triggers.InstallTriggers(
            models=["OutsideBody", "SharingConsent", "Disclosure"],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="referral",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "返事を求めていない"),
                    ("awaited", "返事待ち"),
                    ("accepted", "受入れ"),
                    ("rejected", "見送り"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="answer_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="answer_note",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="referral",
            name="answered_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="referral",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="level",
            field=models.SmallIntegerField(
                choices=[
                    (0, "0 集計・公開"),
                    (1, "1 連絡と予定"),
                    (2, "2 支援記録"),
                    (3, "3 要配慮個人情報をふくむ"),
                    (4, "4 心理・精神の記録"),
                ],
                db_default=1,
                default=1,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="programme",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "返事を求めていない"),
                    ("awaited", "返事待ち"),
                    ("accepted", "受入れ"),
                    ("rejected", "見送り"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="answer_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="answer_note",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="answered_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="level",
            field=models.SmallIntegerField(
                choices=[
                    (0, "0 集計・公開"),
                    (1, "1 連絡と予定"),
                    (2, "2 支援記録"),
                    (3, "3 要配慮個人情報をふくむ"),
                    (4, "4 心理・精神の記録"),
                ],
                db_default=1,
                default=1,
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="programme",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="referral",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.contract",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="to_organisation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programmes.contract",
            ),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="to_organisation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.organisation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_referralevent" ("answer", "answer_due_on", "answer_note", "answered_by", "answered_on", "body_id", "by_id", "case_id", "consent_id", "contract_id", "ended_on", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "purpose", "recorded_by_id", "referred_on", "to_organisation_id", "version") VALUES (NEW."answer", NEW."answer_due_on", NEW."answer_note", NEW."answered_by", NEW."answered_on", NEW."body_id", NEW."by_id", NEW."case_id", NEW."consent_id", NEW."contract_id", NEW."ended_on", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme", NEW."purpose", NEW."recorded_by_id", NEW."referred_on", NEW."to_organisation_id", NEW."version"); RETURN NULL;',
                    hash="3c6af640fff24a6f9b9f412eb3f9bba857bd0009",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f29d4",
                    table="people_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_referralevent" ("answer", "answer_due_on", "answer_note", "answered_by", "answered_on", "body_id", "by_id", "case_id", "consent_id", "contract_id", "ended_on", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "purpose", "recorded_by_id", "referred_on", "to_organisation_id", "version") VALUES (NEW."answer", NEW."answer_due_on", NEW."answer_note", NEW."answered_by", NEW."answered_on", NEW."body_id", NEW."by_id", NEW."case_id", NEW."consent_id", NEW."contract_id", NEW."ended_on", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme", NEW."purpose", NEW."recorded_by_id", NEW."referred_on", NEW."to_organisation_id", NEW."version"); RETURN NULL;',
                    hash="eb2518ff7adf19f68ac28fd0f125f9c5086d0b6c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e754",
                    table="people_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_referralevent" ("answer", "answer_due_on", "answer_note", "answered_by", "answered_on", "body_id", "by_id", "case_id", "consent_id", "contract_id", "ended_on", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "purpose", "recorded_by_id", "referred_on", "to_organisation_id", "version") VALUES (OLD."answer", OLD."answer_due_on", OLD."answer_note", OLD."answered_by", OLD."answered_on", OLD."body_id", OLD."by_id", OLD."case_id", OLD."consent_id", OLD."contract_id", OLD."ended_on", OLD."id", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme", OLD."purpose", OLD."recorded_by_id", OLD."referred_on", OLD."to_organisation_id", OLD."version"); RETURN NULL;',
                    hash="ae080e40b4555cc21101ead3a0cf09f7c4d6bd65",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9eb2d",
                    table="people_referral",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="body",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.outsidebody",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="body",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.outsidebody",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.sharingconsent",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.sharingconsent",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contract__isnull", False),
                        ("to_organisation__isnull", False),
                    ),
                    models.Q(
                        ("body__isnull", False),
                        ("consent__isnull", False),
                        ("contract", None),
                        ("level", 3),
                        ("to_organisation", None),
                    ),
                    _connector="OR",
                ),
                name="referral_by_contract_or_by_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answer_due_on", None), ("answered_on", None)),
                    models.Q(
                        ("answer", "awaited"),
                        ("answer_due_on__isnull", False),
                        ("answered_on", None),
                    ),
                    models.Q(("answer", "accepted"), ("answered_on__isnull", False)),
                    models.Q(
                        ("answer", "rejected"),
                        ("answered_on__isnull", False),
                        models.Q(("answer_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_answered_on_a_day_and_rejected_for_a_reason",
            ),
        ),
    ]
