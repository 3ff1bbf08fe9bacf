"""The public library of case sheets: what everybody may read, and how it is searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.grants.casebook.content import from_json
from bansou.grants.casebook.models import PublishedSheet
from bansou.grants.casebook.queries import Edition


@dataclass(frozen=True, slots=True)
class Band:
    """A size, of a municipality by its inhabitants: from (included) to (excluded) so many."""

    key: str
    least: int
    below: int | None


BANDS: Sequence[Band] = (
    Band("small", 0, 50_000),
    Band("town", 50_000, 200_000),
    Band("city", 200_000, 500_000),
    Band("large", 500_000, None),
)


#: Sizes of a project by the cost that the grant covers, in yen.
COSTS: Sequence[Band] = (
    Band("under_10m", 0, 10_000_000),
    Band("under_30m", 10_000_000, 30_000_000),
    Band("under_100m", 30_000_000, 100_000_000),
    Band("over_100m", 100_000_000, None),
)


def published(
    *,
    text: str = "",
    menu: str = "",
    group: str = "",
    band: str = "",
    cost: str = "",
    prefecture: str = "",
    missed: bool = False,
) -> QuerySet[PublishedSheet]:
    """The published sheets that meet all that is asked, the latest fiscal year first."""
    sheets = PublishedSheet.objects.filter(withdrawn_at=None)
    for word in text.split():
        sheets = sheets.filter(
            Q(name__icontains=word) | Q(body__icontains=word) | Q(content__sheet__icontains=word)
        )
    if menu:
        sheets = sheets.filter(menu__contains=[menu])
    if group:
        sheets = sheets.filter(target_groups__contains=[group])
    if prefecture:
        sheets = sheets.filter(prefecture=prefecture)
    if missed:
        sheets = sheets.filter(missed=True)
    sheets = _within(sheets, "population", BANDS, band)
    sheets = _within(sheets, "content__eligible_yen", COSTS, cost)
    return sheets.order_by("-fiscal_year", "prefecture", "body", "-published_at")


def _within(
    sheets: QuerySet[PublishedSheet], column: str, bands: Sequence[Band], key: str
) -> QuerySet[PublishedSheet]:
    """Those in a band; all of them where no band of this key is asked for."""
    for one in bands:
        if one.key == key:
            sheets = sheets.filter(**{f"{column}__gte": one.least})
            if one.below is not None:
                sheets = sheets.filter(**{f"{column}__lt": one.below})
    return sheets


def published_sheet(key: UUID) -> PublishedSheet | None:
    """One published sheet."""
    return PublishedSheet.objects.filter(pk=key, withdrawn_at=None).first()


def in_place_of(key: UUID) -> PublishedSheet | None:
    """The published sheet that took the place of an earlier publication."""
    return PublishedSheet.objects.filter(replaces__contains=[key], withdrawn_at=None).first()


def edition_for_all(one: PublishedSheet) -> Edition:
    """The sheet as its files are made, without a reference to any record."""
    return Edition(
        number=one.content["number"],
        sheet=from_json(one.content["sheet"]),
        eligible_yen=one.content.get("eligible_yen"),
        exchange=one.content["exchange"],
    )
