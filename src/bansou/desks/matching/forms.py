"""Forms of the matching officer's desk: fields in sections, and whole numbers as people write them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from bansou.commons.money import UnreadableAmount, parse_yen
from bansou.desks.shared.forms import DeskForm

type Row = str | tuple[str, ...]


class SectionedForm(DeskForm):
    """A form whose fields stand in sections under headings; fields of one thought share a row.

    `sections` names them: heading ("" for none) and rows. A field that is in none stands last.
    """

    sections: tuple[tuple[Any, tuple[Row, ...]], ...] = ()
    #: Fields that the page places itself.
    apart: frozenset[str] = frozenset()

    def laid_out(self) -> Iterator[tuple[str, list[list[BoundField]]]]:
        """Each section's heading with its rows of fields, for the page."""
        placed = set(self.apart)
        for heading, rows in self.sections:
            named = [(row,) if isinstance(row, str) else row for row in rows]
            placed |= {name for row in named for name in row}
            shown = [[self[name] for name in row if name in self.fields] for row in named]
            yield str(heading), [row for row in shown if row]
        rest = [[field] for field in self.visible_fields() if field.name not in placed]
        if rest:
            yield "", rest


class NumberField(forms.CharField):
    """A whole number: 1,200, １２００ and 12人 are read; nothing written is nothing."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        folded = "".join(unicodedata.normalize("NFKC", written).split()).replace(",", "")
        found = re.fullmatch(r"(\d{1,12})(?:人|名|社|日|歳|分)?", folded)
        if not found:
            raise ValidationError(_("数字だけで入れてください。例　12"))
        number = int(found[1])
        if not self.least <= number <= self.most:
            raise ValidationError(
                _("%(least)sから%(most)sまでの数字を入れてください。")
                % {"least": f"{self.least:,}", "most": f"{self.most:,}"}
            )
        return number


class YenField(forms.CharField):
    """An amount in yen as people write it: 1,050, 19万円."""

    MOST = 100_000_000

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        try:
            amount = parse_yen(written, example=_("19万円、1,050円"))
        except UnreadableAmount as refusal:
            raise ValidationError(str(refusal)) from refusal
        if amount > self.MOST:
            raise ValidationError(_("金額が大きすぎます。けた数と単位を確かめてください。"))
        return amount


YES_NO_UNKNOWN = (("yes", _("はい")), ("no", _("いいえ")), ("", _("まだ分からない")))


def read_yes_no(chosen: str) -> bool | None:
    """What a choice of はい, いいえ and まだ分からない means."""
    return {"yes": True, "no": False}.get(chosen)


def said_yes_no(value: bool | None) -> str:
    """The choice that stands for a value."""
    return {True: "yes", False: "no"}.get(value, "") if value is not None else ""
