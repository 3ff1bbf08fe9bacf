"""Rows of a ledger that become steps of cases; what a row says is each room's own."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bansou.commons.ledger.cells import day_in_year, key, name, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, Row
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.organisations.models import Membership
from bansou.people.ledger import case_book, refuse_moves, withdraw_if_said
from bansou.people.steps.actions import add_step, correct_step, settle_last_contact, settle_stage
from bansou.people.steps.models import Step

#: What every sheet of acts says; the day is when it happened.
COMMON = (
    Field("key", key(), required=True),
    Field("case", key(20), required=True),
    Field("on", day_in_year, required=True),
)
ALWAYS = (Field("by", name), Field("withdrawn", yes_no))


class StepWriter(ABC):
    """Writes acts on cases. A room says which fields a row may have, and what the act then is.

    :cvar blanks: the fields beyond day and case that a row may say, with the value of a blank cell
    """

    blanks: Mapping[str, Any] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._staff = StaffBook(intake)
        self._acts = {act.kind: act for act in intake.scheme.acts}
        self._contact_kinds = [kind for kind, act in self._acts.items() if act.is_contact]

    @abstractmethod
    def kind_of(self, fields: Mapping[str, Any]) -> str:
        """The kind of act that these fields tell of."""

    @abstractmethod
    def title_of(self, fields: Mapping[str, Any]) -> str:
        """What the act is called in the timeline."""

    def more(self, row: Row) -> Mapping[str, Any]:
        """Fields that come from what the row refers to."""
        return {}

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "by": self._member}

    def add(self, row: Row) -> UUID:
        case, fields = row.found["case"], self._fields(row, {})
        kind = self.kind_of(fields)
        act, member = self._acts.get(kind), row.found.get("by")
        step = add_step(
            by=self._intake.by,
            case=case,
            kind=kind,
            on=row["on"],
            title=self.title_of(fields),
            at=self._intake.at,
            level=act.level if act else 2,
            member_id=member.pk if member else None,
            fields=fields,
            ledger_key=f"{self._intake.year_prefix}{row.key}",
            is_contact=bool(act and act.is_contact and not row.get("withdrawn")),
        )
        withdraw_if_said(self._intake, row, step)
        return step.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        step = Step.objects.select_related("case").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        refuse_moves(row, step)
        if row.changed != frozenset({"withdrawn"}):
            self._correct(row, step)
        withdraw_if_said(self._intake, row, step)
        if step.kind in self._contact_kinds:
            settle_last_contact(case=step.case, contact_kinds=self._contact_kinds)

    def _correct(self, row: Row, step: Step) -> None:
        fields = self._fields(row, step.fields)
        member = row.found.get("by") if row.says_anew("by") else step.by
        correct_step(
            step=step,
            kind=self.kind_of(fields),
            on=row["on"] if row.says_anew("on") else step.on,
            title=self.title_of(fields),
            fields=fields,
            member_id=member.pk if member else None,
        )
        settle_stage(case=step.case, on=row["on"])

    def _fields(self, row: Row, before: Mapping[str, Any]) -> dict[str, Any]:
        kept = row.extra_values(before)
        return {**self.blanks, **kept, **row.given(**self.blanks), **self.more(row)}

    def _label(self, group: str, value: str) -> str:
        return self._intake.scheme.label(group, value)

    def _member(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("on"))
