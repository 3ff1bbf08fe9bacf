"""Case sheets that were drawn up, and each of them as it was printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from bansou.grants.casebook.content import from_json
from bansou.grants.casebook.exchange import exchange_of
from bansou.grants.casebook.models import CaseSheet, SheetDecision
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.standing import Kind, standing_of
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
    standing = standing_of(drawn_up)
    return Edition(
        number=drawn_up.number,
        sheet=replace(sheet_of(drawn_up), is_draft=standing.is_draft),
        eligible_yen=drawn_up.content.get("eligible_yen"),
        exchange=exchange_of(drawn_up, state=standing.kind, with_references=True),
    )


def sheets_of(keeper_ids: Sequence[UUID]) -> QuerySet[CaseSheet]:
    """The sheets of these keepers: by programme, the latest fiscal year and sheet first."""
    return (
        CaseSheet.objects.filter(organisation_id__in=keeper_ids)
        .select_related("programme", "organisation")
        .order_by("-programme__fiscal_year", "programme__scheme_id", "-number")
    )


def latest_sheet(programme: Programme) -> CaseSheet | None:
    """The sheet drawn up last for a programme."""
    return (
        CaseSheet.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .order_by("-number")
        .first()
    )


def latest_approved(programme: Programme) -> CaseSheet | None:
    """The latest sheet of a programme that stands approved or published."""
    return (
        CaseSheet.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .annotate(
            stands=SheetDecision.objects.filter(
                organisation_id=programme.organisation_id, sheet=OuterRef("pk")
            )
            .order_by("-at", "-id")
            .values("kind")[:1]
        )
        .filter(Q(stands=Kind.APPROVED) | Q(stands=Kind.PUBLISHED))
        .order_by("-number")
        .first()
    )


def sheet_of(drawn_up: CaseSheet) -> Sheet:
    """The sheet as it was drawn up, letter for letter."""
    return from_json(drawn_up.content["sheet"])
