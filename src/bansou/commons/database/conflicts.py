"""What nobody reaches who is barred from a case by a conflict of interest, whatever opens it.

On every table with rows of cases or of persons a restrictive policy takes away what is of a case
from which the acting account is barred. It is laid after every migrate by the tables' columns, so
that a new table is under it from its first day.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Any

#: The functions that the policies ask; before they are laid there is nothing to hold.
_ASKED = ("bansou_barred_cases", "bansou_barred_persons")
#: Columns that name a case or a person, on whichever table.
_CASES, _PERSONS = ("case_id",), ("person_id", "traveller_id")
#: Where the key itself names them, or a column is called otherwise.
_BY_KEY = {
    "people_case": (("id",), ()),
    "people_caseevent": (("pgh_obj_id",), ()),
    "people_person": ((), ("id",)),
    "people_personevent": ((), ("pgh_obj_id",)),
    "people_distinctpersons": ((), ("person_id", "other_id")),
    "people_distinctpersonsevent": ((), ("person_id", "other_id")),
    "people_personmerge": ((), ("person_id", "other_id")),
    "people_personmergeevent": ((), ("person_id", "other_id")),
    "evidence_jointtwins": ((), ("one_id", "other_id")),
    "evidence_jointtwinsevent": ((), ("one_id", "other_id")),
}
#: Of their own block somebody must know, so that no right is given to them; the log takes up what
#: was refused to them.
_LEFT_OUT = ("commons_conflictblock", "commons_conflictblockevent")
_ONLY_READ = ("commons_accesslog",)


def keep_conflicts_apart(cursor: Any, histories: Collection[str]) -> None:
    """Lay the policy `conflicts` on every table of cases and persons, where it is missing or other.

    :param histories: tables that triggers write for whoever acts
    """
    cursor.execute(
        "SELECT count(DISTINCT proname) FROM pg_proc WHERE proname = ANY (%s)"
        " AND pronamespace = 'public'::regnamespace",
        [list(_ASKED)],
    )
    if cursor.fetchone() != (len(_ASKED),):
        return
    cursor.execute(
        "SELECT c.relname, obj_description(p.oid, 'pg_policy'),"
        " array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0"
        " AND NOT attisdropped) FROM pg_class c"
        " LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'conflicts'"
        " WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace"
    )
    for table, laid, columns in cursor.fetchall():
        condition = _condition(table, columns)
        if not condition:
            continue
        is_read = table in histories or table in _ONLY_READ
        policy = (
            f"CREATE POLICY conflicts ON public.{table} AS RESTRICTIVE"
            f" {'FOR SELECT ' if is_read else ''}TO bansou_app, bansou_owner USING ({condition})"
        )
        digest = sha256(policy.encode()).hexdigest()
        if laid != digest:
            cursor.execute(f"DROP POLICY IF EXISTS conflicts ON public.{table}")
            cursor.execute(policy)
            cursor.execute(f"COMMENT ON POLICY conflicts ON public.{table} IS '{digest}'")


def take_up_policies(cursor: Any) -> None:
    """Take the policy off every table, as a step back may take a column away that it asks about.

    The next migrate lays it again.
    """
    cursor.execute(
        """
        DO $$ DECLARE held record; BEGIN
            FOR held IN SELECT polrelid::regclass AS laid_on FROM pg_policy WHERE polname = 'conflicts'
            LOOP EXECUTE format('DROP POLICY conflicts ON %s', held.laid_on); END LOOP;
        END $$
        """
    )


def _condition(table: str, columns: Collection[str]) -> str:
    """SQL condition: no column of the row names a case or a person that is barred; '' for none."""
    if table in _LEFT_OUT:
        return ""
    cases, persons = _BY_KEY.get(table, (_CASES, _PERSONS))
    named = [(column, "cases") for column in cases] + [(column, "persons") for column in persons]
    # A row that names nobody is nobody's: the answer about it is unknown, and not true.
    return " AND ".join(
        f"({column} = ANY ((SELECT public.bansou_barred_{what}())::uuid[])) IS NOT TRUE"
        for column, what in named
        if column in columns
    )
