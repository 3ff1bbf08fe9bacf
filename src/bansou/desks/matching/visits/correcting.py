"""One visit: reading it, putting it right, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import wareki
from bansou.commons.database.editing import EditedMeanwhile
from bansou.desks.matching.asking import ask, come_between
from bansou.desks.matching.gate import may_do, record_at, refusing
from bansou.desks.matching.members import visiting_members
from bansou.desks.matching.sections import crumbs
from bansou.desks.matching.visits.forms import CorrectVisitForm, written
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.employers.guide.kit import kit_of, reasons_of
from bansou.employers.visits.actions import (
    VisitAlreadyWithdrawn,
    correct_visit,
    withdraw_visit,
)
from bansou.employers.visits.models import EmployerVisit


def _visit_at(request: Any, pk: UUID) -> EmployerVisit:
    return record_at(request, EmployerVisit, pk, "company", "by__user")


def _to_change(request: Any, pk: UUID) -> EmployerVisit:
    visit = _visit_at(request, pk)
    if visit.withdrawn_at:
        raise VisitAlreadyWithdrawn()
    return visit


@require_safe
@door("company.read")
@refusing
def visit(request: Any, pk: UUID) -> HttpResponse:
    """What was said, what keeps the company back with the answers to it, and what comes next."""
    it = _visit_at(request, pk)
    kit = {answer.key: answer for answer in kit_of(it.organisation_id)}
    values = {
        "visit": it,
        "company": it.company,
        "crumbs": crumbs(Link(str(it.get_channel_display())), company=it.company),
        "answers": [kit[key] for key in it.hesitations if key in kit],
        "may_edit": may_do(request, "company.edit") and not it.withdrawn_at,
    }
    return render(request, "matching/visits/page.html", values)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def correct(request: Any, pk: UUID) -> HttpResponse:
    """The visit in its form; who comes second sees what is on record and keeps what they typed."""
    it = _to_change(request, pk)
    form = CorrectVisitForm(
        request.POST or None,
        initial=written(it),
        members=visiting_members(request.actor, request.today, also=it.by),
        reasons=reasons_of(it.organisation_id),
    )
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            correct_visit(visit=it, seen_version=form.cleaned_data["version"], **form.said())
        except EditedMeanwhile as refusal:
            it = _to_change(request, pk)
            facts = come_between(form, refusal, it.version, _facts(it))
        else:
            messages.success(request, _("直しました。前の内容は履歴に残っています。"))
            return redirect("matching:visit", pk)
    return ask(
        request,
        form,
        title=_("訪問の記録を直す"),
        verb=_("直して保存する"),
        back_url=reverse("matching:visit", args=[pk]),
        crumbs=crumbs(Link(_("訪問の記録を直す")), company=it.company),
        facts=facts,
    )


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to take the record back; do it."""
    it = _to_change(request, pk)
    if request.method == "POST":
        withdraw_visit(visit=it, at=request.now)
        messages.success(request, _("訪問の記録を取り消しました。内容は残っています。"))
        return redirect("matching:company", it.company_id)
    return ask(
        request,
        None,
        title=_("この訪問の記録を取り消しますか"),
        body=_(
            "取り消した訪問は、指標にも開拓の段階にも数えません。この訪問で入れた約束も外れます。"
            "内容は残ります。もとには戻せません。"
        ),
        facts=_facts(it),
        verb=_("取り消す"),
        back_url=reverse("matching:visit", args=[pk]),
        crumbs=crumbs(Link(_("訪問の記録を取り消す")), company=it.company),
        is_final=True,
    )


def _facts(it: EmployerVisit) -> list[tuple[str, str]]:
    return [
        (_("行った日"), wareki(it.on)),
        (_("方法"), str(it.get_channel_display())),
        (_("行った人"), it.by.user.name if it.by else _("未記入")),
        (_("会った人"), it.met_with or _("未記入")),
        (_("話したこと"), it.note or _("未記入")),
        (_("次の行動"), it.next_action or _("未定")),
    ]
