"""Consent to being introduced to companies."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0010_guards_of_papers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[("joint_counting", "共同集計"), ("introduction", "企業への紹介")],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="consentevent",
            name="purpose",
            field=models.CharField(
                choices=[("joint_counting", "共同集計"), ("introduction", "企業への紹介")],
                max_length=40,
            ),
        ),
    ]
