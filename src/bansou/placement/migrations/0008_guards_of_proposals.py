"""Row policies, keys by keeper and write guards of wishes and proposals."""

from bansou.commons.database import migrating, policies

TABLES = ("placement_workwish", "placement_proposal")


class Migration(migrating.Migration):
    dependencies = [("placement", "0007_proposals"), ("employers", "0010_refer_to_openings")]

    operations = [
        *[policies.same_keeper(table, "case_id", "people_case") for table in TABLES],
        policies.same_keeper("placement_proposal", "opening_id", "employers_opening"),
        policies.same_keeper("placement_proposal", "hire_id", "placement_hire"),
        *[policies.protect_case(table, level="level") for table in TABLES],
        *[policies.protect_case(f"{table}event", level="level") for table in TABLES],
        *[policies.guard_writes(table) for table in TABLES],
    ]
