"""What was still open of a case can be called off: by state, with its reason."""

from django.db import migrations, models

from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0020_ibasho_staff"),
        ("people", "0025_distinct_persons_differ"),
        ("programmes", "0007_guards_of_staff_training"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_answered_on_a_day_and_rejected_for_a_reason",
        ),
        migrations.AlterField(
            model_name="referral",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "返事を求めていない"),
                    ("awaited", "返事待ち"),
                    ("accepted", "受入れ"),
                    ("rejected", "見送り"),
                    ("withdrawn", "取下げ"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "返事を求めていない"),
                    ("awaited", "返事待ち"),
                    ("accepted", "受入れ"),
                    ("rejected", "見送り"),
                    ("withdrawn", "取下げ"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answer_due_on", None), ("answered_on", None)),
                    models.Q(
                        ("answer", "awaited"),
                        ("answer_due_on__isnull", False),
                        ("answered_on", None),
                    ),
                    models.Q(
                        ("answer", "withdrawn"),
                        ("answer_due_on__isnull", False),
                        ("ended_on__isnull", False),
                    ),
                    models.Q(("answer", "accepted"), ("answered_on__isnull", False)),
                    models.Q(
                        ("answer", "rejected"),
                        ("answered_on__isnull", False),
                        models.Q(("answer_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_answered_on_a_day_and_rejected_for_a_reason",
            ),
        ),
        migrating.no_way_back(
            "people_referral", "answer = 'withdrawn'", "取り下げた紹介があります"
        ),
    ]
