"""Ten thousand worlds made up at random, against an oracle that shares no code with what it judges.

The database alone is held against `tests.commons.access.oracle` for organisation, case, level 4 and
time. The application is asked for lists, hits, counts, files, pages and what it says instead of one,
and held against `Table` here, which works out in plain loops what the declared table means.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from bench.report import Figure, report
from proofs.progress import with_progress
from proofs.side_by_side import PARTS, side_by_side
from proofs.stage import Asker, Stage, own_copy, plain, without_a_word

_WORLDS, _SEED = 10_000, 20261130
#: Names without a digit, since one also finds the number of a case.
_LETTERS = "甲乙丙丁戊己庚辛壬癸"
_NAMES = re.compile(f"標[人親記][{_LETTERS}]{{2}}")
_ROLES = ("counsellor", "supervising_counsellor", "matching_officer", "training_staff")


@cache
def agreement() -> Any:
    """How worlds are written, and how `may()`, `visible()` and the policies are asked of them."""
    from tests.commons.access import test_agreement

    return test_agreement


@dataclass(frozen=True)
class Drawn:
    """A world before it is written: cases, grants, who asks, and in which way."""

    cases: list[dict[str, Any]]
    grants: list[dict[str, Any]]
    asker: dict[str, Any]
    action: str
    way: str

    def __str__(self) -> str:
        parts = [f"case {n}: {it}" for n, it in enumerate(self.cases)]
        parts += [f"grant: {it}" for it in self.grants]
        return "\n    ".join([f"{self.asker} does {self.action} by {self.way}", *parts])


def draw(chance: random.Random, members: int) -> Drawn:
    """A world of one to three cases and up to five grants."""
    cases = [
        {
            "keeper": chance.choice([0, 0, 1]),
            "person": chance.choice([None, 0, 1]),
            "is_open": chance.random() < 0.7,
            "responsible": chance.choice([None, *range(members)]),
            "levels": [chance.randrange(5) for _ in range(chance.randint(1, 4))],
            "has_task": chance.random() < 0.5,
            "block": chance.choice(["nobody"] * 6 + ["me", "me", "a colleague", "me, ended"]),
        }
        for _ in range(chance.randint(1, 3))
    ]
    _bar_alike(cases)
    grants = [
        {
            "case": chance.randrange(6),
            "to": chance.choice(["me", "me", "us", "us", "a colleague", "another body"]),
            "level": chance.randint(1, 4),
            "basis": chance.choice([""] * 5 + _grounds()),
            "from": chance.choice([0, 0, 0, -1, -2, 1]),
            "length": chance.choice([None, None, 0, 1, 2]),
            "ended": chance.random() < 0.17,
        }
        for _ in range(chance.randint(0, 5))
    ]
    asker = {"member": chance.randrange(members), "standing": "whole"}
    return Drawn(cases, grants, asker, chance.choice(agreement().ASKED), chance.choice(_WAYS))


def _bar_alike(cases: list[dict[str, Any]]) -> None:
    """Who is barred from one case of a person is barred from all that the same body keeps of them."""
    first: dict[tuple[int, int], str] = {}
    for case in cases:
        if case["person"] is not None:
            case["block"] = first.setdefault((case["keeper"], case["person"]), case["block"])


def _grounds() -> list[str]:
    from bansou.commons.rows import Basis

    return list(Basis.values)


@dataclass(frozen=True)
class Table:
    """What the declared table means for one asker in one world, worked out in plain loops."""

    member: Any
    day: Any
    world: Any

    def level(self, action: str, case: Any) -> int:
        """The highest level at which the action is theirs on a case; -1 for nothing."""
        from bansou.commons.access.table import TABLE

        if any(
            b.case_id == case.pk and b.user_id == self.member.user_id and not b.ended_at
            for b in self.world.blocks
        ):
            return -1
        lines = [
            line
            for line in TABLE
            if line.action == action
            and self.member.role in line.roles
            and (case.closed_on is None or not line.open_case_only)
        ]
        return max((self._reach(line, case) for line in lines), default=-1)

    def _reach(self, line: Any, case: Any) -> int:
        is_own = case.organisation_id == self.member.organisation_id
        if line.relation == "organisation":
            return int(line.level) if is_own else -1
        if line.relation == "responsible":
            return int(line.level) if is_own and case.responsible_id == self.member.pk else -1
        names = {"assigned": "to_membership_id", "referred": "to_organisation_id"}[line.relation]
        me = self.member.pk if line.relation == "assigned" else self.member.organisation_id
        levels = [
            grant.level
            for grant in self.live(case)
            if getattr(grant, names) == me and grant.basis == line.basis
        ]
        return min(int(line.level), max(levels)) if levels else -1

    def live(self, case: Any) -> list[Any]:
        """The grants on a case that are in force today."""
        return [
            g
            for g in self.world.grants
            if g.case_id == case.pk
            and g.ended_at is None
            and g.from_on <= self.day
            and (g.until_on is None or self.day <= g.until_on)
        ]

    def listed(self, whose: str, *, are_closed_too: bool = False) -> set[Any]:
        """The cases that a list of one's own or of those referred shows."""
        shown = set()
        for case in self.world.cases:
            is_own = case.organisation_id == self.member.organisation_id
            to_us = any(
                g.to_organisation_id == self.member.organisation_id for g in self.live(case)
            )
            belongs = to_us if whose == "referred" else is_own
            is_in = case.closed_on is None or are_closed_too
            if belongs and is_in and self.level("case.list", case) >= 1:
                shown.add(case.pk)
        return shown

    @property
    def whose(self) -> str:
        """Which list the role sees without choosing but its own."""
        return "referred" if self.member.role == "training_staff" else "all"


