"""A record of attendance is paid for once under whatever key, and the way of a day once to a person."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from bansou.commons.database import migrating, policies

# Trips on record get their traveller. Nobody acts, and no policy stands between the owner and the
# rows for the time of one statement; their history tells what people did, so this is not in it.
_TABLES = ("benefits_claimitem", "benefits_claim", "people_case")
_NAME_TRAVELLERS = "\n".join(
    [
        *[f"ALTER TABLE public.{table} NO FORCE ROW LEVEL SECURITY;" for table in _TABLES],
        "ALTER TABLE public.benefits_claimitem DISABLE TRIGGER bansou_actor;",
        """
        UPDATE public.benefits_claimitem AS item SET traveller_id = held.person_id
        FROM public.benefits_claim AS claim, public.people_case AS held
        WHERE claim.id = item.claim_id AND claim.kind = 'travel' AND held.id = item.case_id;
        """,
        "ALTER TABLE public.benefits_claimitem ENABLE TRIGGER bansou_actor;",
        *[f"ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY;" for table in _TABLES],
    ]
)


class Migration(migrating.Migration):
    dependencies = [
        ("benefits", "0002_guards"),
        ("commons", "0014_guards_of_attachments"),
        ("people", "0011_consent_to_introduction"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="claimitem",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claimitem",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claimitem",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="claimitem",
            name="traveller",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="claimitemevent",
            name="traveller",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.person",
            ),
        ),
        migrations.RunSQL(_NAME_TRAVELLERS, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="claimitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "traveller_id", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."traveller_id", NEW."yen"); RETURN NULL;',
                    hash="2550e8f7caea4094ffaa1bd5b769e4090daa0ba4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bd115",
                    table="benefits_claimitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "traveller_id", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."minutes", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."traveller_id", NEW."yen"); RETURN NULL;',
                    hash="d957dd702f1a853dd2070502eb4eb7f2887e7c00",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_305df",
                    table="benefits_claimitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "minutes", "on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "traveller_id", "yen") VALUES (OLD."asked_yen", OLD."benefit", OLD."case_id", OLD."claim_id", OLD."counts", OLD."cut_because", OLD."id", OLD."minutes", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receipt", OLD."source", OLD."source_id", OLD."title", OLD."traveller_id", OLD."yen"); RETURN NULL;',
                    hash="fcd77732d73be83c12b34062302592e5b90f389e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c5572",
                    table="benefits_claimitem",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="claimitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("counts", True), ("source_id__isnull", False), ("traveller__isnull", True)
                ),
                fields=("organisation", "source", "source_id"),
                name="claim_item_record_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counts", True), ("traveller__isnull", False)),
                fields=("organisation", "traveller", "on"),
                name="claim_item_trip_once",
            ),
        ),
        policies.same_keeper("benefits_claimitem", "traveller_id", "people_person"),
    ]
