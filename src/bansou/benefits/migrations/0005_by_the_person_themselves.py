"""Claims that people draw up and accounts that they keep themselves name no member of staff."""

import django.db.models.deletion
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("benefits", "0004_by_person_and_by_user"),
        ("commons", "0014_guards_of_attachments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bankaccount",
            name="kept_by",
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
            model_name="bankaccountevent",
            name="kept_by",
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
        migrations.AlterField(
            model_name="claim",
            name="drawn_by",
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
            model_name="claimevent",
            name="drawn_by",
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
