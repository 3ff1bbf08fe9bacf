"""What people and employers with accounts of their own reach of each table, whatever is asked.

They act in transactions that show one keeper's rows, as its staff's do. On every table that has
row policies a restrictive one cuts that down to what is theirs; of a table that is not named here
they reach nothing. It is laid after every migrate, so that a new table begins closed to them.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Any

from bansou.schemes.papers import papers

_THEIR_CASES = "case_id = ANY ((SELECT public.bansou_own_cases())::uuid[])"
_THEIR_COMPANY = "company_id = ANY ((SELECT public.bansou_own_companies())::uuid[])"
_THEMSELVES = "actor_id = (SELECT nullif(current_setting('app.actor', true), ''))::uuid"
_VISITORS = "(SELECT NOT public.bansou_is_staff())"
_PERSONS = "(SELECT coalesce(current_setting('app.person', true), '') <> '')"

#: Tables whose rows belong to a case; the notes of those who support are in none of them but the
#: spine, whose acts are counted before a course is applied for.
_OF_A_CASE = (
    "benefits_claim",
    "benefits_claimitem",
    "benefits_claimreceipt",
    "benefits_outsidebenefit",
    "commons_task",
    "people_consent",
    "people_disclosure",
    "people_enrolment",
    "people_sharednote",
    "people_sharingconsent",
    "people_step",
    "placement_followup",
    "placement_hire",
    "placement_proposal",
    "support_attendance",
    "support_booking",
    "support_counsellingbooking",
    "support_courseapplication",
    "support_experience",
    "support_experienceconfirmation",
    "support_experienceday",
    "support_heldqualification",
    "support_ibasholink",
    "support_runwish",
)
#: What names nobody: what a programme is, and when its courses take place.
_FOR_EVERY_PERSON = (
    "programmes_contract",
    "support_courserun",
    "support_ibasho",
    "support_ibashoday",
    "support_runday",
    "support_servicedesk",
)

#: What a programme is called, and its words: of no interest to anybody's secrets.
_FOR_ALL = ("programmes_programme", "programmes_schemeversion")
_OF_A_COMPANY = ("employers_companyoffer", "placement_stayreport")

#: Where they go or went to look at work, and what was proposed to them; these conditions read the
#: tables under their own policies.
_PROPOSED = "id IN (SELECT opening_id FROM public.placement_proposal)"
_PROPOSING = "id IN (SELECT company_id FROM public.employers_opening)"
_HOST = "id IN (SELECT host_id FROM public.support_experience)"
_BOOKED = "id IN (SELECT slot_id FROM public.support_counsellingbooking)"
_HOSTING = "id IN (SELECT company_id FROM public.employers_hostplace)"

#: The guest that somebody is at a place to be, and what hangs on that.
_OWN_GUEST = "link_code IN (SELECT code FROM public.support_ibasholink)"
_OF_OWN_GUEST = "guest_id IN (SELECT id FROM public.support_ibashoguest)"

#: Papers that the person is meant to read, and what hangs on those; the rest is the supporters'.
_OWN_KINDS = ",".join(papers().shown_to_the_person())
_FILE_SHOWN = (
    "id IN (SELECT file_id FROM public.people_paper)"
    " OR id IN (SELECT file_id FROM public.benefits_claimreceipt)"
)
_OWN_PAPER = "paper_id IN (SELECT id FROM public.people_paper)"

#: Files that they handed in themselves: nobody of the office stored those.
_OWN_FILE = f"({_THEIR_CASES} AND stored_by_id IS NULL)"

#: What they hand over by their own word, such as their name to a host: nobody at a desk did it.
_OWN_WORD = f"({_THEIR_CASES} AND by_id IS NULL)"

#: Of these they change nothing.
READ_ONLY = frozenset(
    {
        "benefits_outsidebenefit",
        "people_goal",
        "people_outsidebody",
        "people_papercomment",
        "people_sharingconsent",
        "support_counsellingbooking",
        "support_counsellingslot",
        "support_ibasho",
        "support_ibashoday",
        "support_ibashoguest",
        "support_ibashostage",
        "support_ibashovisit",
    }
)

#: Of these they write less than they read (SQL).
WRITTEN: dict[str, str] = {
    **dict.fromkeys(READ_ONLY, "false"),
    "commons_attachment": _OWN_FILE,
    "people_disclosure": _OWN_WORD,
    "people_papersignature": f"({_OWN_PAPER} AND counsellor_id IS NULL)",
}

#: Table by table, the rows that are theirs (SQL).
REACHED: dict[str, str] = {
    **dict.fromkeys(_OF_A_CASE, _THEIR_CASES),
    **dict.fromkeys(_FOR_EVERY_PERSON, _PERSONS),
    **dict.fromkeys(_FOR_ALL, _VISITORS),
    **dict.fromkeys(_OF_A_COMPANY, _THEIR_COMPANY),
    **dict.fromkeys(("people_goal", "people_papercomment", "people_papersignature"), _OWN_PAPER),
    "people_paper": f"({_THEIR_CASES} AND kind = ANY ('{{{_OWN_KINDS}}}'))",
    "commons_attachment": f"({_OWN_FILE} OR {_FILE_SHOWN})",
    "commons_accesslog": f"({_THEIR_CASES} OR {_THEMSELVES})",
    "commons_requestkey": _THEMSELVES,
    "employers_company": (
        f"(({_PERSONS} AND ({_HOSTING} OR {_PROPOSING}))"
        " OR id = ANY ((SELECT public.bansou_own_companies())::uuid[]))"
    ),
    "employers_hostplace": f"(({_PERSONS} AND {_HOST}) OR {_THEIR_COMPANY})",
    "employers_opening": f"(({_PERSONS} AND {_PROPOSED}) OR {_THEIR_COMPANY})",
    "grants_publishedsheet": "withdrawn_at IS NULL",
    "people_outsidebody": "id IN (SELECT body_id FROM public.people_sharingconsent)",
    "people_case": "id = ANY ((SELECT public.bansou_own_cases())::uuid[])",
    "benefits_bankaccount": "person_id = ANY ((SELECT public.bansou_own_persons())::uuid[])",
    "support_counsellingslot": f"({_PERSONS} AND {_BOOKED})",
    "support_ibashoguest": _OWN_GUEST,
    **dict.fromkeys(("support_ibashostage", "support_ibashovisit"), _OF_OWN_GUEST),
    "support_experienceevaluation": f"({_THEIR_CASES} AND side = 'person')",
    "people_person": "id = ANY ((SELECT public.bansou_own_persons())::uuid[])",
    "people_personaccount": "person_id = ANY ((SELECT public.bansou_own_persons())::uuid[])",
}

#: The function that the policies of every table ask, and those that some do.
FUNCTIONS = """
CREATE FUNCTION public.bansou_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(current_setting('app.person', true), '') = ''
         AND coalesce(current_setting('app.company', true), '') = '' $$;
