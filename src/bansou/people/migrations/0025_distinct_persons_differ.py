"""Two who are two are not one row; in which order they stand is for the action that writes them."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [("people", "0024_consent_to_being_asked_about")]

    operations = [
        migrations.RemoveConstraint(model_name="distinctpersons", name="distinct_persons_in_order"),
        migrations.AddConstraint(
            model_name="distinctpersons",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("other")), _negated=True),
                name="distinct_persons_differ",
            ),
        ),
    ]
