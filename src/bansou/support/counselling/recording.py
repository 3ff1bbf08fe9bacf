"""Writing what was said in a session: sealed for the team, with a step that says only that it was."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.documents import store
from bansou.commons.documents.actions import refuse_unfit
from bansou.commons.keys import uuid7
from bansou.commons.rows import Level
from bansou.commons.sealing.seals import seal, unseal
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step
from bansou.people.steps.models import Step
from bansou.schemes.shape import Scheme
from bansou.support.counselling.booking import settle_as_held
from bansou.support.counselling.models import (
    CounsellingFile,
    CounsellingRecord,
    CounsellingSummary,
)
from bansou.support.counselling.refusals import (
    NoCounselling,
    NothingWritten,
    NotYetHeld,
    SummaryMissing,
    ToolMissing,
    WrittenByAnother,
)

HELD, SUMMARISED = "counselling.held", "counselling.summarised"
#: The kind of session in which somebody is tested and judged; others are consultations.
ASSESSMENT = "assessment"
#: Where in the store sealed files lie: no service may list the rows that name them, so that what
#: clears the store away must not come near them.
_SHELF = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is sealed: the text, and of an assessment which test and what came of it."""

    text: str
    tool: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What everybody who may read the case knows of a session: day, kind, place, how long."""

    on: date
    kind: str
    place: str
    minutes: int | None = None


def scheme_of_counselling(case: Case, on: date) -> Scheme:
    """The scheme under which somebody is counselled on a day.

    :raises NoCounselling: there is none with psychological counselling
    """
    enrolled = enrolled_on(case, on)
    has_begun = enrolled is not None and enrolled.enrolment.from_on <= on
    if enrolled is None or not has_begun or enrolled.scheme.act(HELD) is None:
        raise NoCounselling(field="on")
    return enrolled.scheme


def record_session(
    *,
    by: Actor,
    case: Case,
    session: Session,
    written: Written,
    today: date,
    at: datetime,
    files: Sequence[tuple[str, bytes]] = (),
) -> CounsellingRecord:
    """Record a session that took place, with its files; who was booked on that day has come.

    :raises CaseClosed: the case has ended
    :raises NotYetHeld: its day has not come
    :raises NoCounselling: the case was in no programme with counselling on that day
    :raises NothingWritten: the record says nothing
    :raises ToolMissing: an assessment names no test, or no result
    :raises bansou.commons.errors.Refusal: a file cannot be taken
    """
    if not case.is_open:
        raise CaseClosed()
    if session.on > today:
        raise NotYetHeld(field="on")
    scheme = scheme_of_counselling(case, session.on)
    _refuse_empty(session.kind, written)
    with transaction.atomic():
        step = _add_session(by, case, scheme, session, at)
        key = uuid7()
        record = CounsellingRecord(
            id=key,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            step=step,
            written_by_id=by.require_membership(),
            written_at=at,
        )
        record.sealed = _sealed(record, written)
        record.save(force_insert=True)
        settle_as_held(case=case, on=session.on, at=at)
        for name, content in files:
            add_file(by=by, record=record, name=name, content=content, at=at)
    return record


def _add_session(by: Actor, case: Case, scheme: Scheme, session: Session, at: datetime) -> Step:
    return add_step(
        by=by,
        case=case,
        kind=HELD,
        on=session.on,
        title=scheme.label("counselling_kinds", session.kind),
        at=at,
        minutes=session.minutes,
        fields={"counselling_kind": session.kind, "place": session.place, "attended": True},
        is_contact=True,
    )


def is_author(by: Actor, record: CounsellingRecord) -> bool:
    """Tell whether somebody wrote a record, also from another seat than today's."""
    return bool(record.written_by.user_id == by.user_id)


def rewrite_record(
    *, by: Actor, record: CounsellingRecord, written: Written, seen_version: int
) -> None:
    """Write one's own record anew; the version before stays, sealed, in the history.

    :raises WrittenByAnother: somebody else wrote it, whose name it carries
    :raises NothingWritten: the record says nothing
    :raises ToolMissing: an assessment names no test, or no result
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    if not is_author(by, record):
        raise WrittenByAnother()
    _refuse_empty(kind_of(record.step), written)
    save_seen(record, seen_version, sealed=_sealed(record, written))


def kind_of(step: Step) -> str:
    """Of which kind a session was."""
    return str(step.fields.get("counselling_kind", ""))


def text_of(record: CounsellingRecord) -> Written:
    """What a record says.

    :raises bansou.commons.errors.Refusal: its key was erased or lost, or it was tampered with
    """
    return Written(**json.loads(unseal(record.sealed, record.place())))


def add_file(
    *, by: Actor, record: CounsellingRecord, name: str, content: bytes, at: datetime
) -> CounsellingFile:
    """Seal a file and keep it with a record.

    :raises bansou.commons.errors.Refusal: it cannot be taken (`documents.actions.refuse_unfit`)
    """
    kind = refuse_unfit(name, content)
    file = CounsellingFile(
        organisation_id=record.organisation_id,
        recorded_by_id=by.require_organisation(),
        case_id=record.case_id,
        record=record,
        media_type=kind.media_type,
        size=len(content),
        stored_as=uuid7(),
        stored_by_id=by.require_membership(),
        stored_at=at,
    )
    sealed = seal(content, file.place("content"))
    file.sealed_name = seal(name[-200:].encode(), file.place("sealed_name"))
    file.digest = store.digest_of(sealed)
    store.keep(record.organisation_id, file.stored_as, sealed, shelf=_SHELF)
    file.save(force_insert=True)
    return file


def name_of(file: CounsellingFile) -> str:
    """The name of a file as it was handed in."""
    return unseal(file.sealed_name, file.place("sealed_name")).decode()


def content_of(file: CounsellingFile) -> bytes:
    """The content of a file as it was handed in.

    :raises bansou.commons.errors.Refusal: it is lost, was changed, or its key was erased
    """
    name = name_of(file)
    sealed = store.read(
        file.organisation_id, file.stored_as, digest=file.digest, name=name, shelf=_SHELF
    )
    return unseal(sealed, file.place("content"))


def share_summary(
    *, by: Actor, case: Case, text: str, agreed_on: date, today: date, at: datetime
) -> CounsellingSummary:
    """Write down what the person agreed that others may know; it stands on the timeline.

    :raises SummaryMissing: it says nothing
    :raises NotYetHeld: the day of the agreement has not come
    :raises NoCounselling: the case was in no programme with counselling on that day
    """
    if not text.strip():
        raise SummaryMissing(field="text")
    if agreed_on > today:
        raise NotYetHeld(field="agreed_on")
    scheme_of_counselling(case, agreed_on)
    with transaction.atomic():
        step = add_step(
            by=by,
            case=case,
            kind=SUMMARISED,
            on=agreed_on,
            title="心理カウンセリングの要約（本人と合意）",
            note=text,
            at=at,
            level=Level.CASEWORK,
        )
        return CounsellingSummary.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            step=step,
            agreed_on=agreed_on,
            written_by_id=by.require_membership(),
            written_at=at,
        )


def _refuse_empty(kind: str, written: Written) -> None:
    if not written.text.strip():
        raise NothingWritten(field="text")
    if kind == ASSESSMENT and not (written.tool.strip() and written.result.strip()):
        raise ToolMissing(field="result" if written.tool.strip() else "tool")


def _sealed(record: Any, written: Written) -> bytes:
    return seal(json.dumps(asdict(written), ensure_ascii=False).encode(), record.place())
