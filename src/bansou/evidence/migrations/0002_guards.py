"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies

TABLES = ("evidence_target", "evidence_measure")


class Migration(migrating.Migration):
    dependencies = [("evidence", "0001_tables"), ("programmes", "0002_guards")]

    operations = [
        *[policies.same_keeper(t, "programme_id", "programmes_programme") for t in TABLES],
        *[policies.protect_own(table) for table in TABLES],
        policies.protect_own("evidence_targetevent"),
        *[policies.guard_writes(table) for table in TABLES],
    ]
