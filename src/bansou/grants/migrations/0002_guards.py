"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("grants", "0001_tables"), ("programmes", "0002_guards")]

    operations = [
        policies.same_keeper("grants_casesheet", "programme_id", "programmes_programme"),
        policies.protect_own("grants_casesheet"),
        policies.guard_writes("grants_casesheet"),
    ]
