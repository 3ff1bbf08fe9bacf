"""Versions of new rows are written once for each statement, not once for each row."""

import pgtrigger.compiler

from bansou.commons.database import migrating
from bansou.commons.database.triggers import ReplaceTriggers


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0005_guards_of_consents"),
    ]

    operations = [
        ReplaceTriggers(
            model="Person",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_personevent" ("address", "birth_on", "contact_wishes", "email", "id", "kana", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "version") SELECT new_values."address", new_values."birth_on", new_values."contact_wishes", new_values."email", new_values."id", new_values."kana", new_values."name", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="07adb6c5d0dad753407809460b6169bc99e0a598",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_65688",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_person",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Case",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "id", "last_contact_on", "next_action", "next_action_on", "number", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") SELECT new_values."alias", new_values."avoid", new_values."avoid_confirmed_on", new_values."category", new_values."client", new_values."closed_on", new_values."closing_reason", new_values."fields", new_values."id", new_values."last_contact_on", new_values."next_action", new_values."next_action_on", new_values."number", new_values."opened_on", new_values."organisation_id", new_values."pathway", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."responsible_id", new_values."stage", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="845fa40c1b30b1c21a1623ad0b5747dc051ba886",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d49f8",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_case",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Enrolment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_enrolmentevent" ("case_id", "ended_because", "from_on", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "until_on", "version") SELECT new_values."case_id", new_values."ended_because", new_values."from_on", new_values."id", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."programme_id", new_values."until_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="22b3c9c7bec3acda901f0c13f37feb86a4ad7f1a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c7bf1",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_enrolment",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Assignment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_assignmentevent" ("case_id", "from_on", "handover_note", "id", "membership_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") SELECT new_values."case_id", new_values."from_on", new_values."handover_note", new_values."id", new_values."membership_id", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."until_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="f15ccb0da2c511b5fc794f61584fe989eb26aaec",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c6087",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_assignment",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Consent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_consentevent" ("case_id", "given_on", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "version", "withdrawn_on") SELECT new_values."case_id", new_values."given_on", new_values."id", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."recorded_at", new_values."recorded_by_id", new_values."version", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="5df6c7c76a32ada9459d604337a69a87e637fc36",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_91c75",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_consent",
                        when="AFTER",
                    ),
                )
            ],
        ),
        ReplaceTriggers(
            model="Step",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_stepevent" ("by_id", "case_id", "fields", "id", "kind", "ledger_key", "level", "minutes", "note", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "title", "version", "withdrawn_at", "withdrawn_because") SELECT new_values."by_id", new_values."case_id", new_values."fields", new_values."id", new_values."kind", new_values."ledger_key", new_values."level", new_values."minutes", new_values."note", new_values."on", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."title", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="dc392caa84835c678fcec95c6850247bdb6fbd52",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_67bde",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_step",
                        when="AFTER",
                    ),
                )
            ],
        ),
    ]
