"""Psychologists, and the grants that make the team of a case's psychological records."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0015_grants_of_outreach"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="source",
            field=models.CharField(
                choices=[
                    ("assignment", "担当"),
                    ("referral", "紹介（リファー）"),
                    ("dispatch", "専門チームの派遣"),
                    ("conference", "ケース会議"),
                    ("counselling", "心理の記録のチーム"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="grantevent",
            name="source",
            field=models.CharField(
                choices=[
                    ("assignment", "担当"),
                    ("referral", "紹介（リファー）"),
                    ("dispatch", "専門チームの派遣"),
                    ("conference", "ケース会議"),
                    ("counselling", "心理の記録のチーム"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("counsellor", "相談員"),
                    ("supervising_counsellor", "統括カウンセラー"),
                    ("matching_officer", "マッチング支援員"),
                    ("training_staff", "訓練センター職員"),
                    ("psychologist", "心理職"),
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
                    ("psychologist", "心理職"),
                    ("programme_manager", "事業担当者"),
                    ("employer", "企業の担当者"),
                    ("person", "本人"),
                    ("service", "自動処理"),
                ],
                max_length=30,
            ),
        ),
    ]
