"""Every page as everybody, with a marker of its body and case in every text: none is found abroad.

A marker says whose the row is; the answer's text, headers, file names, workbooks and PDFs are read.
"""

import io
import random
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from bench.report import Figure, report
from proofs.addresses import Address, all_addresses
from proofs.progress import with_progress
from proofs.side_by_side import PARTS, side_by_side
from proofs.stage import Answer, Asker, Stage, own_copy, reading_all, set_up, without_a_word

_RESPONSES, _OBJECTS, _SEED = 50_000, 7, 20261130
_MARKER = re.compile(r"zq([0-9a-f]{6})c([0-9a-f]{6})q")
_NO_CASE = "0" * 6
#: Texts that are read by a program, or say nothing.
_UNMARKED = {"programmes_schemeversion", "commons_requestkey", "commons_accesslog", "commons_draft"}
#: Shorter columns hold keys of a scheme, codes and the like.
_LONG = 60
_UNBOUNDED = 2_000


@dataclass(frozen=True)
class Reach:
    """Of which bodies somebody may read everything, and of which only these cases."""

    whole: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()

    def covers(self, body: str, case: str) -> bool:
        return body in self.whole or case in self.cases or (case == _NO_CASE and body in self.parts)


def longer_texts() -> Iterator[tuple[Any, str, int]]:
    """Every column of bodies' rows in which people write more than a word: table, name, and for how much."""
    from django.apps import apps
    from django.db import models

    for model in apps.get_models():
        columns = {field.attname: field for field in model._meta.fields}
        table = model._meta.db_table
        if "organisation_id" not in columns or table.endswith("event") or table in _UNMARKED:
            continue
        for name, field in columns.items():
            is_text = isinstance(field, models.CharField | models.TextField)
            most = field.max_length or _UNBOUNDED
            is_key = name == "scheme_id"
            if is_text and not is_key and not field.choices and most >= _LONG:
                yield model, name, most


def mark_everything() -> int:
    """Write into every longer text of every row whose it is; how many columns took it."""
    import psycopg
    from django.conf import settings
    from django.db import connection

    from bansou.config.embedded import SUPERUSER

    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    marked = 0
    with psycopg.connect(**login) as unbound:
        unbound.execute("SET session_replication_role = replica")
        for model, name, _most in longer_texts():
            columns, table = {it.attname for it in model._meta.fields}, model._meta.db_table
            case = "id" if table == "people_case" else "case_id" if "case_id" in columns else "NULL"
            marked += _mark(unbound, table, name, case)
    return marked


def _mark(unbound: Any, table: str, column: str, case: str) -> bool:
    """Put the markers into one column, unless the table does not take them there."""
    import psycopg

    try:
        with unbound.transaction():
            unbound.execute(
                f"UPDATE {table} SET {column} = {column} || 'zq' || left(md5(organisation_id::text),"
                f" 6) || 'c' || coalesce(left(md5({case}::text), 6), %s) || 'q'"
                f" WHERE {column} <> ''",
                [_NO_CASE],
            )
    except psycopg.Error:
        return False
    return True


def reaches(stage: Stage, cursor: Any) -> dict[Asker, Reach]:
    """For everybody, what may be found in their answers."""
    return {asker: _reach(asker, stage, cursor) for asker in stage.askers}


def _reach(asker: Asker, stage: Stage, cursor: Any) -> Reach:
    if asker.body_id is None:
        return Reach()
    own = frozenset({_hash(asker.body_id)})
    if asker.person_id:
        return Reach(
            parts=own, cases=_cases(cursor, "people_case", "person_id", asker.person_id, "id")
        )
    if asker.company_id:
        return Reach(parts=own, cases=_told(cursor, asker.company_id))
    granted = _cases(cursor, "commons_grant", "to_organisation_id", asker.body_id)
    cursor.execute(
        "SELECT DISTINCT organisation_id FROM programmes_contract WHERE contractor_id = %s",
        [asker.body_id],
    )
    keepers = frozenset(_hash(body) for (body,) in cursor.fetchall())
    return Reach(whole=own, parts=keepers, cases=granted)


def _told(cursor: Any, company: UUID) -> frozenset[str]:
    """The cases of which a company was told something."""
    cursor.execute(
        "SELECT case_id FROM placement_hire WHERE company_id = %(company)s"
        " UNION SELECT e.case_id FROM support_experience e JOIN employers_hostplace h"
        " ON h.id = e.host_id WHERE h.company_id = %(company)s"
        " UNION SELECT p.case_id FROM placement_proposal p JOIN employers_opening o"
        " ON o.id = p.opening_id WHERE o.company_id = %(company)s",
        {"company": company},
    )
    return frozenset(_hash(case) for (case,) in cursor.fetchall())


