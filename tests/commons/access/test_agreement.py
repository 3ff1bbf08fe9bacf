"""In worlds made up at random, asking for one thing and for many agrees, and so does the policy.

`may()` and `visible()` are asked where the database shows everything; the policy is held against
an oracle with no application code between; then both are asked together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.access.queries import may, reach, visible
from bansou.commons.access.table import TABLE, Relation
from bansou.commons.models import ConflictBlock, Grant, Membership, Organisation, Task
from bansou.commons.organisations.models import Role
from bansou.commons.rows import Basis
from bansou.people.models import Case, Person, Step
from tests.commons.access.cities import LONG_AGO, NOON, eyes, eyes_of, found, keys, today
from tests.commons.access.oracle import Oracle

CITY, OTHER_CITY, CENTRE = range(3)
ACTIONS = sorted(
    {
        line.action
        for line in TABLE
        if line.relation
        in {Relation.ORGANISATION, Relation.ASSIGNED, Relation.RESPONSIBLE, Relation.REFERRED}
    }
)
#: Those that differ by standing and level come up more often.
ASKED = [
    "case.open",
    "case.open",
    "consultation.record",
    "case.edit",
    "follow_up.answer",
] * 8 + ACTIONS
ROLES = ["counsellor", "supervising_counsellor"] * 6 + [role.value for role in Role]


@dataclass(frozen=True)
class Stage:
    """The bodies and members that stay the same in all worlds; `eye` is granted everything."""

    bodies: list[Organisation]
    members: list[Membership]
    eye: Membership
    day: date

    @contextmanager
    def seeing_all(self) -> Iterator[Any]:
        bodies = [body.pk for body in self.bodies]
        with eyes(*bodies, membership=self.eye.pk, actor=self.eye.user_id) as cursor:
            yield cursor


@pytest.fixture
def stage(db: None) -> Stage:
    roles = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)
    kinds = (Organisation.Kind.MUNICIPALITY,) * 2 + (Organisation.Kind.CONTRACTOR,)
    staffed = [found(f"機関{n}", kind, *roles) for n, kind in enumerate(kinds)]
    _, (eye,) = found("すべてを見る目", Organisation.Kind.GRANT_OFFICE, Role.SERVICE)
    members = [member for _, staff in staffed for member in staff]
    return Stage([body for body, _ in staffed], members, eye, today())


cases = st.fixed_dictionaries(
    {
        "keeper": st.sampled_from([CITY, CITY, OTHER_CITY]),
        "person": st.sampled_from([None, 0, 1]),
        "is_open": st.sampled_from([True, True, False]),
        "responsible": st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
        "levels": st.lists(st.integers(0, 4), min_size=1, max_size=4),
        "has_task": st.booleans(),
        "block": st.sampled_from(["nobody"] * 6 + ["me", "me", "a colleague", "me, ended"]),
    }
)
grants = st.fixed_dictionaries(
    {
        "case": st.integers(0, 5),
        "to": st.sampled_from(["me", "me", "us", "us", "a colleague", "another body"]),
        "level": st.integers(1, 4),
        "basis": st.sampled_from([""] * 5 + list(Basis)),
        "from": st.sampled_from([0, 0, 0, -1, -2, 1]),
        "length": st.sampled_from([None, None, 0, 1, 2]),
        "ended": st.sampled_from([False] * 5 + [True]),
    }
)
askers = st.fixed_dictionaries(
    {
        "member": st.sampled_from([4, 5, 2, 3, 0, 1]),
        "role": st.sampled_from(ROLES),
        "standing": st.sampled_from(["whole"] * 8 + ["no membership", "nobody"]),
    }
)


@dataclass(frozen=True)
class World:
    """What was written in one world."""

    persons: list[Person]
    cases: list[Case]
    steps: list[Step]
    tasks: list[Task]
    grants: list[Grant]
    blocks: list[ConflictBlock]


def write(stage: Stage, drawn_cases: Any, drawn_grants: Any, drawn_asker: Any) -> World:
    """Write a world with few statements; must run where everything is seen."""
    persons = [
        Person(organisation=body, name="", name_key="")
        for body in stage.bodies[:2]
        for _ in range(2)
    ]
    written = [_case(stage, persons, number, drawn) for number, drawn in enumerate(drawn_cases)]
    steps = [
        Step(kind="k", on=LONG_AGO, title="", recorded_at=NOON, level=level, **_on(case))
        for case, drawn in zip(written, drawn_cases, strict=True)
        for level in drawn["levels"]
    ]
    tasks = [
        Task(title="", owner=stage.eye, due_on=LONG_AGO, promised_on=LONG_AGO, **_on(case))
        for case, drawn in zip(written, drawn_cases, strict=True)
        if drawn["has_task"]
    ]
    everything = [_grant(case, to_membership=stage.eye, level=4) for case in written]
    permits = [_drawn_grant(stage, written, drawn, drawn_asker) for drawn in drawn_grants]
    blocks = [
        _block(stage, case, drawn["block"], drawn_asker)
        for case, drawn in zip(written, drawn_cases, strict=True)
        if drawn["block"] != "nobody"
    ]
    Person.objects.bulk_create(persons)
    Case.objects.bulk_create(written)
    Grant.objects.bulk_create(everything + permits)
    Step.objects.bulk_create(steps)
    Task.objects.bulk_create(tasks)
    ConflictBlock.objects.bulk_create(blocks)
    return World(persons, written, steps, tasks, everything + permits, blocks)


def _block(stage: Stage, case: Case, drawn: str, drawn_asker: Any) -> ConflictBlock:
    me = stage.members[drawn_asker["member"]]
    colleague = next(member for member in stage.members if member.pk != me.pk)
    return ConflictBlock(
        organisation_id=case.organisation_id,
        recorded_by_id=case.organisation_id,
        case_id=case.pk,
        user_id=(colleague if drawn == "a colleague" else me).user_id,
        relation=ConflictBlock.Relation.NEIGHBOUR,
        reason="となり",
        from_at=NOON,
        ended_at=NOON if drawn == "me, ended" else None,
        ended_because="転居" if drawn == "me, ended" else "",
    )


def _case(stage: Stage, persons: list[Person], number: int, drawn: Any) -> Case:
    body = stage.bodies[drawn["keeper"]]
    own = [person for person in persons if person.organisation_id == body.pk]
    return Case(
        organisation=body,
        recorded_by=body,
        number=str(number),
        person=None if drawn["person"] is None else own[drawn["person"]],
        client=Case.Client.FAMILY if drawn["person"] is None else Case.Client.PERSON,
        opened_on=LONG_AGO,
        closed_on=None if drawn["is_open"] else LONG_AGO,
        responsible=None if drawn["responsible"] is None else stage.members[drawn["responsible"]],
    )


def _on(case: Case) -> dict[str, Any]:
    return {
        "organisation_id": case.organisation_id,
        "recorded_by_id": case.organisation_id,
        "case_id": case.pk,
    }


def _grant(case: Case, **given_to: Any) -> Grant:
    usual = Basis.OWN_DUTY if "to_membership" in given_to else Basis.CONTRACT
    return Grant(
        purpose="",
        source=Grant.Source.REFERRAL,
        source_id=case.pk,
        **{"from_on": LONG_AGO, **_on(case), **given_to, "basis": given_to.get("basis") or usual},
    )


def _drawn_grant(stage: Stage, written: list[Case], drawn: Any, drawn_asker: Any) -> Grant:
    me = stage.members[drawn_asker["member"]]
    others = [member for member in stage.members if member.pk != me.pk]
    named: dict[str, dict[str, Any]] = {
        "me": {"to_membership": me},
        "us": {"to_organisation": me.organisation},
        "a colleague": {"to_membership": others[drawn["case"] % len(others)]},
        "another body": {"to_organisation": others[drawn["case"] % len(others)].organisation},
    }
    begins = stage.day + timedelta(drawn["from"])
    return _grant(
        written[drawn["case"] % len(written)],
        level=drawn["level"],
        basis=drawn["basis"],
        from_on=begins,
        until_on=None if drawn["length"] is None else begins + timedelta(drawn["length"]),
        ended_at=NOON if drawn["ended"] else None,
        **named[drawn["to"]],
    )


def asker(stage: Stage, drawn: Any) -> Actor:
    """Somebody with any role; also one without a membership, or without an organisation as well."""
    actor = replace(actor_of(stage.members[drawn["member"]]), role=drawn["role"])
    if drawn["standing"] == "whole":
        return actor
    if drawn["standing"] == "no membership":
        return replace(actor, membership_id=None)
    return replace(actor, membership_id=None, organisation_id=None)


in_any_world = given(
    drawn_cases=st.lists(cases, min_size=1, max_size=3),
    drawn_grants=st.lists(grants, max_size=5),
    drawn_asker=askers,
    action=st.sampled_from(ASKED),
)
many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@in_any_world
@many
def test_gives_one_answer_for_one_thing_and_for_many_and_is_bound_by_its_policy(
    stage: Stage, drawn_cases: Any, drawn_grants: Any, drawn_asker: Any, action: str
) -> None:
    actor = asker(stage, drawn_asker)
    with stage.seeing_all() as everything:
        world = write(stage, drawn_cases, drawn_grants, drawn_asker)
        assert keys(everything, "people_step") == {step.pk for step in world.steps}
        one_by_one = judged(stage, actor, action, world)
        together = chosen(stage, actor, action)
        with eyes_of(actor) as cursor:
            seen = {table: keys(cursor, table) for table in oracle(stage, actor, world)}
            under_policy = chosen(stage, actor, action)

    event(f"{'some' if together else 'nothing'} allowed")
    event(f"{'something' if any(seen.values()) else 'nothing'} seen")
    assert together == one_by_one
    assert seen == oracle(stage, actor, world)
    # The policy hides nothing that the table allows.
    assert under_policy == together


def judged(stage: Stage, actor: Actor, action: str, world: World) -> set[UUID]:
    """Cases and steps that `may()` allows, asked one by one."""
    allowed = {
        (case.pk, level)
        for case in world.cases
        for level in range(5)
        if may(actor, action, case.thing(level), stage.day)
    }
    for case in world.cases:
        levels = [level for key, level in allowed if key == case.pk]
        assert reach(actor, action, case.thing(), stage.day) == max(levels, default=-1)
    cases_allowed = {case.pk for case in world.cases if (case.pk, 1) in allowed}
    return cases_allowed | {s.pk for s in world.steps if (s.case_id, s.level) in allowed}


def chosen(stage: Stage, actor: Actor, action: str) -> set[UUID]:
    """Cases and steps that `visible()` leaves, asked for all at once."""

    def cases_among(rows: QuerySet[Case], *, are_own: bool = False) -> set[UUID]:
        left = visible(
            actor,
            rows,
            stage.day,
            action=action,
            case="id",
            closed="closed_on",
            responsible="responsible_id",
            are_own=are_own,
        )
        return set(left.values_list("pk", flat=True))

    own = Case.objects.filter(organisation_id=actor.organisation_id)
    assert cases_among(own, are_own=True) == cases_among(own)
    steps = visible(
        actor,
        Step.objects.all(),
        stage.day,
        action=action,
        level="level",
        closed="case__closed_on",
        responsible="case__responsible_id",
    )
    return cases_among(Case.objects.all()) | set(steps.values_list("pk", flat=True))


def oracle(stage: Stage, actor: Actor, world: World) -> dict[str, set[Any]]:
    """What the database must show to the actor."""
    return Oracle(
        bodies=actor.sees,
        membership=actor.membership_id,
        day=stage.day,
        persons=world.persons,
        cases=world.cases,
        steps=world.steps,
        tasks=world.tasks,
        grants=world.grants,
        account=actor.user_id,
        blocks=world.blocks,
    ).may_see()


def test_refuses_to_choose_without_knowing_which_cases_are_open(stage: Stage) -> None:
    for action in ("case.edit", "follow_up.answer"):
        with pytest.raises(TypeError, match=action):
            visible(actor_of(stage.members[0]), Step.objects.all(), stage.day, action=action)
