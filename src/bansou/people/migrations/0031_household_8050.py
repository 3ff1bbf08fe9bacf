"""An 8050 household is a fact of a case, with the day on which it was confirmed."""

import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0030_erased_without_a_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="household_8050_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="household_8050_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("household_8050_on__isnull", False)),
                fields=["organisation", "id"],
                name="case_8050",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Case",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") SELECT new_values."alias", new_values."avoid", new_values."avoid_confirmed_on", new_values."category", new_values."client", new_values."closed_on", new_values."closing_reason", new_values."fields", new_values."household_8050_on", new_values."id", new_values."last_contact_on", new_values."next_action", new_values."next_action_on", new_values."number", new_values."opened_on", new_values."organisation_id", new_values."pathway", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."responsible_id", new_values."stage", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="d627eb6b9d90024b6a1cecadac4e9aacd1d08b61",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d49f8",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="people_case",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") VALUES (NEW."alias", NEW."avoid", NEW."avoid_confirmed_on", NEW."category", NEW."client", NEW."closed_on", NEW."closing_reason", NEW."fields", NEW."household_8050_on", NEW."id", NEW."last_contact_on", NEW."next_action", NEW."next_action_on", NEW."number", NEW."opened_on", NEW."organisation_id", NEW."pathway", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."responsible_id", NEW."stage", NEW."version"); RETURN NULL;',
                        hash="72c0dbe50918e9f23109e144a9e3b0f65b776147",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c137d",
                        table="people_case",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") VALUES (OLD."alias", OLD."avoid", OLD."avoid_confirmed_on", OLD."category", OLD."client", OLD."closed_on", OLD."closing_reason", OLD."fields", OLD."household_8050_on", OLD."id", OLD."last_contact_on", OLD."next_action", OLD."next_action_on", OLD."number", OLD."opened_on", OLD."organisation_id", OLD."pathway", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."responsible_id", OLD."stage", OLD."version"); RETURN NULL;',
                        hash="ad98e436b3c7fdd57afbfaaf45b1b5f1bebb91f8",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_213a3",
                        table="people_case",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrating.no_way_back(
            "people_case", "household_8050_on IS NOT NULL", "8050世帯と確かめたケースがあります"
        ),
    ]
