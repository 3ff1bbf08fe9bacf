"""Of which kinds is what a conference shows to somebody, so that a consent can be held against it."""

import django.contrib.postgres.fields
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0036_breaks_of_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="conferencemember",
            name="items",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list
            ),
        ),
        migrations.AddField(
            model_name="conferencememberevent",
            name="items",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="ConferenceMember",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "items", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."consent_id", NEW."id", NEW."items", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                        hash="ade816a83dc91560e3067e8735a74f14f1b243aa",
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
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "items", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (NEW."body", NEW."case_id", NEW."conference_id", NEW."consent_id", NEW."id", NEW."items", NEW."level", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."seat_id", NEW."shown"); RETURN NULL;',
                        hash="67fb21a0c21053e32b8d023f106f6a203feb525f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_187c0",
                        table="support_conferencemember",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_conferencememberevent" ("body", "case_id", "conference_id", "consent_id", "id", "items", "level", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "seat_id", "shown") VALUES (OLD."body", OLD."case_id", OLD."conference_id", OLD."consent_id", OLD."id", OLD."items", OLD."level", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."seat_id", OLD."shown"); RETURN NULL;',
                        hash="56b0fbc2e687334dc9583c349f732ac89e2650a3",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a664a",
                        table="support_conferencemember",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrating.no_way_back(
            "support_conferencemember", "items <> '{}'", "見せる項目を選んだ会議の出席者があります"
        ),
    ]
