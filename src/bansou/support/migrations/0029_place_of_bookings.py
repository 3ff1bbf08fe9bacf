"""Where a booking is held, if not at its desk."""

import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0028_guards_of_places_to_be"),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="place",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="bookingevent",
            name="place",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Booking",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_bookingevent" ("cancelled_by", "case_id", "changed_at", "changes", "channel", "consultation_id", "desk_id", "ended_because", "ends_at", "id", "member_id", "nickname", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "reach", "recorded_by_id", "reminded_at", "starts_at", "state", "version", "was_member_id", "was_starts_at") VALUES (NEW."cancelled_by", NEW."case_id", NEW."changed_at", NEW."changes", NEW."channel", NEW."consultation_id", NEW."desk_id", NEW."ended_because", NEW."ends_at", NEW."id", NEW."member_id", NEW."nickname", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."purpose", NEW."reach", NEW."recorded_by_id", NEW."reminded_at", NEW."starts_at", NEW."state", NEW."version", NEW."was_member_id", NEW."was_starts_at"); RETURN NULL;',
                        hash="4c1f31138af7e391ac5e632dd86c8730dd448091",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7b77a",
                        table="support_booking",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "support_bookingevent" ("cancelled_by", "case_id", "changed_at", "changes", "channel", "consultation_id", "desk_id", "ended_because", "ends_at", "id", "member_id", "nickname", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "reach", "recorded_by_id", "reminded_at", "starts_at", "state", "version", "was_member_id", "was_starts_at") VALUES (NEW."cancelled_by", NEW."case_id", NEW."changed_at", NEW."changes", NEW."channel", NEW."consultation_id", NEW."desk_id", NEW."ended_because", NEW."ends_at", NEW."id", NEW."member_id", NEW."nickname", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."purpose", NEW."reach", NEW."recorded_by_id", NEW."reminded_at", NEW."starts_at", NEW."state", NEW."version", NEW."was_member_id", NEW."was_starts_at"); RETURN NULL;',
                        hash="f5f43b94072a8c60bf9c35c86effc6178e99ddef",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e0439",
                        table="support_booking",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_bookingevent" ("cancelled_by", "case_id", "changed_at", "changes", "channel", "consultation_id", "desk_id", "ended_because", "ends_at", "id", "member_id", "nickname", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "reach", "recorded_by_id", "reminded_at", "starts_at", "state", "version", "was_member_id", "was_starts_at") VALUES (OLD."cancelled_by", OLD."case_id", OLD."changed_at", OLD."changes", OLD."channel", OLD."consultation_id", OLD."desk_id", OLD."ended_because", OLD."ends_at", OLD."id", OLD."member_id", OLD."nickname", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."purpose", OLD."reach", OLD."recorded_by_id", OLD."reminded_at", OLD."starts_at", OLD."state", OLD."version", OLD."was_member_id", OLD."was_starts_at"); RETURN NULL;',
                        hash="f70d5a07031e86cd9de42f9b7c974b27b24da7b6",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ae718",
                        table="support_booking",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
