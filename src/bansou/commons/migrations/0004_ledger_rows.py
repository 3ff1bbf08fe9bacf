"""What imports have taken in, with its row policy and write guard."""

import django.db.models.deletion
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("commons", "0003_log_of_the_keeper")]

    operations = [
        migrations.CreateModel(
            name="LedgerRow",
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
                ("ledger", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("digests", models.JSONField()),
                ("subject_id", models.UUIDField()),
                ("taken_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "ledger", "key"), name="ledger_row_once"
                    )
                ],
            },
        ),
        policies.protect_own("commons_ledgerrow"),
        policies.guard_writes("commons_ledgerrow"),
    ]
