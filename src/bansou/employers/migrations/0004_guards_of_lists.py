"""Row policies, keys by keeper and write guards of lists of supporters and of openings."""

from bansou.commons.database import migrating, policies

TABLES = ("employers_supportingemployer", "employers_opening")


class Migration(migrating.Migration):
    dependencies = [("employers", "0003_lists_and_openings")]

    operations = [
        *[policies.same_keeper(table, "company_id", "employers_company") for table in TABLES],
        *[policies.protect_own(table) for table in TABLES],
        *[policies.protect_own(f"{table}event") for table in TABLES],
        *[policies.guard_writes(table) for table in TABLES],
    ]
