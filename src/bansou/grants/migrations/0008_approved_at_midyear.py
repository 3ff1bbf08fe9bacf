"""An approval keeps until when the figures reach, where they were accepted before the year's end."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [("grants", "0007_replaced_publications")]

    operations = [
        migrations.AddField(
            model_name="sheetdecision",
            name="midyear_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="sheetdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(midyear_on=None) | models.Q(kind="approved"),
                name="midyear_accepted_by_approval",
            ),
        ),
    ]
