"""Since when it has been so, and that a household is none of the 8050 ones, are told of a case."""

import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0034_papers_of_extensions"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="household_not_8050_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="onset_known",
            field=models.CharField(
                blank=True,
                choices=[("year", "年まで"), ("month", "年と月まで"), ("unknown", "聞いたが不明")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="onset_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="onset_said_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("person", "本人"),
                    ("family", "家族"),
                    ("body", "関係機関"),
                    ("other", "そのほかの人"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="onset_said_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="household_not_8050_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="onset_known",
            field=models.CharField(
                blank=True,
                choices=[("year", "年まで"), ("month", "年と月まで"), ("unknown", "聞いたが不明")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="onset_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="onset_said_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("person", "本人"),
                    ("family", "家族"),
                    ("body", "関係機関"),
                    ("other", "そのほかの人"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="onset_said_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on", None), ("onset_on__isnull", False)),
                fields=["organisation", "onset_on", "id"],
                name="case_open_by_onset",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("household_8050_on", None), ("household_not_8050_on", None), _connector="OR"
                ),
                name="case_household_yes_or_no",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("onset_known__in", ("year", "month")), ("onset_on", None), _connector="XOR"
                ),
                name="case_onset_known_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("onset_known", ""), ("onset_said_by", ""), ("onset_said_on", None)),
                    models.Q(
                        models.Q(("onset_known", ""), _negated=True),
                        models.Q(("onset_said_by", ""), _negated=True),
                        ("onset_said_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_onset_told_by_somebody",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Case",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "household_not_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "onset_known", "onset_on", "onset_said_by", "onset_said_on", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") SELECT new_values."alias", new_values."avoid", new_values."avoid_confirmed_on", new_values."category", new_values."client", new_values."closed_on", new_values."closing_reason", new_values."fields", new_values."household_8050_on", new_values."household_not_8050_on", new_values."id", new_values."last_contact_on", new_values."next_action", new_values."next_action_on", new_values."number", new_values."onset_known", new_values."onset_on", new_values."onset_said_by", new_values."onset_said_on", new_values."opened_on", new_values."organisation_id", new_values."pathway", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."responsible_id", new_values."stage", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="4dd4601e4057b052e52205c1bcc480caa4a8ca0b",
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
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "household_not_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "onset_known", "onset_on", "onset_said_by", "onset_said_on", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") VALUES (NEW."alias", NEW."avoid", NEW."avoid_confirmed_on", NEW."category", NEW."client", NEW."closed_on", NEW."closing_reason", NEW."fields", NEW."household_8050_on", NEW."household_not_8050_on", NEW."id", NEW."last_contact_on", NEW."next_action", NEW."next_action_on", NEW."number", NEW."onset_known", NEW."onset_on", NEW."onset_said_by", NEW."onset_said_on", NEW."opened_on", NEW."organisation_id", NEW."pathway", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."responsible_id", NEW."stage", NEW."version"); RETURN NULL;',
                        hash="eb3cdda3452d8dbaf2494bf93c165bcde18daa21",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c137d",
                        table="people_case",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_caseevent" ("alias", "avoid", "avoid_confirmed_on", "category", "client", "closed_on", "closing_reason", "fields", "household_8050_on", "household_not_8050_on", "id", "last_contact_on", "next_action", "next_action_on", "number", "onset_known", "onset_on", "onset_said_by", "onset_said_on", "opened_on", "organisation_id", "pathway", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "responsible_id", "stage", "version") VALUES (OLD."alias", OLD."avoid", OLD."avoid_confirmed_on", OLD."category", OLD."client", OLD."closed_on", OLD."closing_reason", OLD."fields", OLD."household_8050_on", OLD."household_not_8050_on", OLD."id", OLD."last_contact_on", OLD."next_action", OLD."next_action_on", OLD."number", OLD."onset_known", OLD."onset_on", OLD."onset_said_by", OLD."onset_said_on", OLD."opened_on", OLD."organisation_id", OLD."pathway", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."responsible_id", OLD."stage", OLD."version"); RETURN NULL;',
                        hash="b10834bd8cf7e2d0f34ce8375142cbc284e56f2a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_213a3",
                        table="people_case",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrating.no_way_back(
            "people_case",
            "household_not_8050_on IS NOT NULL OR onset_known <> ''",
            "8050世帯ではないと確かめたケースか、始まった時期を書いたケースがあります",
        ),
    ]
