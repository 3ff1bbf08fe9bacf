"""A run of a course has a break in each day, which is no training; runs from before have none."""

import pgtrigger.compiler
from django.db import migrations, models
from django.db.models import F, Q

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [("support", "0035_names_after_the_person_confirmed")]

    operations = [
        migrations.AddField(
            model_name="courserun",
            name="break_minutes",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="courserunevent",
            name="break_minutes",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="courserun",
            constraint=models.CheckConstraint(
                condition=Q(
                    break_minutes__lt=60 * (F("ends_at__hour") - F("starts_at__hour"))
                    + F("ends_at__minute")
                    - F("starts_at__minute")
                ),
                name="course_run_longer_than_its_break",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="CourseRun",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_courserunevent" ("break_minutes", "cancelled_at", "cancelled_because", "capacity", "contract_id", "costs", "course", "ends_at", "hours", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "provider_id", "qualification", "recorded_by_id", "starts_at", "taken", "title", "version") VALUES (NEW."break_minutes", NEW."cancelled_at", NEW."cancelled_because", NEW."capacity", NEW."contract_id", NEW."costs", NEW."course", NEW."ends_at", NEW."hours", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."programme_id", NEW."provider_id", NEW."qualification", NEW."recorded_by_id", NEW."starts_at", NEW."taken", NEW."title", NEW."version"); RETURN NULL;',
                        hash="27929d1ffe22093f33bf8767f841745ee2b4713e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5dfa0",
                        table="support_courserun",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "support_courserunevent" ("break_minutes", "cancelled_at", "cancelled_because", "capacity", "contract_id", "costs", "course", "ends_at", "hours", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "provider_id", "qualification", "recorded_by_id", "starts_at", "taken", "title", "version") VALUES (NEW."break_minutes", NEW."cancelled_at", NEW."cancelled_because", NEW."capacity", NEW."contract_id", NEW."costs", NEW."course", NEW."ends_at", NEW."hours", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."programme_id", NEW."provider_id", NEW."qualification", NEW."recorded_by_id", NEW."starts_at", NEW."taken", NEW."title", NEW."version"); RETURN NULL;',
                        hash="c417eb0436856fbc9dadfa516752796c9b0eb88b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_373a6",
                        table="support_courserun",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "support_courserunevent" ("break_minutes", "cancelled_at", "cancelled_because", "capacity", "contract_id", "costs", "course", "ends_at", "hours", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "provider_id", "qualification", "recorded_by_id", "starts_at", "taken", "title", "version") VALUES (OLD."break_minutes", OLD."cancelled_at", OLD."cancelled_because", OLD."capacity", OLD."contract_id", OLD."costs", OLD."course", OLD."ends_at", OLD."hours", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."programme_id", OLD."provider_id", OLD."qualification", OLD."recorded_by_id", OLD."starts_at", OLD."taken", OLD."title", OLD."version"); RETURN NULL;',
                        hash="70555e4a5db88af257a19808e06507116eed69e3",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_14df5",
                        table="support_courserun",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrating.no_way_back("support_courserun", "break_minutes > 0", "休憩のある講座があります"),
    ]
