"""Who waits without a name is seen at the desk where one sits, also where somebody else keeps it.

That is whoever would take anybody's time there, or waits for one's own; on the days on which the
contract and the turn run, as the database's own day has it.
"""

from django.db import migrations

from bansou.commons.database import migrating, policies

_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
_KEEPERS = (
    "(SELECT c.organisation_id FROM public.programmes_contract c"
    " WHERE c.contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
    " AND <today> BETWEEN c.starts_on AND c.ends_on)"
).replace("<today>", _TODAY)
_FORMER = f"({policies.OWN} OR {policies.granted('case_id', 1)})"
_TABLES = ("support_waitingperson", "support_waitingpersonevent")


def _seen(table: str) -> str:
    me = "(SELECT public.bansou_membership())"
    return f"""({policies.OWN} OR {policies.granted("case_id", 1)} OR (
        case_id IS NULL
        AND (member_id IS NULL OR member_id = {me})
        AND organisation_id IN {_KEEPERS}
        AND EXISTS (
            SELECT FROM public.support_duty d
            JOIN public.support_deskhours h ON h.id = d.hours_id
            WHERE h.desk_id = {table}.desk_id AND d.member_id = {me}
              AND {_TODAY} BETWEEN d.valid_from AND coalesce(d.valid_until, 'infinity')
              AND {_TODAY} BETWEEN h.valid_from AND coalesce(h.valid_until, 'infinity')
        )
    ))"""


def _policies(table: str, condition: str) -> str:
    return f"""
    ALTER POLICY tenant_reads ON public.{table} USING ({condition});
    ALTER POLICY tenant_adds ON public.{table} WITH CHECK ({condition});
    ALTER POLICY tenant_changes ON public.{table} USING ({condition});
    ALTER POLICY tenant_removes ON public.{table} USING ({condition});
    """


class Migration(migrating.Migration):
    dependencies = [("support", "0011_opening_what_is_in_ones_own_time")]

    operations = [
        migrations.RunSQL(
            "".join(_policies(table, _seen(table)) for table in _TABLES),
            "".join(_policies(table, _FORMER) for table in _TABLES),
        )
    ]
