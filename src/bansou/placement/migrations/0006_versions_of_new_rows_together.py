"""Versions of new rows are written once for each statement, not once for each row."""

import pgtrigger.compiler

from bansou.commons.database import migrating
from bansou.commons.database.triggers import ReplaceTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("placement", "0005_guards_of_follow_ups"),
    ]

    operations = [
        ReplaceTriggers(
            model="Hire",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") SELECT new_values."case_id", new_values."company_id", new_values."employer_name", new_values."employment_type", new_values."enrolment_id", new_values."evidence_level", new_values."hired_on", new_values."id", new_values."industry", new_values."is_qualification_unknown", new_values."leaving_reason", new_values."left_on", new_values."level", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."qualification_used", new_values."recorded_by_id", new_values."route", new_values."step_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="e83e685eb4fef938453e8be68d29f0a1657a31ae",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_491c3",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="placement_hire",
                        when="AFTER",
                    ),
                )
            ],
        ),
    ]
