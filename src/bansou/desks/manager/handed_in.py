"""What is handed in for an import, what comes of it, and why it cannot be used at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.ledger.writing import Tally


class UnknownScheme(Refusal):
    """No template has this name."""

    code = "imports.unknown_scheme"
    message = gettext_lazy(
        "「%(scheme)s」という事業スキームはありません。使えるのは %(known)s です。"
    )


class NoProgrammeSheet(Refusal):
    """The mapping does not say which sheet names the body and the year."""

    code = "imports.no_programme_sheet"
    message = gettext_lazy(
        "団体コードと年度のあるシートを1つ、「事業」として読むようにしてください"
        '（対応表では ledger = "programme"）。'
    )


class UnknownBody(Refusal):
    """No organisation that keeps cases has this code."""

    code = "imports.unknown_body"
    message = gettext_lazy(
        "団体コード「%(lg_code)s」の団体は登録されていません。"
        "先に bansou add_organisation で登録してください。"
    )


class NoProgrammeYet(Refusal):
    """A ledger without a programme's sheet is for a programme that is there already."""

    code = "imports.no_programme_yet"
    message = gettext_lazy(
        "%(year)sの事業がまだありません。事業のシートのある台帳を、先に取り込んでください。"
    )


class LedgerOfAnotherBody(Refusal):
    """Somebody hands in the ledger of another organisation."""

    code = "imports.ledger_of_another_body"
    message = gettext_lazy(
        "この台帳は、団体コード%(lg_code)sのものです。%(own)sの台帳を選んでください。"
    )


class LedgerOfAnotherYear(Refusal):
    """The ledger's own sheet says another fiscal year than it was handed in for."""

    code = "imports.ledger_of_another_year"
    message = gettext_lazy(
        "%(said)sの台帳として渡されましたが、%(place)sの年度は%(written)sです。"
        "どちらの年度の台帳かを、決めてください。"
    )

    def __init__(self, said: FiscalYear, written: FiscalYear, place: str) -> None:
        super().__init__(said=said.label, written=written.label, place=place)
        self.said, self.written, self.place = said, written, place


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is handed in: the file's bytes, its name, its mapping, and the scheme it is of.

    :param fiscal_year: of the programme, where the ledger has no sheet that says it
    :param lg_code: of the body, where nobody's own organisation and no sheet says it
    :param answers: who is who, by the number of the new row: the number of the case whose person
        it is, or nothing where it is somebody else
    :param record: the key of the record of this import, where there is one already
    """

    content: bytes
    name: str
    mapping: str
    scheme_id: str
    fiscal_year: int | None = None
    lg_code: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet, read as which ledger."""

    sheet: str
    ledger: str
    tally: Tally
    unread_columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a ledger, or (a dry run) would become of it."""

    organisation: str
    year: FiscalYear
    sheets: Sequence[SheetResult]
    unread_sheets: Sequence[str]

    @property
    def tally(self) -> Tally:
        return sum((sheet.tally for sheet in self.sheets), Tally())

    def kept(self) -> dict[str, Any]:
        """As the record of the import keeps it."""
        return {
            "organisation": self.organisation,
            "fiscal_year": self.year.year,
            "sheets": [
                {
                    "sheet": sheet.sheet,
                    "ledger": sheet.ledger,
                    "new": sheet.tally.new,
                    "updated": sheet.tally.updated,
                    "unchanged": sheet.tally.unchanged,
                    "unread": list(sheet.unread_columns),
                }
                for sheet in self.sheets
            ],
            "unread_sheets": list(self.unread_sheets),
        }
