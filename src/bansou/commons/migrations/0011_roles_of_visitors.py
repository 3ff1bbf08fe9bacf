"""Employers and people can be what somebody is."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0010_counts_drafts_of_others"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("counsellor", "相談員"),
                    ("supervising_counsellor", "統括カウンセラー"),
                    ("matching_officer", "マッチング支援員"),
                    ("training_staff", "訓練センター職員"),
                    ("programme_manager", "事業担当者"),
                    ("employer", "企業の担当者"),
                    ("person", "本人"),
                    ("service", "自動処理"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="membershipevent",
            name="role",
            field=models.CharField(
                choices=[
                    ("counsellor", "相談員"),
                    ("supervising_counsellor", "統括カウンセラー"),
                    ("matching_officer", "マッチング支援員"),
                    ("training_staff", "訓練センター職員"),
                    ("programme_manager", "事業担当者"),
                    ("employer", "企業の担当者"),
                    ("person", "本人"),
                    ("service", "自動処理"),
                ],
                max_length=30,
            ),
        ),
    ]
