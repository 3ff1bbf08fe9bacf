"""The notice that a request takes longer is kept as it was sent."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0022_break_glass"),
        ("people", "0033_guards_of_disclosure_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="disclosurerequest",
            name="extension_paper",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.attachment",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequestevent",
            name="extension_paper",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.attachment",
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="DisclosureRequest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "extension_paper_id", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (NEW."agent_name", NEW."asked_for", NEW."authority", NEW."basis", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_number", NEW."due_on", NEW."ended_because", NEW."extended_at", NEW."extended_because", NEW."extended_by_id", NEW."extended_until", NEW."extension_days", NEW."extension_paper_id", NEW."handed_at", NEW."handed_by_id", NEW."handed_how", NEW."id", NEW."identity_by", NEW."identity_checked_by_id", NEW."identity_checked_on", NEW."number", NEW."organisation_id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."received_on", NEW."recorded_by_id", NEW."requester", NEW."state", NEW."version"); RETURN NULL;',
                        hash="7bebcdd6c014e52b59de0ecae850ce07e04f9f91",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0e3ed",
                        table="people_disclosurerequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "extension_paper_id", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (NEW."agent_name", NEW."asked_for", NEW."authority", NEW."basis", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_number", NEW."due_on", NEW."ended_because", NEW."extended_at", NEW."extended_because", NEW."extended_by_id", NEW."extended_until", NEW."extension_days", NEW."extension_paper_id", NEW."handed_at", NEW."handed_by_id", NEW."handed_how", NEW."id", NEW."identity_by", NEW."identity_checked_by_id", NEW."identity_checked_on", NEW."number", NEW."organisation_id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."received_on", NEW."recorded_by_id", NEW."requester", NEW."state", NEW."version"); RETURN NULL;',
                        hash="8307c088415bd78e84a26fcec06de2296e4d6c36",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e06bb",
                        table="people_disclosurerequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "people_disclosurerequestevent" ("agent_name", "asked_for", "authority", "basis", "case_id", "decided_at", "decided_by_id", "decision_number", "due_on", "ended_because", "extended_at", "extended_because", "extended_by_id", "extended_until", "extension_days", "extension_paper_id", "handed_at", "handed_by_id", "handed_how", "id", "identity_by", "identity_checked_by_id", "identity_checked_on", "number", "organisation_id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "received_on", "recorded_by_id", "requester", "state", "version") VALUES (OLD."agent_name", OLD."asked_for", OLD."authority", OLD."basis", OLD."case_id", OLD."decided_at", OLD."decided_by_id", OLD."decision_number", OLD."due_on", OLD."ended_because", OLD."extended_at", OLD."extended_because", OLD."extended_by_id", OLD."extended_until", OLD."extension_days", OLD."extension_paper_id", OLD."handed_at", OLD."handed_by_id", OLD."handed_how", OLD."id", OLD."identity_by", OLD."identity_checked_by_id", OLD."identity_checked_on", OLD."number", OLD."organisation_id", OLD."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."received_by_id", OLD."received_on", OLD."recorded_by_id", OLD."requester", OLD."state", OLD."version"); RETURN NULL;',
                        hash="9b9291542c50335c7936773d400a2f429094ae90",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9a5c1",
                        table="people_disclosurerequest",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        policies.same_keeper(
            "people_disclosurerequest", "extension_paper_id", "commons_attachment"
        ),
        migrating.no_way_back(
            "people_disclosurerequest",
            "extension_paper_id IS NOT NULL",
            "送ったとおりに控えた期限延長の通知があります",
        ),
    ]
