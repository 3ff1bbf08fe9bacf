"""Whether the qualification that a hire makes use of is not known yet, apart from none."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0005_forget_what_is_old"),
        ("employers", "0002_guards"),
        ("people", "0003_handover_at_casework_level"),
        ("placement", "0002_guards"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hire",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="hire",
            name="is_qualification_unknown",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="hireevent",
            name="is_qualification_unknown",
            field=models.BooleanField(db_default=False, default=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (NEW."case_id", NEW."company_id", NEW."employer_name", NEW."employment_type", NEW."enrolment_id", NEW."evidence_level", NEW."hired_on", NEW."id", NEW."industry", NEW."is_qualification_unknown", NEW."left_on", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualification_used", NEW."recorded_by_id", NEW."route", NEW."step_id", NEW."version"); RETURN NULL;',
                    hash="7d4dedb1f652f182b62bd72476e5e8d0f8a7af23",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_491c3",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (NEW."case_id", NEW."company_id", NEW."employer_name", NEW."employment_type", NEW."enrolment_id", NEW."evidence_level", NEW."hired_on", NEW."id", NEW."industry", NEW."is_qualification_unknown", NEW."left_on", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualification_used", NEW."recorded_by_id", NEW."route", NEW."step_id", NEW."version"); RETURN NULL;',
                    hash="f19df4535983a0eefb26f3626dff5dbe2be5fe90",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e4cb0",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hire",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "placement_hireevent" ("case_id", "company_id", "employer_name", "employment_type", "enrolment_id", "evidence_level", "hired_on", "id", "industry", "is_qualification_unknown", "left_on", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification_used", "recorded_by_id", "route", "step_id", "version") VALUES (OLD."case_id", OLD."company_id", OLD."employer_name", OLD."employment_type", OLD."enrolment_id", OLD."evidence_level", OLD."hired_on", OLD."id", OLD."industry", OLD."is_qualification_unknown", OLD."left_on", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualification_used", OLD."recorded_by_id", OLD."route", OLD."step_id", OLD."version"); RETURN NULL;',
                    hash="a029ad92e039e60d0d1529d6783a28cb7a6367ce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1326a",
                    table="placement_hire",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="hire",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_qualification_unknown", False), ("qualification_used", ""), _connector="OR"
                ),
                name="hire_qualification_unknown_or_named",
            ),
        ),
    ]
