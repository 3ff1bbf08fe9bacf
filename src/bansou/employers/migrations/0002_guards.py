"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies

TABLES = ("employers_company", "employers_employervisit")


class Migration(migrating.Migration):
    dependencies = [("employers", "0001_tables"), ("commons", "0002_guards")]

    operations = [
        policies.keeper_key("employers_company"),
        policies.same_keeper("employers_employervisit", "company_id", "employers_company"),
        *[policies.protect_own(table) for table in TABLES],
        *[policies.protect_own(f"{table}event") for table in TABLES],
        *[policies.guard_writes(table) for table in TABLES],
    ]
