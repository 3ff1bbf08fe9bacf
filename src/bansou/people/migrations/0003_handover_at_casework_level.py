"""Assignments carry handover notes, which are casework: a grant of level 1 does not show them."""

from django.db import migrations

from bansou.commons.database import migrating, policies

TABLES = ("people_assignment", "people_assignmentevent")


def _seen_from(level: int) -> str:
    condition = f"({policies.OWN} OR {policies.granted('case_id', level)})"
    return "\n".join(
        f"ALTER POLICY tenant ON public.{table} USING ({condition});" for table in TABLES
    )


class Migration(migrating.Migration):
    dependencies = [("people", "0002_guards")]

    operations = [migrations.RunSQL(_seen_from(2), _seen_from(1))]
