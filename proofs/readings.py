"""Whoever opens a record of level 3 or 4 leaves exactly one line in the log, whoever it is."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.report import Figure, report
from proofs.addresses import Address, all_addresses
from proofs.cells import Cell, Ground, level_of, prepare
from proofs.progress import with_progress
from proofs.stage import Stage, own_copy, reading_all, set_up, without_a_word

_SENSITIVE = 3
#: Pages that show all of a case, whatever its level.
_WHOLE = {"counsellor:case", "counsellor:handover"}
_GROUNDS = (
    None,
    Ground("member", "own_duty", 4, "given"),
    Ground("member", "conference", 4, "given"),
    Ground("body", "contract", 4, "given"),
)


def openings(stage: Stage) -> Iterator[Cell]:
    """Everybody, on every ground, at every address that shows a record of level 3 or 4."""
    for address in _addresses(stage):
        for asker in stage.askers:
            for ground in _GROUNDS:
                if ground is None or asker.membership_id:
                    yield Cell(address, "GET", asker, ground)


def _addresses(stage: Stage) -> Iterator[Address]:
    """Where a record of level 3 or 4 is read.

    The case itself, a sensitive talk and what is remarked on it, what was written for who follows.
    """
    with reading_all() as cursor:
        addresses = all_addresses(stage.keys, cursor)
    for address in addresses:
        reads = (address.action or "").endswith(".read") or address.name in _WHOLE
        if not (address.owner and address.owner.case_id and reads):
            continue
        if address.name == "counsellor:consultation":
            yield from _of_a_sensitive_talk(stage, address)
        elif address.name in _WHOLE or level_of(address) >= _SENSITIVE:
            yield address


def _of_a_sensitive_talk(stage: Stage, address: Address) -> Iterator[Address]:
    """A talk of level 3, and the page on which its supervisor remarks on it."""
    from django.urls import reverse

    key = stage.keys["sensitive"]
    owner = replace(address.owner, level=_SENSITIVE) if address.owner else None
    talk = replace(
        address, path=address.path.replace(str(stage.keys["talk"]), str(key)), owner=owner
    )
    yield talk
    name = "counsellor:remarks"
    yield replace(talk, name=name, action="record.remark", path=reverse(name, args=[key]))


def lines_of(stage: Stage, cell: Cell) -> tuple[int, int]:
    """The status of the answer, and how many openings of the case it left in the log."""
    from django.db import transaction

    from bansou.commons.access.acting import acting
    from bansou.commons.models import AccessLog

    owner: Any = cell.address.owner
    (keeper,) = (body for body in owner.bodies if body in stage.bodies[:2])
    with without_a_word(), transaction.atomic():
        prepare(stage, cell)
        with acting(stage.supervisors[keeper], why="試験"):
            logged = AccessLog.objects.filter(case_id=owner.case_id).exclude(
                kind=AccessLog.Kind.REFUSED
            )
            before = logged.count()
        answer = stage.ask(cell.asker, "GET", cell.address.path)
        with acting(stage.supervisors[keeper], why="試験"):
            after = logged.count()
        transaction.set_rollback(True)
    return answer.status, after - before


def faults_among(stage: Stage, every: int = 1) -> tuple[list[str], int]:
    """Which openings left no line or more than one, or a line without an opening; how many were made."""
    faults, made = [], 0
    cells = list(openings(stage))[::every]
    for cell in with_progress("openings", len(cells), cells):
        status, lines = lines_of(stage, cell)
        made += status == 200
        if lines != (status == 200):
            faults.append(f"{cell}: {status} with {lines} lines")
    return faults, made


def main() -> int:
    """Open everything that is sensitive, and count the lines."""
    with own_copy("proofs_readings"):
        faults, made = faults_among(set_up())
    for told in faults[:50]:
        print(f"  {told}")
    return report(
        "Lines in the log for records of level 3 and 4",
        [
            Figure("sensitive_openings", made, 1, "found", at_least=True),
            Figure("sensitive_openings_without_one_line", len(faults), 0, "found"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
