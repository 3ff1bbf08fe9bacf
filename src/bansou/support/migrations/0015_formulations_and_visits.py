"""What expert teams think of cases, and visits at home and to clinics, with their histories."""

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
        ("support", "0014_guards_of_wards_and_teams"),
    ]

    operations = [
        migrations.CreateModel(
            name="Formulation",
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
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("facts", models.TextField()),
                ("hypotheses", models.TextField()),
                ("plan", models.TextField()),
                ("leads_to", models.CharField(blank=True, max_length=200)),
                ("attended", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
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
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.expertteam",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="formulation_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "case", "number"), name="formulation_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("facts", ""), _negated=True),
                            models.Q(("hypotheses", ""), _negated=True),
                            models.Q(("plan", ""), _negated=True),
                        ),
                        name="formulation_has_its_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="formulation_level_at_most_3",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_formulationevent" ("attended", "by_id", "case_id", "facts", "hypotheses", "id", "leads_to", "level", "number", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "recorded_at", "recorded_by_id", "team_id") VALUES (NEW."attended", NEW."by_id", NEW."case_id", NEW."facts", NEW."hypotheses", NEW."id", NEW."leads_to", NEW."level", NEW."number", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan", NEW."recorded_at", NEW."recorded_by_id", NEW."team_id"); RETURN NULL;',
                            hash="a3c93c000ff5001ba0684223cd9c625dbf558ba7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b221f",
                            table="support_formulation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_formulationevent" ("attended", "by_id", "case_id", "facts", "hypotheses", "id", "leads_to", "level", "number", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "recorded_at", "recorded_by_id", "team_id") VALUES (NEW."attended", NEW."by_id", NEW."case_id", NEW."facts", NEW."hypotheses", NEW."id", NEW."leads_to", NEW."level", NEW."number", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan", NEW."recorded_at", NEW."recorded_by_id", NEW."team_id"); RETURN NULL;',
                            hash="145eb28d30a54f0aa95f1a2092b7d2ae86d808ef",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1400b",
                            table="support_formulation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_formulationevent" ("attended", "by_id", "case_id", "facts", "hypotheses", "id", "leads_to", "level", "number", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "recorded_at", "recorded_by_id", "team_id") VALUES (OLD."attended", OLD."by_id", OLD."case_id", OLD."facts", OLD."hypotheses", OLD."id", OLD."leads_to", OLD."level", OLD."number", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan", OLD."recorded_at", OLD."recorded_by_id", OLD."team_id"); RETURN NULL;',
                            hash="3778d33fafb4fbd5baddad91ef48caac75c5ff1a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c1326",
                            table="support_formulation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissent",
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
                ("profession", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("recorded_at", models.DateTimeField()),
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
                    "formulation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dissents",
                        to="support.formulation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["formulation"], name="dissent_by_formulation")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="dissent_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))), name="dissent_level_at_most_3"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_dissentevent" ("case_id", "formulation_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "recorded_at", "recorded_by_id", "text") VALUES (NEW."case_id", NEW."formulation_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."profession", NEW."recorded_at", NEW."recorded_by_id", NEW."text"); RETURN NULL;',
                            hash="e31647fcd5ffdd1118dbf2837f552e718a3a3d6f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_22550",
                            table="support_dissent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_dissentevent" ("case_id", "formulation_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "recorded_at", "recorded_by_id", "text") VALUES (NEW."case_id", NEW."formulation_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."profession", NEW."recorded_at", NEW."recorded_by_id", NEW."text"); RETURN NULL;',
                            hash="2d756002cc483d15b7d03fdbeb9e015c5ac03481",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_480e0",
                            table="support_dissent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_dissentevent" ("case_id", "formulation_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "recorded_at", "recorded_by_id", "text") VALUES (OLD."case_id", OLD."formulation_id", OLD."id", OLD."level", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."profession", OLD."recorded_at", OLD."recorded_by_id", OLD."text"); RETURN NULL;',
                            hash="9ec42096c824aa3bcebcd0b2a6ed6aa49f5471df",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_22ac7",
                            table="support_dissent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DissentEvent",
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
                ("profession", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("recorded_at", models.DateTimeField()),
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
                        to="support.dissent",
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
                    "formulation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.formulation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormulationEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("facts", models.TextField()),
                ("hypotheses", models.TextField()),
                ("plan", models.TextField()),
                ("leads_to", models.CharField(blank=True, max_length=200)),
                ("attended", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
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
                        to="support.formulation",
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
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="support.expertteam",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutreachVisit",
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
                    "kind",
                    models.CharField(
                        choices=[("home_visit", "家庭訪問"), ("accompaniment", "医療受診への同行")],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "実施"), ("cancelled", "取りやめ")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("companion", models.CharField(blank=True, max_length=100)),
                ("place", models.CharField(max_length=200)),
                ("route", models.TextField(blank=True)),
                ("risk_note", models.TextField()),
                ("emergency_contacts", models.TextField()),
                ("clinic", models.CharField(blank=True, max_length=100)),
                (
                    "met",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "本人"),
                            ("family", "家族"),
                            ("both", "本人と家族"),
                            ("nobody", "会えなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=200)),
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
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="people.consent",
                    ),
                ),
                (
                    "lead",
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
                    "step",
                    models.OneToOneField(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.step",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="outreach_visit_by_case"),
                    models.Index(fields=["organisation", "on"], name="outreach_visit_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "accompaniment"), _negated=True),
                            models.Q(
                                ("consent__isnull", False), models.Q(("clinic", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="outreach_visit_accompanies_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "home_visit"), _negated=True),
                            models.Q(("companion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outreach_visit_at_home_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "held"), ("step", None), _connector="XOR"),
                        name="outreach_visit_held_has_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "held"), ("met", ""), _connector="XOR"),
                        name="outreach_visit_held_met_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))),
                        name="outreach_visit_level_at_most_3",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_outreachvisitevent" ("cancelled_because", "case_id", "clinic", "companion", "consent_id", "emergency_contacts", "id", "kind", "lead_id", "level", "met", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "result", "risk_note", "route", "starts_at", "state", "step_id", "version") VALUES (NEW."cancelled_because", NEW."case_id", NEW."clinic", NEW."companion", NEW."consent_id", NEW."emergency_contacts", NEW."id", NEW."kind", NEW."lead_id", NEW."level", NEW."met", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."result", NEW."risk_note", NEW."route", NEW."starts_at", NEW."state", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="3f2160d05a15ef9a6c5da68ec0434c2d7d95b9a7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3fc5f",
                            table="support_outreachvisit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "support_outreachvisitevent" ("cancelled_because", "case_id", "clinic", "companion", "consent_id", "emergency_contacts", "id", "kind", "lead_id", "level", "met", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "result", "risk_note", "route", "starts_at", "state", "step_id", "version") VALUES (NEW."cancelled_because", NEW."case_id", NEW."clinic", NEW."companion", NEW."consent_id", NEW."emergency_contacts", NEW."id", NEW."kind", NEW."lead_id", NEW."level", NEW."met", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."result", NEW."risk_note", NEW."route", NEW."starts_at", NEW."state", NEW."step_id", NEW."version"); RETURN NULL;',
                            hash="9637d22435fff221881fb7afd9039c6d8dc2d49b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3ddd7",
                            table="support_outreachvisit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "support_outreachvisitevent" ("cancelled_because", "case_id", "clinic", "companion", "consent_id", "emergency_contacts", "id", "kind", "lead_id", "level", "met", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "result", "risk_note", "route", "starts_at", "state", "step_id", "version") VALUES (OLD."cancelled_because", OLD."case_id", OLD."clinic", OLD."companion", OLD."consent_id", OLD."emergency_contacts", OLD."id", OLD."kind", OLD."lead_id", OLD."level", OLD."met", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_by_id", OLD."result", OLD."risk_note", OLD."route", OLD."starts_at", OLD."state", OLD."step_id", OLD."version"); RETURN NULL;',
                            hash="b4b905726a66769f61cde453aac694ed7c3adfd8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_72a6c",
                            table="support_outreachvisit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutreachVisitEvent",
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
                    "kind",
                    models.CharField(
                        choices=[("home_visit", "家庭訪問"), ("accompaniment", "医療受診への同行")],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "実施"), ("cancelled", "取りやめ")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("companion", models.CharField(blank=True, max_length=100)),
                ("place", models.CharField(max_length=200)),
                ("route", models.TextField(blank=True)),
                ("risk_note", models.TextField()),
                ("emergency_contacts", models.TextField()),
                ("clinic", models.CharField(blank=True, max_length=100)),
                (
                    "met",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "本人"),
                            ("family", "家族"),
                            ("both", "本人と家族"),
                            ("nobody", "会えなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=200)),
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
                        to="people.consent",
                    ),
                ),
                (
                    "lead",
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
                        to="support.outreachvisit",
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
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
        bansou.commons.database.triggers.InstallTriggers(
            models=["Formulation", "Dissent", "OutreachVisit"],
        ),
    ]
