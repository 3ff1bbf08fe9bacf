"""That somebody agreed to be asked about by the other bodies of a joint project."""

import django.db.models.deletion
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0020_ibasho_staff"),
        ("evidence", "0006_guards_of_twins"),
        ("people", "0024_consent_to_being_asked_about"),
    ]

    operations = [
        migrations.CreateModel(
            name="JointTrace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("token", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="evidence.jointpart",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["token"], name="joint_trace_by_token")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "part", "case"), name="joint_trace_once"
                    )
                ],
            },
        ),
    ]
