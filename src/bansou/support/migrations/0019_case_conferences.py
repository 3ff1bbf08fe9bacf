"""Conferences on cases and who takes part in them, with their histories."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0015_grants_of_outreach"),
        ("people", "0013_consent_to_accompaniment"),
        ("support", "0018_guards_of_psychological_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseConference",
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
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("closed", "終了")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(max_length=200)),
                ("agenda", models.TextField()),
                ("basis", models.CharField(blank=True, max_length=40)),
                ("basis_note", models.CharField(blank=True, max_length=400)),
                ("minutes", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    "closed_by",
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
                    models.Index(fields=["case"], name="conference_by_case"),
                    models.Index(fields=["organisation", "on"], name="conference_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "planned"),
                            models.Q(
                                models.Q(("basis", ""), _negated=True),
                                models.Q(("minutes", ""), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conference_closed_with_basis_and_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="conference_level_at_most_3",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (NEW."agenda", NEW."basis", NEW."basis_note", NEW."case_id", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."level", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."starts_at", NEW."state", NEW."version"); RETURN NULL;',
                            hash="af000983f3930c9de639fe1cd53fe6664963c3df",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_10449",
                            table="support_caseconference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (NEW."agenda", NEW."basis", NEW."basis_note", NEW."case_id", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."level", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."starts_at", NEW."state", NEW."version"); RETURN NULL;',
                            hash="39812a6d8cbe024e3544e660d474f9ce77dfc49d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_80af6",
                            table="support_caseconference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (OLD."agenda", OLD."basis", OLD."basis_note", OLD."case_id", OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."level", OLD."minutes", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_by_id", OLD."starts_at", OLD."state", OLD."version"); RETURN NULL;',
                            hash="d6c279abe9f2845da704b53c0fc3d4cf0f029fa3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c0757",
                            table="support_caseconference",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseConferenceEvent",
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
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("closed", "終了")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(max_length=200)),
                ("agenda", models.TextField()),
                ("basis", models.CharField(blank=True, max_length=40)),
                ("basis_note", models.CharField(blank=True, max_length=400)),
                ("minutes", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    "closed_by",
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
                        to="support.caseconference",
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
            name="ConferenceMember",
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
                ("name", models.CharField(max_length=100)),
                ("body", models.CharField(max_length=100)),
                ("shown", models.TextField()),
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="support.caseconference",
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
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["conference"], name="conference_member_by_one")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("shown", ""), _negated=True),
                        name="conference_member_was_shown_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="conference_member_level_at_most_3",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                            hash="6434f5a723016b3e25c2f6afa3ad2b39c44f3155",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f0ba4",
                            table="support_conferencemember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                            hash="6dfea6155e94a3d8a16664c8d2b55e2b60c980cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_187c0",
                            table="support_conferencemember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (OLD."body", OLD."case_id", OLD."conference_id", OLD."id", OLD."level", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."seat_id", OLD."shown"); RETURN NULL;',
                            hash="3863737d10712c52926b5ac865e442e675062e1a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a664a",
                            table="support_conferencemember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceMemberEvent",
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
                ("name", models.CharField(max_length=100)),
                ("body", models.CharField(max_length=100)),
                ("shown", models.TextField()),
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.caseconference",
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
                        to="support.conferencemember",
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
                    "seat",
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
            ],
            options={
                "abstract": False,
            },
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["CaseConference", "ConferenceMember"],
        ),
    ]
