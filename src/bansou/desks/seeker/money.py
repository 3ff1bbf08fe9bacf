"""Money: what I can claim for days on which I came, how far each claim is, and to which account it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.benefits.accounts.queries import account_of
from bansou.benefits.accounts.rules import hidden_number
from bansou.benefits.claims.drawing import draw_up, draw_up_again, withdraw
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claim_of, claims_of
from bansou.benefits.claims.refusals import NoDayLeft
from bansou.benefits.notices.letter import pdf_of
from bansou.benefits.payments.queries import pay_days
from bansou.commons.clock import day_in_sentence
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.commons.requests.actions import once
from bansou.desks.seeker.gate import own, own_case, refusing
from bansou.desks.shared.claim_forms import ClaimForm, DaysForm, TripForm, days_said, trip_said
from bansou.desks.shared.claims import Offered, Shown, days_left, hours, offered_to, shown
from bansou.desks.shared.costs import is_paid_by_person, payer_and_amount
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.desks.shared.parts import Chip
from bansou.people.cases.models import Case
from bansou.schemes.courses import COST_KINDS
from bansou.support.training.models import CourseApplication
from bansou.support.training.queries import applications_of

_State = Claim.State
#: How a claim stands, to the person.
STANDS = {
    _State.DRAWN: Chip(gettext_lazy("確かめています")),
    _State.CHECKED: Chip(gettext_lazy("確かめています")),
    _State.RETURNED: Chip(gettext_lazy("直すところがあります"), "warn"),
    _State.APPROVED: Chip(gettext_lazy("支給が決まりました"), "key"),
    _State.LISTED: Chip(gettext_lazy("もうすぐ振り込みます"), "key"),
    _State.PAID: Chip(gettext_lazy("振り込みました"), "good"),
    _State.DECLINED: Chip(gettext_lazy("支給されません"), "quiet"),
}
_OFFICE_PUTS_RIGHT = Chip(gettext_lazy("窓口で直しています"))


@dataclass(frozen=True, slots=True)
class Mine:
    """One claim with its days, and what it means."""

    claim: Claim
    chip: Chip
    said: str
    shown: Shown
    may_change: bool


@dataclass(frozen=True, slots=True)
class ToClaim:
    """A benefit that can be claimed, in one of the person's cases; how many days are left."""

    case: Case
    offered: Offered
    days: int | None
    said: str


@require_safe
@door("my.read")
@refusing
def money(request: Any) -> HttpResponse:
    """Every claim that stands, what can be claimed, what one pays oneself, and the account."""
    it = own(request)
    claims = [claim for case in it.cases for claim in claims_of(case) if claim.state in STANDS]
    days = pay_days(request.actor, claims)
    account = account_of(it.person)
    values = {
        "claims": [_mine(claim, days, request.today) for claim in claims],
        "to_claim": [one for case in it.cases for one in _to_claim(case, request.today)],
        "own_costs": [one for case in it.cases for one in _own_costs(case)],
        "account": account,
        "hidden": hidden_number(account.number) if account else "",
    }
    return render(request, "seeker/money.html", values)


def _mine(claim: Claim, days: Mapping[UUID, date], today: date) -> Mine:
    is_own = claim.drawn_by_id is None
    on = days.get(claim.pk)
    return Mine(
        claim=claim,
        chip=chip_of(claim),
        said=_meaning(claim, day_in_sentence(on, today) if on else "", is_own=is_own),
        shown=shown(claim),
        may_change=is_own and claim.state in Claim.OPEN,
    )


def chip_of(claim: Claim) -> Chip:
    """How a claim stands; what the office has to put right itself is nothing to do for the person."""
    state = _State(claim.state)
    is_theirs = state is _State.RETURNED and claim.drawn_by_id is not None
    return _OFFICE_PUTS_RIGHT if is_theirs else STANDS[state]


def _meaning(claim: Claim, on: str, *, is_own: bool) -> str:
    """What comes next, and when."""
    state = _State(claim.state)
    if state is _State.RETURNED and is_own:
        return _("窓口から　%(reason)s") % {"reason": claim.reason}
    if state is _State.RETURNED:
        return _("窓口の人が書き直して、もう一度出します。理由　%(reason)s") % {
            "reason": claim.reason
        }
    if state in Claim.OPEN:
        return _("窓口の人が確かめ、別の人が決めます。決まると、ここに出ます。")
    if state is _State.APPROVED:
        return _("次の支払いの日に、あなたの口座に振り込みます。日が決まると、ここに出ます。")
    if state is _State.DECLINED:
        return claim.reason
    if state is _State.LISTED:
        return _("%(day)sに、あなたの口座に振り込みます。") % {"day": on}
    return _("%(day)sに、あなたの口座に振り込みました。") % {"day": on}


def _to_claim(case: Case, today: date) -> list[ToClaim]:
    """What the office has set an amount for; a stipend with the days that are left."""
    found = []
    for offered in offered_to(case, today):
        benefit = offered.benefit
        if benefit.kind == "travel":
            if benefit.ceiling_day is None or not benefit.holds_on(today):
                continue
            said = _("1日に%(yen)sまで") % {"yen": yen(benefit.ceiling_day)}
            days = None if benefit.part == "other" else len(days_left(case, offered))
            found.append(ToClaim(case, offered, days, said))
        elif benefit.prices:
            days = len(_payable(case, offered))
            found.append(ToClaim(case, offered, days, _("出席した日の分")))
    return found


