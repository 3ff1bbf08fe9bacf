"""Proposals refer to an opening by keeper and key together."""

from django.db import migrations

from bansou.commons.database import policies


class Migration(migrations.Migration):
    dependencies = [("employers", "0009_what_work_asks")]

    operations = [policies.keeper_key("employers_opening")]
