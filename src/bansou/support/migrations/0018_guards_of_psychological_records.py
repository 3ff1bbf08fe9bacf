"""Row policies, keys by keeper and write guards of psychological records: a grant at level 4 opens them."""

from bansou.commons.database import migrating, policies

RECORD, FILE, SUMMARY = (
    "support_counsellingrecord",
    "support_counsellingfile",
    "support_counsellingsummary",
)
ALL = (RECORD, FILE, SUMMARY)


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0017_psychological_records"),
        ("people", "0002_guards"),
    ]

    operations = [
        policies.keeper_key(RECORD),
        policies.keeper_key(SUMMARY),
        *[policies.same_keeper(table, "case_id", "people_case") for table in ALL],
        *[policies.same_keeper(table, "step_id", "people_step") for table in (RECORD, SUMMARY)],
        policies.same_keeper(FILE, "record_id", RECORD),
        *[
            policies.protect_case(f"{table}{suffix}", level="level")
            for table in ALL
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in ALL],
    ]
