"""Row policies, keys by keeper and write guards of bookings; nobody is promised twice at one time.

The constraint lays each counsellor's time on one line of numbers: their key, as a number, tells
where on the line their own time begins, and the seconds follow. Two stretches overlap only where
the counsellor and some of the time are the same. That needs no extension of PostgreSQL.
"""

from django.db import migrations

from bansou.commons.database import migrating, policies

#: Who works under contract for a keeper sees its desks and who sits there, and nobody's name.
KEEPERS = (
    "(SELECT c.organisation_id FROM public.programmes_contract c"
    " WHERE c.contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[]))"
)
PARTIES = f"({policies.OWN} OR organisation_id IN {KEEPERS})"
#: What is promised in one's own time is one's own to see, also where somebody else keeps it.
SITTING = f"(member_id = (SELECT public.bansou_membership()) AND organisation_id IN {KEEPERS})"
BOOKINGS = f"({policies.OWN} OR {policies.granted('case_id', 1)} OR {SITTING})"
WAITING = f"({policies.OWN} OR {policies.granted('case_id', 1)})"

DESKS = ("support_servicedesk", "support_deskhours", "support_duty", "support_timeoff")
BY_CONDITION = {"support_booking": BOOKINGS, "support_waitingperson": WAITING}
ALL = (*DESKS, *BY_CONDITION, "support_calendarfeed")

PLACE = """
CREATE FUNCTION public.bansou_time_of(member uuid, at timestamptz) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (
        ('x' || substr(replace(member::text, '-', ''), 1, 16))::bit(64)::bigint::numeric
            * 18446744073709551616
        + ('x' || substr(replace(member::text, '-', ''), 17))::bit(64)::bigint::numeric
    ) * 100000000000 + extract(epoch FROM at)
$$;
ALTER TABLE public.support_booking ADD CONSTRAINT booking_counsellor_once EXCLUDE USING gist (
    numrange(
        public.bansou_time_of(member_id, starts_at), public.bansou_time_of(member_id, ends_at)
    ) WITH &&
) WHERE (state <> 'cancelled');
"""
NO_PLACE = """
ALTER TABLE public.support_booking DROP CONSTRAINT booking_counsellor_once;
DROP FUNCTION public.bansou_time_of(uuid, timestamptz);
"""

# Read across keepers and cases, hence SECURITY DEFINER. The first tells only when somebody is
# promised, and only of those who have a turn at a desk that the actor's organisation keeps or
# works for; the second gives the key of the member to whom a secret address belongs.
TAKEN = """
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
               OR d.organisation_id IN (
                    SELECT c.organisation_id FROM public.programmes_contract c
                    WHERE c.contractor_id = ANY (public.bansou_organisations())))
      )
$$;
REVOKE ALL ON FUNCTION public.bansou_taken_times(uuid[], timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_taken_times(uuid[], timestamptz, timestamptz)
    TO bansou_app, bansou_owner;

CREATE FUNCTION public.bansou_feed_member(secret_digest text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.member_id FROM public.support_calendarfeed f
    WHERE f.digest = secret_digest AND f.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION public.bansou_feed_member(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_feed_member(text) TO bansou_app, bansou_owner;

GRANT SELECT ON public.support_booking, public.support_duty, public.support_calendarfeed,
    public.programmes_contract TO bansou_search;
CREATE POLICY for_search ON public.support_booking FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.support_duty FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.support_calendarfeed FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_bookings ON public.programmes_contract FOR SELECT TO bansou_search USING (true);
"""
NOT_TAKEN = """
DROP POLICY for_bookings ON public.programmes_contract;
DROP POLICY for_search ON public.support_calendarfeed;
DROP POLICY for_search ON public.support_duty;
DROP POLICY for_search ON public.support_booking;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_feed_member(text);
DROP FUNCTION public.bansou_taken_times(uuid[], timestamptz, timestamptz);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0008_bookings"),
        ("people", "0002_guards"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        *[
            policies.keeper_key(table)
            for table in (
                "support_servicedesk",
                "support_deskhours",
                "support_booking",
                "support_consultation",
            )
        ],
        *[
            policies.same_keeper(table, "desk_id", "support_servicedesk")
            for table in ("support_deskhours", "support_timeoff", *BY_CONDITION)
        ],
        policies.same_keeper("support_duty", "hours_id", "support_deskhours"),
        *[policies.same_keeper(table, "case_id", "people_case") for table in BY_CONDITION],
        policies.same_keeper("support_booking", "consultation_id", "support_consultation"),
        policies.same_keeper("support_waitingperson", "booking_id", "support_booking"),
        *[
            policies.protect_by(f"{table}{suffix}", reads=PARTIES, writes=policies.OWN)
            for table in DESKS
            for suffix in ("", "event")
        ],
        *[
            policies.protect_by(f"{table}{suffix}", reads=condition, writes=condition)
            for table, condition in BY_CONDITION.items()
            for suffix in ("", "event")
        ],
        policies.protect_own("support_calendarfeed"),
        policies.protect_own("support_calendarfeedevent"),
        *[policies.guard_writes(table) for table in ALL],
        migrations.RunSQL(PLACE, NO_PLACE),
        migrations.RunSQL(TAKEN, NOT_TAKEN),
    ]
