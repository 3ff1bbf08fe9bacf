"""Receiving a request, extending its time, deciding it as a whole, handing out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.documents.models import Attachment
from bansou.people.answering.models import AnswerPeriod, DisclosureRequest
from bansou.people.answering.refusals import (
    AuthorityMissing,
    DaysDoNotFit,
    ExtendedAlready,
    ExtendedTooLate,
    ExtensionTooLong,
    IdentityNotChecked,
    NobodyKnown,
    NoExtension,
    NoPeriod,
    NotDecided,
    NotUnderReview,
    NumberTaken,
    ReasonMissing,
    RequestRuns,
)
from bansou.people.answering.rules import Period, due_on, in_force
from bansou.people.cases.actions import held_of_the_same_person
from bansou.people.cases.models import Case

_State = DisclosureRequest.State
_RUNS = (_State.RECEIVED, _State.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for what, since when, and how one knows who it is."""

    number: str
    received_on: date
    requester: str
    identity_by: str
    identity_checked_on: date
    asked_for: str
    agent_name: str = ""
    authority: str = ""

    @property
    def is_by_agent(self) -> bool:
        """Tell whether somebody asks for the person."""
        return self.requester != DisclosureRequest.Requester.PERSON


def receive(*, by: Actor, case: Case, asked: Asked, at: datetime, today: date) -> DisclosureRequest:
    """Receive a request of whoever was seen to be the person, or to act for them.

    :raises NobodyKnown: the case names nobody
    :raises DaysDoNotFit: received or checked in the future
    :raises IdentityNotChecked: it is not said how one knows who asks
    :raises AuthorityMissing: somebody else asks, without a paper
    :raises NoPeriod: it is not set within how many days it is decided
    :raises RequestRuns: the person has one that is not done with
    :raises NumberTaken: another request has the number
    """
    _refuse_unfit(case, asked, today)
    period = _period_on(case.organisation_id, asked.received_on)
    with transaction.atomic():
        _refuse_second(case)
        return _written(
            DisclosureRequest(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                number=asked.number,
                received_on=asked.received_on,
                requester=asked.requester,
                agent_name=asked.agent_name if asked.is_by_agent else "",
                authority=asked.authority if asked.is_by_agent else "",
                identity_by=asked.identity_by,
                identity_checked_on=asked.identity_checked_on,
                identity_checked_by_id=by.require_membership(),
                asked_for=asked.asked_for,
                due_on=due_on(asked.received_on, period.days),
                extension_days=period.extension_days,
                basis=period.basis,
                received_by_id=by.require_membership(),
                received_at=at,
            )
        )


def extend(
    *,
    by: Actor,
    request: DisclosureRequest,
    until: date,
    because: str,
    notice: Callable[[DisclosureRequest], Attachment],
    at: datetime,
    today: date,
) -> None:
    """Take more time for a decision, once, for a reason that the person is told.

    :param notice: draws what the person is sent of the request as it then is, and keeps it
    :raises NotUnderReview: it is decided
    :raises ExtendedAlready: it was extended
    :raises ExtendedTooLate: its time is over
    :raises ReasonMissing: it is not said why
    :raises NoExtension: the office's rules allow none
    :raises ExtensionTooLong: further than the office's rules allow
    """
    with transaction.atomic():
        it = held_under_review(request)
        if it.extended_until:
            raise ExtendedAlready(until=wareki(it.extended_until))
        if today > it.due_on:
            raise ExtendedTooLate(on=wareki(it.due_on))
        if not because.strip():
            raise ReasonMissing(field="because")
        if not it.extension_days:
            raise NoExtension(field="until")
        first, last = due_on(it.due_on, 1), due_on(it.due_on, it.extension_days)
        if not first <= until <= last:
            raise ExtensionTooLong(first=wareki(first), last=wareki(last), field="until")
        it.extended_until, it.extended_because = until, because
        it.extended_by_id, it.extended_at = by.require_membership(), at
        it.extension_paper = notice(it)
        _save(it)


def decide(
    *, by: Actor, request: DisclosureRequest, number: str, paper: Attachment, at: datetime
) -> None:
    """Decide that a request is granted, as it was decided item by item.

    :param paper: what is shown; whatever is written later, nothing else is handed out
    :raises NotUnderReview: it is decided
    """
    _end(by=by, request=request, state=_State.DECIDED, at=at, decision_number=number, paper=paper)


