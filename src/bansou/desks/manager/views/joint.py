"""共同集計: what several bodies count together, one person once, and what each has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.figures import Figure, target_actual_on_screen
from bansou.commons.money import in_thousands
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.forms import JointForm
from bansou.desks.manager.joint_jobs import count_joint
from bansou.desks.shared.door import door
from bansou.evidence.indicators.queries import Reading, readings
from bansou.evidence.joint.actions import begin_joint_project, join_project, leave_project
from bansou.evidence.joint.queries import (
    BodyCount,
    Count,
    JointCounts,
    joint_counts,
    led_by,
    part_of,
    twins_of,
)
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: its target, the joint number, and the bodies' added up (延べ)."""

    reading: Reading
    target: Figure | None
    joint: Count
    total: int

    @property
    def pair(self) -> str:
        """280【68】人."""
        return (
            target_actual_on_screen(self.target, self.joint.counted) + self.reading.definition.unit
        )


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body: its number for each indicator, and its cost in 千円 where it is known."""

    it: BodyCount
    numbers: Sequence[tuple[int, str]]
    cost: str


@door("indicator.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """The joint numbers; for who takes no part yet, how to begin or join."""
    programme = programme_at(request, key)
    part = part_of(programme)
    if part is None:
        return _outside(request, programme, JointForm())
    counts = joint_counts(part)
    found = readings(programme, request.today)
    rows = _rows(found, counts)
    project = led_by(programme)
    return render(
        request,
        "manager/joint/page.html",
        {
            **_of(programme),
            "part": part,
            "rows": rows,
            "bodies": [_body_row(it, found) for it in counts.bodies],
            "is_whole": counts.is_whole,
            "has_alone": any(row.joint.alone for row in rows),
            "cost": _thousands(counts.cost_yen),
            "code": _spaced(project.code) if project else "",
            "unconfirmed": counts.unconfirmed,
            "has_twins": twins_of(part).exists(),
            "may_confirm": may_here(request, "joint.confirm"),
            "may_edit": may_here(request, "programme.edit"),
        },
    )


def _rows(found: Sequence[Reading], counts: JointCounts) -> list[Row]:
    return [
        Row(
            reading=reading,
            target=reading.target,
            joint=counts.together.get(reading.definition.id, Count()),
            total=sum(it.of(reading.definition.id).counted for it in counts.bodies),
        )
        for reading in found
    ]


def _body_row(it: BodyCount, found: Sequence[Reading]) -> BodyRow:
    numbers = [(it.of(one.definition.id).counted, one.definition.unit) for one in found]
    return BodyRow(it, numbers, _thousands(it.cost_yen))


def _thousands(cost_yen: int | None) -> str:
    return "" if cost_yen is None else in_thousands(cost_yen)


def _of(programme: Programme) -> dict[str, Any]:
    return {"programme": programme, "year": FiscalYear(programme.fiscal_year).label}


def _spaced(code: str) -> str:
    """A code as it is read aloud: ABCD-EFGH-JKLM."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _outside(request: Any, programme: Programme, form: JointForm) -> HttpResponse:
    values = {**_of(programme), "form": form, "may_edit": may_here(request, "programme.edit")}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manager/joint/outside.html", values, status=status)


@door("programme.edit")
@require_POST
def begin(request: Any, key: UUID) -> HttpResponse:
    """Begin a joint project and lead it."""
    programme = programme_at(request, key)
    try:
        begin_joint_project(programme=programme, at=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _count_all(request, programme)
        messages.success(request, _("共同事業を始めました。加わる団体に、合言葉を伝えてください。"))
    return redirect("manager:joint", key=programme.pk)


@door("programme.edit")
@require_POST
def join(request: Any, key: UUID) -> HttpResponse:
    """Take part with the code that the leading body has told."""
    programme = programme_at(request, key)
    form = JointForm(request.POST)
    if form.is_valid():
        try:
            join_project(programme=programme, code=form.cleaned_data["code"], at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            _count_all(request, programme)
            messages.success(request, _("共同事業に加わりました。数え終わると、ここに数が出ます。"))
            return redirect("manager:joint", key=programme.pk)
    return _outside(request, programme, form)


@door("programme.edit")
@require_POST
def count(request: Any, key: UUID) -> HttpResponse:
    """Have every body's part counted anew, each by its own service."""
    programme = programme_at(request, key)
    _count_all(request, programme)
    messages.success(request, _("数え直しています。少し待ってから、画面を開き直してください。"))
    return redirect("manager:joint", key=programme.pk)


def _count_all(request: Any, programme: Programme) -> None:
    part = part_of(programme)
    if part:
        for it in joint_counts(part).bodies:
            count_joint.later(by=service_actor("joint", it.body), project=part.project_id)


@door("programme.edit")
def leave(request: Any, key: UUID) -> HttpResponse:
    """Ask whether to leave; the body's numbers go with it."""
    programme = programme_at(request, key)
    if request.method == "POST":
        try:
            leave_project(programme=programme, at=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("共同事業を抜けました。出していた数は、もう合わさりません。")
            )
        return redirect("manager:joint", key=programme.pk)
    return render(
        request,
        "manager/joint/leave.html",
        {
            **_of(programme),
            "question": _("共同事業を抜けますか"),
            "body": _(
                "この団体の数は、すぐに合わせた数から外れます。もう一度加わることはできます。"
            ),
            "back_url": reverse("manager:joint", args=[programme.pk]),
        },
    )
