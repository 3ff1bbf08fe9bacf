"""A record opened in an emergency says up to which level, and at level 4 which medical emergency it was."""

from datetime import timedelta

import pgtrigger.compiler
from django.db import migrations, models
from django.db.models import F, Q

from bansou.commons.database import migrating
from bansou.commons.database.triggers import ReplaceTriggers

_LEVELS = [
    (0, "0 集計・公開"),
    (1, "1 連絡と予定"),
    (2, "2 支援記録"),
    (3, "3 要配慮個人情報をふくむ"),
    (4, "4 心理・精神の記録"),
]
_DANGERS = [("life", "生命の危険"), ("body", "身体の危険（けが、急病など）")]


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0023_leads_of_teams"),
        ("people", "0037_guards_of_family_contacts"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="up_to_level",
                field=models.SmallIntegerField(choices=_LEVELS, db_default=3, default=3),
            )
            for model in ("breakglass", "breakglassevent")
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="danger",
                field=models.CharField(blank=True, choices=_DANGERS, db_default="", max_length=10),
            )
            for model in ("breakglass", "breakglassevent")
        ),
        ReplaceTriggers(
            model="BreakGlass",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_breakglassevent" ("case_id", "danger", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "up_to_level", "version") VALUES (NEW."case_id", NEW."danger", NEW."finding", NEW."finding_note", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."until_at", NEW."up_to_level", NEW."version"); RETURN NULL;',
                        hash="3d24a4d3bfe0e70dbfd8506534ac23fd0e1a887a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fd7c4",
                        table="people_breakglass",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "people_breakglassevent" ("case_id", "danger", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "up_to_level", "version") VALUES (NEW."case_id", NEW."danger", NEW."finding", NEW."finding_note", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."until_at", NEW."up_to_level", NEW."version"); RETURN NULL;',
                        hash="f80e75b419cfbf1737513e534dbdf6ba11da5b0f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c075c",
                        table="people_breakglass",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_breakglassevent" ("case_id", "danger", "finding", "finding_note", "id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "reviewed_at", "reviewed_by_id", "until_at", "up_to_level", "version") VALUES (OLD."case_id", OLD."danger", OLD."finding", OLD."finding_note", OLD."id", OLD."opened_at", OLD."opened_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."until_at", OLD."up_to_level", OLD."version"); RETURN NULL;',
                        hash="28b98e4526bcd606370550b0d5cd3ad243c2c5f1",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d3bde",
                        table="people_breakglass",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=Q(until_at__lte=F("opened_at") + timedelta(hours=2)),
                name="break_glass_two_hours_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=Q(up_to_level=3, danger="") | (Q(up_to_level=4) & ~Q(danger="")),
                name="break_glass_level_4_in_a_medical_emergency",
            ),
        ),
        migrating.no_way_back(
            "people_breakglass", "up_to_level = 4", "心理の記録の緊急の閲覧の記録があります"
        ),
    ]
