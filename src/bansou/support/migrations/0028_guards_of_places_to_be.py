"""Who sees the guests of a place to be: those who meet them, and whom the person lets know.

A guest's row names no case, and a case's row names no guest: they share a code that the guest gave
away. The tie opens while the person's consent is in force and at no other moment, whoever asks.
"""

from django.db import migrations

from bansou.commons.database import migrating, policies

PLACE, DAY, GUEST, STAGE, VISIT, INCIDENT, LINK = (
    "support_ibasho",
    "support_ibashoday",
    "support_ibashoguest",
    "support_ibashostage",
    "support_ibashovisit",
    "support_ibashoincident",
    "support_ibasholink",
)
OF_GUESTS = (STAGE, VISIT)
ALL = (PLACE, DAY, GUEST, *OF_GUESTS, INCIDENT, LINK)

_OURS = "ANY ((SELECT public.bansou_organisations())::uuid[])"
PARTIES = f"({policies.OWN} OR operator_id = {_OURS})"
OF_PLACES = (
    f"({policies.OWN} OR ibasho_id IN (SELECT i.id FROM public.{PLACE} i"  # noqa: S608
    f" WHERE i.operator_id = {_OURS}))"
)
MEETING = "(SELECT public.bansou_meets_guests())"
THERE = (
    "((SELECT public.bansou_meets_guests()) AND ibasho_id IN (SELECT i.id"
    " FROM public.support_ibasho i WHERE coalesce(i.operator_id, i.organisation_id)"
    " = ANY ((SELECT public.bansou_organisations())::uuid[])))"
)
LET_KNOW = (
    f"({policies.OWN} AND (organisation_id, link_code) IN (SELECT l.organisation_id, l.code"  # noqa: S608
    f" FROM public.{LINK} l JOIN public.people_consent c ON c.case_id = l.case_id"
    " AND c.organisation_id = l.organisation_id"
    " WHERE c.purpose = 'ibasho' AND c.withdrawn_on IS NULL))"
)
OF_SEEN = (
    f"(({policies.OWN} OR {MEETING})"  # noqa: S608
    f" AND guest_id IN (SELECT g.id FROM public.{GUEST} g))"
)
SEEN = f"({THERE} OR {LET_KNOW})"

MEETS = """
CREATE FUNCTION public.bansou_meets_guests() RETURNS boolean LANGUAGE sql STABLE
AS $$ SELECT EXISTS (
    SELECT FROM public.commons_membership m
    WHERE m.id = public.bansou_membership() AND m.role = 'ibasho_staff') $$;
"""
DROP_MEETS = "DROP FUNCTION public.bansou_meets_guests();"

# Hence SECURITY DEFINER: the first is asked before anybody acts; the second tells numbers to those
# who may see no guest.
TOLD = """
CREATE FUNCTION public.bansou_ibasho_tablet(secret_digest text)
RETURNS TABLE (ibasho_id uuid, member_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, i.tablet_of_id FROM public.support_ibasho i
    WHERE i.tablet_digest = secret_digest AND secret_digest <> '' AND i.closed_on IS NULL
$$;
REVOKE ALL ON FUNCTION public.bansou_ibasho_tablet(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_ibasho_tablet(text) TO bansou_app, bansou_owner;

CREATE FUNCTION public.bansou_ibasho_numbers(first_on date, last_on date)
RETURNS TABLE (ibasho_id uuid, stage text, people bigint, visits bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT g.ibasho_id, g.stage::text, count(DISTINCT g.id), count(*)
    FROM public.support_ibashovisit v
    JOIN public.support_ibashoguest g ON g.id = v.guest_id
    WHERE v."on" BETWEEN first_on AND last_on AND public.bansou_is_staff()
      AND v.organisation_id = ANY (public.bansou_organisations())
    GROUP BY g.ibasho_id, g.stage
$$;
REVOKE ALL ON FUNCTION public.bansou_ibasho_numbers(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_ibasho_numbers(date, date) TO bansou_app, bansou_owner;

GRANT SELECT ON public.support_ibasho, public.support_ibashoguest, public.support_ibashovisit
    TO bansou_search;
CREATE POLICY for_search ON public.support_ibasho FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.support_ibashoguest FOR SELECT TO bansou_search USING (true);
CREATE POLICY for_search ON public.support_ibashovisit FOR SELECT TO bansou_search USING (true);
"""
NOT_TOLD = """
DROP POLICY for_search ON public.support_ibashovisit;
DROP POLICY for_search ON public.support_ibashoguest;
DROP POLICY for_search ON public.support_ibasho;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_ibasho_numbers(date, date);
DROP FUNCTION public.bansou_ibasho_tablet(text);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0027_places_to_be"),
        ("people", "0017_consent_to_ibasho"),
        ("commons", "0020_ibasho_staff"),
    ]

    operations = [
        migrations.RunSQL(MEETS, DROP_MEETS),
        policies.keeper_key(PLACE),
        policies.keeper_key(GUEST),
        *[policies.same_keeper(table, "ibasho_id", PLACE) for table in (DAY, GUEST, INCIDENT)],
        *[policies.same_keeper(table, "guest_id", GUEST) for table in OF_GUESTS],
        policies.same_keeper(LINK, "case_id", "people_case"),
        *[
            operation
            for suffix in ("", "event")
            for operation in (
                policies.protect_by(f"{PLACE}{suffix}", reads=PARTIES, writes=PARTIES),
                policies.protect_by(f"{DAY}{suffix}", reads=OF_PLACES, writes=OF_PLACES),
                policies.protect_by(f"{INCIDENT}{suffix}", reads=OF_PLACES, writes=OF_PLACES),
                policies.protect_case(f"{LINK}{suffix}", level="level"),
                *[
                    policies.protect_by(f"{table}{suffix}", reads=OF_SEEN, writes=OF_SEEN)
                    for table in OF_GUESTS
                ],
            )
        ],
        *[
            policies.protect_by(f"{GUEST}{suffix}", reads=SEEN, writes=SEEN)
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in ALL],
        migrations.RunSQL(TOLD, NOT_TOLD),
    ]
