"""Row policies, keys by keeper and write guards of decisions and of the public library."""

from bansou.commons.database import migrating, policies

# What is published everybody may read, also without signing in; what was taken back nobody else.
PUBLISHED = f"({policies.OWN} OR withdrawn_at IS NULL)"


class Migration(migrating.Migration):
    dependencies = [("grants", "0003_decisions_and_library")]

    operations = [
        policies.keeper_key("grants_casesheet"),
        policies.same_keeper("grants_sheetdecision", "sheet_id", "grants_casesheet"),
        policies.same_keeper("grants_publishedsheet", "sheet_id", "grants_casesheet"),
        policies.protect_own("grants_sheetdecision"),
        policies.protect_by("grants_publishedsheet", reads=PUBLISHED, writes=policies.OWN),
        policies.guard_writes("grants_sheetdecision"),
        policies.guard_writes("grants_publishedsheet"),
    ]
