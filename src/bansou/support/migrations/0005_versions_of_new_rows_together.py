"""Versions of new rows are written once for each statement, not once for each row."""

import pgtrigger.compiler

from bansou.commons.database import migrating
from bansou.commons.database.triggers import ReplaceTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0004_guards_of_courses"),
    ]

    operations = [
        ReplaceTriggers(
            model="Consultation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_consultationevent" ("case_id", "channel", "ends_at", "formulation", "id", "kind", "level", "next_action", "next_action_on", "organisation_id", "own_words", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "starts_at", "step_id", "version") SELECT new_values."case_id", new_values."channel", new_values."ends_at", new_values."formulation", new_values."id", new_values."kind", new_values."level", new_values."next_action", new_values."next_action_on", new_values."organisation_id", new_values."own_words", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."starts_at", new_values."step_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="aebf1aabc70db0414dcc15a77543e83c3352050e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_19100",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="support_consultation",
                        when="AFTER",
                    ),
                )
            ],
        ),
    ]
