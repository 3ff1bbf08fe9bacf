"""The role of who meets guests at a place to be."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0019_conflict_blocks"),
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
                    ("psychologist", "心理職"),
                    ("ibasho_staff", "居場所スタッフ"),
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
                    ("ibasho_staff", "居場所スタッフ"),
                    ("programme_manager", "事業担当者"),
                    ("employer", "企業の担当者"),
                    ("person", "本人"),
                    ("service", "自動処理"),
                ],
                max_length=30,
            ),
        ),
    ]
