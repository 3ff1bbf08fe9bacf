"""Requests of people for their own records, what is decided of each item, and the time for it."""

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
        ("people", "0031_household_8050"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerPeriod",
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
                ("days", models.PositiveSmallIntegerField()),
                ("extension_days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("notice", models.CharField(blank=True, max_length=800)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("set_at", models.DateTimeField()),
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
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "valid_from"), name="answer_period_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__range", (1, 366)), ("extension_days__range", (0, 366))
                        ),
                        name="answer_period_some_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="answer_period_until_after_from",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_answerperiodevent" ("basis", "days", "extension_days", "id", "notice", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "set_at", "set_by_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."days", NEW."extension_days", NEW."id", NEW."notice", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."set_at", NEW."set_by_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="ebc84b071b09c64801df0d408103cd4e0bdccb10",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_60f24",
                            table="people_answerperiod",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_answerperiodevent" ("basis", "days", "extension_days", "id", "notice", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "set_at", "set_by_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."days", NEW."extension_days", NEW."id", NEW."notice", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."set_at", NEW."set_by_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="e51c124c1be8c455d9a7aebdae8aa4ca0fcde20b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_585a0",
                            table="people_answerperiod",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_answerperiodevent" ("basis", "days", "extension_days", "id", "notice", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "set_at", "set_by_id", "valid_from", "valid_until") VALUES (OLD."basis", OLD."days", OLD."extension_days", OLD."id", OLD."notice", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."set_at", OLD."set_by_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="4d22df9f673df86e16425544cd878882239ecede",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_de181",
                            table="people_answerperiod",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerPeriodEvent",
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
                ("days", models.PositiveSmallIntegerField()),
                ("extension_days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("notice", models.CharField(blank=True, max_length=800)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("set_at", models.DateTimeField()),
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
                        to="people.answerperiod",
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
                    "set_by",
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
        migrations.CreateModel(
            name="DisclosureRequest",
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
                ("number", models.CharField(max_length=40)),
                ("received_on", models.DateField()),
                (
                    "requester",
                    models.CharField(
                        choices=[
                            ("person", "本人"),
                            ("guardian", "法定代理人"),
                            ("agent", "本人の委任による代理人"),
                        ],
                        max_length=10,
                    ),
                ),
                ("agent_name", models.CharField(blank=True, max_length=100)),
                ("authority", models.CharField(blank=True, max_length=200)),
                ("identity_by", models.CharField(max_length=200)),
                ("identity_checked_on", models.DateField()),
                ("asked_for", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("extension_days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("extended_until", models.DateField(blank=True, null=True)),
                ("extended_because", models.CharField(blank=True, max_length=200)),
                ("extended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "審査中"),
                            ("decided", "開示を決定"),
                            ("handed", "開示済み"),
                            ("refused", "不開示"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=500)),
                (
                    "handed_how",
                    models.CharField(
                        blank=True,
                        choices=[("counter", "窓口で渡した"), ("post", "郵送した")],
                        max_length=10,
                    ),
                ),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
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
                    "extended_by",
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
                    "identity_checked_by",
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
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.attachment",
                    ),
                ),
                (
                    "received_by",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-id"], name="disclosure_request_by_time")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "number"), name="disclosure_request_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("received", "decided"))),
                        fields=("organisation", "case"),
                        name="disclosure_request_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agent_name", ""), ("authority", ""), ("requester", "person")
                            ),
                            models.Q(
                                models.Q(("requester", "person"), _negated=True),
                                models.Q(("agent_name", ""), _negated=True),
                                models.Q(("authority", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_request_agent_has_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identity_by", ""), _negated=True),
                        name="disclosure_request_identity_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extended_until", None),
                            models.Q(
                                ("extended_until__gt", models.F("due_on")),
                                models.Q(("extended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_request_extended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "received")),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_request_decided_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("refused", "withdrawn")), _negated=True),
                            models.Q(("ended_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disclosure_request_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_at", None), ("state", "handed"), _connector="XOR"
                        ),
                        name="disclosure_request_handed_on_a_day",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (NEW."agent_name", NEW."asked_for", NEW."authority", NEW."basis", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_number", NEW."due_on", NEW."ended_because", NEW."extended_at", NEW."extended_because", NEW."extended_by_id", NEW."extended_until", NEW."extension_days", NEW."handed_at", NEW."handed_by_id", NEW."handed_how", NEW."id", NEW."identity_by", NEW."identity_checked_by_id", NEW."identity_checked_on", NEW."number", NEW."organisation_id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."received_on", NEW."recorded_by_id", NEW."requester", NEW."state", NEW."version"); RETURN NULL;',
                            hash="810b3f0b726c3a4c9c09a4c87c64a48bff6ff668",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0e3ed",
                            table="people_disclosurerequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (NEW."agent_name", NEW."asked_for", NEW."authority", NEW."basis", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_number", NEW."due_on", NEW."ended_because", NEW."extended_at", NEW."extended_because", NEW."extended_by_id", NEW."extended_until", NEW."extension_days", NEW."handed_at", NEW."handed_by_id", NEW."handed_how", NEW."id", NEW."identity_by", NEW."identity_checked_by_id", NEW."identity_checked_on", NEW."number", NEW."organisation_id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."received_on", NEW."recorded_by_id", NEW."requester", NEW."state", NEW."version"); RETURN NULL;',
                            hash="aae6b8d53993b92ba9f1b49b0ee3da254943d76b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e06bb",
                            table="people_disclosurerequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (OLD."agent_name", OLD."asked_for", OLD."authority", OLD."basis", OLD."case_id", OLD."decided_at", OLD."decided_by_id", OLD."decision_number", OLD."due_on", OLD."ended_because", OLD."extended_at", OLD."extended_because", OLD."extended_by_id", OLD."extended_until", OLD."extension_days", OLD."handed_at", OLD."handed_by_id", OLD."handed_how", OLD."id", OLD."identity_by", OLD."identity_checked_by_id", OLD."identity_checked_on", OLD."number", OLD."organisation_id", OLD."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."received_by_id", OLD."received_on", OLD."recorded_by_id", OLD."requester", OLD."state", OLD."version"); RETURN NULL;',
                            hash="698305f6e1c21c6ebf6a57762771bcaa41913092",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9a5c1",
                            table="people_disclosurerequest",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosureRequestEvent",
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
                ("number", models.CharField(max_length=40)),
                ("received_on", models.DateField()),
                (
                    "requester",
                    models.CharField(
                        choices=[
                            ("person", "本人"),
                            ("guardian", "法定代理人"),
                            ("agent", "本人の委任による代理人"),
                        ],
                        max_length=10,
                    ),
                ),
                ("agent_name", models.CharField(blank=True, max_length=100)),
                ("authority", models.CharField(blank=True, max_length=200)),
                ("identity_by", models.CharField(max_length=200)),
                ("identity_checked_on", models.DateField()),
                ("asked_for", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("extension_days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("extended_until", models.DateField(blank=True, null=True)),
                ("extended_because", models.CharField(blank=True, max_length=200)),
                ("extended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "審査中"),
                            ("decided", "開示を決定"),
                            ("handed", "開示済み"),
                            ("refused", "不開示"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=500)),
                (
                    "handed_how",
                    models.CharField(
                        blank=True,
                        choices=[("counter", "窓口で渡した"), ("post", "郵送した")],
                        max_length=10,
                    ),
                ),
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
                    "extended_by",
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
                    "identity_checked_by",
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
                    "paper",
                    models.ForeignKey(
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.disclosurerequest",
                    ),
                ),
                (
                    "received_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ItemDecision",
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
                ("source", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("shown", "開示"),
                            ("partly", "一部を伏せて開示"),
                            ("withheld", "不開示"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("third_party", "本人以外の個人に関する情報"),
                            ("harm", "本人の生命、健康、生活または財産を害するおそれ"),
                            ("assessment", "評価や判断の過程で、事務の適正な遂行に支障がある"),
                            ("body", "法人その他の団体に関する情報"),
                            ("other", "そのほか（理由に書く）"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "struck",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), default=list
                    ),
                ),
                ("decided_at", models.DateTimeField()),
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
                    "decided_by",
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
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="people.disclosurerequest",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="item_decision_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "request", "source", "source_id"),
                        name="item_decision_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), ("verdict", "shown")),
                            models.Q(
                                models.Q(("verdict", "shown"), _negated=True),
                                models.Q(("ground", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="item_decision_withheld_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict", "partly"), ("struck", []), _connector="XOR"),
                        name="item_decision_strikes_something",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_itemdecisionevent" ("case_id", "decided_at", "decided_by_id", "digest", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "request_id", "source", "source_id", "struck", "verdict", "version") VALUES (NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."digest", NEW."ground", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."request_id", NEW."source", NEW."source_id", NEW."struck", NEW."verdict", NEW."version"); RETURN NULL;',
                            hash="af901b3701f708eb3a31500d88c115bb1c20b8b0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_78e8d",
                            table="people_itemdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "people_itemdecisionevent" ("case_id", "decided_at", "decided_by_id", "digest", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "request_id", "source", "source_id", "struck", "verdict", "version") VALUES (NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."digest", NEW."ground", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."request_id", NEW."source", NEW."source_id", NEW."struck", NEW."verdict", NEW."version"); RETURN NULL;',
                            hash="7c366c58e240a55a6caeeab1887034d37a65ef3a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18601",
                            table="people_itemdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_itemdecisionevent" ("case_id", "decided_at", "decided_by_id", "digest", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "request_id", "source", "source_id", "struck", "verdict", "version") VALUES (OLD."case_id", OLD."decided_at", OLD."decided_by_id", OLD."digest", OLD."ground", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."request_id", OLD."source", OLD."source_id", OLD."struck", OLD."verdict", OLD."version"); RETURN NULL;',
                            hash="1dbd5fd0a83567421b1b500d2c37b7fae8e389d5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4f821",
                            table="people_itemdecision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDecisionEvent",
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
                ("source", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("shown", "開示"),
                            ("partly", "一部を伏せて開示"),
                            ("withheld", "不開示"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("third_party", "本人以外の個人に関する情報"),
                            ("harm", "本人の生命、健康、生活または財産を害するおそれ"),
                            ("assessment", "評価や判断の過程で、事務の適正な遂行に支障がある"),
                            ("body", "法人その他の団体に関する情報"),
                            ("other", "そのほか（理由に書く）"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "struck",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), default=list
                    ),
                ),
                ("decided_at", models.DateTimeField()),
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
                    "decided_by",
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
                        to="people.itemdecision",
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
                        db_constraint=False,
                        db_index=False,
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
            models=["AnswerPeriod", "DisclosureRequest", "ItemDecision"],
        ),
    ]
