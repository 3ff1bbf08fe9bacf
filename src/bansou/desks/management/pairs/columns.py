"""The columns of the three files that `bansou match` reads: head, how a cell is read, what to write.

A blank cell is not known (未確認); 「なし」 says that there is nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import parse_day
from bansou.commons.codes.industries import Industry
from bansou.commons.codes.occupations import Occupation
from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import Option, in_words, labelled, spelled
from bansou.commons.ledger.workbook import Cell
from bansou.commons.money import parse_yen
from bansou.desks.management.pairs.lists import HOPES, KINDS, PACES, SKILLS, WORKPLACES
from bansou.employers.models import Accommodation, Demand

type Read = Callable[[Cell], Any]

NOTHING = frozenset({"なし", "無し", "無", "特になし", "いらない", "不要"})
_BETWEEN = re.compile(r"[、,;；\n]+")
_MOST_YEN = 10_000_000
_WEEK_HOURS = 168
_LONGEST = 200
#: A birthday by which a refusal shows how days are written.
_EXAMPLE = date(1980, 4, 2)


class NotInList(Refusal):
    """A word of none of the house's lists."""

    code = "desks.match_not_in_list"
    message = _("「%(text)s」は使えません。%(choices)sと書いてください。")


class NoHours(Refusal):
    """No number of hours in a week."""

    code = "desks.match_no_hours"
    message = _(
        "「%(text)s」は週の時間として読めません。37.5のように、0から168までの数で書いてください。"
    )


class TooMuchPay(Refusal):
    """An amount that nobody is paid by the hour or the month; a digit too many, or another unit."""

    code = "desks.match_too_much_pay"
    message = _("「%(text)s」は大きすぎます。1時間または1か月あたりの円で書いてください。")


class NoPlaces(Refusal):
    """No number of people."""

    code = "desks.match_no_places"
    message = _("「%(text)s」は人数として読めません。1以上の整数で書いてください。")


class TooLong(Refusal):
    """More than a name."""

    code = "desks.match_too_long"
    message = _("%(letters)d文字あります。%(most)d文字までに短くしてください。")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its head, its reader, and what to write in it."""

    field: str
    head: str
    read: Read
    hint: str


def words(cell: Cell) -> str:
    """One name as typed, without the spaces around it."""
    written = " ".join(cell.text.split())
    if len(written) > _LONGEST:
        raise TooLong(letters=len(written), most=_LONGEST)
    return unicodedata.normalize("NFKC", written)


def names(cell: Cell) -> frozenset[str]:
    """Names parted by 、 or each on its own line; none for 「なし」."""
    written = [words(Cell(cell.address, part)) for part in _parts(cell)]
    return frozenset(one for one in written if one not in NOTHING)


def of(options: Iterable[Option]) -> Read:
    """One of a list, by its label or its code."""
    listed = tuple(options)
    known = spelled(listed)

    def read(cell: Cell) -> str:
        text = cell.text
        if text.isdecimal():
            text = text.zfill(2)  # a spreadsheet takes the zero from 06
        found = known(text)
        if found is None:
            raise NotInList(text=cell.text.strip(), choices=in_words(listed))
        return found

    return read


def some_of(options: Iterable[Option]) -> Read:
    """Some of a list; none for 「なし」."""
    one = of(options)

    def read(cell: Cell) -> frozenset[str]:
        parts = [part.strip() for part in _parts(cell)]
        return frozenset(one(Cell(cell.address, part)) for part in parts if part not in NOTHING)

    return read


def yen(cell: Cell) -> int:
    """Whole yen by the hour or the month."""
    amount = parse_yen(cell.text, example="1,200、200,000円")
    if amount > _MOST_YEN:
        raise TooMuchPay(text=cell.text)
    return amount


def hours(cell: Cell) -> int:
    """Hours in a week as minutes."""
    written = "".join(unicodedata.normalize("NFKC", cell.text).split()).removesuffix("時間")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", written) or float(written) > _WEEK_HOURS:
        raise NoHours(text=cell.text)
    return round(float(written) * 60)


def places(cell: Cell) -> int:
    """How many people."""
    written = "".join(unicodedata.normalize("NFKC", cell.text).split()).removesuffix("人")
    if not re.fullmatch(r"\d{1,5}", written) or not int(written):
        raise NoPlaces(text=cell.text)
    return int(written)


def day(cell: Cell) -> date:
    """A day, however written, with its year."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    return parse_day(cell.text, example=_EXAMPLE)


def _parts(cell: Cell) -> list[str]:
    return [part for part in _BETWEEN.split(cell.text) if part.strip()]


_OCCUPATIONS, _INDUSTRIES = labelled(Occupation.choices), labelled(Industry.choices)
_DEMANDS, _ACCOMMODATIONS = labelled(Demand.choices), labelled(Accommodation.choices)
_SET = "、で区切る。空欄は未確認、「なし」は1つもない"


def _list(options: Iterable[Option]) -> str:
    return "／".join(option.label for option in options)


