"""Consent to letting the counsellor know how it goes at a place to be."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0016_barred_persons"),
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
                ],
                max_length=40,
            ),
        ),
    ]
