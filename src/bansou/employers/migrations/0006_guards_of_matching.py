"""Row policies, keys by keeper and write guards of the matching officer's tables."""

from bansou.commons.database import migrating, policies

OF_COMPANIES = (
    "employers_hostplace",
    "employers_hiringstance",
    "employers_employersurveyanswer",
)
TABLES = (*OF_COMPANIES, "employers_kitanswer", "employers_employmentsubsidy")


class Migration(migrating.Migration):
    dependencies = [("employers", "0005_desk_of_matching")]

    operations = [
        *[policies.same_keeper(table, "company_id", "employers_company") for table in OF_COMPANIES],
        *[policies.protect_own(table) for table in TABLES],
        *[policies.protect_own(f"{table}event") for table in TABLES],
        *[policies.guard_writes(table) for table in TABLES],
    ]
