"""Decisions of two people that psychological records leave their team."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0021_erasing"),
        ("people", "0033_guards_of_disclosure_requests"),
        ("support", "0037_items_shown_at_conferences"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedRelease",
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
                            ("break_glass", "緊急の閲覧"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis_label", models.CharField(max_length=200)),
                (
                    "records",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField()),
                ),
                (
                    "versions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField()
                    ),
                ),
                (
                    "sessions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200)
                    ),
                ),
                ("with_files", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "決定を待っています"),
                            ("approved", "渡せます"),
                            ("declined", "渡さないことにしました"),
                            ("handed", "渡しました"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("declined_because", models.CharField(blank=True, max_length=200)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
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
                    "handed_by",
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
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
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
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.disclosurerequest",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="sealed_release_by_case"),
                    models.Index(fields=["organisation", "-id"], name="sealed_release_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recipient", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("basis_label", ""), _negated=True),
                        ),
                        name="sealed_release_says_to_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("records__len__gt", 0)),
                        name="sealed_release_of_some_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "proposed")),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sealed_release_decided_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "proposed"),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sealed_release_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sealed_release_declined_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_at", None), ("state", "handed"), _connector="XOR"
                        ),
                        name="sealed_release_handed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "consent"), _negated=True),
                            ("consent__isnull", False),
                            _connector="OR",
                        ),
                        name="sealed_release_names_its_consent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_sealedreleaseevent" ("basis", "basis_label", "case_id", "consent_id", "decided_at", "decided_by_id", "declined_because", "handed_at", "handed_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "purpose", "recipient", "recorded_by_id", "records", "request_id", "sessions", "state", "version", "versions", "with_files") VALUES (NEW."basis", NEW."basis_label", NEW."case_id", NEW."consent_id", NEW."decided_at", NEW."decided_by_id", NEW."declined_because", NEW."handed_at", NEW."handed_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."purpose", NEW."recipient", NEW."recorded_by_id", NEW."records", NEW."request_id", NEW."sessions", NEW."state", NEW."version", NEW."versions", NEW."with_files"); RETURN NULL;',
                            hash="e4538058953c2875cbff2d250632a6febad72a2a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_39086",
                            table="support_sealedrelease",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_sealedreleaseevent" ("basis", "basis_label", "case_id", "consent_id", "decided_at", "decided_by_id", "declined_because", "handed_at", "handed_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "purpose", "recipient", "recorded_by_id", "records", "request_id", "sessions", "state", "version", "versions", "with_files") VALUES (NEW."basis", NEW."basis_label", NEW."case_id", NEW."consent_id", NEW."decided_at", NEW."decided_by_id", NEW."declined_because", NEW."handed_at", NEW."handed_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."purpose", NEW."recipient", NEW."recorded_by_id", NEW."records", NEW."request_id", NEW."sessions", NEW."state", NEW."version", NEW."versions", NEW."with_files"); RETURN NULL;',
                            hash="d34637c2ef01b095d02711f6bd9365dd9826d4b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c5abe",
                            table="support_sealedrelease",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_sealedreleaseevent" ("basis", "basis_label", "case_id", "consent_id", "decided_at", "decided_by_id", "declined_because", "handed_at", "handed_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "purpose", "recipient", "recorded_by_id", "records", "request_id", "sessions", "state", "version", "versions", "with_files") VALUES (OLD."basis", OLD."basis_label", OLD."case_id", OLD."consent_id", OLD."decided_at", OLD."decided_by_id", OLD."declined_because", OLD."handed_at", OLD."handed_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."purpose", OLD."recipient", OLD."recorded_by_id", OLD."records", OLD."request_id", OLD."sessions", OLD."state", OLD."version", OLD."versions", OLD."with_files"); RETURN NULL;',
                            hash="c830f28bb255da3004426de03390cfdf43a014a5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fceca",
                            table="support_sealedrelease",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedReleaseEvent",
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
                            ("break_glass", "緊急の閲覧"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis_label", models.CharField(max_length=200)),
                (
                    "records",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField()),
                ),
                (
                    "versions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField()
                    ),
                ),
                (
                    "sessions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200)
                    ),
                ),
                ("with_files", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "決定を待っています"),
                            ("approved", "渡せます"),
                            ("declined", "渡さないことにしました"),
                            ("handed", "渡しました"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("declined_because", models.CharField(blank=True, max_length=200)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
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
                    "handed_by",
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
                        to="support.sealedrelease",
                    ),
                ),
                (
                    "proposed_by",
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
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.disclosurerequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["SealedRelease"],
        ),
    ]
