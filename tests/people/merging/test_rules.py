"""What counts towards two rows being one person, and that the points add up."""

from dataclasses import dataclass
from datetime import date

import pytest

from bansou.people.persons.weighing import LIKELY, is_slip, place_key, reasons, score

BORN = date(1980, 5, 5)


@dataclass(frozen=True)
class Somebody:
    """What is known of somebody."""

    name: str = "三浦 和彦"
    kana: str = "ミウラ カズヒコ"
    birth_on: date | None = BORN
    phone: str = ""
    email: str = ""
    address: str = ""


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        (Somebody(), Somebody(kana="みうら　かずひこ"), 40 + 40),
        (Somebody(), Somebody(name="三浦　和彦", kana="ﾐｳﾗ ｶｽﾞﾋｺ", birth_on=None), 40),
        (Somebody(), Somebody(name="見浦 一彦"), 30 + 40),
        (Somebody(name="高橋 望", kana=""), Somebody(name="髙橋 望", kana=""), 30 + 40),
        (Somebody(), Somebody(birth_on=date(1980, 5, 6)), 40 + 15),
        (Somebody(), Somebody(birth_on=date(1991, 1, 2)), 40 - 40),
        (
            Somebody(phone="090-0000-0134"),
            Somebody(name="別の 人", kana="ベツノ ヒト", phone="０９０（００００）０１３４"),
            40 + 25,
        ),
        (
            Somebody(address="神戸市灘区1丁目2番3号", email="A@example.jp"),
            Somebody(address="神戸市灘区１-２-３", email="a@example.jp "),
            40 + 40 + 15 + 20,
        ),
        (Somebody(phone="0134"), Somebody(phone="0134", birth_on=None), 40),
        (Somebody(address="灘区12-3"), Somebody(address="灘区1-23", birth_on=None), 40),
    ],
)
def test_adds_up_what_counts(one: Somebody, other: Somebody, points: int) -> None:
    found = reasons(one, other)

    assert score(found) == points
    assert score(reasons(other, one)) == points
    assert all(reason.text and reason.points for reason in found)


def test_shows_no_namesakes_of_whom_nothing_else_is_known_to_be_the_same() -> None:
    namesakes = reasons(Somebody(birth_on=None), Somebody())

    assert score(namesakes) < LIKELY
    assert score(reasons(Somebody(), Somebody())) >= LIKELY


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (date(1980, 5, 15), True),
        (date(1981, 5, 5), True),
        (date(1980, 12, 3), False),
        (date(1981, 6, 5), False),
    ],
)
def test_tells_a_slip_from_another_day(other: date, is_one: bool) -> None:
    assert is_slip(BORN, other) is is_one


def test_takes_turned_day_and_month_for_a_slip() -> None:
    assert is_slip(date(1980, 5, 11), date(1980, 11, 5))


def test_keeps_numbers_of_an_address_apart() -> None:
    assert place_key("灘区１丁目２番地の３") == place_key("灘区1-2-3") == "灘区1-2-3"
    assert place_key("灘区12-3") != place_key("灘区1-23")
