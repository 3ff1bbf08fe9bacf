"""Every address × method × role × own or other body × ground: what the access table says comes true.

Who is to be let in is worked out here from the declared lines alone, in a function of a few lines
that shares no code with `commons.access.rules`; then the application itself is asked.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

from bench.report import Figure, report
from proofs.addresses import Address, all_addresses
from proofs.progress import with_progress
from proofs.stage import (
    NOBODY,
    SEATLESS,
    Asker,
    Stage,
    own_copy,
    reading_all,
    set_up,
    without_a_word,
)

_CELLS, _SEED = 20_000, 20261130
#: So often somebody must have been refused who is declared, before an address counts as locked.
_OFTEN = 12
#: At which level an action is about a case, where the record itself has none. From level 2 on a
#: page shows casework, from 3 on what is sensitive.
_LEVELS = {
    "plan": 2, "paper": 2, "consultation": 2, "hire": 2, "training.apply": 2, "training.approve": 2,
    "experience": 2, "proposal": 2, "ibasho": 2, "follow_up": 2,
    "outreach": 3, "conference": 3, "sharing": 3, "counselling.read": 4, "counselling.record": 4,
    "release.make": 4, "disclosure.decide": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """A grant on the case: to whom, on what ground, up to which level, and whether it holds."""

    to: str  # the member or the body
    basis: str
    level: int
    state: str  # given, withdrawn, expired, to come

    def __str__(self) -> str:
        return f"{self.state} to the {self.to} by {self.basis} up to {self.level}"


_BEST = Ground("member", "own_duty", 4, "given")


@dataclass(frozen=True)
class Cell:
    """One question to the application."""

    address: Address
    method: str
    asker: Asker
    ground: Ground | None = None
    is_open: bool = True
    is_barred: bool = False

    def __str__(self) -> str:
        owner = self.address.owner
        own = "of their own body" if owner and self.asker.body_id in owner.bodies else "elsewhere"
        more = [str(self.ground)] * bool(self.ground)
        more += ["the case has ended"] * (not self.is_open) + ["barred"] * self.is_barred
        told = ", ".join([f"{self.asker.role} {own}", *more])
        return f"{self.method} {self.address.name} ({self.address.action}) by {told}"


def is_declared(cell: Cell) -> bool:
    """Tell from the declared lines whether this one is to be let in."""
    from bansou.commons.access.table import TABLE

    lines = [line for line in TABLE if line.action == cell.address.action]
    if any(line.relation == "anyone" for line in lines):
        return True
    if cell.asker.role in (NOBODY, SEATLESS):
        return cell.asker.role == SEATLESS and cell.address.action == "account.own"
    lines = [line for line in lines if cell.asker.role in line.roles]
    if cell.address.owner is None:
        return bool(lines)
    if cell.is_barred and cell.address.owner.case_id:
        return False
    return any(_opens(line, cell) for line in lines)


def _opens(line: Any, cell: Cell) -> bool:
    owner, asker, ground = cell.address.owner, cell.asker, cell.ground
    assert owner
    if line.open_case_only and not cell.is_open:
        return False
    courses = owner.contractors if line.action.startswith("course.") else frozenset()
    is_own = asker.body_id in owner.bodies | courses
    stands = {
        "signed_in": True,
        "organisation": is_own,
        "self": is_own and (asker.person_id == owner.person_id or owner.case_id is None),
        "company": asker.company_id == owner.company_id,
        "assigned": _holds(ground, "member", line),
        "referred": _holds(ground, "body", line),
        "responsible": False,  # nobody who asks here is
    }
    reach = line.level
    if ground and line.relation in ("assigned", "referred"):
        reach = min(reach, ground.level)
    is_apart = owner.case_id is None or line.relation in ("self", "company")
    return stands[line.relation] and (is_apart or reach >= level_of(cell.address))


def _holds(ground: Ground | None, to: str, line: Any) -> bool:
    if ground is None or ground.state != "given":
        return False
    return ground.to == to and ground.basis == line.basis


def level_of(address: Address) -> int:
    """At which level the address is about its case."""
    action = address.action or ""
    least = _LEVELS.get(action, _LEVELS.get(action.partition(".")[0], 1))
    return max(least, address.owner.level if address.owner else 0)


def all_cells(stage: Stage, addresses: Iterable[Address]) -> Iterator[Cell]:
    """Every question: without a ground everybody, with one whoever has a line for it."""
    for address in addresses:
        for asker, method in product(stage.askers, ("GET", "POST")):
            yield Cell(address, method, asker)
        if address.owner and address.owner.case_id:
            yield from _with_grounds(stage, address)


def _with_grounds(stage: Stage, address: Address) -> Iterator[Cell]:
    from bansou.commons.access.table import TABLE

    lines = [line for line in TABLE if line.action == address.action]
    staffed = {role for line in lines for role in line.roles}
    for asker, method in product(stage.askers, ("GET", "POST")):
        if asker.membership_id is None or asker.role not in staffed:
            continue
        is_own = asker.body_id in address.owner.bodies
        for ground in sorted(_grounds(lines, is_own=is_own), key=str):
            yield Cell(address, method, asker, ground)
        best = _BEST if is_own else Ground("body", "contract", 4, "given")
        yield Cell(address, method, asker, best, is_open=False)
        yield Cell(address, method, asker, best, is_barred=True)
        yield Cell(address, method, asker, is_open=False)


def _grounds(lines: Sequence[Any], *, is_own: bool) -> set[Ground]:
    """Grants such as are written: to one's own members as their duty, to others on other grounds."""
    to = {"assigned": "member", "referred": "body"}
    asked = {(to[line.relation], str(line.basis)) for line in lines if line.relation in to}
    asked |= {("member", "own_duty"), ("body", "contract"), ("member", "law"), ("body", "consent")}
    fitting = {(who, basis) for who, basis in asked if (basis == "own_duty") == is_own}
    return {
        Ground(who, basis, level, state)
        for who, basis in fitting
        for level, state in (
            *((level, "given") for level in (1, 2, 3, 4)),
            *((4, state) for state in ("withdrawn", "expired", "to come")),
        )
    }


