"""Row policies, keys by keeper and write guards of wards, expert teams and their dispatch."""

from bansou.commons.database import migrating, policies

TEAM, DISPATCH = "support_expertteam", "support_dispatchrequest"
OF_TEAMS = ("support_teammember", "support_teamduty")
OWN = ("support_wardposting", TEAM, *OF_TEAMS)


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0013_wards_and_expert_teams"),
        ("people", "0002_guards"),
    ]

    operations = [
        policies.keeper_key(TEAM),
        policies.keeper_key(DISPATCH),
        *[policies.same_keeper(table, "team_id", TEAM) for table in (*OF_TEAMS, DISPATCH)],
        policies.same_keeper(DISPATCH, "case_id", "people_case"),
        *[policies.protect_own(f"{table}{suffix}") for table in OWN for suffix in ("", "event")],
        *[policies.protect_case(f"{DISPATCH}{suffix}", level="level") for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in (*OWN, DISPATCH)],
    ]
