"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [
        ("placement", "0001_tables"),
        ("people", "0002_guards"),
        ("employers", "0002_guards"),
    ]

    operations = [
        policies.same_keeper("placement_hire", "case_id", "people_case"),
        policies.same_keeper("placement_hire", "step_id", "people_step"),
        policies.same_keeper("placement_hire", "enrolment_id", "people_enrolment"),
        policies.same_keeper("placement_hire", "company_id", "employers_company"),
        policies.protect_case("placement_hire", level="level"),
        policies.protect_case("placement_hireevent", level="level"),
        policies.guard_writes("placement_hire"),
    ]
