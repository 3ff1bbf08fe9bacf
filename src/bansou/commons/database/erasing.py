"""What an erasure (消去) blanks: the one function of the database that can, laid after every migrate.

Every free text, list and file of a person's rows goes, in the tables and in their histories; days,
states and codes stay, so that what was counted can still be counted (docs/decisions/0028-erasure.md).
The function is made from the models: a column that is added later is erased from its first day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db.models import Model

from bansou.commons.database.policies import OWN
from bansou.commons.text import letters_folded

_SPELLED, _FOLDED = letters_folded()
#: What stands where something was erased.
ERASED = "消去済み"
_FUNCTION = "bansou_erase"
_TEXTS = ("CharField", "TextField", "EmailField")
#: Columns that name whose row it is, and which of the keys they are compared with.
_OWNERS = (("case_id", "cases"), ("person_id", "persons"))
#: Where a second column names a person too.
_OTHERS = ("people_distinctpersons", "people_personmerge")
_BY_KEY = {"people_case": ("id", "cases"), "people_person": ("id", "persons")}
#: A guest is found by a code on the case, and shown to those who meet them or by consent.
_GUESTS = (("support_ibashoguest", "id"), ("support_ibashoguestevent", "pgh_obj_id"))
#: What is recorded of the erasing itself; the log is treated on its own.
_LEFT_OUT = frozenset({"commons_accesslog", "commons_draft", "people_erasure", "people_legalhold"})
#: Codes of the scheme and of the house that stand in plain texts: they name nobody, and are counted.
CODES: dict[str, frozenset[str]] = {
    "benefits_claim": frozenset({"benefit", "label", "kind", "part", "budget", "basis"}),
    "benefits_claimitem": frozenset({"benefit", "source", "receipt"}),
    "benefits_outsidebenefit": frozenset({"key", "label"}),
    "benefits_paymententry": frozenset({"part"}),
    "commons_attachment": frozenset({"media_type"}),
    "commons_grant": frozenset({"items"}),
    "commons_task": frozenset({"subject"}),
    "people_breakglass": frozenset({"finding", "danger"}),
    "people_case": frozenset({"number", "category", "pathway", "stage"}),
    "people_disclosure": frozenset({"recipient", "basis_label", "source"}),
    "people_disclosurerequest": frozenset({"number", "decision_number", "basis"}),
    "people_itemdecision": frozenset({"source"}),
    "people_paper": frozenset({"kind", "pathway"}),
    "people_referral": frozenset({"programme"}),
    "people_sharingconsent": frozenset({"items"}),
    "people_step": frozenset({"kind"}),
    "placement_followup": frozenset({"key", "label"}),
    "placement_hire": frozenset(
        {"leaving_reason", "employment_type", "industry", "route", "evidence_level"}
    ),
    "placement_proposal": frozenset(
        {"policy", "decline_reason", "company_reason", "result_reason"}
    ),
    "support_caseconference": frozenset({"basis"}),
    "support_conferencemember": frozenset({"items"}),
    "support_consultation": frozenset({"channel", "kind"}),
    "support_counsellingfile": frozenset({"media_type", "digest", "sealed_name"}),
    "support_counsellingrecord": frozenset({"sealed"}),
    "support_courseapplication": frozenset({"course", "title", "qualification"}),
    "support_dispatchrequest": frozenset({"criteria"}),
    "support_dissent": frozenset({"profession"}),
    "support_experience": frozenset({"mismatch_reason"}),
    "support_heldqualification": frozenset({"qualification", "label"}),
    "support_ibasholink": frozenset({"code"}),
    "support_sealedrelease": frozenset({"basis_label", "records", "versions"}),
    "support_visitnote": frozenset({"client_state"}),
}
#: Rows that name nobody themselves and belong to who has the booking that came of them (SQL).
_BY_BOOKING = {
    "support_waitingperson": (
        " OR booking_id IN (SELECT id FROM public.support_booking WHERE case_id = ANY (cases))"
    )
}
#: Where a constraint asks for something else than the usual word, or a day names somebody (SQL).
_OTHERWISE: dict[tuple[str, str], str] = {
    ("benefits_bankaccount", "bank_code"): "'0000'",
    ("benefits_bankaccount", "branch_code"): "'000'",
    ("benefits_bankaccount", "number"): "'0000000'",
    ("commons_attachment", "digest"): "''",
    ("people_disclosure", "items"): (
        '(SELECT jsonb_agg(one || \'{"text": ""}\') FROM jsonb_array_elements(items) one)'
    ),
    # Older answers to requests say by which name somebody acted for the person.
    ("people_disclosure", "recipient"): (
        "CASE WHEN source IN ('disclosure_request', 'sealed_release')"
        " AND right(recipient, 5) = '（代理人）' THEN '代理人' ELSE recipient END"
    ),
    ("people_itemdecision", "digest"): "''",
    ("people_itemdecision", "struck"): (
        f"CASE WHEN cardinality(struck) = 0 THEN struck ELSE ARRAY['{ERASED}']::varchar[] END"
    ),
    ("people_paper", "title"): f"'{ERASED} ' || right({{key}}::text, 12)",
    ("people_person", "birth_on"): "NULL",
    ("people_person", "name_key"): "''",
    ("people_personaccount", "code_digest"): "''",
    ("people_step", "ledger_key"): "''",
    ("support_heldqualification", "number"): "''",
}


@dataclass(frozen=True, slots=True)
class Blanked:
    """One table: whose rows, by which column, and what is set in them (SQL)."""

    table: str
    column: str
    owners: str
    sets: str
    is_history: bool

    @property
    def key(self) -> str:
        return "pgh_id" if self.is_history else "id"


def lay_erasing(cursor: Any, tables: Collection[str]) -> None:
    """Make the function that erases, where it is missing or another than the tables ask for."""
    if "people_erasure" not in tables:
        return
    function = _function([one for one in _blanked() if one.table in tables])
    digest = sha256(function.encode()).hexdigest()
    cursor.execute(
        "SELECT obj_description(oid, 'pg_proc') FROM pg_proc WHERE proname = %s"
        " AND pronamespace = 'public'::regnamespace",
        [_FUNCTION],
    )
    if cursor.fetchone() == (digest,):
        return
    _open_what_is_hidden(cursor, [one.table for one in _blanked() if one.table in tables])
    cursor.execute(function)
    named = f"FUNCTION public.{_FUNCTION}(uuid)"
    cursor.execute(f"REVOKE ALL ON {named} FROM PUBLIC")
    cursor.execute(f"GRANT EXECUTE ON {named} TO bansou_app")
    cursor.execute(f"COMMENT ON {named} IS '{digest}'")


def _open_what_is_hidden(cursor: Any, tables: Collection[str]) -> None:
    """Let the function reach rows that only a grant or a consent shows: it says that it is at work."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
        " AND (c.relname = ANY (%s) OR c.relname = ANY (%s) AND EXISTS ("
        "SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'level'))"
        " AND NOT EXISTS (SELECT FROM pg_policy p"
        " WHERE p.polrelid = c.oid AND p.polname = 'for_erasing')",
        [[table for table, _ in _GUESTS], list(tables)],
    )
    for (table,) in cursor.fetchall():
        cursor.execute(
            f"CREATE POLICY for_erasing ON public.{table} TO bansou_owner USING ({OWN}"
            " AND (SELECT current_setting('app.erasing', true)) = 'on')"
        )


