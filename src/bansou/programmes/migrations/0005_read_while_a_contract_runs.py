"""A programme and its scheme are read by whom a contract entrusts, from its first day to its last.

The day is the database's own, as where grants are asked. Whose contract has ended keeps what is
theirs of it: the contract itself, and the records of their own courses.
"""

from django.db import migrations

from bansou.commons.database import migrating, policies

_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
_RUNS = f"AND {_TODAY} BETWEEN c.starts_on AND c.ends_on"


def read_while(runs: str) -> str:
    """Who reads programmes and schemes while a contract satisfies `runs`."""
    entrusted = (  # the pieces are this file's own
        "(SELECT c.programme_id FROM public.programmes_contract c"  # noqa: S608
        f" WHERE c.contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[]) {runs})"
    )
    return "".join(
        f"ALTER POLICY tenant_reads ON public.{table} USING ({policies.OWN} OR {key} IN {entrusted});"
        for table, key in (
            ("programmes_programme", "id"),
            ("programmes_schemeversion", "programme_id"),
        )
    )


class Migration(migrating.Migration):
    dependencies = [("programmes", "0004_guards_of_spending_lines")]

    operations = [migrations.RunSQL(read_while(_RUNS), read_while(""))]
