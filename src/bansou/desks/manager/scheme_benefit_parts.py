"""What each benefit of a scheme pays, up to what, and on which days, as a form."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.money import yen
from bansou.desks.shared.fields import DayField, YenField
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import DayText
from bansou.desks.shared.wording import speak_plainly
from bansou.schemes.basis import Dated, followed
from bansou.schemes.benefits import MOST_YEN, Benefit, UnitPrice
from bansou.schemes.editing_benefits import BenefitEdit
from bansou.schemes.shape import Scheme

_STEM = "benefit"
_CEILINGS = {
    "ceiling_day": _("1日の上限"),
    "ceiling_month": _("1か月の上限"),
    "ceiling_year": _("1年度の上限"),
}
_EMPTY_MEANS_NONE = _("空にすると、上限はなくなります。")
_CEILING_OF_A_TRIP = _("1日に支給する交通費の上限です。決めるまで、交通費は請求できません。")
_CROSSED = _("終わりの日が始まりの日より前です。日付を入れ替えてください。")


class BenefitPartsForm(DeskForm):
    """The benefits of one scheme; each has its own fields, by its place among them."""

    marks = False
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scheme: Scheme, number: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"base": number}, **kwargs)
        self.benefits = scheme.benefits
        for at, benefit in enumerate(self.benefits):
            parts = dict(_parts_of(benefit))
            self.fields.update({f"{_STEM}_{at}_{name}": part for name, part in parts.items()})
            speak_plainly(parts.values())

    def parts(self) -> Iterator[tuple[Benefit, list[Any]]]:
        """Each benefit and its fields, for the page."""
        for at, benefit in enumerate(self.benefits):
            yield benefit, [self[f"{_STEM}_{at}_{name}"] for name, _part in _parts_of(benefit)]

    def add_error(self, field: str | None, error: Any) -> None:
        """Say of which benefit a mistake is: all have parts of the same names."""
        place = (field or "").removeprefix(f"{_STEM}_").partition("_")[0]
        if not place.isdigit():
            super().add_error(field, error)
            return
        label = self.benefits[int(place)].label
        for sentence in ValidationError(error).messages:
            said = gettext("給付「%(name)s」：%(sentence)s") % {"name": label, "sentence": sentence}
            super().add_error(field, said)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for at, benefit in enumerate(self.benefits):
            if Dated(valid_from=self._said(at, "from"), valid_to=self._said(at, "to")).is_crossed:
                self.add_error(f"{_STEM}_{at}_to", _CROSSED)
            self._check_prices(at, benefit)
        return cleaned

    def _check_prices(self, at: int, benefit: Benefit) -> None:
        """A new price is said as a whole, and on no day two prices hold."""
        new = len(benefit.prices)
        if any(self._said(at, f"price_{new}_{name}") for name in ("yen", "from", "to")):
            for name in ("yen", "from"):
                self._refuse_empty(f"{_STEM}_{at}_price_{new}_{name}")
        prices = self._prices(at, benefit)
        for number, price in enumerate(prices):
            if price and price.is_crossed:
                self.add_error(f"{_STEM}_{at}_price_{number}_to", _CROSSED)
            elif price and any(price.meets(earlier) for earlier in prices[:number] if earlier):
                sentence = gettext("ほかの単価と期間が重なっています。日付を直してください。")
                self.add_error(f"{_STEM}_{at}_price_{number}_from", sentence)

    def _refuse_empty(self, name: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            sentence = gettext("「%s」も入れてください。") % self.fields[name].label
            self.add_error(name, sentence)

    def edits(self) -> list[BenefitEdit]:
        """What was said of each benefit."""
        return [
            BenefitEdit(
                key=benefit.key,
                prices=self._prices(at, benefit),
                valid_from=self._said(at, "from"),
                valid_to=self._said(at, "to"),
                **{name: self._said(at, name) for name in _CEILINGS},
            )
            for at, benefit in enumerate(self.benefits)
        ]

    def _prices(self, at: int, benefit: Benefit) -> list[UnitPrice | None]:
        """One for each price that it has, None where it was emptied; then the new one, if any."""
        standing = [self._price(at, number) for number in range(len(benefit.prices))]
        new = self._price(at, len(benefit.prices))
        if new is None:
            return standing
        kept = iter(followed([price for price in standing if price], new))
        return [next(kept) if price else None for price in standing] + [new]

    def _price(self, at: int, number: int) -> UnitPrice | None:
        amount = self._said(at, f"price_{number}_yen")
        since, until = (self._said(at, f"price_{number}_{name}") for name in ("from", "to"))
        return UnitPrice(yen=amount, valid_from=since, valid_to=until) if amount else None

    def _said(self, at: int, name: str) -> Any:
        return self.cleaned_data.get(f"{_STEM}_{at}_{name}")


def _parts_of(benefit: Benefit) -> Iterator[tuple[str, forms.Field]]:
    if benefit.kind == "stipend":
        for number, price in enumerate((*benefit.prices, None)):
            yield from _price_parts(number, price)
    for name, label in _CEILINGS.items():
        is_of_a_trip = benefit.kind == "travel" and name == "ceiling_day"
        hint = _CEILING_OF_A_TRIP if is_of_a_trip else _EMPTY_MEANS_NONE
        yield name, _yen(label, getattr(benefit, name), hint)
    yield "from", _day(_("この給付を始める日"), benefit.valid_from, _("空なら、はじめからです。"))
    yield "to", _day(_("この給付を終える日"), benefit.valid_to, _("この日の分までを支給します。"))


def _price_parts(number: int, price: UnitPrice | None) -> Iterator[tuple[str, forms.Field]]:
    """The parts of a price that stands, or empty ones for a new price."""
    if price:
        label, hint = _("1日の単価"), _("空にすると、この単価を外します。")
    else:
        label = _("新しい1日の単価") if number else _("1日の単価")
        hint = _("出席した1日に支給する金額です。例　1,000円")
    yield f"price_{number}_yen", _yen(label, price and price.yen, hint)
    since = _("いつの分から") if price or not number else _("新しい単価はいつの分から")
    before = _("終わりを決めていない前の単価は、この日の前の日までになります。")
    yield (
        f"price_{number}_from",
        _day(since, price and price.valid_from, before if number and not price else ""),
    )
    until = _("いつの分まで") if price or not number else _("新しい単価はいつの分まで")
    yield (
        f"price_{number}_to",
        _day(until, price and price.valid_to, _("決まっていなければ、空のままにします。")),
    )


def _yen(label: Any, amount: int | None, hint: Any) -> YenField:
    written = yen(amount) if amount else ""
    return YenField(label=label, required=False, most=MOST_YEN, initial=written, help_text=hint)


def _day(label: Any, initial: date | None, hint: Any) -> DayField:
    widget = DayText(attrs={"class": "short"})
    return DayField(label=label, required=False, widget=widget, initial=initial, help_text=hint)