def refuse(
    *,
    by: Actor,
    request: DisclosureRequest,
    number: str,
    because: str,
    paper: Attachment,
    at: datetime,
) -> None:
    """Decide that nothing is shown, and why; the person is told both.

    :param paper: the notice of it, as it goes out
    :raises NotUnderReview: it is decided
    :raises ReasonMissing: it is not said why
    """
    if not because.strip():
        raise ReasonMissing(field="because")
    _end(
        by=by,
        request=request,
        state=_State.REFUSED,
        at=at,
        decision_number=number,
        ended_because=because,
        paper=paper,
    )


def take_back(*, by: Actor, request: DisclosureRequest, because: str, at: datetime) -> None:
    """Note that the person no longer asks, or does not fetch what was decided.

    :raises NotUnderReview: it is handed out, refused or taken back
    :raises ReasonMissing: it is not said why
    """
    if not because.strip():
        raise ReasonMissing(field="because")
    with transaction.atomic():
        it = _held(request, *_RUNS)
        if it.state == _State.RECEIVED:
            it.decided_by_id, it.decided_at = by.require_membership(), at
        it.state, it.ended_because = _State.WITHDRAWN, because
        _save(it)


def hand_out(*, by: Actor, request: DisclosureRequest, how: str, at: datetime) -> DisclosureRequest:
    """Note that what was decided is handed out; the caller writes down what it was.

    :raises NotDecided: it is not decided so, or was handed out before
    """
    it = DisclosureRequest.objects.select_for_update().get(
        organisation_id=request.organisation_id, pk=request.pk
    )
    if it.state != _State.DECIDED:
        raise NotDecided()
    it.state, it.handed_how = _State.HANDED, how
    it.handed_by_id, it.handed_at = by.require_membership(), at
    _save(it)
    return it


def _end(
    *,
    by: Actor,
    request: DisclosureRequest,
    state: str,
    at: datetime,
    decision_number: str = "",
    ended_because: str = "",
    paper: Attachment,
) -> None:
    with transaction.atomic():
        it = held_under_review(request)
        it.state, it.decision_number, it.ended_because = state, decision_number, ended_because
        it.decided_by_id, it.decided_at, it.paper = by.require_membership(), at, paper
        _save(it)


def held_under_review(request: DisclosureRequest) -> DisclosureRequest:
    """The request as it stands, held to the end of the transaction: until then nobody decides.

    :raises NotUnderReview: it is decided
    """
    return _held(request, _State.RECEIVED)


def _held(request: DisclosureRequest, *states: str) -> DisclosureRequest:
    it = DisclosureRequest.objects.select_for_update().get(
        organisation_id=request.organisation_id, pk=request.pk
    )
    if it.state not in states:
        raise NotUnderReview()
    return it


def _save(it: DisclosureRequest) -> None:
    it.version += 1
    it.save()


def _refuse_unfit(case: Case, asked: Asked, today: date) -> None:
    if case.person_id is None:
        raise NobodyKnown()
    for field, day in (
        ("received_on", asked.received_on),
        ("identity_checked_on", asked.identity_checked_on),
    ):
        if day > today:
            raise DaysDoNotFit(field=field)
    if not asked.identity_by.strip():
        raise IdentityNotChecked(field="identity_by")
    if asked.is_by_agent and not (asked.agent_name.strip() and asked.authority.strip()):
        raise AuthorityMissing(field="authority" if asked.agent_name.strip() else "agent_name")


def _period_on(keeper_id: UUID, day: date) -> Period:
    rows = AnswerPeriod.objects.filter(organisation_id=keeper_id)
    said = rows.values_list("days", "extension_days", "basis", "valid_from", "valid_until")
    period = in_force((Period(*one) for one in said), day)
    if period is None:
        raise NoPeriod(on=wareki(day))
    return period


def _refuse_second(case: Case) -> None:
    cases = held_of_the_same_person(case)
    running = DisclosureRequest.objects.filter(
        organisation_id=case.organisation_id,
        case_id__in=[one.pk for one in cases],
        state__in=_RUNS,
    ).first()
    if running:
        raise RequestRuns(number=running.number)


def _written(it: DisclosureRequest) -> DisclosureRequest:
    """Write a request, and tell a number that is taken from every other mistake."""
    try:
        with transaction.atomic():
            it.save(force_insert=True)
    except IntegrityError as failure:
        told = getattr(failure.__cause__, "diag", None)
        if told is None or told.constraint_name != "disclosure_request_number_once":
            raise
        raise NumberTaken(field="number") from failure
    return it
