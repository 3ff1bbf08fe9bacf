"""同じ読みと生年月日の2人: each body says by hand whether its own two are one person or two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.evidence import Who, whose
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.joint_jobs import count_joint
from bansou.desks.manager.logged import of_programme
from bansou.desks.shared.door import door
from bansou.evidence.joint.actions import confirm_twins
from bansou.evidence.joint.models import JointPart, JointTwins
from bansou.evidence.joint.queries import part_of, twins_of
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Known:
    """One of two persons: their cases, since when, and how to reach them for who may open a case."""

    cases: Sequence[Who]
    since: date | None
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons with one token, and what was said of them."""

    twins: JointTwins
    known: tuple[Known, Known]


@door("joint.confirm")
def page(request: Any, key: UUID) -> HttpResponse:
    """The body's own pairs: those to be confirmed, and what was confirmed."""
    programme = programme_at(request, key)
    part = _part(programme)
    pairs, named = _pairs(request, list(twins_of(part)))
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.OPEN,
        subject="twin",
        subject_id=programme.pk,
        keeper_id=programme.organisation_id,
        at=request.now,
        detail={**of_programme(programme), "rows": len(pairs), "named_cases": named},
    )
    return render(
        request,
        "manager/joint/twins.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "sees_names": bool(named),
            "waiting": [pair for pair in pairs if pair.twins.are_one is None],
            "answered": [pair for pair in pairs if pair.twins.are_one is not None],
        },
    )


@door("joint.confirm")
@require_POST
def confirm(request: Any, key: UUID, twins: UUID) -> HttpResponse:
    """Say of one pair whether they are one; the body is counted anew."""
    programme = programme_at(request, key)
    part = _part(programme)
    answer = request.POST.get("answer")
    found = twins_of(part).filter(pk=twins).first()
    if found is None or answer not in ("one", "two"):
        raise Http404
    confirm_twins(twins=found, are_one=answer == "one", at=request.now)
    count_joint.later(by=service_actor("joint", programme.organisation), project=part.project_id)
    said = _("1人と数えます。") if answer == "one" else _("2人と数えます。")
    messages.success(request, said + _("少し待つと、合わせた数に入ります。"))
    return redirect("manager:joint_twins", key=programme.pk)


def _part(programme: Programme) -> JointPart:
    part = part_of(programme)
    if part is None:
        raise Http404
    return part


def _pairs(request: Any, found: Sequence[JointTwins]) -> tuple[list[Pair], list[str]]:
    """The pairs with what the viewer may know of each person, and the cases that are named."""
    persons = {person for it in found for person in (it.one_id, it.other_id)}
    cases = list(
        Case.objects.filter(organisation_id=request.actor.organisation_id, person_id__in=persons)
        .annotate(since=Min("enrolments__from_on"))
        .values_list("pk", "person_id", "since")
    )
    names = whose(request, {case for case, _person, _since in cases})

    def known(person: Person) -> Known:
        own = [(names[str(case)], since) for case, it, since in cases if it == person.pk]
        days = [since for _who, since in own if since]
        is_open = any(who.is_named for who, _since in own)
        return Known(
            cases=[who for who, _since in own],
            since=min(days, default=None),
            phone=person.phone if is_open else "",
            address=person.address if is_open else "",
        )

    pairs = [Pair(it, (known(it.one), known(it.other))) for it in found]
    return pairs, sorted(str(case) for case, who in names.items() if who.is_named)