def outcome(stage: Stage, cell: Cell) -> tuple[str, Any]:
    """Ask the application; what was written is taken back."""
    from django.db import transaction

    with transaction.atomic():
        prepare(stage, cell)
        answer = stage.ask(cell.asker, cell.method, cell.address.path)
        transaction.set_rollback(True)
    return _kind(answer), answer


def _kind(answer: Any) -> str:
    if answer.failure or answer.status >= 500:
        return "failed"
    if answer.status in (403, 404):
        return "refused"
    if answer.status == 405:
        return "method"
    sent = answer.location.partition("?")[0]
    if answer.status == 302 and sent.endswith(("/account/login/", "/no-seat/")):
        return "refused"
    return "let in"


def prepare(stage: Stage, cell: Cell) -> None:
    """Bring the case into the cell's state: no ground but this one."""
    owner = cell.address.owner
    if owner is None or owner.case_id is None:
        return
    from bansou.commons.access.acting import acting

    (keeper,) = (body for body in owner.bodies if body in stage.bodies[:2])
    by = stage.supervisors[keeper]
    with acting(by, why="試験"):
        _set_grounds(by, keeper, cell)


def _set_grounds(by: Any, keeper: Any, cell: Cell) -> None:
    from django.utils import timezone

    from bansou.commons.clock import local_day
    from bansou.commons.models import ConflictBlock, Grant
    from bansou.people.models import Case

    owner, now = cell.address.owner, timezone.now()
    assert owner
    on_case = {"organisation_id": keeper, "recorded_by_id": keeper, "case_id": owner.case_id}
    Grant.objects.filter(case_id=owner.case_id, ended_at=None).update(ended_at=now)
    today = local_day(now)
    if cell.ground:
        Grant.objects.create(
            **on_case, **_dates(cell.ground, today, now), to_membership_id=None
            if cell.ground.to == "body" else cell.asker.membership_id,
            to_organisation_id=cell.asker.body_id if cell.ground.to == "body" else None,
            level=cell.ground.level, basis=cell.ground.basis, purpose="試験",
            source=Grant.Source.REFERRAL, source_id=owner.case_id,
        )  # fmt: skip
    closed = None if cell.is_open else today
    Case.objects.filter(pk=owner.case_id).exclude(closed_on=closed).update(closed_on=closed)
    if cell.is_barred:
        ConflictBlock.objects.create(
            **on_case, user_id=cell.asker.user.pk, relation="neighbour", reason="隣", from_at=now
        )


