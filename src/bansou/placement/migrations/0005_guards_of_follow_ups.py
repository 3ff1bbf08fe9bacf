"""Row policies, keys by keeper and write guards of follow-ups."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("placement", "0004_follow_ups"), ("people", "0002_guards")]

    operations = [
        policies.keeper_key("placement_hire"),
        policies.same_keeper("placement_followup", "hire_id", "placement_hire"),
        policies.same_keeper("placement_followup", "case_id", "people_case"),
        policies.same_keeper("placement_followup", "step_id", "people_step"),
        policies.protect_case("placement_followup", level="level"),
        policies.protect_case("placement_followupevent", level="level"),
        policies.guard_writes("placement_followup"),
    ]
