"""Case sheets that were drawn up, and each of them as it was printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from bansou.grants.casebook.content import from_json, to_json
from bansou.grants.casebook.exchange import exchange_of
from bansou.grants.casebook.models import CaseSheet, SheetDecision, SheetWording
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.standing import Kind, standing_of
from bansou.grants.casebook.wording import Wording, worded, wording_from_json, wording_of
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Edition:
    """A sheet with all that its files are made from."""

    number: int
    sheet: Sheet
    eligible_yen: int | None
    exchange: dict[str, Any]


def edition_of(drawn_up: CaseSheet) -> Edition:
    """An edition for readers inside of the organisation: the acts counted are named.

    Until it is approved it says that it is a draft.
    """
    standing, sheet = standing_of(drawn_up), sheet_of(drawn_up)
    return Edition(
        number=drawn_up.number,
        sheet=replace(sheet, is_draft=standing.is_draft),
        eligible_yen=drawn_up.content.get("eligible_yen"),
        exchange=exchange_of(drawn_up, to_json(sheet), state=standing.kind, with_references=True),
    )


def sheets_of(keeper_ids: Sequence[UUID]) -> QuerySet[CaseSheet]:
    """The sheets of these keepers: by programme, the latest fiscal year and sheet first."""
    return (
        CaseSheet.objects.filter(organisation_id__in=keeper_ids)
        .select_related("programme", "organisation", "drawn_up_by__user")
        .order_by("-programme__fiscal_year", "programme__scheme_id", "-number")
    )


def latest_sheet(programme: Programme) -> CaseSheet | None:
    """The sheet drawn up last for a programme."""
    return (
        CaseSheet.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .order_by("-number")
        .first()
    )


def with_standing(sheets: QuerySet[CaseSheet]) -> QuerySet[CaseSheet]:
    """The same sheets, each with the kind of the latest decision about it (`stands`); a draft has none."""
    decided = SheetDecision.objects.filter(
        organisation_id=OuterRef("organisation_id"), sheet=OuterRef("pk")
    )
    return sheets.annotate(stands=decided.order_by("-at", "-id").values("kind")[:1])


def latest_approved(programme: Programme) -> CaseSheet | None:
    """The latest sheet of a programme that stands approved or published."""
    sheets = CaseSheet.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    return (
        with_standing(sheets)
        .filter(Q(stands=Kind.APPROVED) | Q(stands=Kind.PUBLISHED))
        .order_by("-number")
        .first()
    )


def as_drawn_up(drawn_up: CaseSheet) -> Sheet:
    """The sheet as it was drawn up from the scheme, letter for letter; its figures never change."""
    return from_json(drawn_up.content["sheet"])


def sheet_of(drawn_up: CaseSheet) -> Sheet:
    """The sheet as it is printed: the frozen figures, and the texts as they were worded last."""
    latest = wordings_of(drawn_up).first()
    sheet = as_drawn_up(drawn_up)
    return worded(sheet, wording_from_json(latest.texts)) if latest else sheet


def wordings_of(drawn_up: CaseSheet) -> QuerySet[SheetWording]:
    """The versions of a sheet's texts after the one that was drawn up, the latest first."""
    return (
        SheetWording.objects.filter(organisation_id=drawn_up.organisation_id, sheet=drawn_up)
        .select_related("by__user")
        .order_by("-number")
    )


def wording_number(drawn_up: CaseSheet) -> int:
    """The number of the latest version of a sheet's texts; 1 is what was drawn up."""
    latest = wordings_of(drawn_up).first()
    return latest.number if latest else 1


def wording_at(drawn_up: CaseSheet, number: int) -> Wording | None:
    """The texts of one version; None where there is none of this number."""
    if number == 1:
        return wording_of(as_drawn_up(drawn_up))
    kept = wordings_of(drawn_up).filter(number=number).first()
    return wording_from_json(kept.texts) if kept else None
