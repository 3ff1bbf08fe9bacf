"""Programmes and the scheme in force, as other rooms ask for them."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from bansou.commons.database.gathering import asked_once
from bansou.programmes.models import Contract, Programme, SchemeVersion
from bansou.schemes.reader import read_scheme
from bansou.schemes.shape import Scheme


def programmes_of(keeper_ids: tuple[UUID, ...]) -> QuerySet[Programme]:
    """The programmes of these keepers, the latest fiscal year first."""
    return Programme.objects.filter(organisation_id__in=keeper_ids).order_by(
        "-fiscal_year", "scheme_id"
    )


def programmes_running_on(keeper_id: UUID | None, day: date) -> QuerySet[Programme]:
    """A keeper's programmes whose time holds a day."""
    return Programme.objects.filter(
        organisation_id=keeper_id, starts_on__lte=day, ends_on__gte=day
    ).order_by("scheme_id")


def scheme_version_on(programme: Programme, day: date) -> SchemeVersion:
    """The version in force on a day: the latest that began by then, else the first there is."""
    versions = asked_once(
        ("scheme versions", programme.pk),
        lambda: list(programme.scheme_versions.order_by("number")),
    )
    begun = [v for v in versions if v.valid_from <= day]
    return begun[-1] if begun else versions[0]


def scheme_on(programme: Programme, day: date) -> Scheme:
    """The scheme in force in a programme on a day."""
    return read(scheme_version_on(programme, day).text)


def schemes_of(organisation_id: UUID | None, day: date, most: int = 4) -> tuple[Scheme, ...]:
    """The schemes in force on a day in an organisation's latest programmes, this year's first.

    Programmes in which it works under contract are among them.
    """
    entrusted = Contract.objects.filter(contractor_id=organisation_id).values("programme_id")
    texts = (
        SchemeVersion.objects.filter(
            Q(organisation_id=organisation_id) | Q(programme_id__in=entrusted),
            valid_from__lte=day,
        )
        .order_by("-programme__fiscal_year", "programme_id", "-number")
        .distinct("programme__fiscal_year", "programme_id")
        .values_list("text", flat=True)[:most]
    )
    return tuple(read(text) for text in texts)


@lru_cache(maxsize=64)
def read(text: str) -> Scheme:
    """Read a stored scheme's text, which was checked before it was stored."""
    return read_scheme(text, "scheme.toml")


def eligible_cost_yen(programme: Programme) -> int | None:
    """The programme's eligible cost in yen: the sum of its budget lines; None without any."""
    total: int | None = programme.budget_lines.aggregate(total=Sum("yen"))["total"]
    return total


def contracts_on(keeper_id: UUID, day: date) -> QuerySet[Contract]:
    """Contracts of a keeper that run on a day."""
    return Contract.objects.filter(
        organisation_id=keeper_id, starts_on__lte=day, ends_on__gte=day
    ).select_related("contractor", "programme")
