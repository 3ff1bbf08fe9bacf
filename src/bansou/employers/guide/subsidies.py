"""The guide to subsidies: what comes along as a template, and what the office has written itself."""

import tomllib
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from importlib import resources
from uuid import UUID

from bansou.employers.guide.models import EmploymentSubsidy
from bansou.employers.guide.rules import Subsidy

_COLUMNS = tuple(field.name for field in fields(Subsidy))


@cache
def template() -> Sequence[Subsidy]:
    """The subsidies that come along, in their order."""
    text = resources.files(__package__).joinpath("subsidies.toml").read_text("utf-8")
    return tuple(Subsidy(**one) for one in tomllib.loads(text)["subsidies"])


def subsidies_of(keeper_id: UUID) -> list[Subsidy]:
    """The guide as an office uses it: the template's first, as the office tells them, then its own."""
    rows = EmploymentSubsidy.objects.filter(organisation_id=keeper_id).order_by("id")
    own = {row.key: Subsidy(**{name: getattr(row, name) for name in _COLUMNS}) for row in rows}
    known = [own.pop(subsidy.key, subsidy) for subsidy in template()]
    return [*known, *own.values()]
