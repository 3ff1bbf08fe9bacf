"""Consent to being reminded by mail."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0013_consent_to_accompaniment"),
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
                ],
                max_length=40,
            ),
        ),
    ]
