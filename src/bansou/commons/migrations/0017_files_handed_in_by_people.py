"""Files that people handed in themselves were stored by no member of staff."""

import django.db.models.deletion
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0016_psychologists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="stored_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commons.membership",
            ),
        ),
        migrations.AlterField(
            model_name="attachmentevent",
            name="stored_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="commons.membership",
            ),
        ),
    ]
