"""Adding an act to the spine and taking one back. Rooms above call these inside their own actions."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.behind import send
from bansou.commons.database.gathering import amend, create, together
from bansou.commons.database.inserting import in_json
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_each
from bansou.people.steps.models import Step
from bansou.people.steps.queries import counts_of
from bansou.schemes.stages import comes_before, current_stage

_CASES_AT_ONCE = 1_000


class AlreadyWithdrawn(Refusal):
    """The record was taken back before."""

    code = "people.step_already_withdrawn"
    message = _("この記録は、すでに取り消されています。")


def add_step(
    *,
    by: Actor,
    case: Case,
    kind: str,
    on: date,
    title: str,
    at: datetime,
    note: str = "",
    level: int = Level.CASEWORK,
    member_id: Any = None,
    minutes: int | None = None,
    fields: Mapping[str, Any] | None = None,
    ledger_key: str = "",
    is_contact: bool = False,
) -> Step:
    """Write one act on a case; a contact moves the case's last contact forward, never back.

    The case's stage follows what is on record.
    """
    with together():
        step = create(
            Step,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            kind=kind,
            on=on,
            title=title,
            note=note,
            level=level,
            by_id=member_id or by.membership_id,
            minutes=minutes,
            fields=dict(fields or {}),
            ledger_key=ledger_key,
            recorded_at=at,
        )
        if is_contact:
            touch_last_contact(case=case, on=on)
        sees_all = by.organisation_id == case.organisation_id
        settle_stage(case=case, on=on, only_forward=not sees_all)
    return step


def touch_last_contact(*, case: Case, on: date) -> None:
    """Remember the latest day somebody spoke with the person."""
    later = _settled_later.get()
    if later is not None:
        later.contacts[case.pk] = max(on, later.contacts.get(case.pk, on))
        return
    _remember(case.organisation_id, contacts={case.pk: on})


@dataclass
class _Later:
    """What is settled when the block ends.

    :ivar stages: cases whose stage is settled, with the day of the latest act written
    :ivar contacts: the latest day of contact that was written, by case
    :ivar anew: cases whose last contact is to be found anew, with the kinds that are contacts
    """

    stages: dict[UUID, tuple[Case, date]] = field(default_factory=dict)
    contacts: dict[UUID, date] = field(default_factory=dict)
    anew: dict[UUID, tuple[Case, Collection[str]]] = field(default_factory=dict)


_settled_later: ContextVar[_Later | None] = ContextVar("settled_later", default=None)


def settle_stage(*, case: Case, on: date, only_forward: bool = False) -> None:
    """Remember the stage of the scheme at which the case stands by what is on record.

    :param only_forward: the writer sees part of the records, so the case does not fall back
    """
    later = _settled_later.get()
    if later is not None:
        later.stages[case.pk] = (case, on)
        return
    stages = _stages({case.pk: (case, on)}, only_forward=only_forward)
    _remember(case.organisation_id, stages=stages)


@contextmanager
def cases_settled_at_the_end(organisation_id: UUID) -> Iterator[None]:
    """Inside, many acts of one keeper are written; stages and last contacts are settled once.

    A block that ends with an exception settles nothing; whoever opened it takes the rest back.
    """
    later = _Later()
    token = _settled_later.set(later)
    try:
        yield
    finally:
        _settled_later.reset(token)
    for some in batched(later.stages.keys() | later.contacts.keys(), _CASES_AT_ONCE):
        _remember(
            organisation_id,
            stages=_stages({key: later.stages[key] for key in some if key in later.stages}),
            contacts={key: later.contacts[key] for key in some if key in later.contacts},
        )
    for case, kinds in later.anew.values():
        settle_last_contact(case=case, contact_kinds=kinds)


def _stages(
    cases: Mapping[UUID, tuple[Case, date]], *, only_forward: bool = False
) -> dict[UUID, str]:
    """The stage that each case has reached by a day; one statement counts the acts of all."""
    counts = counts_of(case for case, _on in cases.values())
    stages: dict[UUID, str] = {}
    for key, enrolled in enrolled_each(cases.values()).items():
        stage = current_stage(enrolled.scheme, counts[key])
        if not (only_forward and comes_before(enrolled.scheme, stage, cases[key][0].stage)):
            stages[key] = stage
    return stages


_REMEMBER = """
UPDATE people_case SET
    stage = coalesce(said.stage, people_case.stage),
    last_contact_on = greatest(people_case.last_contact_on, said.last_contact_on)
FROM json_populate_recordset(NULL::people_case, %s) said
WHERE people_case.organisation_id = said.organisation_id AND people_case.id = said.id
    AND (said.stage <> people_case.stage
         OR said.last_contact_on > coalesce(people_case.last_contact_on, '-infinity'))
"""


def _remember(
    organisation_id: UUID,
    *,
    stages: Mapping[UUID, str] = MappingProxyType({}),
    contacts: Mapping[UUID, date] = MappingProxyType({}),
) -> None:
    """Write stages, and days of contact where they are later, on the cases where they differ."""
    said = [
        {
            "organisation_id": organisation_id,
            "id": key,
            "stage": stages.get(key),
            "last_contact_on": contacts.get(key),
        }
        for key in stages.keys() | contacts.keys()
    ]
    if said:
        send(_REMEMBER, in_json(said))


def settle_last_contact(*, case: Case, contact_kinds: Collection[str]) -> None:
    """Find the latest day of contact anew, after a record of one was moved or taken back."""
    later = _settled_later.get()
    if later is not None:
        later.anew[case.pk] = (case, contact_kinds)
        return
    latest = Step.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        kind__in=contact_kinds,
        withdrawn_at=None,
    ).aggregate(on=Max("on"))["on"]
    Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk).update(
        last_contact_on=latest
    )


def correct_step(
    *,
    step: Step,
    on: date,
    title: str,
    fields: Mapping[str, Any],
    member_id: Any = None,
    kind: str = "",
) -> None:
    """Put right what a record says; the history keeps what it said before.

    :param kind: the kind of act that it is after all, such as missed instead of attended
    """
    Step.objects.filter(organisation_id=step.organisation_id, pk=step.pk).update(
        kind=kind or step.kind,
        on=on,
        title=title,
        fields=dict(fields),
        by_id=member_id,
        version=F("version") + 1,
    )


def withdraw_step(*, step: Step, at: datetime, because: str) -> None:
    """Take a record back (取消): it stays readable with its reason and counts for nothing.

    :raises AlreadyWithdrawn: it was taken back before
    """
    with together():
        if not amend(
            step, only_if={"withdrawn_at": None}, withdrawn_at=at, withdrawn_because=because
        ):
            raise AlreadyWithdrawn()
        settle_stage(case=step.case, on=step.on)
