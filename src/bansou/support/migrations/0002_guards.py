"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("support", "0001_tables"), ("people", "0002_guards")]

    operations = [
        policies.same_keeper("support_consultation", "case_id", "people_case"),
        policies.same_keeper("support_consultation", "step_id", "people_step"),
        policies.protect_case("support_consultation", level="level"),
        policies.protect_case("support_consultationevent", level="level"),
        policies.guard_writes("support_consultation"),
    ]