def _payable(case: Case, offered: Offered, known: Claim | None = None) -> list[tuple[str, str]]:
    """The attended days that have a price, each with what it pays."""
    return [
        (day.on.isoformat(), "　".join([day_said, day.title, hours(day.minutes), yen(price)]))
        for day in days_left(case, offered, known)
        if (price := offered.benefit.price_on(day.on)) is not None
        for day_said in [day_in_sentence(day.on, day.on)]
    ]


def _own_costs(case: Case) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """What courses cost the person themselves: never paid for by a claim."""
    seated = (CourseApplication.State.ENROLLED, CourseApplication.State.COMPLETED)
    found = []
    for application in applications_of(case).filter(state__in=seated):
        costs = application.run.costs if application.run else []
        own_lines = [
            (str(COST_KINDS[line["kind"]]), payer_and_amount(line))
            for line in costs
            if is_paid_by_person(line)
        ]
        if own_lines:
            found.append((application.title, own_lines))
    return found


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def claim(request: Any, pk: UUID) -> HttpResponse:
    """Claim a benefit of one of one's cases, once; the address names which."""
    case = own_case(request, "my.change", pk)
    offered = next(
        (one for one in offered_to(case, request.today) if one.key == request.GET.get("benefit")),
        None,
    )
    if offered is None:
        raise Http404
    form = _form(request, case, offered)
    if form.is_valid():
        try:
            _draw_up(request, case, offered, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("請求を受け取りました。決まるまで、ここで見られます。"))
            return redirect("seeker:money")
    return _ask(request, offered, form)


def _form(request: Any, case: Case, offered: Offered, known: Claim | None = None) -> ClaimForm:
    posted = request.POST if request.method == "POST" else None
    if offered.benefit.kind == "travel":
        return TripForm(posted, benefit=offered.benefit, initial=trip_said(known))
    days = _payable(case, offered, known)
    if not days:
        raise NoDayLeft()
    return DaysForm(posted, benefit=offered.benefit, days=days, initial=days_said(known))


def _ask(
    request: Any, offered: Offered, form: ClaimForm, known: Claim | None = None
) -> HttpResponse:
    benefit = offered.benefit
    values = {
        "form": form,
        "benefit": benefit,
        "ceiling": yen(benefit.ceiling_day) if benefit.ceiling_day else "",
        "reason": known.reason if known else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/claim.html", values, status=status)


def _draw_up(request: Any, case: Case, offered: Offered, form: ClaimForm) -> None:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = draw_up(
            by=request.actor,
            case=case,
            programme=offered.programme,
            wanted=wanted,
            on=request.today,
            at=request.now,
        )
        return {"claim": str(made.pk)}

    body = {"case": case.pk, "benefit": offered.key, "wanted": str(wanted)}
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action="my.claim", body=body, work=work)


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def again(request: Any, pk: UUID) -> HttpResponse:
    """Put a claim right that the office gave back."""
    case, known = own_claim(request, pk)
    offered = next(
        (
            one
            for one in offered_to(case, request.today)
            if (one.programme.pk, one.benefit.key) == (known.programme_id, known.benefit)
        ),
        None,
    )
    if offered is None or known.state != _State.RETURNED:
        raise Http404
    form = _form(request, case, offered, known)
    if form.is_valid():
        try:
            draw_up_again(
                by=request.actor,
                claim=known,
                wanted=form.wanted(),
                seen_version=known.version,
                on=request.today,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("直した請求を受け取りました。"))
            return redirect("seeker:money")
    return _ask(request, offered, form, known)


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """Ask once; take a claim of one's own back, and its days can be claimed anew."""
    _case, known = own_claim(request, pk)
    if request.method == "POST":
        withdraw(claim=known, seen_version=known.version, reason=_("本人が取り下げた"))
        messages.success(request, _("請求を取り下げました。同じ日を、また請求できます。"))
        return redirect("seeker:money")
    return render(request, "seeker/claim_withdraw.html", {"claim": known})


def claim_about_me(request: Any, pk: UUID) -> tuple[Case, Claim]:
    """A claim for the person, whoever drew it up, with its case.

    :raises Http404: there is none, or it is somebody else's
    """
    known = claim_of(pk)
    if known is None:
        raise Http404
    return own_case(request, "my.change", known.case_id), known


def own_claim(request: Any, pk: UUID) -> tuple[Case, Claim]:
    """A claim that the person drew up themselves, with its case.

    :raises Http404: there is none, it is somebody else's, or the office drew it up
    """
    case, known = claim_about_me(request, pk)
    if known.drawn_by_id is not None:
        raise Http404
    return case, known


@require_safe
@door("my.read")
@refusing
def letter(request: Any, pk: UUID) -> HttpResponse:
    """The office's letter about a claim that is decided."""
    known = claim_of(pk)
    if known is None or known.decided_at is None or known.state not in STANDS:
        raise Http404
    own_case(request, "my.read", known.case_id)
    name = _("お知らせ　%(number)s.pdf") % {"number": known.ticket}
    return kept_file(pdf_of(known), "application/pdf", name)
