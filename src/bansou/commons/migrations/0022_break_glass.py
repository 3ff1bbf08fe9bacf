"""A case that is read in an emergency is granted as such."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0021_erasing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="basis",
            field=models.CharField(
                choices=[
                    ("own_duty", "担当としての事務"),
                    ("contract", "委託契約"),
                    ("consent", "本人同意"),
                    ("conference", "支援会議（社会福祉法106条の6）"),
                    ("law", "法令"),
                    ("emergency", "生命・身体の保護"),
                    ("break_glass", "緊急の閲覧"),
                ],
                max_length=20,
            ),
        ),
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
                    ("break_glass", "緊急の閲覧"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="grantevent",
            name="basis",
            field=models.CharField(
                choices=[
                    ("own_duty", "担当としての事務"),
                    ("contract", "委託契約"),
                    ("consent", "本人同意"),
                    ("conference", "支援会議（社会福祉法106条の6）"),
                    ("law", "法令"),
                    ("emergency", "生命・身体の保護"),
                    ("break_glass", "緊急の閲覧"),
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
                    ("break_glass", "緊急の閲覧"),
                ],
                max_length=20,
            ),
        ),
    ]