def _hash(key: UUID) -> str:
    from hashlib import md5

    return md5(str(key).encode(), usedforsecurity=False).hexdigest()[:6]


def _cases(
    cursor: Any, table: str, column: str, key: UUID, case: str = "case_id"
) -> frozenset[str]:
    cursor.execute(f"SELECT {case} FROM {table} WHERE {column} = %s", [key])
    return frozenset(_hash(found) for (found,) in cursor.fetchall() if found)


def all_requests(stage: Stage, cursor: Any) -> Iterator[tuple[Address, Asker, str]]:
    """Every address as everybody, and again with other rows of the same table."""
    for address in all_addresses(stage.keys, cursor):
        for path in _paths(address, cursor):
            for asker in stage.askers:
                yield address, asker, path


def _paths(address: Address, cursor: Any) -> list[str]:
    keys = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", address.path)
    if not keys or address.table is None:
        return [address.path]
    cursor.execute(
        f"SELECT id::text FROM (SELECT id, row_number() OVER (PARTITION BY organisation_id"
        f" ORDER BY md5(id::text)) AS place FROM {address.table}) AS rows WHERE id <> %s"
        " ORDER BY place LIMIT %s",
        [keys[-1], _OBJECTS],
    )
    others = [key for (key,) in cursor.fetchall()]
    return [address.path, *(address.path.replace(keys[-1], other) for other in others)]


def text_of(answer: Answer) -> str:
    """All that an answer says, in whichever form."""
    told = [unquote(answer.headers), answer.location]
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
            told += [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
    elif answer.content.startswith(b"%PDF"):
        from pypdf import PdfReader

        told += [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    else:
        told.append(answer.content.decode("utf-8", "replace"))
    return "\n".join(told)


def foreign_in(
    stage: Stage, requests: Sequence[tuple[Address, Asker, str]], may: dict[Asker, Reach]
) -> tuple[list[str], int]:
    """Ask; what was found that is not for who asked, and how many markers were seen at all."""
    from django.db import transaction

    faults, seen = [], 0
    for address, asker, path in with_progress("answers", len(requests), requests):
        with without_a_word(), transaction.atomic():
            answer = stage.ask(asker, "GET", path)
            transaction.set_rollback(True)
        markers = set(_MARKER.findall(text_of(answer)))
        seen += len(markers)
        reach = may[asker]
        if _is_for_everybody(address):
            markers = {(body, case) for body, case in markers if case != _NO_CASE}
        foreign = sorted(it for it in markers if not reach.covers(*it))
        if foreign or answer.failure:
            place = stage.place_of(asker)
            told = answer.failure or f"{len(foreign)} foreign, as {foreign[0]}"
            faults.append(f"{address.name} {path} by {asker.role} of {place}: {told}")
    return faults, seen


def _is_for_everybody(address: Address) -> bool:
    """Whether nobody needs to sign in there: what a body publishes is anybody's to read."""
    from bansou.commons.access.table import TABLE

    return any(line.relation == "anyone" for line in TABLE if line.action == address.action)


def shuffled(stage: Stage) -> tuple[list[tuple[Address, Asker, str]], dict[Asker, Reach]]:
    """All that is to be asked, in an order that is the same each time, and who may see what."""
    with reading_all() as cursor:
        requests, may = list(all_requests(stage, cursor)), reaches(stage, cursor)
    random.Random(_SEED).shuffle(requests)
    return requests, may


@dataclass(frozen=True)
class Crawled:
    """What one part of the crawl found."""

    faults: list[str]
    asked: int
    seen: int
    columns: int


def part_of(part: int, responses: int) -> Crawled:
    """One part of so many answers, in a database of its own."""
    with own_copy(f"proofs_crawl_{part}"):
        stage = set_up()
        columns = mark_everything()
        requests, may = shuffled(stage)
        requests = requests[:responses][part::PARTS]
        faults, seen = foreign_in(stage, requests, may)
        return Crawled(faults, len(requests), seen, columns)


def main(responses: int = _RESPONSES) -> int:
    """Crawl, and say in how many answers nothing was foreign."""
    parts = side_by_side(part_of, responses)
    faults = [told for part in parts for told in part.faults]
    seen, columns = sum(part.seen for part in parts), min(part.columns for part in parts)
    for told in faults[:100]:
        print(f"  {told}")
    note = f"{seen} markers seen, in {columns} columns"
    clean = sum(part.asked for part in parts) - len(faults)
    return report(
        "Every page as everybody, with a marker in every text",
        [
            Figure(
                "answers_without_foreign_marker", clean, _RESPONSES, "found", note, at_least=True
            ),
            Figure("answers_with_foreign_marker", len(faults), 0, "found"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
