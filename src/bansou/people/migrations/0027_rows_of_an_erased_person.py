"""Every row of an erased person is named in the decision: an older backup may hold them apart."""

import django.contrib.postgres.fields
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [("people", "0026_called_off")]

    operations = [
        migrations.AddField(
            model_name="erasure",
            name="person_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list
            ),
        ),
        migrations.AddField(
            model_name="erasureevent",
            name="person_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Erasure",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_erasureevent" ("case_id", "case_ids", "decided_at", "decided_by_id", "declined_because", "ground", "id", "number", "organisation_id", "person_id", "person_ids", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "recorded_by_id", "replayed_at", "state", "version") VALUES (NEW."case_id", NEW."case_ids", NEW."decided_at", NEW."decided_by_id", NEW."declined_because", NEW."ground", NEW."id", NEW."number", NEW."organisation_id", NEW."person_id", NEW."person_ids", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."recorded_by_id", NEW."replayed_at", NEW."state", NEW."version"); RETURN NULL;',
                        hash="b0a68dd55a9c2ee49eec2da751b8f54d5e42604b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7b359",
                        table="people_erasure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "people_erasureevent" ("case_id", "case_ids", "decided_at", "decided_by_id", "declined_because", "ground", "id", "number", "organisation_id", "person_id", "person_ids", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "recorded_by_id", "replayed_at", "state", "version") VALUES (NEW."case_id", NEW."case_ids", NEW."decided_at", NEW."decided_by_id", NEW."declined_because", NEW."ground", NEW."id", NEW."number", NEW."organisation_id", NEW."person_id", NEW."person_ids", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."recorded_by_id", NEW."replayed_at", NEW."state", NEW."version"); RETURN NULL;',
                        hash="b7c51e6a3aaf2a4662334cdb8b2f7f7eae1c0a63",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_35a5c",
                        table="people_erasure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_erasureevent" ("case_id", "case_ids", "decided_at", "decided_by_id", "declined_because", "ground", "id", "number", "organisation_id", "person_id", "person_ids", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "recorded_by_id", "replayed_at", "state", "version") VALUES (OLD."case_id", OLD."case_ids", OLD."decided_at", OLD."decided_by_id", OLD."declined_because", OLD."ground", OLD."id", OLD."number", OLD."organisation_id", OLD."person_id", OLD."person_ids", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."recorded_by_id", OLD."replayed_at", OLD."state", OLD."version"); RETURN NULL;',
                        hash="41715a8fe94ab92c985b325b2b46f1e26a05bd75",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_56720",
                        table="people_erasure",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
