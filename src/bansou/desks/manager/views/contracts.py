"""委託: concluding a contract of a programme with an operator, and taking it back unused."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.errors import Refusal
from bansou.commons.ledger.staff import ENTRUSTED_KINDS
from bansou.commons.organisations.models import Organisation
from bansou.commons.requests.actions import once
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.forms import ContractForm
from bansou.desks.shared.door import door
from bansou.programmes.contracts import WORK, conclude_contract, take_back_contract
from bansou.programmes.models import Contract, Programme


@door("programme.edit")
def conclude(request: Any, key: UUID) -> HttpResponse:
    """Record with which operator the programme has a contract, from when until when."""
    programme = programme_at(request, key)
    operators = Organisation.objects.filter(kind__in=ENTRUSTED_KINDS).order_by("name")
    form = ContractForm(
        request.POST or None,
        contractors=[(str(it.pk), it.name) for it in operators],
        initial={"starts_on": programme.starts_on, "ends_on": programme.ends_on, "work": WORK},
    )
    if form.is_valid():
        try:
            _concluded(request, programme, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("委託を登録しました。受託者の職員は、職員・権限で登録できます。")
            )
            return redirect("manager:programme", key=programme.pk)
    status = 422 if form.is_bound and form.errors else 200
    values = {**_of(programme), "form": form, "has_operators": operators.exists()}
    return render(request, "manager/contracts/conclude.html", values, status=status)


def _concluded(request: Any, programme: Programme, form: ContractForm) -> None:
    """Record it once.

    :raises bansou.commons.errors.Refusal: the days cannot be these
    """
    said = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on", "work")}
    contractor = Organisation.objects.get(pk=form.cleaned_data["contractor"])

    def work() -> dict[str, str]:
        made = conclude_contract(programme=programme, contractor=contractor, **said)
        return {"contract": str(made.pk)}

    body = {**said, "programme": programme.pk, "contractor": contractor.pk}
    once(by=request.actor, key=form.key, action="contract.conclude", body=body, work=work)


@door("programme.edit")
def take_back(request: Any, key: UUID, contract: UUID) -> HttpResponse:
    """Ask whether to take a contract back that nothing rests on yet."""
    programme = programme_at(request, key)
    found = _contract(programme, contract)
    back = reverse("manager:programme", args=[programme.pk])
    if request.method == "POST":
        try:
            take_back_contract(contract=found)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("委託を取り消しました。"))
        return redirect(back)
    return render(
        request,
        "manager/contracts/take_back.html",
        {
            **_of(programme),
            "question": _("この委託を取り消しますか"),
            "body": _(
                "まちがって登録したときだけ、取り消してください。登録したことは、履歴に残ります。"
            ),
            "facts": (
                (_("受託者"), found.contractor.name),
                (_("始まり"), wareki(found.starts_on)),
                (_("終わり"), wareki(found.ends_on)),
                (_("委託の内容"), found.work),
            ),
            "back_url": back,
        },
    )


def _contract(programme: Programme, key: UUID) -> Contract:
    contracts = programme.contracts.filter(organisation_id=programme.organisation_id)
    found = contracts.select_related("contractor", "programme").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _of(programme: Programme) -> dict[str, Any]:
    return {"programme": programme, "year": FiscalYear(programme.fiscal_year).label}
