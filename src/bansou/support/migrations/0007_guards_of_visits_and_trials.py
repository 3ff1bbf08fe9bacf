"""Row policies, keys by keeper and write guards of visits, trials and their insurance."""

from bansou.commons.database import migrating, policies

OF_EXPERIENCES = (
    "support_experienceday",
    "support_experienceconfirmation",
    "support_experienceevaluation",
)
ON_CASES = ("support_experience", *OF_EXPERIENCES, "support_insuredperson")
POLICY = "support_internshippolicy"


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0006_workplace_visits_and_trials"),
        ("employers", "0008_refer_to_host_places"),
        ("people", "0002_guards"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        policies.keeper_key("support_experience"),
        policies.keeper_key(POLICY),
        *[policies.same_keeper(table, "case_id", "people_case") for table in ON_CASES],
        *[
            policies.same_keeper(table, "programme_id", "programmes_programme")
            for table in ("support_experience", POLICY)
        ],
        policies.same_keeper("support_experience", "host_id", "employers_hostplace"),
        *[
            policies.same_keeper(table, "experience_id", "support_experience")
            for table in OF_EXPERIENCES
        ],
        *[
            policies.same_keeper(table, "step_id", "people_step")
            for table in ("support_experienceday", "support_experienceevaluation")
        ],
        policies.same_keeper("support_insuredperson", "policy_id", POLICY),
        *[
            policies.protect_case(f"{table}{suffix}")
            for table in ON_CASES
            for suffix in ("", "event")
        ],
        *[policies.protect_own(f"{POLICY}{suffix}") for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in (*ON_CASES, POLICY)],
    ]
