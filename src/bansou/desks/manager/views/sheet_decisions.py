"""What is decided about a case sheet: approved, published, taken from the public.

Who approves says which version of the texts was read: one that was worded since is not approved.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.desks.manager.finding import may_here, version_in
from bansou.desks.manager.forms import ApproveForm, PublishForm, WithdrawForm
from bansou.desks.manager.sheet_rows import figures_of, midyear_said
from bansou.desks.shared.door import action_of, door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.grants.casebook.awaiting import must_leave_it
from bansou.grants.casebook.midyear import MidyearNotAccepted, midyear_in
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.publishing import (
    ApprovesOwnSheet,
    approve_sheet,
    known_population,
    publish_sheet,
    withdraw_sheet,
)
from bansou.grants.casebook.queries import as_drawn_up, sheets_of, wording_number
from bansou.grants.casebook.standing import DRAFT, Kind, standing_of


@door("sheet.approve")
def approve(request: Any, key: UUID) -> HttpResponse:
    """Ask, then approve a draft; who made it is told at once who may."""
    sheet = _sheet(request, key, DRAFT)
    if must_leave_it(sheet, request.actor.membership_id, request.now):
        return _refused(request, sheet, ApprovesOwnSheet())
    midyear = midyear_in(sheet)
    form = ApproveForm(
        request.POST if request.method == "POST" else None,
        is_midyear=midyear is not None,
        initial={"version": version_in(request.GET.get("version", "")) or wording_number(sheet)},
    )
    if form.is_valid():
        try:
            _approve(request, sheet, form)
        except MidyearNotAccepted as refusal:
            form.add_refusal(refusal)
        except Refusal as refusal:
            return _refused(request, sheet, refusal)
        else:
            messages.success(request, _("承認しました。次は、事業担当者が公開します。"))
            return redirect("manager:sheet", key=sheet.pk)
    values = {
        "form": form,
        "drawn_up": sheet,
        "programme": sheet.programme,
        "year": FiscalYear(sheet.programme.fiscal_year).label,
        "figures": figures_of(sheet, as_drawn_up(sheet)),
        "midyear": midyear_said(midyear),
    }
    return render(
        request, "manager/sheets/approve.html", values, status=422 if form.errors else 200
    )


def _approve(request: Any, sheet: CaseSheet, form: ApproveForm) -> None:
    approve_sheet(
        sheet=sheet,
        seen=form.cleaned_data["version"],
        by=request.actor,
        at=request.now,
        accepts_midyear=form.cleaned_data.get("accepts_midyear", False),
    )


@door("sheet.publish")
def publish(request: Any, key: UUID) -> HttpResponse:
    """Publish an approved sheet in the library."""
    sheet = _sheet(request, key, Kind.APPROVED, Kind.WITHDRAWN)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        initial={"population": known_population(sheet)},
    )
    if form.is_valid():
        try:
            publish_sheet(
                sheet=sheet,
                by=request.actor,
                at=request.now,
                population=form.cleaned_data["population"],
                note=form.cleaned_data["note"],
            )
        except Refusal as refusal:
            return _refused(request, sheet, refusal)
        messages.success(request, _("事例ライブラリーに公開しました。"))
        return redirect("manager:sheet", key=sheet.pk)
    return _ask(
        request,
        sheet,
        question=_("このシートを公開しますか"),
        body=_(
            "だれでも、ログインせずに読めるようになります。数えた記録や氏名への手がかりは入りません。"
            "この事業のいま公開しているシートがあれば、入れ替わります。"
        ),
        verb=_("公開する"),
        form=form,
    )


@door("sheet.publish")
def withdraw(request: Any, key: UUID) -> HttpResponse:
    """Take a published sheet back, with the reason."""
    sheet = _sheet(request, key, Kind.PUBLISHED)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_sheet(
                sheet=sheet, by=request.actor, at=request.now, note=form.cleaned_data["note"]
            )
        except Refusal as refusal:
            return _refused(request, sheet, refusal)
        messages.success(request, _("公開をやめました。ライブラリーからは消えています。"))
        return redirect("manager:sheet", key=sheet.pk)
    return _ask(
        request,
        sheet,
        question=_("このシートの公開をやめますか"),
        body=_("ライブラリーから消えます。シートと決裁の記録は残り、もう一度公開できます。"),
        verb=_("公開をやめる"),
        form=form,
    )


def _ask(request: Any, sheet: CaseSheet, *, form: Any = None, **words: Any) -> HttpResponse:
    values = {
        **words,
        "form": form,
        "programme": sheet.programme,
        "facts": [
            (
                _("シート"),
                _("%(name)s　第%(number)d号")
                % {"name": sheet.programme.name, "number": sheet.number},
            )
        ],
        "back_url": reverse("manager:sheet", args=[sheet.pk]),
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "manager/sheets/decide.html", values, status=status)


def _sheet(request: Any, key: UUID, *kinds: str) -> CaseSheet:
    """The sheet of an address, if it stands where the decision belongs."""
    found = sheets_of(request.actor.sees).filter(pk=key).first()
    if found is None or not may_here(request, action_of(request.resolver_match) or ""):
        raise Http404
    if standing_of(found).kind not in kinds:
        raise Http404
    return found


def _refused(request: Any, sheet: CaseSheet, refusal: Refusal) -> HttpResponse:
    back = Link(_("シートへ戻る"), reverse("manager:sheet", args=[sheet.pk]))
    return refuse(request, refusal, remedy=back)
