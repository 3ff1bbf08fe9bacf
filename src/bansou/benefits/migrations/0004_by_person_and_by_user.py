"""Claims by person: ceilings and days whatever the case, three users for a claim, two for a list.

A claim is drawn up, checked and decided about by different users, a list whose file was written out
is taken back by another user than asked for it: memberships do not tell, so triggers ask for users.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from bansou.commons.database import migrating, policies
from bansou.commons.database.triggers import ReplaceTriggers

# Items get their person. Nobody acts, and no policy and no trigger stands between the owner and the
# rows for the time of these statements. History rows get theirs as well, of the case as it is now,
# else as it was; a case that left no trace leaves them with nobody.
_ITEMS = ("benefits_claimitem", "benefits_claimitemevent")
_TABLES = (*_ITEMS, "benefits_claim", "people_case", "people_caseevent")
_IS_TRIP = (
    "EXISTS (SELECT FROM public.benefits_claim c WHERE c.id = item.claim_id AND c.kind = 'travel')"
)
_NOBODY = "'00000000-0000-0000-0000-000000000000'"


def _apart(statements: str) -> str:
    """The statements with the guards of the tables put aside, and back."""
    return "\n".join(
        [
            *[f"ALTER TABLE public.{table} NO FORCE ROW LEVEL SECURITY;" for table in _TABLES],
            *[f"ALTER TABLE public.{table} DISABLE TRIGGER USER;" for table in _ITEMS],
            statements,
            *[f"ALTER TABLE public.{table} ENABLE TRIGGER USER;" for table in _ITEMS],
            *[f"ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY;" for table in _TABLES],
        ]
    )


_NAME_PERSONS = _apart(
    f"""
    UPDATE public.benefits_claimitem AS item
    SET person_id = held.person_id, is_trip = {_IS_TRIP}
    FROM public.people_case AS held WHERE held.id = item.case_id;
    UPDATE public.benefits_claimitemevent AS item
    SET is_trip = {_IS_TRIP},
        person_id = coalesce(
            (SELECT c.person_id FROM public.people_case c WHERE c.id = item.case_id),
            (SELECT e.person_id FROM public.people_caseevent e
             WHERE e.pgh_obj_id = item.case_id AND e.person_id IS NOT NULL
             ORDER BY e.pgh_id DESC LIMIT 1),
            {_NOBODY});
    """  # noqa: S608 - the pieces are this file's own
)
_NAME_TRAVELLERS = _apart(
    "\n".join(
        f"UPDATE public.{table} SET traveller_id = person_id WHERE is_trip;"  # noqa: S608
        for table in _ITEMS
    )
)

# Whoever draws a claim up may see one case of the person alone; ceilings and days are the person's.
# Hence SECURITY DEFINER: it gives back days and yen, of somebody whom the transaction may see.
_SIGNATURE = "public.bansou_days_of_benefit(uuid, text, uuid)"
_DAYS = f"""
CREATE FUNCTION public.bansou_days_of_benefit(of_person uuid, of_benefit text, but_claim uuid)
RETURNS TABLE ("on" date, yen integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i."on", i.yen FROM public.benefits_claimitem i
    WHERE i.person_id = of_person AND i.benefit = of_benefit AND i.counts
      AND i.claim_id IS DISTINCT FROM but_claim
      AND (i.organisation_id = ANY (public.bansou_organisations())
           OR i.person_id = ANY (public.bansou_granted_persons()))
      AND (public.bansou_is_staff() OR i.person_id = ANY (public.bansou_own_persons()))
$$;
REVOKE ALL ON FUNCTION {_SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {_SIGNATURE} TO bansou_app, bansou_owner;
GRANT SELECT ON public.benefits_claimitem TO bansou_search;
CREATE POLICY for_search ON public.benefits_claimitem FOR SELECT TO bansou_search USING (true);
"""  # noqa: S608 - the pieces are this file's own
# It belongs to bansou_search once migrations have ended, and to the owner until then.
_NO_DAYS = f"""
DROP POLICY for_search ON public.benefits_claimitem;
REVOKE SELECT ON public.benefits_claimitem FROM bansou_search;
DO $$ DECLARE
    former name := current_user;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', (
        SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE oid = '{_SIGNATURE}'::regprocedure));
    DROP FUNCTION {_SIGNATURE};
    EXECUTE format('SET LOCAL ROLE %I', former);
