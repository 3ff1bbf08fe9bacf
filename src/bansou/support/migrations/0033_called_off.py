"""What was still open of a case can be called off: by state, with its reason."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0020_ibasho_staff"),
        ("people", "0026_called_off"),
        ("support", "0032_guards_of_notes_of_visits"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="caseconference",
            name="conference_closed_with_basis_and_minutes",
        ),
        migrations.RemoveConstraint(
            model_name="dispatchrequest",
            name="dispatch_declined_with_reason",
        ),
        migrations.AddField(
            model_name="caseconference",
            name="cancelled_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="caseconferenceevent",
            name="cancelled_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="conferencemember",
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
            model_name="conferencememberevent",
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
        migrations.AlterField(
            model_name="caseconference",
            name="state",
            field=models.CharField(
                choices=[("planned", "予定"), ("closed", "終了"), ("cancelled", "取りやめ")],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="caseconferenceevent",
            name="state",
            field=models.CharField(
                choices=[("planned", "予定"), ("closed", "終了"), ("cancelled", "取りやめ")],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="dispatchrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "判断待ち"),
                    ("approved", "派遣する"),
                    ("declined", "見送り"),
                    ("withdrawn", "取下げ"),
                ],
                default="requested",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="dispatchrequestevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "判断待ち"),
                    ("approved", "派遣する"),
                    ("declined", "見送り"),
                    ("withdrawn", "取下げ"),
                ],
                default="requested",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_because", ""), ("state", "planned")),
                    models.Q(
                        ("state", "cancelled"), models.Q(("cancelled_because", ""), _negated=True)
                    ),
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
        ),
        migrations.AddConstraint(
            model_name="dispatchrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("declined", "withdrawn")), _negated=True),
                    models.Q(("decided_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="dispatch_declined_with_reason",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="CaseConference",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "cancelled_because", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (NEW."agenda", NEW."basis", NEW."basis_note", NEW."cancelled_because", NEW."case_id", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."level", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."starts_at", NEW."state", NEW."version"); RETURN NULL;',
                        hash="13c433a2cf3fda995006f3a368a0b4c82ea2c88a",
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
                        func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "cancelled_because", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (NEW."agenda", NEW."basis", NEW."basis_note", NEW."cancelled_because", NEW."case_id", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."level", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_by_id", NEW."starts_at", NEW."state", NEW."version"); RETURN NULL;',
                        hash="b93d7b2a036e9b891bc23a881acad838d73d3880",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_80af6",
                        table="support_caseconference",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_caseconferenceevent" ("agenda", "basis", "basis_note", "cancelled_because", "case_id", "closed_at", "closed_by_id", "id", "level", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_by_id", "starts_at", "state", "version") VALUES (OLD."agenda", OLD."basis", OLD."basis_note", OLD."cancelled_because", OLD."case_id", OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."level", OLD."minutes", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_by_id", OLD."starts_at", OLD."state", OLD."version"); RETURN NULL;',
                        hash="9b8e837054665b78245700597eb88c3f2d647c57",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c0757",
                        table="support_caseconference",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="ConferenceMember",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."consent_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                        hash="cbec6f40dc2d51c5e452f93fb3e36fe0f893787a",
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
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."consent_id", NEW."id", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                        hash="bb1478a7f3f1728cb80106bf1d60f3195d8d3c5a",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_187c0",
                        table="support_conferencemember",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (OLD."body", OLD."case_id", OLD."conference_id", OLD."consent_id", OLD."id", OLD."level", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."seat_id", OLD."shown"); RETURN NULL;',
                        hash="a32e200faf0b13c7b066309620a2c0df9c9e0113",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a664a",
                        table="support_conferencemember",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrating.no_way_back(
            "support_caseconference", "state = 'cancelled'", "取りやめた会議があります"
        ),
        migrating.no_way_back(
            "support_dispatchrequest", "state = 'withdrawn'", "取り下げた派遣依頼があります"
        ),
    ]
