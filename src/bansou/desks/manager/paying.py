"""Claims and lists that addresses of this desk name, and how they stand in its tables."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claim_of, claims_in
from bansou.benefits.payments.models import PaymentList
from bansou.benefits.payments.queries import lists_of
from bansou.commons.access.table import TABLE
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.money import yen
from bansou.commons.organisations.queries import members_in
from bansou.desks.manager.logged import of_programme
from bansou.desks.shared.claims import chip_of
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Chip, Link
from bansou.programmes.models import Programme

_State = Claim.State
#: The lists of claims, each with its word and what is in it.
LISTS: dict[str, tuple[str, ...]] = {
    "check": (_State.DRAWN,),
    "decide": (_State.CHECKED,),
    "pay": (_State.APPROVED, _State.LISTED),
    "returned": (_State.RETURNED,),
    "done": (_State.PAID, _State.DECLINED, _State.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in a table."""

    claim: Claim
    name: str
    days: int
    yen: str
    chip: Chip


def rows_of(claims: Iterable[Claim]) -> list[Row]:
    """Claims as rows."""
    return [
        Row(claim, called(claim.case), claim.day_count, yen(claim.yen), chip_of(claim))  # type: ignore[attr-defined]
        for claim in claims
    ]


def listed(programme: Programme, name: str) -> QuerySet[Any]:
    """The claims of one list, each with the number of its days."""
    return claims_in(programme, LISTS[name]).annotate(day_count=Count("items"))


def waiting_first(programme: Programme) -> str:
    """The list to open on: what waits for a check, or for a decision where nothing does."""
    waits = [name for name in ("check", "decide") if claims_in(programme, LISTS[name]).exists()]
    return next(iter(waits), "check")


def tabs_of(programme: Programme, current: str) -> Sequence[Link]:
    """The lists with how many are in each."""
    words = {
        "check": _("確認待ち"),
        "decide": _("決定待ち"),
        "pay": _("支払いまで"),
        "returned": _("差戻し"),
        "done": _("済んだもの"),
    }
    counts = dict(
        Claim.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .values_list("state")
        .annotate(Count("pk"))
    )
    return [
        Link(
            word,
            f"{reverse('manager:claims', args=[programme.pk])}?list={name}",
            count=sum(counts.get(state, 0) for state in LISTS[name]),
            current=name == current,
        )
        for name, word in words.items()
    ]


def claim_at(programme: Programme, key: UUID) -> Claim:
    """The claim of an address; one of another programme does not exist."""
    claim = claim_of(key)
    if claim is None or claim.programme_id != programme.pk:
        raise Http404
    return claim


def deciders_of(claim: Claim, today: date, *, but: Collection[UUID] = ()) -> list[str]:
    """Who could decide about a claim: neither who drew it up nor who checked it, in whichever seat.

    :param but: further users who are left out
    """
    own = {seat.user_id for seat in (claim.drawn_by, claim.checked_by) if seat} | set(but)
    return who_may("claim.approve", claim.organisation_id, today, but=own)


def who_may(action: str, keeper_id: UUID, today: date, *, but: Collection[UUID]) -> list[str]:
    """The names of those who may do something in an organisation today, some users left out."""
    roles = {role for entry in TABLE if entry.action == action for role in entry.roles}
    members = members_in(roles, keeper_id, today).exclude(user_id__in=but)
    return list(dict.fromkeys(member.user.name for member in members))


def list_at(programme: Programme, key: UUID) -> PaymentList:
    """The payment list of an address."""
    found = lists_of(programme).select_related("programme").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def note_claims(request: Any, programme: Programme, claims: Iterable[Claim], name: str) -> None:
    """Write into the log whose claims were shown."""
    note_list(
        by=request.actor,
        subject="claims",
        at=request.now,
        shown=[(claim.organisation_id, claim.case_id) for claim in claims],
        detail={**of_programme(programme), "list": name},
    )


def note_claim(request: Any, claim: Claim, kind: AccessLog.Kind = AccessLog.Kind.OPEN) -> None:
    """Write into the log that a claim was opened."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="claim",
        subject_id=claim.pk,
        case_id=claim.case_id,
        at=request.now,
        keeper_id=claim.organisation_id,
    )


def note_payments(
    request: Any, payment_list: PaymentList, kind: AccessLog.Kind, **detail: Any
) -> None:
    """Write into the log that a payment list was opened or written out."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="payment",
        subject_id=payment_list.pk,
        at=request.now,
        keeper_id=payment_list.organisation_id,
        detail={
            **of_programme(payment_list.programme),
            "number": payment_list.number,
            **detail,
        },
    )


def of(programme: Programme) -> dict[str, Any]:
    """What every page of this subject shows of its programme."""
    return {"programme": programme, "year": FiscalYear(programme.fiscal_year).label}
