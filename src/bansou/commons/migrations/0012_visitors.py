"""The function that tells staff from people and employers with accounts of their own."""

from django.db import migrations

from bansou.commons.database import migrating, visitors


class Migration(migrating.Migration):
    dependencies = [("commons", "0011_roles_of_visitors")]

    operations = [migrations.RunSQL(visitors.FUNCTIONS, visitors.DROP_FUNCTIONS)]
