"""Row policy, key by keeper and write guards of the versions of a draft's texts."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("grants", "0005_wording_on_the_sheet")]

    operations = [
        policies.same_keeper("grants_sheetwording", "sheet_id", "grants_casesheet"),
        policies.protect_own("grants_sheetwording"),
        policies.guard_writes("grants_sheetwording"),
    ]
