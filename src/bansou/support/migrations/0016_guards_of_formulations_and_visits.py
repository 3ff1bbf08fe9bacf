"""Row policies, keys by keeper and write guards of formulations, dissent and visits."""

from bansou.commons.database import migrating, policies

FORMULATION, DISSENT, VISIT = "support_formulation", "support_dissent", "support_outreachvisit"
ALL = (FORMULATION, DISSENT, VISIT)


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0015_formulations_and_visits"),
        ("people", "0013_consent_to_accompaniment"),
    ]

    operations = [
        policies.keeper_key(FORMULATION),
        *[policies.same_keeper(table, "case_id", "people_case") for table in ALL],
        policies.same_keeper(FORMULATION, "team_id", "support_expertteam"),
        policies.same_keeper(DISSENT, "formulation_id", FORMULATION),
        policies.same_keeper(VISIT, "consent_id", "people_consent"),
        policies.same_keeper(VISIT, "step_id", "people_step"),
        *[
            policies.protect_case(f"{table}{suffix}", level="level")
            for table in ALL
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in ALL],
    ]
