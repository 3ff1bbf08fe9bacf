"""Consent to being asked about between the bodies of a joint project."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0023_guards_of_erasing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("joint_counting", "共同集計"),
                    ("introduction", "企業への紹介"),
                    ("mail_reminders", "前日のお知らせメール"),
                    ("medical_accompaniment", "医療受診への同行"),
                    ("ibasho", "居場所のようすの共有"),
                    ("joint_asking", "ほかの団体への照会"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="consentevent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("joint_counting", "共同集計"),
                    ("introduction", "企業への紹介"),
                    ("mail_reminders", "前日のお知らせメール"),
                    ("medical_accompaniment", "医療受診への同行"),
                    ("ibasho", "居場所のようすの共有"),
                    ("joint_asking", "ほかの団体への照会"),
                ],
                max_length=40,
            ),
        ),
    ]
