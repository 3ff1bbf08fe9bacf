"""予算: the headings of a programme's year, with what is committed, paid and left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.money import in_thousands, yen
from bansou.desks.manager.benefit_forms import SpendingForm
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.paying import of
from bansou.desks.shared.door import door
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.funding.queries import budget_of
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on


@require_safe
@door("programme.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """The eligible cost and its headings."""
    programme = programme_at(request, key)
    budget = budget_of(programme)
    rows = [
        {
            "label": line.label,
            "yen": yen(line.yen),
            "committed": yen(line.committed_yen),
            "paid": yen(line.paid_yen),
            "left": yen(line.left_yen),
            "may_be_overspent": line.may_be_overspent,
        }
        for line in budget.lines
    ]
    values = {
        **of(programme),
        "rows": rows,
        "sum": {
            "yen": yen(budget.allotted_yen),
            "committed": yen(budget.committed_yen),
            "paid": yen(budget.paid_yen),
            "left": yen(budget.left_yen),
        },
        "cost": in_thousands(budget.cost_yen) if budget.cost_yen is not None else "",
        "cost_exactly": yen(budget.cost_yen) if budget.cost_yen is not None else "",
        "not_allotted": (
            yen(budget.cost_yen - budget.allotted_yen) if budget.cost_yen is not None else ""
        ),
        "unset": _unset(request, programme, {line.label for line in budget.lines}),
        "may_edit": may_here(request, "programme.edit"),
    }
    return render(request, "manager/benefits/budget.html", values)


def _unset(request: Any, programme: Programme, known: set[str]) -> list[str]:
    """Headings from which the scheme's benefits are paid and that have no amount yet."""
    day = min(max(request.today, programme.starts_on), programme.ends_on)
    named = dict.fromkeys(benefit.budget for benefit in scheme_on(programme, day).benefits)
    return [label for label in named if label not in known]


@require_http_methods(["GET", "POST"])
@door("programme.edit")
def line(request: Any, key: UUID) -> HttpResponse:
    """Say how much a heading has; the address may name it."""
    programme = programme_at(request, key)
    asked = request.GET.get("label", "")
    known = next((one for one in budget_of(programme).lines if one.label == asked), None)
    initial: dict[str, Any] = {"label": asked}
    if known:
        initial |= {
            "yen": yen(known.yen),
            "may_be_overspent": known.may_be_overspent,
            "version": known.version,
        }
    form = SpendingForm(request.POST or None, initial=initial)
    form.fields["label"].disabled = known is not None
    if form.is_valid():
        said = form.cleaned_data
        try:
            set_spending_line(
                programme=programme,
                label=said["label"],
                yen=said["yen"],
                may_be_overspent=said["may_be_overspent"],
                seen_version=said["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("予算の費目を保存しました。"))
            return redirect("manager:budget", key=programme.pk)
    status = 422 if form.is_bound and form.errors else 200
    values = {
        **of(programme),
        "title": _("予算の費目を入れる"),
        "here": _("予算の費目を入れる"),
        "body": _("給付の支給を決定するとき、ここから金額を確保します。"),
        "form": form,
        "verb": _("保存する"),
        "back_url": reverse("manager:budget", args=[programme.pk]),
    }
    return render(request, "manager/benefits/ask.html", values, status=status)
