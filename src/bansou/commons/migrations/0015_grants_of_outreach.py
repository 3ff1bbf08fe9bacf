"""Grants that a dispatch of the expert team or a case conference writes."""

from django.db import migrations, models

from bansou.commons.database import migrating

_SOURCE = models.CharField(
    choices=[
        ("assignment", "担当"),
        ("referral", "紹介（リファー）"),
        ("dispatch", "専門チームの派遣"),
        ("conference", "ケース会議"),
    ],
    max_length=20,
)


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0014_guards_of_attachments"),
    ]

    operations = [
        migrations.AlterField(model_name="grant", name="source", field=_SOURCE),
        migrations.AlterField(model_name="grantevent", name="source", field=_SOURCE.clone()),
    ]