def _blanked() -> Iterator[Blanked]:
    """Every table of people's rows, before its history: changing it writes there."""
    histories = {
        model.pgh_tracked_model: model
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    }
    for model in sorted(apps.get_models(), key=lambda it: it._meta.db_table):
        if hasattr(model, "pgh_tracked_model"):
            continue
        for column, owners in _owners_of(model):
            if sets := _sets(model):
                table = model._meta.db_table
                yield Blanked(table, column, owners, _as_sql(sets, "id"), is_history=False)
                if history := histories.get(model):
                    kept = {field.column for field in history._meta.concrete_fields}
                    of_history = {name: value for name, value in sets.items() if name in kept}
                    named = "pgh_obj_id" if column == "id" else column
                    as_sql = _as_sql(of_history, "pgh_obj_id")
                    yield Blanked(history._meta.db_table, named, owners, as_sql, is_history=True)


def texts_on_cases() -> Iterator[tuple[str, str, list[str]]]:
    """Every table of a case, the column that says of which, and its columns in free words."""
    for model in sorted(apps.get_models(), key=lambda it: it._meta.db_table):
        table = model._meta.db_table
        fields = {field.column: field for field in model._meta.concrete_fields}
        owner = "id" if table == "people_case" else "case_id"
        if hasattr(model, "pgh_tracked_model") or owner not in fields or table in _LEFT_OUT:
            continue
        kinds = (*_TEXTS, "JSONField")
        columns = [one for one in _sets(model) if fields[one].get_internal_type() in kinds]
        if columns:
            yield table, owner, columns