END $$;
"""  # noqa: S608 - likewise

_USERS = """
CREATE FUNCTION public.bansou_refuse_same_user() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seats integer;
    users integer;
BEGIN
    SELECT count(*), count(DISTINCT m.user_id) INTO seats, users
    FROM unnest(TG_ARGV) AS said(seat)
    JOIN public.commons_membership m ON m.id = (to_jsonb(NEW) ->> said.seat)::uuid;
    IF users < seats THEN
        RAISE EXCEPTION '%: one user in two seats of %', TG_NAME, TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_by_different_people
    BEFORE INSERT OR UPDATE OF drawn_by_id, checked_by_id, decided_by_id ON public.benefits_claim
    FOR EACH ROW EXECUTE FUNCTION
    public.bansou_refuse_same_user('drawn_by_id', 'checked_by_id', 'decided_by_id');
CREATE TRIGGER payment_list_back_by_different_people
    BEFORE INSERT OR UPDATE OF back_asked_by_id, taken_back_by_id ON public.benefits_paymentlist
    FOR EACH ROW EXECUTE FUNCTION
    public.bansou_refuse_same_user('back_asked_by_id', 'taken_back_by_id');
"""
_NO_USERS = """
DROP TRIGGER payment_list_back_by_different_people ON public.benefits_paymentlist;
DROP TRIGGER claim_by_different_people ON public.benefits_claim;
DROP FUNCTION public.bansou_refuse_same_user();
"""

_TRAVELLERS_KEPT = policies.same_keeper("benefits_claimitem", "traveller_id", "people_person")


class Migration(migrating.Migration):
    dependencies = [
        ("benefits", "0003_paid_once_under_any_name"),
        ("people", "0011_consent_to_introduction"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="claim", name="claim_checked_by_another"),
        migrations.RemoveConstraint(model_name="claim", name="claim_decided_by_another"),
        migrations.RemoveConstraint(model_name="claimitem", name="claim_item_day_once"),
        migrations.RemoveConstraint(model_name="claimitem", name="claim_item_record_once"),
        migrations.RemoveConstraint(model_name="claimitem", name="claim_item_trip_once"),
        migrations.AddField(
            model_name="claimitem", name="is_trip", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="claimitemevent", name="is_trip", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="claimitem",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="claimitemevent",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.person",
            ),
        ),
        migrations.RunSQL(_NAME_PERSONS, _NAME_TRAVELLERS),
        migrations.AlterField(
            model_name="claimitem",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="claimitemevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.person",
            ),
        ),
        migrations.RunSQL(_TRAVELLERS_KEPT.reverse_sql or "", _TRAVELLERS_KEPT.sql),
        migrations.RemoveField(model_name="claimitem", name="traveller"),
        migrations.RemoveField(model_name="claimitemevent", name="traveller"),
        policies.same_keeper("benefits_claimitem", "person_id", "people_person"),
        migrations.AddConstraint(
            model_name="claimitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counts", True)),
                fields=("organisation", "person", "benefit", "on"),
                name="claim_item_day_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("counts", True), ("is_trip", False), ("source_id__isnull", False)
                ),
                fields=("organisation", "source", "source_id"),
                name="claim_item_record_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counts", True), ("is_trip", True)),
                fields=("organisation", "person", "on"),
                name="claim_item_trip_once",
            ),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="back_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="back_asked_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="back_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="paid_despite",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="written_out_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentlist",
            name="written_out_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="back_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="back_asked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="back_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="paid_despite",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="written_out_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentlistevent",
            name="written_out_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.membership",
            ),
        ),
        # Lists of earlier versions may have been marked as paid before their day.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name="paymentlist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("paid_on", None), ("paid_on__gte", models.F("pay_on")), _connector="OR"
                        ),
                        name="payment_list_paid_from_its_day_on",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE public.benefits_paymentlist ADD CONSTRAINT payment_list_paid_from_its_day_on CHECK (paid_on IS NULL OR paid_on >= pay_on) NOT VALID;",
                    "ALTER TABLE public.benefits_paymentlist DROP CONSTRAINT payment_list_paid_from_its_day_on;",
                )
            ],
        ),
        migrations.AddConstraint(
            model_name="paymentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken_back"), _negated=True),
                    ("written_out_at", None),
                    models.Q(("back_asked_by__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="payment_list_written_out_back_by_two",
            ),
        ),
        ReplaceTriggers(
            "claimitem",
            [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "is_trip", "minutes", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."is_trip", NEW."minutes", NEW."on", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."yen"); RETURN NULL;',
                        hash="0e947f612ac1b8a27e9789fc91bac8243bd95176",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bd115",
                        table="benefits_claimitem",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "is_trip", "minutes", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (NEW."asked_yen", NEW."benefit", NEW."case_id", NEW."claim_id", NEW."counts", NEW."cut_because", NEW."id", NEW."is_trip", NEW."minutes", NEW."on", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receipt", NEW."source", NEW."source_id", NEW."title", NEW."yen"); RETURN NULL;',
                        hash="2352185a15e100506f3bb9683ee5835b07dcdcea",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_305df",
                        table="benefits_claimitem",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "benefits_claimitemevent" ("asked_yen", "benefit", "case_id", "claim_id", "counts", "cut_because", "id", "is_trip", "minutes", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "source", "source_id", "title", "yen") VALUES (OLD."asked_yen", OLD."benefit", OLD."case_id", OLD."claim_id", OLD."counts", OLD."cut_because", OLD."id", OLD."is_trip", OLD."minutes", OLD."on", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receipt", OLD."source", OLD."source_id", OLD."title", OLD."yen"); RETURN NULL;',
                        hash="bfdae776f63574ad89c63a9c613f3f9574956296",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c5572",
                        table="benefits_claimitem",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        ReplaceTriggers(
            "paymentlist",
            [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "benefits_paymentlistevent" ("back_asked_at", "back_asked_by_id", "back_reason", "id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_despite", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "taken_back_by_id", "version", "written_out_at", "written_out_by_id") VALUES (NEW."back_asked_at", NEW."back_asked_by_id", NEW."back_reason", NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."organisation_id", NEW."paid_by_id", NEW."paid_despite", NEW."paid_on", NEW."pay_on", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."state", NEW."taken_back_by_id", NEW."version", NEW."written_out_at", NEW."written_out_by_id"); RETURN NULL;',
                        hash="ab9e4c279ec8b9d1d9235b39f4e441adc3879453",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_714b7",
                        table="benefits_paymentlist",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "benefits_paymentlistevent" ("back_asked_at", "back_asked_by_id", "back_reason", "id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_despite", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "taken_back_by_id", "version", "written_out_at", "written_out_by_id") VALUES (NEW."back_asked_at", NEW."back_asked_by_id", NEW."back_reason", NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."organisation_id", NEW."paid_by_id", NEW."paid_despite", NEW."paid_on", NEW."pay_on", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."state", NEW."taken_back_by_id", NEW."version", NEW."written_out_at", NEW."written_out_by_id"); RETURN NULL;',
                        hash="6b29f7dc6af8794c2a321dfc44d2266ed4b1590b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cef83",
                        table="benefits_paymentlist",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "benefits_paymentlistevent" ("back_asked_at", "back_asked_by_id", "back_reason", "id", "made_at", "made_by_id", "number", "organisation_id", "paid_by_id", "paid_despite", "paid_on", "pay_on", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "taken_back_by_id", "version", "written_out_at", "written_out_by_id") VALUES (OLD."back_asked_at", OLD."back_asked_by_id", OLD."back_reason", OLD."id", OLD."made_at", OLD."made_by_id", OLD."number", OLD."organisation_id", OLD."paid_by_id", OLD."paid_despite", OLD."paid_on", OLD."pay_on", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."state", OLD."taken_back_by_id", OLD."version", OLD."written_out_at", OLD."written_out_by_id"); RETURN NULL;',
                        hash="eaca57fbba2fe62a8726b8fc014d5545eac414dc",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5b76c",
                        table="benefits_paymentlist",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(_DAYS, _NO_DAYS),
        migrations.RunSQL(_USERS, _NO_USERS),
    ]