@dataclass(frozen=True)
class Ground:
    """The bodies and members of all worlds, and how to ask as one of them."""

    frame: Any
    stage: Stage

    def asker(self, member: Any) -> Asker:
        return Asker(member.role, member.organisation_id, member.user, member.pk)


def lay() -> Ground:
    """Two cities and a contractor, each with somebody in every role that lists cases."""
    from bansou.commons.organisations.models import Organisation, Role
    from tests.commons.access.cities import found, today

    kinds = (Organisation.Kind.MUNICIPALITY,) * 2 + (Organisation.Kind.CONTRACTOR,)
    staffed = [found(f"機関{n}", kind, *map(Role, _ROLES)) for n, kind in enumerate(kinds)]
    _, (eye,) = found("すべてを見る目", Organisation.Kind.GRANT_OFFICE, Role.SERVICE)
    members = [member for _, staff in staffed for member in staff]
    for member in members:
        member.user.is_demo = True
    _trust([member.user for member in members])
    frame = agreement().Stage([body for body, _ in staffed], members, eye, today())
    ground = Ground(frame, Stage({}, (), [], {}))
    ground.stage.sign_in(ground.asker(member) for member in members)
    return ground


def _trust(users: list[Any]) -> None:
    from tests.bodies import change

    for user in users:
        change(user, is_demo=True)


def faults_in(ground: Ground, drawn: Drawn) -> list[str]:
    """Write a world, look at it in every way, take it back."""
    from bansou.commons.access.actors import actor_of
    from tests.commons.access.cities import eyes_of, keys

    frame, found = ground.frame, []
    member = frame.members[drawn.asker["member"]]
    actor = actor_of(member)
    with frame.seeing_all():
        world = agreement().write(frame, drawn.cases, drawn.grants, drawn.asker)
        names = _name(world)
        one_by_one = agreement().judged(frame, actor, drawn.action, world)
        with eyes_of(actor) as cursor:
            must = agreement().oracle(frame, actor, world)
            seen = {table: keys(cursor, table) for table in must}
            together = agreement().chosen(frame, actor, drawn.action)
        table = Table(member, frame.day, world)
        answered = _WAYS_ASKED[drawn.way](ground, table, names)
    if seen != must:
        found.append(f"the database shows {_differing(seen, must)}")
    declared = _declared(table, drawn.action)
    if not declared == one_by_one == together:
        found.append(f"{drawn.action}: {len(declared)}, {len(one_by_one)}, {len(together)} allowed")
    return found + answered


def _differing(seen: dict[str, set[Any]], must: dict[str, set[Any]]) -> str:
    return ", ".join(
        f"{table} {len(seen[table] - must[table])} too many, {len(must[table] - seen[table])} too few"
        for table in must
        if seen[table] != must[table]
    )


def _declared(table: Table, action: str) -> set[Any]:
    level = {case.pk: table.level(action, case) for case in table.world.cases}
    steps = {s.pk for s in table.world.steps if s.level <= level[s.case_id]}
    return {pk for pk, reach in level.items() if reach >= 1} | steps


def _name(world: Any) -> dict[Any, str]:
    """Give everybody a name that is found nowhere else; what each case is called by."""
    from bansou.people.cases.models import Case
    from bansou.people.persons.models import Person
    from bansou.people.persons.rules import search_keys
    from bansou.people.steps.models import Step

    names = {}
    for number, person in enumerate(world.persons):
        name = _called("人", number)
        Person.objects.filter(pk=person.pk).update(name=name, **search_keys(name, ""))
        names |= {case.pk: name for case in world.cases if case.person_id == person.pk}
    for number, case in enumerate(world.cases):
        if case.person_id is None:
            names[case.pk] = _called("親", number)
            Case.objects.filter(pk=case.pk).update(alias=names[case.pk])
    for number, step in enumerate(world.steps):
        step.title = _called("記", number)
        Step.objects.filter(pk=step.pk).update(title=step.title)
    return names