def _owners_of(model: type[Model]) -> list[tuple[str, str]]:
    table = model._meta.db_table
    if table in _LEFT_OUT:
        return []
    if table in _BY_KEY:
        return [_BY_KEY[table]]
    columns = {field.column for field in model._meta.concrete_fields}
    found = [(column, owners) for column, owners in _OWNERS if column in columns][:1]
    return [*found, ("other_id", "persons")] if table in _OTHERS else found


def _sets(model: type[Model]) -> dict[str, str]:
    """What each column that tells something of somebody is set to (SQL)."""
    table = model._meta.db_table
    found: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        otherwise = _OTHERWISE.get((table, field.column))
        value = otherwise or _blank(field)
        if value and (otherwise or field.column not in CODES.get(table, ())):
            found[field.column] = value
    return found


def _blank(field: Any) -> str:
    """What a free text, list or content is set to; nothing for what tells nothing of anybody."""
    kind, column = field.get_internal_type(), field.column
    if field.choices:
        return ""
    if kind in _TEXTS:
        word = ERASED[: field.max_length] if field.max_length else ERASED
        return f"CASE WHEN {column} = '' THEN '' ELSE '{word}' END"
    if kind == "JSONField":
        return f"CASE jsonb_typeof({column}) WHEN 'array' THEN '[]' ELSE '{{}}' END::jsonb"
    if kind == "ArrayField":
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE '{{}}' END::{_array_type(field)}"
    return "''::bytea" if kind == "BinaryField" else ""


def _array_type(field: Any) -> str:
    from django.db import connection

    return str(field.db_type(connection))


def _as_sql(sets: dict[str, str], key: str) -> str:
    return ", ".join(f"{column} = {value}".replace("{key}", key) for column, value in sets.items())


def _function(blanked: list[Blanked]) -> str:
    # Its owner is bound by the row policies of whoever acts: it reaches the rows of the keeper that
    # decided, and no other's, those at level 4 too. What is sealed there stays: its key is destroyed.
    return f"""
CREATE OR REPLACE FUNCTION public.{_FUNCTION}(of_erasure uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $erase$
DECLARE
    it public.people_erasure;
    cases uuid[];
    persons uuid[];
    seats uuid[];
    names text[];
    touched uuid[] := '{{}}';
    these uuid[];
    mails text[];
    spelled text;
    folded text;
BEGIN
{_refusals()}    PERFORM set_config('app.erasing', 'on', true);
    PERFORM pg_advisory_xact_lock(hashtextextended('bansou.seal', 0));
{_names()}    {"".join(_of_guests())}
    {"".join(_statement(one) for one in blanked)}
    DELETE FROM public.commons_ledgerrow
        WHERE subject_id = ANY (cases || persons || touched);
    UPDATE public.commons_ledgerimport
        SET problems = '[]', questions = '[]', answers = '{{}}'
        WHERE state IN ('imported', 'undone', 'given_up') AND organisation_id = it.organisation_id;
    PERFORM public.bansou_forget_drafts_of(cases);
{_log_lines()}{_accounts()}    PERFORM set_config('app.erasing', '', true);
END $erase$;
"""  # noqa: S608 - the pieces are this file's own


