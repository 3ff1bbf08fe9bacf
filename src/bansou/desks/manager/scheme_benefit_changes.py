"""What a new version of a scheme changes in its benefits and wages, in whole sentences."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import wareki
from bansou.commons.money import yen
from bansou.schemes.benefits import Benefit, UnitPrice
from bansou.schemes.shape import Scheme
from bansou.schemes.wages import MinimumWage

_CEILINGS = {
    "ceiling_day": gettext_lazy("1日の上限"),
    "ceiling_month": gettext_lazy("1か月の上限"),
    "ceiling_year": gettext_lazy("1年度の上限"),
}
#: What has sentences of its own.
_SAID = {*_CEILINGS, "prices", "valid_from", "valid_to"}


def benefit_changes(before: Scheme, after: Scheme) -> Iterator[str]:
    """Benefits that come and go, and what is paid otherwise."""
    old = {benefit.key: benefit for benefit in before.benefits}
    new = {benefit.key: benefit for benefit in after.benefits}
    yield from (
        _("給付「%(benefit)s」がなくなります。") % {"benefit": it.label}
        for key, it in old.items()
        if key not in new
    )
    for key, benefit in new.items():
        if key not in old:
            yield _("給付「%(benefit)s」が加わります。") % {"benefit": benefit.label}
        else:
            yield from _benefit(old[key], benefit)


def wage_changes(before: Scheme, after: Scheme) -> Iterator[str]:
    """Minimum wages that come and go."""
    old, new = before.minimum_wages, after.minimum_wages
    yield from (
        _("最低賃金から、時給%(wage)sがなくなります。") % {"wage": _price(wage)}
        for wage in old
        if wage not in new
    )
    yield from (
        _("最低賃金に、時給%(wage)sが入ります。") % {"wage": _price(wage)}
        for wage in new
        if wage not in old
    )


def _benefit(old: Benefit, new: Benefit) -> Iterator[str]:
    yield from _prices(old, new)
    for name, ceiling in _CEILINGS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield _("給付「%(benefit)s」の%(ceiling)sが、%(former)sから%(new)sに変わります。") % {
                "benefit": new.label,
                "ceiling": ceiling,
                "former": yen(was) if was else _("なし"),
                "new": yen(now) if now else _("なし"),
            }
    spans = [days_said(it.valid_from, it.valid_to) or _("いつでも") for it in (old, new)]
    if spans[0] != spans[1]:
        yield _("給付「%(benefit)s」の期間が、「%(former)s」から「%(new)s」に変わります。") % {
            "benefit": new.label,
            "former": spans[0],
            "new": spans[1],
        }
    if old.model_dump(exclude=_SAID) != new.model_dump(exclude=_SAID):
        yield _("給付「%(benefit)s」の名前か決まりが変わります。") % {"benefit": new.label}


def _prices(old: Benefit, new: Benefit) -> Iterator[str]:
    yield from (
        _("給付「%(benefit)s」の単価から、%(price)sがなくなります。")
        % {"benefit": new.label, "price": _price(price)}
        for price in old.prices
        if price not in new.prices
    )
    yield from (
        _("給付「%(benefit)s」の単価に、%(price)sが入ります。")
        % {"benefit": new.label, "price": _price(price)}
        for price in new.prices
        if price not in old.prices
    )


def _price(price: UnitPrice | MinimumWage) -> str:
    days = days_said(price.valid_from, price.valid_to)
    return f"{yen(price.yen)}（{days}）" if days else yen(price.yen)


def days_said(since: date | None, until: date | None) -> str:
    """From a day until a day, as far as it is said."""
    if since and until:
        return _("%(since)sから%(until)sまで") % {"since": wareki(since), "until": wareki(until)}
    if since:
        return _("%(since)sから") % {"since": wareki(since)}
    return _("%(until)sまで") % {"until": wareki(until)} if until else ""
