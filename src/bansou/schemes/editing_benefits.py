"""Changing what a scheme's benefits pay and when; what is said as before keeps its letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT

from bansou.schemes.benefits import UnitPrice
from bansou.schemes.editing import as_it_stood, put, set_line

_SPAN = ("valid_from", "valid_to")
_LINES = (*_SPAN, "ceiling_day", "ceiling_month", "ceiling_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitEdit:
    """What a benefit pays, up to what, and on which days it is offered, by its key.

    :param prices: one for each price that it has, in their order (None: it goes), then new ones
    """

    key: str
    prices: Sequence[UnitPrice | None] = ()
    ceiling_day: int | None = None
    ceiling_month: int | None = None
    ceiling_year: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def with_benefits(text: str, edits: Sequence[BenefitEdit]) -> str:
    """The scheme's text with these edits in it. Whether it is sound, its reader says."""
    scheme: Any = tomlkit.parse(text)
    by_key = {edit.key: edit for edit in edits}
    for benefit in scheme.get("benefits", ()):
        if edit := by_key.get(benefit["key"]):
            _put_prices(benefit, edit.prices)
            for name in _LINES:
                put(benefit, name, getattr(edit, name))
    return as_it_stood(text, tomlkit.dumps(scheme))


def _put_prices(benefit: Any, said: Sequence[UnitPrice | None]) -> None:
    listed = benefit.get("prices", ())
    number = len(listed)
    new = [price for price in said[number:] if price]
    if number and not new and not any(said):
        del benefit["prices"]
        return
    for at in range(number - 1, -1, -1):
        price = said[at]
        if price is None:
            del listed[at]
        else:
            put(listed[at], "yen", price.yen)
            for name in _SPAN:
                put(listed[at], name, getattr(price, name))
    if new and "prices" not in benefit:
        set_line(benefit, "prices", tomlkit.array())
    for price in new:
        benefit["prices"].append(_written(price, benefit["prices"]))


def _written(price: UnitPrice, listed: Any) -> Any:
    """A price as its list writes them: tables of their own, or one line each."""
    entry = tomlkit.table() if isinstance(listed, AoT) else tomlkit.inline_table()
    entry["yen"] = price.yen
    entry.update(price.model_dump(include=set(_SPAN), exclude_none=True))
    return entry
