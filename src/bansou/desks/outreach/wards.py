"""区の配置: every ward with who is posted there, the gaps, and each worker's caseload."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import FiscalYear
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.desks.outreach.asking import answered
from bansou.desks.outreach.finding import may_do, refusing, tabs_of
from bansou.desks.outreach.forms import PostForm
from bansou.desks.shared.door import door
from bansou.support.outreach.posts.actions import change_posting, post_worker
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.posts.queries import (
    areas_of,
    caseloads,
    postings_of,
    staff_of_wards,
)

#: Who can be posted.
WORKERS = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker with where they are posted today, and how many cases run on them."""

    name: str
    duties: list[str]
    wards: list[str]
    cases: int


@require_safe
@door("outreach.staff")
@refusing
def wards(request: Any) -> HttpResponse:
    """Every ward of the city: staff or a gap, until the end of the fiscal year."""
    keeper_id = _keeper(request)
    until = FiscalYear.of(request.today).ends_on
    found = staff_of_wards(keeper_id, request.today, until)
    has_wards = any(ward.area.city for ward in found)
    values = {
        "wards": found,
        "has_wards": has_wards,
        "empty": sum(not ward.present for ward in found) if has_wards else 0,
        "until": until,
        "workers": _workers(keeper_id, [row for ward in found for row in ward.present], found),
        "may_post": may_do(request, "outreach.post"),
        "tabs": tabs_of(request, "outreach:wards"),
    }
    return render(request, "outreach/wards.html", values)


def _workers(keeper_id: UUID, present: list[WardPosting], found: Any) -> list[Worker]:
    names = {ward.area.code: ward.area.name for ward in found}
    cases = caseloads(keeper_id, {row.member_id for row in present})
    workers: dict[UUID, Worker] = {}
    for row in present:
        worker = workers.setdefault(
            row.member_id, Worker(row.member.user.name, [], [], cases[row.member_id])
        )
        worker.wards.append(names[row.ward])
        duty = str(row.get_duty_display())
        if duty not in worker.duties:
            worker.duties.append(duty)
    return sorted(workers.values(), key=lambda worker: -worker.cases)


def _keeper(request: Any) -> UUID:
    keeper_id: UUID = request.actor.require_organisation()
    return keeper_id


def _members(request: Any) -> list[Membership]:
    return list(members_in(WORKERS, _keeper(request), request.today))


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def post(request: Any) -> HttpResponse:
    """Ask who is posted where, from when on."""
    first = {"ward": request.GET.get("ward", ""), "from_on": request.today}
    form = PostForm(
        request.POST or None,
        areas=areas_of(_keeper(request)),
        members=_members(request),
        initial=first,
    )
    return answered(
        request,
        form,
        lambda: post_worker(by=request.actor, post=form.post()),
        done=_("配置しました。"),
        title=_("区に配置する"),
        verb=_("配置する"),
        back_url=reverse("outreach:wards"),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def posting(request: Any, pk: UUID) -> HttpResponse:
    """A posting in its form: another person, a longer time, its end."""
    it = postings_of(_keeper(request)).filter(pk=pk).first()
    if it is None:
        raise Http404
    names = ("ward", "duty", "from_on", "until_on", "note", "version")
    first = {name: getattr(it, name) for name in names} | {"member": str(it.member_id)}
    members = {member.pk: member for member in [*_members(request), it.member]}
    form = PostForm(
        request.POST or None,
        areas=[area for area in areas_of(_keeper(request)) if area.code == it.ward],
        members=list(members.values()),
        initial=first,
    )

    def do() -> None:
        seen = form.cleaned_data["version"]
        change_posting(by=request.actor, posting=it, seen_version=seen, post=form.post())

    return answered(
        request,
        form,
        do,
        done=_("直しました。前の内容は履歴に残っています。"),
        title=_("配置を直す"),
        verb=_("直して保存する"),
        body=_("配置を終えるときは、「いつまで」に最後の日を入れます。"),
        back_url=reverse("outreach:wards"),
    )