def _called(kind: str, number: int) -> str:
    return f"標{kind}{_LETTERS[number // 10]}{_LETTERS[number % 10]}"


def _named(text: str) -> set[str]:
    return {name for name in _NAMES.findall(text) if name[1] != "記"}


def _ask(ground: Ground, table: Table, path: str) -> tuple[int, str]:
    with without_a_word():
        answer = ground.stage.ask(ground.asker(table.member), "GET", path)
    return answer.status, answer.failure or answer.content.decode("utf-8-sig", "replace")


def _by_list(ground: Ground, table: Table, names: dict[Any, str]) -> list[str]:
    status, text = _ask(ground, table, f"/cases/?who={table.whose}")
    must = table.listed(table.whose)
    told = _compared("list", status, _named(text), {names[pk] for pk in must})
    number = re.search(
        r"([0-9,]+)\s*(?:</b>|</strong>)?\s*件", re.sub(r"<(?!/b|/strong)[^>]+>", "", text)
    )
    if number and int(number[1]) != len(must):
        told.append(f"the list counts {number[1]} of {len(must)}")
    return told


def _by_search(ground: Ground, table: Table, names: dict[Any, str]) -> list[str]:
    hits = table.listed(table.whose, are_closed_too=True)
    told = []
    for name in sorted(set(names.values())):
        status, text = _ask(ground, table, f"/cases/?who={table.whose}&q={name}")
        found = {pk for pk in hits if names[pk] == name}
        at_all = len(re.findall(r'href="/cases/[0-9a-f-]{36}/"', text)) > 0
        if (
            status != 200
            or _named(text) - {name}
            or at_all != bool(found and table.member.role != "matching_officer")
        ):
            told.append(
                f"search for {name}: {status}, {_named(text)}, {len(found)} are to be found"
            )
    return told


def _by_file(ground: Ground, table: Table, names: dict[Any, str]) -> list[str]:
    status, text = _ask(ground, table, f"/cases/export/?who={table.whose}")
    if table.member.role not in _ROLES[:2]:
        return [] if status == 403 and not _named(text) else [f"file: {status}"]
    return _compared("file", status, _named(text), {names[pk] for pk in table.listed("all")})


def _by_page(ground: Ground, table: Table, names: dict[Any, str]) -> list[str]:
    told = []
    for case in table.world.cases:
        status, text = _ask(ground, table, f"/cases/{plain(case.pk)}/")
        reach = table.level("case.open", case)
        if (status == 200) != (reach >= 1) or (reach < 1 and _NAMES.search(text)):
            told.append(f"page: {status} at reach {reach}")
        hidden = {s.title for s in table.world.steps if s.case_id != case.pk or s.level > reach}
        if hidden & set(_NAMES.findall(text)):
            told.append(f"page at reach {reach} shows {hidden & set(_NAMES.findall(text))}")
    return told


def _compared(what: str, status: int, shown: set[str], must: set[str]) -> list[str]:
    if status == 200 and shown == must:
        return []
    return [f"{what}: {status}, {shown - must} too many, {must - shown} too few"]


_WAYS_ASKED = {"list": _by_list, "search": _by_search, "file": _by_file, "page": _by_page}
_WAYS = tuple(_WAYS_ASKED)


def faults_among(
    ground: Ground, worlds: int, seed: int = _SEED, part: int = 0, parts: int = 1
) -> Iterator[str]:
    """What is wrong in so many worlds; each with its number and how it came about."""
    numbers = range(part, worlds, parts)
    for number in with_progress("worlds", len(numbers), numbers):
        drawn = draw(random.Random(f"{seed} {number}"), len(ground.frame.members))
        for told in faults_in(ground, drawn):
            yield f"world {number} of seed {seed}: {told}\n    {drawn}"


def part_of(part: int, worlds: int) -> list[str]:
    """One part of so many worlds, in a database of its own."""
    with own_copy(f"proofs_worlds_{part}"):
        return list(faults_among(lay(), worlds, part=part, parts=PARTS))


def main(worlds: int = _WORLDS) -> int:
    """Look at all worlds, and say in how many everything was as the oracles say."""
    faults = list(chain.from_iterable(side_by_side(part_of, worlds)))
    wrong = Counter(told.partition(":")[0] for told in faults)
    for told in faults[:20]:
        print(f"  {told}")
    figure = Figure(
        "worlds_as_the_oracles_say", worlds - len(wrong), _WORLDS, "found", f"seed {_SEED}",
        at_least=True,
    )  # fmt: skip
    return report("Worlds made up at random", [figure])


if __name__ == "__main__":
    sys.exit(main())
