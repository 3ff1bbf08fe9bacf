"""Proposals refer to an opening by keeper and key together."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("employers", "0009_what_work_asks")]

    operations = [policies.keeper_key("employers_opening")]
