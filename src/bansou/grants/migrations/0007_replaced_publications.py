"""A publication keeps which earlier ones it replaces, so that their addresses lead to it."""

import django.contrib.postgres.fields
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [("grants", "0006_guards_of_wording")]

    operations = [
        migrations.AddField(
            model_name="publishedsheet",
            name="replaces",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list
            ),
        ),
    ]
