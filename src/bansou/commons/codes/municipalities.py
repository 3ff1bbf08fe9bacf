"""All prefectures and municipalities of Japan, and the wards of the designated cities.

The table is ``municipalities.csv``; where it comes from stands in ``README.md`` beside it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.digits import WrongNumber
from bansou.commons.codes.lg_code import parse_lg_code


class MunicipalityClass(TextChoices):
    """What a body is under the Local Autonomy Act."""

    PREFECTURE = "prefecture", _("都道府県")
    DESIGNATED_CITY = "designated_city", _("指定都市")
    SPECIAL_WARD = "special_ward", _("特別区")
    CITY = "city", _("市")
    TOWN = "town", _("町")
    VILLAGE = "village", _("村")
    WARD = "ward", _("行政区")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A prefecture, a municipality or a ward.

    :ivar code: 全国地方公共団体コード with its check digit
    :ivar prefecture: name of the prefecture (for a prefecture its own)
    :ivar name: as the body writes it, without county or city: むかわ町, 川崎区
    :ivar county: 郡 of a town or village, empty for others
    :ivar city: code of the designated city of a ward, empty for others
    """

    code: str
    prefecture: str
    municipality_class: MunicipalityClass
    name: str
    kana: str
    county: str
    city: str

    @property
    def full_name(self) -> str:
        """北海道勇払郡むかわ町, 神奈川県川崎市川崎区, 北海道."""
        if self.municipality_class is MunicipalityClass.PREFECTURE:
            return self.name
        city = municipality(self.city).name if self.city else ""
        return f"{self.prefecture}{self.county}{city}{self.name}"

    def __str__(self) -> str:
        return self.name


class NoSuchMunicipality(WrongNumber):
    """The check digit fits, but no body of today has the code."""

    code = "commons.no_such_municipality"
    message = _(
        "団体コード「%(text)s」の団体はありません。合併などで変わっていないか確かめてください。"
    )


def municipality(code: str) -> Municipality:
    """Find a body by its code of six digits, or of five without the check digit.

    :raises WrongNumber: one of its subclasses says what is wrong
    """
    whole = parse_lg_code(code)
    try:
        return _table()[whole]
    except KeyError:
        raise NoSuchMunicipality(text=whole) from None


def prefectures() -> Sequence[Municipality]:
    """Give the 47 prefectures in the order of their codes."""
    return tuple(
        body
        for body in _table().values()
        if body.municipality_class is MunicipalityClass.PREFECTURE
    )


def municipalities(*, prefecture: str | None = None) -> Sequence[Municipality]:
    """Give all municipalities, or those of one prefecture, in the order of their codes.

    Wards of designated cities are not municipalities: see `wards`.

    :param prefecture: its code of two digits, or any code that begins with it
    """
    others = (MunicipalityClass.PREFECTURE, MunicipalityClass.WARD)
    return tuple(
        body
        for body in _table().values()
        if body.municipality_class not in others and body.code.startswith((prefecture or "")[:2])
    )


def designated_cities() -> Sequence[Municipality]:
    """Give the designated cities in the order of their codes."""
    designated = MunicipalityClass.DESIGNATED_CITY
    return tuple(body for body in _table().values() if body.municipality_class is designated)


def wards(city: str) -> Sequence[Municipality]:
    """Give the wards of a designated city in the order of their codes; other cities have none.

    :param city: code of the city, with six digits or five
    """
    whole = municipality(city).code
    return tuple(body for body in _table().values() if body.city == whole)


@lru_cache(maxsize=1)
def _table() -> dict[str, Municipality]:
    listed = resources.files(__package__).joinpath("municipalities.csv").read_text("utf-8")
    bodies = (
        Municipality(code, prefecture, MunicipalityClass(kind), name, kana, county, city)
        for code, prefecture, kind, name, kana, county, city in csv.reader(listed.splitlines()[1:])
    )
    return {body.code: body for body in bodies}
