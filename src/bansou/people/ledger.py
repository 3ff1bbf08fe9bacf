"""対象者 and 資格: the cases that an office keeps in its ledger, and qualifications obtained."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import (
    Option,
    day,
    day_in_year,
    email,
    key,
    labelled,
    lines,
    listed,
    name,
    text,
    yes_no,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.withdrawals import BelongsToAnother, CannotBeBroughtBack
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.people.cases.models import Case
from bansou.people.ledger_cases import CaseWriter
from bansou.people.steps.actions import add_step, correct_step, withdraw_step
from bansou.people.steps.models import Step

QUALIFICATION = "qualification.obtained"
WITHDRAWN_BECAUSE = "台帳で取消"


class UnknownCase(Refusal):
    """No case has this number, neither in the ledger nor from before."""

    code = "ledger.unknown_case"
    message = _(
        "ケース番号「%(text)s」は、対象者のシートにも登録にもありません。番号を確かめてください。"
    )


class CaseBook:
    """The keeper's cases by number, with their enrolments at hand."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        cases = Case.objects.filter(organisation_id=intake.keeper_id)
        self._by_number = {
            folded(case.number): case for case in cases.prefetch_related("enrolments")
        }

    def find(self, number: str, _row: Row) -> Case:
        """The case with this number.

        :raises UnknownCase: there is none
        """
        if case := self._by_number.get(folded(number)):
            return case
        if self._intake.is_broken(CASES.name, number):
            raise NamesBrokenRow
        raise UnknownCase(text=number)


def case_book(intake: Intake) -> CaseBook:
    """The import's cases by number; asked for by sheets that come after 対象者."""
    return intake.book(CaseBook, lambda: CaseBook(intake))


def refuse_moves(row: Row, step: Step) -> None:
    """Refuse a row that was imported before and now names another case, or is no longer 取消.

    :raises BelongsToAnother: it names another case
    :raises CannotBeBroughtBack: its record has been taken back
    """
    if step.case_id != row.found["case"].pk:
        raise BelongsToAnother(before=step.case.number, field="case")
    if step.withdrawn_at is not None and not row.get("withdrawn", default=False):
        raise CannotBeBroughtBack(field="withdrawn")


def withdraw_if_said(intake: Intake, row: Row, step: Step) -> None:
    """Take the row's record back where the row says 取消."""
    if row.get("withdrawn") and step.withdrawn_at is None:
        withdraw_step(step=step, at=intake.at, because=WITHDRAWN_BECAUSE)


class _Qualifications:
    """Writes qualifications as steps of their own."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find}

    def add(self, row: Row) -> UUID:
        step = add_step(
            by=self._intake.by,
            case=row.found["case"],
            kind=QUALIFICATION,
            on=row["on"],
            title=row["qualification"],
            at=self._intake.at,
            fields=row.extra_values({}) | {"qualification": row["qualification"]},
            ledger_key=f"{self._intake.year_prefix}{row.key}",
        )
        withdraw_if_said(self._intake, row, step)
        return step.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        step = Step.objects.select_related("case").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        refuse_moves(row, step)
        if row.says_anew("on", "qualification") or row.says_extra():
            correct_step(
                step=step,
                on=row["on"],
                title=row["qualification"],
                fields={**row.extra_values(step.fields), "qualification": row["qualification"]},
                member_id=step.by_id,
            )
        withdraw_if_said(self._intake, row, step)


def _clients(_scheme: object) -> list[Option]:
    return labelled(Case.Client.choices)


CASES = LedgerPart(
    name="cases",
    label="対象者",
    fields=(
        Field("number", key(20), required=True),
        Field("name", name),
        Field("kana", text(100)),
        Field("birth_on", day),
        Field("phone", text(40)),
        Field("email", email),
        Field("address", text()),
        Field("contact_wishes", text()),
        chosen("client", _clients),
        Field("alias", text(100)),
        chosen("category", listed("categories")),
        chosen("pathway", listed("pathways")),
        Field("registered_on", day_in_year, required=True),
        Field("ended_on", day_in_year),
        Field("withdrew_on", day_in_year),
        Field("end_reason", text()),
        Field("counsellor", name),
        Field("avoid", lines(5, 100)),
        Field("next_action", text()),
        Field("next_action_on", day_in_year),
        Field("referred_on", day_in_year),
        Field("joint_consent_on", day),
    ),
    key="number",
    writer=CaseWriter,
    is_of_year=False,
    places={
        "membership": "counsellor",
        "people.enrolment_outside_programme": "registered_on",
        "people.already_enrolled": "registered_on",
    },
    extras=("case", ""),
)

QUALIFICATIONS = LedgerPart(
    name="qualifications",
    label="資格",
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        Field("qualification", text(100), required=True),
        Field("on", day_in_year, required=True),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Qualifications,
    extras=("step", QUALIFICATION),
)