"""
DROP_FUNCTIONS = "DROP FUNCTION public.bansou_is_staff() CASCADE;"
_ASKED = ("bansou_is_staff", "bansou_own_cases", "bansou_own_companies", "bansou_own_persons")


def keep_visitors_apart(cursor: Any, histories: Collection[str]) -> None:
    """Lay the policy `visitors` on every table with row policies, where it is missing or another.

    :param histories: tables that triggers write for whoever acts, and that visitors do not read
    """
    cursor.execute(
        "SELECT count(DISTINCT proname) FROM pg_proc WHERE proname = ANY (%s)"
        " AND pronamespace = 'public'::regnamespace",
        [list(_ASKED)],
    )
    if cursor.fetchone() != (len(_ASKED),):
        return
    cursor.execute(
        "SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_class c"
        " LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'visitors'"
        " WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace"
    )
    for table, laid in cursor.fetchall():
        policy = _policy(table, is_history=table in histories)
        digest = sha256(policy.encode()).hexdigest()
        if laid != digest:
            cursor.execute(f"DROP POLICY IF EXISTS visitors ON public.{table}")
            cursor.execute(policy)
            cursor.execute(f"COMMENT ON POLICY visitors ON public.{table} IS '{digest}'")


def _policy(table: str, *, is_history: bool) -> str:
    theirs = "" if is_history else REACHED.get(table, "")
    condition = "(SELECT public.bansou_is_staff())" + (f" OR {theirs}" if theirs else "")
    command = "FOR SELECT " if is_history else ""
    written = WRITTEN.get(table)
    checked = f" WITH CHECK ((SELECT public.bansou_is_staff()) OR {written})" if written else ""
    return (
        f"CREATE POLICY visitors ON public.{table} AS RESTRICTIVE {command}"
        f"TO bansou_app, bansou_owner USING ({condition}){checked}"
    )
