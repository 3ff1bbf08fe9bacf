"""Visits and trials refer to a host place by keeper and key together."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("employers", "0007_find_companies_by_name")]

    operations = [policies.keeper_key("employers_hostplace")]
