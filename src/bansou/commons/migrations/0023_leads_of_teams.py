"""Who leads the team of psychological records is granted to know of the case."""

from django.db import migrations, models

from bansou.commons.database import migrating

_SOURCES = [
    ("assignment", "担当"),
    ("referral", "紹介（リファー）"),
    ("dispatch", "専門チームの派遣"),
    ("conference", "ケース会議"),
    ("counselling", "心理の記録のチーム"),
    ("counselling_lead", "心理の記録のチームの責任者"),
    ("break_glass", "緊急の閲覧"),
]


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0022_break_glass"),
    ]

    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name="source",
                field=models.CharField(choices=_SOURCES, max_length=20),
            )
            for model in ("grant", "grantevent")
        ),
        # One without an end would open level 4 like a place in the team.
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=~models.Q(source="break_glass") | models.Q(ended_at__isnull=False),
                name="grant_in_an_emergency_ends",
            ),
        ),
    ]
