"""An erasure is carried out once more where an older backup has the person, and none of their cases."""

import django.db.models.deletion
from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0029_break_glass"),
    ]

    operations = [
        migrations.AlterField(
            model_name="erasure",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.case",
            ),
        ),
        migrations.AlterField(
            model_name="erasureevent",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("case__isnull", False), ("replayed_at__isnull", False), _connector="OR"
                ),
                name="erasure_of_a_known_case",
            ),
        ),
        migrating.no_way_back(
            "people_erasure", "case_id IS NULL", "ケースのない人の消去の記録があります"
        ),
    ]
