"""Finding companies, and a list of them page by page by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.commons.text import name_key, query_grams
from bansou.employers.companies.models import Company
from bansou.employers.companies.rules import Particulars, core_of, reasons_to_be_one

PAGE_SIZE = 50
_MOST_ALIKE = 5


def companies_of(keeper_id: UUID) -> QuerySet[Company]:
    """A keeper's companies, by reading."""
    return Company.objects.filter(organisation_id=keeper_id).order_by("name_key", "id")


def called(companies: QuerySet[Company], asked: str) -> QuerySet[Company]:
    """Those whose name, reading or corporate number holds what is asked for, in any spelling."""
    grams = list(query_grams(asked))
    if not grams:
        return companies.none()
    by_name = Q(grams__contains=grams)
    number = name_key(asked).lstrip("t")
    return companies.filter(by_name | Q(corporate_number=number) if number.isdigit() else by_name)


@dataclass(frozen=True, slots=True)
class Possible:
    """A company that may be the one about to be registered, and why."""

    company: Company
    reasons: Sequence[str]


def possibly_same(keeper_id: UUID, new: Particulars) -> list[Possible]:
    """Companies of a keeper that might be the one about to be registered, the likeliest first."""
    alike = Q(grams__contains=list(query_grams(core_of(new.name))))
    if new.kana:
        alike |= Q(name_key=name_key(new.kana)[:400])
    if new.phone:
        alike |= Q(phone=new.phone)
    if new.address.strip():
        alike |= Q(address=new.address)
    found = Company.objects.filter(alike, organisation_id=keeper_id)
    possible = [Possible(company, reasons_to_be_one(new, company)) for company in found]
    likely = [one for one in possible if one.reasons]
    return sorted(likely, key=lambda one: (-len(one.reasons), one.company.name_key))[:_MOST_ALIKE]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a company in a list by reading: what it is sorted by, its key, its number."""

    name_key: str
    id: UUID
    ordinal: int

    def __str__(self) -> str:
        return f"{self.ordinal}~{self.id.hex}~{self.name_key}"

    @classmethod
    def read(cls, text: str | None) -> "Place | None":
        """Read a place from an address; None where there is none or somebody has changed it."""
        try:
            ordinal, key, name = (text or "").split("~", 2)
            return cls(name, UUID(hex=key), int(ordinal))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """One page of companies, and the places from which to go back and on (None: nothing there)."""

    rows: Sequence[Any]
    first: int
    before: Place | None
    after: Place | None


def page_of(
    companies: QuerySet[Any],
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE_SIZE,
) -> CompanyPage:
    """Give one page of companies by reading: the first, the one after a place, or before it."""
    place, is_back = (before, True) if before else (after, False)
    order = ("-name_key", "-id") if is_back else ("name_key", "id")
    if place:
        companies = companies.filter(_beyond(place, "lt" if is_back else "gt"))
    found = list(companies.order_by(*order)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    first = _first_number(place, len(found), is_back=is_back)
    places = [Place(row.name_key, row.pk, first + at) for at, row in enumerate(found)]
    goes_back = has_more if is_back else place is not None
    goes_on = True if is_back else has_more
    return CompanyPage(
        rows=found,
        first=first,
        before=places[0] if places and goes_back else None,
        after=places[-1] if places and goes_on else None,
    )


def _beyond(place: Place, side: str) -> Q:
    return Q(**{f"name_key__{side}e": place.name_key}) & (
        Q(**{f"name_key__{side}": place.name_key}) | Q(**{f"id__{side}": place.id})
    )


def _first_number(place: Place | None, found: int, *, is_back: bool) -> int:
    if place is None:
        return 1
    return max(place.ordinal - found, 1) if is_back else place.ordinal + 1