def _refusals() -> str:
    """SQL: what stops an erasure: no decision, one person alone, a hold, cases out of sight."""
    return """\
    SELECT * INTO it FROM public.people_erasure WHERE id = of_erasure;
    IF it.id IS NULL OR it.state <> 'approved' THEN
        RAISE EXCEPTION 'no approved decision %', of_erasure USING ERRCODE = 'BA003';
    END IF;
    IF it.replayed_at IS NULL AND (SELECT count(DISTINCT user_id) FROM public.commons_membership
            WHERE id IN (it.proposed_by_id, it.decided_by_id)) <> 2 THEN
        RAISE EXCEPTION 'decision % was not made by two people', of_erasure USING ERRCODE = 'BA003';
    END IF;
    cases := it.case_ids;
    persons := array(WITH RECURSIVE same AS (
        SELECT unnest(it.person_id || it.person_ids) AS id UNION
        SELECT p.id FROM public.people_person p JOIN same ON p.merged_into_id = same.id
    ) SELECT same.id FROM same WHERE same.id IS NOT NULL);
    IF it.replayed_at IS NULL AND EXISTS (SELECT FROM public.people_legalhold
            WHERE case_id = ANY (cases) AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'decision % is about a record on hold', of_erasure USING ERRCODE = 'BA003';
    END IF;
    IF it.replayed_at IS NULL AND (SELECT count(*) FROM public.people_case
            WHERE id = ANY (cases) AND organisation_id = it.organisation_id) <> cardinality(cases) THEN
        RAISE EXCEPTION 'decision % names hidden cases', of_erasure USING ERRCODE = 'BA003';
    END IF;
"""


def _names() -> str:
    """SQL: by which words the person was ever called, in the letters in which the log is searched."""
    return f"""\
    SELECT array_agg(DISTINCT word) INTO names FROM (
        SELECT regexp_replace(unnest(ARRAY[name, kana, phone, email]), '[\\s　]', '', 'g') AS word
            FROM public.people_person WHERE id = ANY (persons)
        UNION SELECT regexp_replace(unnest(ARRAY[name, kana, phone, email]), '[\\s　]', '', 'g')
            FROM public.people_personevent WHERE pgh_obj_id = ANY (persons)
        UNION SELECT regexp_replace(alias, '[\\s　]', '', 'g')
            FROM public.people_case WHERE id = ANY (cases)
        UNION SELECT regexp_replace(alias, '[\\s　]', '', 'g')
            FROM public.people_caseevent WHERE pgh_obj_id = ANY (cases)
    ) said WHERE length(word) > 1 AND word <> '{ERASED}';
    -- Only letters to which some letter of the names is folded matter: the log is long.
    SELECT coalesce(string_agg(a.letter, ''), ''), coalesce(string_agg(b.letter, ''), '')
        INTO spelled, folded
        FROM string_to_table('{_SPELLED}', NULL) WITH ORDINALITY AS a (letter, number)
        JOIN string_to_table('{_FOLDED}', NULL) WITH ORDINALITY AS b (letter, number) USING (number)
        WHERE position(b.letter IN {_folded("array_to_string(names, '')", _SPELLED, _FOLDED)}) > 0;
    names := array(SELECT {_folded("word", "spelled", "folded")} FROM unnest(names) AS word);
"""  # noqa: S608 - the pieces are this file's own


def _log_lines() -> str:
    """SQL: blank what was logged of the cases, and searches for the person."""
    return f"""\
    WITH gone AS (
        UPDATE public.commons_accesslog SET detail = jsonb_build_object('erased', it.number)
        WHERE organisation_id = it.organisation_id AND detail <> '{{}}' AND NOT detail ? 'erased'
          AND (case_id = ANY (cases) OR EXISTS (SELECT FROM unnest(names) AS word
               WHERE position(word IN {_folded("detail::text", "spelled", "folded")}) > 0))
        RETURNING id::text AS key
    ) UPDATE public.commons_sealedrow s SET salt = NULL, erased_by = coalesce(s.erased_by, it.id)
        FROM gone WHERE s.table_name = 'commons_accesslog' AND s.key = gone.key;
"""  # noqa: S608 - the pieces are this file's own


