"""就職: hires as the office's ledger keeps them."""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.database.gathering import is_waiting, rows_written_now
from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import day_in_year, key, listed, text, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.text import name_key
from bansou.employers.ledger import company_book, industries
from bansou.people.ledger import WITHDRAWN_BECAUSE, case_book, refuse_moves, withdraw_if_said
from bansou.placement.followup.actions import drop_follow_ups
from bansou.placement.hires.actions import correct_hire, record_hire
from bansou.placement.hires.converting import record_conversion, withdraw_conversion
from bansou.placement.hires.models import Hire


class NotYetHired(Refusal):
    """The first day of work has not come yet."""

    code = "ledger.not_yet_hired"
    message = _("就職日がまだ来ていません。働き始めてから台帳に書いてください。")


class _Hires:
    """Writes hires."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._companies = company_book(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "company": self._companies.find}

    def add(self, row: Row) -> UUID:
        self._refuse_future(row)
        hire = record_hire(
            by=self._intake.by,
            case=row.found["case"],
            at=self._intake.at,
            ledger_key=f"{self._intake.year_prefix}{row.key}",
            **_said(row),
        )
        self._convert_if_said(row, hire)
        self._withdraw_if_said(row, hire)
        return hire.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        self._refuse_future(row)
        hire = Hire.objects.select_related(
            "case", "step__case", "company", "conversion_step__case"
        ).get(organisation_id=self._intake.keeper_id, pk=subject_id)
        refuse_moves(row, hire.step)
        correct_hire(by=self._intake.by, hire=hire, at=self._intake.at, **_said(row))
        self._convert_if_said(row, hire)
        self._withdraw_if_said(row, hire)

    def _convert_if_said(self, row: Row, hire: Hire) -> None:
        """Write, move or take back the day from which the job is regular."""
        if not row.says_anew("regular_on"):
            return
        by, at = self._intake.by, self._intake.at
        # A hire that stands already is changed at once, and its new record must be there by then.
        with nullcontext() if is_waiting(hire) else rows_written_now():
            if on := row.get("regular_on"):
                record_conversion(by=by, hire=hire, on=on, today=self._intake.today, at=at)
            elif hire.conversion_step:
                withdraw_conversion(hire=hire, because=WITHDRAWN_BECAUSE, at=at)

    def _withdraw_if_said(self, row: Row, hire: Hire) -> None:
        withdraw_if_said(self._intake, row, hire.step)
        if hire.conversion_step:
            withdraw_if_said(self._intake, row, hire.conversion_step)
        if row.get("withdrawn"):
            drop_follow_ups(case=hire.case, hire_id=hire.pk, at=self._intake.at)

    def _refuse_future(self, row: Row) -> None:
        if row["hired_on"] > self._intake.today:
            raise NotYetHired(field="hired_on")


def _said(row: Row) -> dict[str, Any]:
    said = row.given(
        hired_on=None,
        left_on=None,
        leaving_reason="",
        employer_name="",
        employment_type="",
        industry="",
        qualification_used="",
        route="",
        evidence_level="",
    )
    if row.says_anew("company"):
        said["company"] = row.found.get("company")
    return said | _qualification(row, said)


def _qualification(row: Row, said: Mapping[str, Any]) -> dict[str, Any]:
    """Which qualification is made use of: offices name it, and leave the cell blank where none is.

    A ledger without the column says nothing about it.
    """
    if "qualification_used" not in said:
        return {"is_qualification_unknown": True} if row.changed is None else {}
    written = name_key(said["qualification_used"])
    is_unknown, is_none = written in _UNKNOWN, written in _NONE
    return {
        "qualification_used": "" if is_unknown or is_none else said["qualification_used"],
        "is_qualification_unknown": is_unknown,
    }


_UNKNOWN = frozenset(map(name_key, ("不明", "未確認", "分からない", "まだ分からない", "？")))
_NONE = frozenset(map(name_key, ("", "なし", "無し", "無", "－", "×")))


HIRES = LedgerPart(
    name="hires",
    label="就職",
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        Field("hired_on", day_in_year, required=True),
        Field("company", key()),
        Field("employer_name", text()),
        chosen("employment_type", listed("employment_types"), required=True),
        chosen("industry", industries),
        Field("qualification_used", text(100)),
        chosen("route", listed("routes")),
        chosen("evidence_level", listed("evidence_levels")),
        Field("regular_on", day_in_year),
        Field("left_on", day_in_year),
        chosen("leaving_reason", listed("leaving_reasons")),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Hires,
)
