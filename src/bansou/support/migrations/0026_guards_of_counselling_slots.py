"""Row policies and write guards of counselling slots; no psychologist offers two at one time."""

from django.db.migrations import RunSQL

from bansou.commons.database import migrating, policies

LICENCE, SLOT = "support_professionallicence", "support_counsellingslot"
BOOKING, WAIT = "support_counsellingbooking", "support_counsellingwait"
OWN, ON_CASE = (LICENCE, SLOT), (BOOKING, WAIT)

ONCE = """
ALTER TABLE public.support_counsellingslot ADD CONSTRAINT counselling_slot_once EXCLUDE USING gist (
    numrange(
        public.bansou_time_of(member_id, starts_at), public.bansou_time_of(member_id, ends_at)
    ) WITH &&
) WHERE (withdrawn_at IS NULL);
"""
NOT_ONCE = "ALTER TABLE public.support_counsellingslot DROP CONSTRAINT counselling_slot_once;"


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0025_counselling_slots"),
        ("people", "0002_guards"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        policies.keeper_key(SLOT),
        *[
            policies.same_keeper(table, "programme_id", "programmes_programme")
            for table in (SLOT, WAIT)
        ],
        *[policies.same_keeper(table, "case_id", "people_case") for table in ON_CASE],
        policies.same_keeper(BOOKING, "slot_id", SLOT),
        *[policies.protect_own(f"{table}{suffix}") for table in OWN for suffix in ("", "event")],
        *[
            policies.protect_case(f"{table}{suffix}")
            for table in ON_CASE
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in (*OWN, *ON_CASE)],
        RunSQL(ONCE, NOT_ONCE),
    ]