NUMBER = Column("id", "番号", words, "必ず書く。同じ番号は1度だけ")
OPENINGS = (
    NUMBER,
    Column("company", "会社", words, "結果に写すだけ"),
    Column("title", "職名", words, "結果に写すだけ"),
    Column("kind", "種類", of(KINDS), f"1つ。空欄は求人。{_list(KINDS)}"),
    Column("area", "場所", words, "働く地区を1つ"),
    Column("occupation", "職種", of(_OCCUPATIONS), f"1つ。{_list(_OCCUPATIONS)}"),
    Column("industry", "業種", of(_INDUSTRIES), f"1つ。{_list(_INDUSTRIES)}"),
    Column("employment_type", "雇用形態", words, "1つ　例　正社員"),
    Column("hourly_lowest", "時給（下）", yen, "円"),
    Column("hourly_highest", "時給（上）", yen, "円。下だけなら、同じ額とみる"),
    Column("monthly_lowest", "月給（下）", yen, "円"),
    Column("monthly_highest", "月給（上）", yen, "円。下だけなら、同じ額とみる"),
    Column("minutes", "週の時間", hours, "例　37.5"),
    Column("licences", "必要な資格", names, _SET),
    Column("demands", "求められること", some_of(_DEMANDS), f"{_SET}。{_list(_DEMANDS)}"),
    Column(
        "offers",
        "できる配慮",
        some_of(_ACCOMMODATIONS),
        f"、で区切る。空欄は未確認。{_list(_ACCOMMODATIONS)}",
    ),
    Column("lacks", "できない配慮", some_of(_ACCOMMODATIONS), "できないと分かっている配慮"),
    Column("pace", "仕事の速さ", of(PACES), f"1つ。{_list(PACES)}"),
    Column("workplace", "職場の規模", of(WORKPLACES), f"1つ。{_list(WORKPLACES)}"),
    Column("skills", "あるとよい技能", some_of(SKILLS), f"{_SET}。{_list(SKILLS)}"),
    Column("hopes", "企業の希望", some_of(HOPES), f"{_SET}。だれも外さない。{_list(HOPES)}"),
    Column("limits", "年齢制限", names, "法令の例外で制限するときだけ、制限の表の名前"),
    Column("places", "受け入れ人数", places, "--equilibrate で使う。空欄は1人"),
)
PEOPLE = (
    NUMBER,
    Column(
        "kinds", "探している種類", some_of(KINDS), f"{_SET}。ほかは候補に入らない。{_list(KINDS)}"
    ),
    Column("areas", "働ける場所", names, _SET),
    Column(
        "occupations",
        "希望の職種",
        some_of(_OCCUPATIONS),
        f"{_SET}。希望でない職種も候補に入る。{_list(_OCCUPATIONS)}",
    ),
    Column(
        "industries",
        "希望の業種",
        some_of(_INDUSTRIES),
        f"{_SET}。希望でない業種も候補に入る。{_list(_INDUSTRIES)}",
    ),
    Column("employment_types", "受ける雇用形態", names, f"{_SET}。ほかは候補に入らない"),
    Column("hourly_floor", "時給の下限", yen, "円"),
    Column("monthly_floor", "月給の下限", yen, "円"),
    Column("least", "週の時間（下）", hours, "下と上の両方を書く"),
    Column("most", "週の時間（上）", hours, "例　40"),
    Column("holds", "持っている資格", names, _SET),
    Column("acquiring", "受講中の資格", names, "受講が決まった資格"),
    Column("refuses", "できないこと", some_of(_DEMANDS), f"{_SET}。{_list(_DEMANDS)}"),
    Column("needs", "必要な配慮", some_of(_ACCOMMODATIONS), f"{_SET}。{_list(_ACCOMMODATIONS)}"),
    Column("paces", "希望の仕事の速さ", some_of(PACES), f"{_SET}。{_list(PACES)}"),
    Column("workplaces", "希望の職場の規模", some_of(WORKPLACES), f"{_SET}。{_list(WORKPLACES)}"),
    Column("skills", "身につけた技能", some_of(SKILLS), f"{_SET}。{_list(SKILLS)}"),
    Column("brings", "企業の希望に応えられること", some_of(HOPES), f"{_SET}。{_list(HOPES)}"),
    Column("birthday", "生年月日", day, "年齢制限を確かめるためだけに使い、書き出さない"),
)
LIMITS = (
    Column("id", "名前", words, "求人の「年齢制限」に書く名前"),
    Column("born_from", "生まれた日（から）", day, "この日からに限る。空欄は限りなし"),
    Column("born_until", "生まれた日（まで）", day, "この日までに限る。空欄は限りなし"),
    Column("valid_from", "認められる日（から）", day, "法令が認める最初の日。空欄は限りなし"),
    Column("valid_until", "認められる日（まで）", day, "法令が認める最後の日。空欄は限りなし"),
    Column("basis", "根拠", words, "条文や通知"),
)
