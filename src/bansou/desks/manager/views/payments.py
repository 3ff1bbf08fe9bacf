"""支払リスト: what waits to be paid, lists with training and trials apart, the bank's file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.benefits.accounts.models import AccountKind
from bansou.benefits.accounts.queries import paying_account_of
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.actions import make_list, note_written_out
from bansou.benefits.payments.models import PaymentList
from bansou.benefits.payments.queries import (
    Waiting,
    bank_file,
    lists_of,
    name_of_file,
    sections_of,
    waiting_in,
)
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.commons.requests.actions import once
from bansou.desks.manager.benefit_forms import PaymentForm
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.paying import list_at, note_claims, note_payments, of
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import Table, file_response, named_file
from bansou.desks.shared.parts import Chip, Link
from bansou.programmes.models import Programme

_KINDS = {
    PaymentList.State.MADE: "key",
    PaymentList.State.PAID: "good",
    PaymentList.State.TAKEN_BACK: "quiet",
}


@require_safe
@door("payment.make")
def index(request: Any, key: UUID) -> HttpResponse:
    """A programme's lists, and who waits to be paid."""
    programme = programme_at(request, key)
    waiting = waiting_in(programme)
    note_claims(request, programme, [claim for it in waiting for claim in it.claims], "pay")
    values = {
        **of(programme),
        "lists": [
            (one, _chip(one), [(part.label, yen(part.yen)) for part in sections_of(one)])
            for one in lists_of(programme)
        ],
        "waiting": [(it, yen(it.yen)) for it in waiting],
        "paying_account": paying_account_of(programme.organisation_id),
    }
    return render(request, "manager/benefits/payments.html", values)


@require_http_methods(["GET", "POST"])
@door("payment.make")
def make(request: Any, key: UUID) -> HttpResponse:
    """Choose the claims that are paid; who has no account is named before anything is made."""
    programme = programme_at(request, key)
    waiting = waiting_in(programme)
    ready = [it for it in waiting if it.has_account]
    choices = [(str(claim.pk), _in_words(it, claim)) for it in ready for claim in it.claims]
    form = PaymentForm(
        request.POST or None,
        claims=choices,
        initial={"claims": [choice for choice, _words in choices]},
    )
    if form.is_valid():
        try:
            made = _make(request, programme, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("支払リストを作りました。振込のデータを取り出せます。"))
            return redirect("manager:payment_list", key=programme.pk, payment_list=made)
    status = 422 if form.is_bound and form.errors else 200
    values = {
        **of(programme),
        "form": form,
        "ready": ready,
        "missing": [it for it in waiting if not it.has_account],
        "paying_account": paying_account_of(programme.organisation_id),
    }
    return render(request, "manager/benefits/make.html", values, status=status)


def _in_words(it: Waiting, claim: Claim) -> str:
    return f"{it.person.name}　{claim.label}　{yen(claim.yen)}"


def _make(request: Any, programme: Programme, form: PaymentForm) -> str:
    said = form.cleaned_data
    claims = [UUID(key) for key in said["claims"]]

    def work() -> dict[str, str]:
        made = make_list(
            by=request.actor,
            programme=programme,
            claims=claims,
            pay_on=said["pay_on"],
            today=request.today,
            at=request.now,
        )
        return {"payment_list": str(made.pk)}

    body = {"programme": programme.pk, "claims": sorted(map(str, claims)), "on": said["pay_on"]}
    answer = once(by=request.actor, key=form.key, action="payment.make", body=body, work=work)
    return str(answer["payment_list"])


