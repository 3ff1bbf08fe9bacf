"""相談記録: consultations as the office's ledger keeps them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from bansou.commons.clock import JST
from bansou.commons.ledger.cells import (
    Option,
    day_in_year,
    key,
    labelled,
    listed,
    name,
    text,
    time_of_day,
    yes_no,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Level
from bansou.people.cases.models import Case
from bansou.people.cases.rules import is_within_enrolment
from bansou.people.ledger import WITHDRAWN_BECAUSE, case_book, refuse_moves
from bansou.support.consultation.actions import (
    KIND,
    Talk,
    correct_consultation,
    record_consultation,
    withdraw_consultation,
)
from bansou.support.consultation.models import Consultation
from bansou.support.consultation.queries import talk_of


class _Consultations:
    """Writes consultations. Rows about closed cases and days outside enrolments are kept too."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._staff = StaffBook(intake)
        acts = intake.scheme.acts
        self._contact_kinds = [act.kind for act in acts if act.is_contact]
        self._level = next((act.level for act in acts if act.kind == KIND), Level.CASEWORK)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "by": self._member}

    def add(self, row: Row) -> UUID:
        case = row.found["case"]
        talk = _talk(row, Talk(on=row["on"], channel="", kind="", note="", level=self._level))
        member = row.found.get("by")
        consultation = record_consultation(
            by=self._intake.by,
            case=case,
            talk=talk,
            title=self._title(talk),
            at=self._intake.at,
            member_id=member.pk if member else None,
            ledger_key=f"{self._intake.year_prefix}{row.key}",
            is_history=_is_history(case, talk.on),
            is_another=True,
        )
        self._withdraw_if_said(row, consultation)
        return consultation.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        consultation = Consultation.objects.select_related("case", "step__case").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        refuse_moves(row, consultation.step)
        if row.changed != frozenset({"withdrawn"}):
            talk = _talk(row, talk_of(consultation, consultation.step))
            member = row.found.get("by") if row.says_anew("by") else None
            consultation = correct_consultation(
                consultation=consultation,
                seen_version=consultation.version,
                talk=talk,
                title=self._title(talk),
                at=self._intake.at,
                contact_kinds=self._contact_kinds,
                member_id=member.pk if member else None,
            )
        self._withdraw_if_said(row, consultation)

    def _withdraw_if_said(self, row: Row, consultation: Consultation) -> None:
        if row.get("withdrawn") and consultation.step.withdrawn_at is None:
            withdraw_consultation(
                consultation=consultation,
                because=WITHDRAWN_BECAUSE,
                at=self._intake.at,
                contact_kinds=self._contact_kinds,
            )

    def _title(self, talk: Talk) -> str:
        return self._intake.scheme.label("consultation_kinds", talk.kind)

    def _member(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("on"), counsels=True)


def _talk(row: Row, talk: Talk) -> Talk:
    """The talk as the row says, and where it says nothing, as `talk` was."""
    said = row.given(
        on=None, channel="", kind="", note="", own_words="", formulation="", level=talk.level
    )
    if "level" in said:
        said["level"] = int(said["level"])
    day = said.get("on", talk.on)
    said["extra"] = row.extra_values(talk.extra)
    for moment in ("starts_at", "ends_at"):
        if moment in row.columns and row.says_anew(moment, "on"):
            said[moment] = _moment(day, row.get(moment))
    return replace(talk, **said)


def _moment(day: date, at: time | None) -> datetime | None:
    return datetime.combine(day, at, tzinfo=JST) if at else None


def _is_history(case: Case, day: date) -> bool:
    return not (case.is_open and is_within_enrolment(case.enrolments.all(), day))


def _levels(_scheme: object) -> list[Option]:
    return labelled(pair for pair in Level.choices if pair[0] != Level.AGGREGATE)


CONSULTATIONS = LedgerPart(
    name="consultations",
    label="相談記録",
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        Field("on", day_in_year, required=True),
        Field("starts_at", time_of_day),
        Field("ends_at", time_of_day),
        chosen("channel", listed("channels"), required=True),
        chosen("kind", listed("consultation_kinds"), required=True),
        Field("by", name),
        Field("note", text(20_000)),
        Field("own_words", text(20_000)),
        Field("formulation", text(20_000)),
        chosen("level", _levels),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Consultations,
    extras=("step", KIND),
)
