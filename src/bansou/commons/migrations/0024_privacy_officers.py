"""The role of who answers for the protection of personal data."""

from django.db import migrations, models

from bansou.commons.database import migrating

_ROLES = [
    ("counsellor", "相談員"),
    ("supervising_counsellor", "統括カウンセラー"),
    ("matching_officer", "マッチング支援員"),
    ("training_staff", "訓練センター職員"),
    ("psychologist", "心理職"),
    ("ibasho_staff", "居場所スタッフ"),
    ("programme_manager", "事業担当者"),
    ("privacy_officer", "個人情報保護管理者"),
    ("employer", "企業の担当者"),
    ("person", "本人"),
    ("service", "自動処理"),
]


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0023_leads_of_teams"),
    ]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="role",
            field=models.CharField(choices=_ROLES, max_length=30),
        )
        for model in ("membership", "membershipevent")
    ]