@require_safe
@door("payment.make")
def page(request: Any, key: UUID, payment_list: UUID) -> HttpResponse:
    """One list, training and trials apart, for the screen and for paper."""
    programme = programme_at(request, key)
    found = list_at(programme, payment_list)
    note_payments(request, found, AccessLog.Kind.OPEN)
    sections = sections_of(found)
    values = {
        **of(programme),
        "list": found,
        "chip": _chip(found),
        "sections": [
            (
                part,
                yen(part.yen),
                [
                    (one, yen(one.yen), _account(one.account), one.account.get("holder_kana", ""))
                    for one in part.entries
                ],
            )
            for part in sections
        ],
        "total": yen(sum(part.yen for part in sections)),
        "entries": sum(len(part.entries) for part in sections),
        "is_open": found.state == PaymentList.State.MADE,
        "is_to_come": found.state == PaymentList.State.MADE and found.pay_on > request.today,
        "acts": _acts(request, found),
        "is_asked_back": found.state == PaymentList.State.MADE and found.back_asked_at is not None,
        "has_entries": bool(sections),
        "may_export": may_here(request, "payment.export"),
    }
    return render(request, "manager/benefits/payment_list.html", values)


def _acts(request: Any, found: PaymentList) -> list[Link]:
    """What this member may do with the list as it stands."""
    is_open = found.state == PaymentList.State.MADE
    asker = found.back_asked_by
    is_theirs = asker is not None and asker.user_id == request.actor.user_id
    offered = [
        ("payment_paid", _("支払済みにする"), asker is None and found.pay_on <= request.today),
        (
            "payment_take_back",
            _("取消しを申し出る") if found.written_out_at and asker is None else _("取り消す"),
            not is_theirs,
        ),
        ("payment_keep", _("取り消さない"), asker is not None),
    ]
    return [
        Link(text, reverse(f"manager:{name}", args=[found.programme_id, found.pk]))
        for name, text, may in offered
        if is_open and may
    ]


def _chip(payment_list: PaymentList) -> Chip:
    state = PaymentList.State(payment_list.state)
    return Chip(str(state.label), _KINDS[state])


def _account(account: dict[str, str]) -> str:
    if not account:
        return _("台帳から（口座の記録なし）")
    kind = AccountKind(account["kind"]).label
    return f"{account['bank_code']}-{account['branch_code']}　{kind}　{account['number']}"


@require_safe
@door("payment.export")
def export(request: Any, key: UUID, payment_list: UUID, form: str) -> HttpResponse:
    """The list as a file: for the bank (txt), or as a table (xlsx, csv)."""
    programme = programme_at(request, key)
    found = list_at(programme, payment_list)
    forms = ("txt", "xlsx", "csv") if found.has_accounts else ("xlsx", "csv")
    if form not in forms or found.state == PaymentList.State.TAKEN_BACK:
        raise Http404
    table = _table(found)
    note_payments(request, found, AccessLog.Kind.EXPORT, format=form, rows=len(table.rows))
    if found.has_accounts:
        note_written_out(by=request.actor, payment_list=found, at=request.now)
    if form == "txt":
        return named_file(bank_file(found), "text/plain; charset=Shift_JIS", name_of_file(found))
    return file_response(table, form)


def _table(payment_list: PaymentList) -> Table:
    heads = (
        _("区分"),
        _("受給者"),
        _("金額（円）"),
        _("金融機関コード"),
        _("支店コード"),
        _("預金の種類"),
        _("口座番号"),
        _("口座名義（カナ）"),
        _("振込の日"),
        _("支払った日"),
    )
    name = _("支払リスト　%(programme)s　%(list)s") % {
        "programme": payment_list.programme.name,
        "list": payment_list,
    }
    rows = [
        (
            part.label,
            entry.payee,
            entry.yen,
            *_account_columns(entry.account),
            payment_list.pay_on,
            payment_list.paid_on,
        )
        for part in sections_of(payment_list)
        for entry in part.entries
    ]
    return Table(name, heads, rows)


def _account_columns(account: dict[str, str]) -> tuple[str, ...]:
    """Bank, branch, kind, number and holder; blank where a ledger told of the payment."""
    if not account:
        return ("",) * 5
    kind = str(AccountKind(account["kind"]).label)
    codes = (account["bank_code"], account["branch_code"])
    return (*codes, kind, account["number"], account["holder_kana"])
