"""That a list was shown is a kind of reading, written into the log of whoever keeps its cases."""

from django.db import migrations, models

from bansou.commons.database import migrating, policies


def granted_by_the_keeper(case: str) -> str:
    """SQL condition: the entry's organisation has granted a case that satisfies `case`.

    The policy of grants shows a contractor those that name it; the foreign key by keeper and case
    says whose case it is. Log entries have no such key, since they outlive the case.
    """
    return f"""EXISTS (
        SELECT FROM public.commons_grant g
        WHERE g.organisation_id = commons_accesslog.organisation_id
          AND {policies.granted("g.case_id", 1)} AND {case})"""


ONE_CASE = granted_by_the_keeper("g.case_id = commons_accesslog.case_id")
# An entry about a list names no case: whoever may see one of the keeper's may have seen it there.
A_LIST = f"(case_id IS NULL AND kind IN ('list', 'search') AND {granted_by_the_keeper('true')})"
ADDS = "ALTER POLICY tenant_adds ON public.commons_accesslog WITH CHECK"


class Migration(migrating.Migration):
    dependencies = [("commons", "0007_bodies_and_accounts_are_guarded")]

    operations = [
        migrations.AlterField(
            model_name="accesslog",
            name="kind",
            field=models.CharField(
                choices=[
                    ("open", "開いた"),
                    ("list", "一覧を見た"),
                    ("search", "探した"),
                    ("export", "書き出した"),
                    ("refused", "見られなかった"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(
            f"{ADDS} ({policies.OWN} OR {ONE_CASE} OR {A_LIST});",
            f"{ADDS} ({policies.OWN} OR {ONE_CASE});",
        ),
    ]
