"""Versions of new rows are written once for each statement, not once for each row."""

import pgtrigger.compiler

from bansou.commons.database import migrating
from bansou.commons.database.triggers import ReplaceTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0008_lists_are_logged"),
    ]

    operations = [
        ReplaceTriggers(
            model="Grant",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_grantevent" ("basis", "case_id", "ended_at", "from_on", "id", "items", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_by_id", "source", "source_id", "to_membership_id", "to_organisation_id", "until_on") SELECT new_values."basis", new_values."case_id", new_values."ended_at", new_values."from_on", new_values."id", new_values."items", new_values."level", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."recorded_by_id", new_values."source", new_values."source_id", new_values."to_membership_id", new_values."to_organisation_id", new_values."until_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="71631cd4e9f6f2673442821a9021dd4710a02930",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_262ed",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="commons_grant",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Task",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_taskevent" ("case_id", "done_at", "dropped_at", "due_on", "id", "organisation_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_by_id", "subject", "subject_id", "title", "version") SELECT new_values."case_id", new_values."done_at", new_values."dropped_at", new_values."due_on", new_values."id", new_values."organisation_id", new_values."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."promised_on", new_values."recorded_by_id", new_values."subject", new_values."subject_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="f8ca19b69f683dc364b0f477a717136c083d3cda",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7dd1c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="commons_task",
                        when="AFTER",
                    ),
                )
            ],
        ),
    ]
