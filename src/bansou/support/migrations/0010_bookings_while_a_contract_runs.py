"""A contract opens desks, and what is promised in one's own time, on the days on which it runs.

The day is the database's own, as where grants are asked.
"""

from django.db import migrations

from bansou.commons.database import migrating, policies

_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
_RUNS = f"AND {_TODAY} BETWEEN c.starts_on AND c.ends_on"
_DESKS = ("support_servicedesk", "support_deskhours", "support_duty", "support_timeoff")
#: For whom one's own organisation works under contract; where it says so, on these days only.
_KEEPERS = (
    "(SELECT c.organisation_id FROM public.programmes_contract c"
    " WHERE c.contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[]) <runs>)"
)
_SIGNATURE = "public.bansou_taken_times(uuid[], timestamptz, timestamptz)"
# It belongs to another role once migrations have ended, and to this one until then.
_TAKEN_TIMES = """
DO $$ DECLARE
    former name := current_user;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', (
        SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE oid = '<signature>'::regprocedure));
    DROP FUNCTION <signature>;
    EXECUTE format('SET LOCAL ROLE %I', former);
END $$;
CREATE FUNCTION public.bansou_taken_times(
    members uuid[], from_at timestamptz, until_at timestamptz
) RETURNS TABLE (member_id uuid, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.member_id, b.starts_at, b.ends_at FROM public.support_booking b
    WHERE b.member_id = ANY (members) AND b.state <> 'cancelled'
      AND b.starts_at < until_at AND b.ends_at > from_at
      AND EXISTS (
        SELECT 1 FROM public.support_duty d
        WHERE d.member_id = b.member_id
          AND (d.organisation_id = ANY (public.bansou_organisations())
               OR d.organisation_id IN <keepers>)
      )
$$;
REVOKE ALL ON FUNCTION <signature> FROM PUBLIC;
GRANT EXECUTE ON FUNCTION <signature> TO bansou_app, bansou_owner;
"""


def opened(runs: str) -> str:
    """Who reads desks, and who reads and writes bookings, while a contract satisfies `runs`."""
    keepers = _KEEPERS.replace("<runs>", runs)
    parties = f"({policies.OWN} OR organisation_id IN {keepers})"
    sitting = f"(member_id = (SELECT public.bansou_membership()) AND organisation_id IN {keepers})"
    bookings = f"({policies.OWN} OR {policies.granted('case_id', 1)} OR {sitting})"
    of_desks = "".join(
        f"ALTER POLICY tenant_reads ON public.{table}{suffix} USING ({parties});"
        for table in _DESKS
        for suffix in ("", "event")
    )
    of_bookings = "".join(
        f"""
        ALTER POLICY tenant_reads ON public.{table} USING ({bookings});
        ALTER POLICY tenant_adds ON public.{table} WITH CHECK ({bookings});
        ALTER POLICY tenant_changes ON public.{table} USING ({bookings});
        ALTER POLICY tenant_removes ON public.{table} USING ({bookings});
        """
        for table in ("support_booking", "support_bookingevent")
    )
    taken_times = _TAKEN_TIMES.replace("<signature>", _SIGNATURE).replace("<keepers>", keepers)
    return of_desks + of_bookings + taken_times


class Migration(migrating.Migration):
    dependencies = [("support", "0009_guards_of_bookings")]

    operations = [migrations.RunSQL(opened(_RUNS), opened(""))]
