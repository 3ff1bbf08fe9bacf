"""Who issued a certificate, so that no number of theirs is given to two people.

Those given before are left without an issuer: some of them may have a number in common.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0019_conflict_blocks"),
        ("support", "0029_place_of_bookings"),
    ]

    operations = [
        migrations.AddField(
            model_name="heldqualification",
            name="issuer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.organisation",
            ),
        ),
        migrations.AddField(
            model_name="heldqualificationevent",
            name="issuer",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.organisation",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="HeldQualification",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "issuer_id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (NEW."application_id", NEW."case_id", NEW."expires_on", NEW."file_id", NEW."id", NEW."issuer_id", NEW."label", NEW."number", NEW."obtained_on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualification", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                        hash="ec98c1951ace7820f15e2601bab6f3fab0d51766",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fc4f3",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "issuer_id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (NEW."application_id", NEW."case_id", NEW."expires_on", NEW."file_id", NEW."id", NEW."issuer_id", NEW."label", NEW."number", NEW."obtained_on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualification", NEW."recorded_by_id", NEW."step_id", NEW."version"); RETURN NULL;',
                        hash="3a9353d2036861c6e1191bd4adf3ced00c5e59b9",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_80157",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_heldqualificationevent" ("application_id", "case_id", "expires_on", "file_id", "id", "issuer_id", "label", "number", "obtained_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "recorded_by_id", "step_id", "version") VALUES (OLD."application_id", OLD."case_id", OLD."expires_on", OLD."file_id", OLD."id", OLD."issuer_id", OLD."label", OLD."number", OLD."obtained_on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualification", OLD."recorded_by_id", OLD."step_id", OLD."version"); RETURN NULL;',
                        hash="b36043031f08c9d58fd3bd54337bb811eae57489",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d4480",
                        table="support_heldqualification",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="heldqualification",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("issuer__isnull", False), models.Q(("number", ""), _negated=True)
                ),
                fields=("organisation", "issuer", "qualification", "number"),
                name="certificate_number_once",
            ),
        ),
    ]
