"""From which day a job that began as another kind of employment is regular."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0014_guards_of_attachments"),
        ("employers", "0012_guards_of_company_accounts"),
        ("people", "0011_consent_to_introduction"),
        ("placement", "0008_guards_of_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="hire",
            name="conversion_step",
            field=models.OneToOneField(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.step",
            ),
        ),
        migrations.AddField(
            model_name="hire",
            name="regular_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="hireevent",
            name="conversion_step",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.step",
            ),
        ),
        migrations.AddField(
            model_name="hireevent",
            name="regular_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="hire",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("conversion_step", None), ("regular_on", None)),
                    models.Q(
                        ("conversion_step__isnull", False),
                        ("regular_on__gte", models.F("hired_on")),
                        models.Q(
                            ("left_on", None),
                            ("regular_on__lte", models.F("left_on")),
                            _connector="OR",
                        ),
                        models.Q(("employment_type", "regular"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hire_converted_within_the_job",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Hire",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "conversion_step_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "regular_on", "route", "step_id", "version") SELECT new_values."case_id", new_values."company_id", new_values."conversion_step_id", new_values."employer_name", new_values."employment_type", new_values."enrolment_id", new_values."evidence_level", new_values."hired_on", new_values."id", new_values."industry", new_values."is_qualification_unknown", new_values."leaving_reason", new_values."left_on", new_values."level", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."qualification_used", new_values."recorded_by_id", new_values."regular_on", new_values."route", new_values."step_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values; RETURN NULL;',
                        hash="0ced50c4b2f8adce709a79f5d39c4325cb7901d6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_491c3",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="placement_hire",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "conversion_step_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "regular_on", "route", "step_id", "version") VALUES (NEW."case_id", NEW."company_id", NEW."conversion_step_id", NEW."employer_name", NEW."employment_type", NEW."enrolment_id", NEW."evidence_level", NEW."hired_on", NEW."id", NEW."industry", NEW."is_qualification_unknown", NEW."leaving_reason", NEW."left_on", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualification_used", NEW."recorded_by_id", NEW."regular_on", NEW."route", NEW."step_id", NEW."version"); RETURN NULL;',
                        hash="fc244aac661b03bddb5d48901eb975b895991c37",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e4cb0",
                        table="placement_hire",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "conversion_step_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "leaving_reason", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "regular_on", "route", "step_id", "version") VALUES (OLD."case_id", OLD."company_id", OLD."conversion_step_id", OLD."employer_name", OLD."employment_type", OLD."enrolment_id", OLD."evidence_level", OLD."hired_on", OLD."id", OLD."industry", OLD."is_qualification_unknown", OLD."leaving_reason", OLD."left_on", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualification_used", OLD."recorded_by_id", OLD."regular_on", OLD."route", OLD."step_id", OLD."version"); RETURN NULL;',
                        hash="d58c79176528772a115f196c516737e48bc7be10",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1326a",
                        table="placement_hire",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        policies.same_keeper("placement_hire", "conversion_step_id", "people_step"),
    ]
