"""Who confirms a version of their plan on their own page signs it beside the signature on paper."""

import django.db.models.deletion
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0014_consent_to_mail"),
    ]

    operations = [
        migrations.AlterField(
            model_name="papersignature",
            name="counsellor",
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
            model_name="papersignatureevent",
            name="counsellor",
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
        migrations.RemoveConstraint(model_name="papersignature", name="paper_signed_once"),
        migrations.AddConstraint(
            model_name="papersignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(counsellor__isnull=False),
                fields=("organisation", "paper", "on_version"),
                name="paper_signed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="papersignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(counsellor__isnull=True),
                fields=("organisation", "paper", "on_version"),
                name="paper_confirmed_once",
            ),
        ),
    ]
