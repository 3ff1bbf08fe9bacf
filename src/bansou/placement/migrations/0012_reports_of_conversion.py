"""A company may say that somebody has become a regular employee."""

from django.db import migrations, models

from bansou.commons.database import migrating

ANSWERS = [
    ("there", "在籍している"),
    ("regular", "正社員に転換して、在籍している"),
    ("left", "もういない"),
    ("unknown", "分からない"),
]


class Migration(migrating.Migration):
    dependencies = [
        ("placement", "0011_guards_of_what_companies_are_told"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stayreport",
            name="answer",
            field=models.CharField(choices=ANSWERS, max_length=10),
        ),
        migrations.AlterField(
            model_name="stayreportevent",
            name="answer",
            field=models.CharField(choices=ANSWERS, max_length=10),
        ),
    ]
