"""That a host would like to employ somebody after a visit or trial."""

import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0022_guards_of_certificates_and_seeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="experience",
            name="offer_note",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
        migrations.AddField(
            model_name="experience",
            name="offer_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="experienceevent",
            name="offer_note",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
        migrations.AddField(
            model_name="experienceevent",
            name="offer_on",
            field=models.DateField(blank=True, null=True),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Experience",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "offer_note", "offer_on", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (NEW."break_minutes", NEW."case_id", NEW."declined_by", NEW."ended_because", NEW."ended_on", NEW."ends_at", NEW."goal", NEW."host_id", NEW."id", NEW."kind", NEW."mismatch_reason", NEW."offer_note", NEW."offer_on", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."requested_on", NEW."starts_at", NEW."state", NEW."terms", NEW."tutor", NEW."version", NEW."wishes"); RETURN NULL;',
                        hash="25aff1075b62a2a3c66f53f63992bbd00517351c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_047b9",
                        table="support_experience",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "offer_note", "offer_on", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (NEW."break_minutes", NEW."case_id", NEW."declined_by", NEW."ended_because", NEW."ended_on", NEW."ends_at", NEW."goal", NEW."host_id", NEW."id", NEW."kind", NEW."mismatch_reason", NEW."offer_note", NEW."offer_on", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."requested_on", NEW."starts_at", NEW."state", NEW."terms", NEW."tutor", NEW."version", NEW."wishes"); RETURN NULL;',
                        hash="a7efb8033c6f121f9930c4162b8a397740439423",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_95ab0",
                        table="support_experience",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_experienceevent" ("break_minutes", "case_id", "declined_by", "ended_because", "ended_on", "ends_at", "goal", "host_id", "id", "kind", "mismatch_reason", "offer_note", "offer_on", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "requested_on", "starts_at", "state", "terms", "tutor", "version", "wishes") VALUES (OLD."break_minutes", OLD."case_id", OLD."declined_by", OLD."ended_because", OLD."ended_on", OLD."ends_at", OLD."goal", OLD."host_id", OLD."id", OLD."kind", OLD."mismatch_reason", OLD."offer_note", OLD."offer_on", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."recorded_by_id", OLD."requested_on", OLD."starts_at", OLD."state", OLD."terms", OLD."tutor", OLD."version", OLD."wishes"); RETURN NULL;',
                        hash="2ad23a36ace526577182149526b98211b571d8bb",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_56aa6",
                        table="support_experience",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