def _accounts() -> str:
    """SQL: close the accounts of the person, with all that names them, unless somebody else has them."""
    return f"""\
    SELECT coalesce(array_agg(DISTINCT user_id), '{{}}') INTO seats FROM public.people_personaccount
        WHERE person_id = ANY (persons) AND user_id IS NOT NULL;
    UPDATE public.people_personaccount SET closed_at = coalesce(closed_at, now())
        WHERE person_id = ANY (persons);
    SELECT coalesce(array_agg(u.email), '{{}}') INTO mails FROM public.commons_user u
        WHERE {_WHO_IS_NOBODY_ELSE.format("u.id")};
    DELETE FROM public.axes_accessattempt WHERE username = ANY (mails);
    DELETE FROM public.axes_accesslog WHERE username = ANY (mails);
    DELETE FROM public.axes_accessfailurelog WHERE username = ANY (mails);
    DELETE FROM public.account_emailaddress e WHERE {_WHO_IS_NOBODY_ELSE.format("e.user_id")};
    UPDATE public.commons_user u SET name = '{ERASED}', is_active = false, password = '!',
        email = 'erased-' || u.id || '@erased.invalid' WHERE {_WHO_IS_NOBODY_ELSE.format("u.id")};
    WITH gone AS (
        UPDATE public.commons_userevent e SET name = '{ERASED}',
            email = 'erased-' || e.pgh_obj_id || '@erased.invalid'
        WHERE {_WHO_IS_NOBODY_ELSE.format("e.pgh_obj_id")} RETURNING pgh_id::text AS key
    ) UPDATE public.commons_sealedrow s SET salt = NULL, erased_by = coalesce(s.erased_by, it.id)
        FROM gone WHERE s.table_name = 'commons_userevent' AND s.key = gone.key;
"""  # noqa: S608 - the pieces are this file's own


def _folded(text: str, spelled: str, folded: str) -> str:
    """SQL: a text without width, case, spaces, dots and hyphens, in the letters of a name's key."""
    letters = ", ".join(one if one.isascii() else f"'{one}'" for one in (spelled, folded))
    plain = f"translate(lower(normalize({text}, NFKC)), {letters})"
    return f"regexp_replace({plain}, '[\\s　・.‐゠-]', '', 'g')"


#: SQL: the account is of the person alone, who works nowhere and comes to no other body.
_WHO_IS_NOBODY_ELSE = (
    "{0} = ANY (seats) AND NOT EXISTS (SELECT FROM public.commons_membership m"
    " WHERE m.user_id = {0} AND m.role <> 'person')"
    " AND NOT EXISTS (SELECT FROM public.bansou_accounts_of({0}) a"
    " WHERE a.person_id <> ALL (persons))"
)


def _statement(one: Blanked) -> str:
    if not one.sets:
        return ""
    where = f"WHERE {one.column} = ANY ({one.owners})" + _BY_BOOKING.get(one.table, "")
    if one.is_history:
        # A row that names somebody today may have named nobody when it was written first.
        where += " OR pgh_obj_id = ANY (these)"
    change = f"UPDATE public.{one.table} SET {one.sets} {where} RETURNING {one.key}"  # noqa: S608
    if not one.is_history:
        return f"""
    WITH gone AS ({change})
        SELECT coalesce(array_agg(id), '{{}}') INTO these FROM gone;
    touched := touched || these;"""  # noqa: S608 - the pieces are this file's own
    return _unsalted(change, one.table)


def _unsalted(change: str, table: str) -> str:
    """SQL: change rows of a history; what was sealed of them says by which decision."""
    return f"""
    WITH gone AS ({change})
        UPDATE public.commons_sealedrow s SET salt = NULL, erased_by = coalesce(s.erased_by, it.id)
        FROM gone WHERE s.table_name = '{table}' AND s.key = gone.pgh_id::text;"""  # noqa: S608


def _of_guests() -> Iterator[str]:
    """SQL: what a guest is called whose code was linked with a case."""
    where = (
        "WHERE link_code IN"
        " (SELECT code FROM public.support_ibasholink WHERE case_id = ANY (cases))"
    )
    for table, key in _GUESTS:
        change = (
            f"UPDATE public.{table} SET nickname = '{ERASED} ' || right({key}::text, 12) {where}"  # noqa: S608
        )
        yield f"{change};" if key == "id" else _unsalted(f"{change} RETURNING pgh_id", table)