def _dates(ground: Ground, today: Any, now: Any) -> dict[str, Any]:
    before, yesterday = today - timedelta(days=30), today - timedelta(days=1)
    return {
        "given": {"from_on": before},
        "withdrawn": {"from_on": before, "ended_at": now},
        "expired": {"from_on": before, "until_on": yesterday},
        "to come": {"from_on": today + timedelta(days=1)},
    }[ground.state]


#: What nobody gets to in the town, since it asks for more than the right: a key, a letter's code, a
#: second step that was set up, something that was just done.
_NOT_HERE = frozenset(
    {
        "account_confirm_email", "account_email", "account_email_verification_sent",
        "account_confirm_login_code", "counsellor:calendar", "counsellor:training_notice",
        "counsellor:training_certificate_file", "mfa_deactivate_totp", "mfa_download_recovery_codes",
        "mfa_edit_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn", "mfa_view_recovery_codes", "unsent", "unsent_forget", "unsent_send",
    }
)  # fmt: skip


def fault_of(cell: Cell, kind: str, answer: Any) -> str:
    """What is wrong with an outcome; nothing if it is as declared.

    Whoever is let in by the table may still find that the record's own state says no. That nobody
    at all gets in where somebody should is found by `locked`.
    """
    if kind == "failed":
        return f"FAILED {cell}: {answer.failure or answer.status}"
    if kind == "let in" and not is_declared(cell):
        return f"LET IN {cell}: {answer.status}"
    return ""


def undeclared(addresses: Iterable[Address]) -> list[str]:
    """Addresses whose action stands in no line of the table."""
    from bansou.commons.access.table import ACTIONS

    return [it.name for it in addresses if it.action not in ACTIONS]


def faults_among(stage: Stage, cells: Sequence[Cell]) -> tuple[list[str], Counter[str]]:
    """Ask every cell; what is wrong, and how many were let in or refused."""
    faults, kinds = [], Counter[str]()
    wanted, opened = Counter[str](), set[str]()
    for cell in with_progress("cells", len(cells), cells):
        with without_a_word():
            kind, answer = outcome(stage, cell)
        if told := fault_of(cell, kind, answer):
            faults.append(told)
        if is_declared(cell):
            wanted[cell.address.name] += 1
            if kind in ("let in", "method"):
                opened.add(cell.address.name)
            elif kind == "refused":
                kind = "refused by its state"
        kinds[kind] += 1
    locked = {name for name, count in wanted.items() if count >= _OFTEN} - opened - _NOT_HERE
    return faults + [f"LOCKED {name}: {wanted[name]} times" for name in sorted(locked)], kinds


def chosen(stage: Stage, cells: int = _CELLS) -> list[Cell]:
    """So many of all the questions, the same ones each time.

    :raises LookupError: an address stands in no line of the table
    """
    with reading_all() as cursor:
        addresses = all_addresses(stage.keys, cursor)
    if missing := undeclared(addresses):
        raise LookupError(f"not in the access table: {', '.join(missing)}")
    every = list(all_cells(stage, addresses))
    random.Random(_SEED).shuffle(every)
    return every[:cells]


def main() -> int:
    """Ask everything, and say how often it came as declared."""
    with own_copy("proofs_cells"):
        stage = set_up()
        cells = chosen(stage)
        faults, kinds = faults_among(stage, cells)
    for told in faults[:100]:
        print(f"  {told}")
    note = "  ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    return report(
        "The access table, asked at every address",
        [
            Figure(
                "access_cells_as_declared",
                len(cells) - len(faults),
                _CELLS,
                "found",
                note,
                at_least=True,
            )
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
