"""What the bodies of a joint project count together, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from bansou.commons.organisations.models import Organisation
from bansou.evidence.joint.models import JointPart, JointProject, JointTwins
from bansou.people.cases.models import Case, Enrolment
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Count:
    """How many were counted, how many of them no other body can match, how many several have."""

    counted: int = 0
    alone: int = 0
    shared: int = 0


@dataclass
class BodyCount:
    """One body's numbers by indicator, when it counted, and its eligible cost in yen.

    :param unconfirmed: pairs of its persons with one token of whom nobody has said whether they
        are one; they count as two
    """

    body: Organisation
    counted_at: datetime | None
    cost_yen: int | None
    unconfirmed: int = 0
    counts: dict[str, Count] = field(default_factory=dict)

    def of(self, indicator: str) -> Count:
        """What the body counted for an indicator."""
        return self.counts.get(indicator, Count())


@dataclass(frozen=True, slots=True)
class JointCounts:
    """A project's numbers: together (one person counts once), and of each body."""

    together: Mapping[str, Count]
    bodies: Sequence[BodyCount]

    @property
    def cost_yen(self) -> int | None:
        """The sum of the bodies' costs; None as long as one of them is missing."""
        costs = [body.cost_yen for body in self.bodies]
        return None if not costs or None in costs else sum(cost or 0 for cost in costs)

    @property
    def unconfirmed(self) -> int:
        """How many pairs of persons are not confirmed in all bodies together."""
        return sum(body.unconfirmed for body in self.bodies)

    @property
    def is_whole(self) -> bool:
        """Tell whether every body has counted."""
        return all(body.counted_at for body in self.bodies)


def part_of(programme: Programme) -> JointPart | None:
    """The programme's part in a joint project, if it has one."""
    return JointPart.objects.filter(
        organisation_id=programme.organisation_id, programme=programme, left_at=None
    ).first()


def with_joint_part(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Say of each case whether it `is_joint`: in a programme that takes part in a joint project."""
    programmes = Enrolment.objects.filter(case=OuterRef(OuterRef("pk"))).values("programme_id")
    parts = JointPart.objects.filter(
        organisation_id=OuterRef("organisation_id"), left_at=None, programme_id__in=programmes
    )
    return cases.annotate(is_joint=Exists(parts))


def led_by(programme: Programme) -> JointProject | None:
    """The joint project that this programme's body leads, if it does."""
    return JointProject.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).first()


def project_told(code: str) -> UUID | None:
    """The project whose code somebody was told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_joint_project(%s)", [code])
        (key,) = cursor.fetchone()
    return key


def joint_counts(part: JointPart) -> JointCounts:
    """The numbers of a project, for a body that takes part in it; for any other there are none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body, indicator, counted, alone, shared, counted_at, cost_yen"
            " FROM bansou_joint_counts(%s)",
            [part.project_id],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SELECT body, unconfirmed FROM bansou_joint_doubts(%s)", [part.project_id])
        doubts: dict[UUID, int] = dict(cursor.fetchall())
    names = {it.pk: it for it in Organisation.objects.filter(pk__in=[r[0] for r in rows if r[0]])}
    bodies = {
        body: BodyCount(names[body], counted_at, cost, doubts.get(body, 0))
        for body, indicator, *_numbers, counted_at, cost in rows
        if body and indicator is None
    }
    together: dict[str, Count] = {}
    for body, indicator, counted, alone, shared, _at, _cost in rows:
        if indicator:
            counts = bodies[body].counts if body else together
            counts[indicator] = Count(counted, alone, shared)
    ordered = sorted(bodies.values(), key=lambda it: (it.body.lg_code, it.body.name))
    return JointCounts(together, ordered)


def counted_together(programme: Programme) -> JointCounts | None:
    """The numbers of the joint project that a programme leads; None where it leads no other body.

    They are not whole as long as one of the bodies has not counted.
    """
    part = part_of(programme)
    if part is None or led_by(programme) is None:
        return None
    counts = joint_counts(part)
    return counts if len(counts.bodies) > 1 else None


def twins_of(part: JointPart) -> QuerySet[JointTwins]:
    """The body's own pairs of persons with one token, those to be confirmed first."""
    return (
        JointTwins.objects.filter(organisation_id=part.organisation_id, part=part)
        .select_related("one", "other")
        .order_by(F("decided_at").asc(nulls_first=True), "pk")
    )
