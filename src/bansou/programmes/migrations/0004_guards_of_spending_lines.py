"""Row policies and write guards of a budget's headings: the keeper's alone."""

from bansou.commons.database import migrating, policies

TABLE = "programmes_spendingline"


class Migration(migrating.Migration):
    dependencies = [("programmes", "0003_spending_lines")]

    operations = [
        policies.same_keeper(TABLE, "programme_id", "programmes_programme"),
        policies.protect_own(TABLE),
        policies.protect_own(f"{TABLE}event"),
        policies.guard_writes(TABLE),
    ]
