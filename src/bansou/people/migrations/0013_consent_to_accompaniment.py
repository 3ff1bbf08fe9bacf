"""Consent to being accompanied to a clinic, to which a visit refers."""

from django.db import migrations, models

from bansou.commons.database import migrating, policies

_PURPOSE = models.CharField(
    choices=[
        ("joint_counting", "共同集計"),
        ("introduction", "企業への紹介"),
        ("medical_accompaniment", "医療受診への同行"),
    ],
    max_length=40,
)


class Migration(migrating.Migration):
    dependencies = [
        ("people", "0012_papers_written_by_people"),
    ]

    operations = [
        policies.keeper_key("people_consent"),
        migrations.AlterField(model_name="consent", name="purpose", field=_PURPOSE),
        migrations.AlterField(model_name="consentevent", name="purpose", field=_PURPOSE.clone()),
    ]
