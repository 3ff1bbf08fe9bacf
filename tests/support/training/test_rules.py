"""Days of a run, legal hours, what is held before, and when a certificate ends: plain decisions."""

from datetime import date, timedelta

import pytest

from bansou.commons.holidays import holiday_name, is_holiday
from bansou.schemes.courses import LegalHours, Qualification
from bansou.schemes.reader import read_template
from bansou.support.training import rules

WORKDAYS = (0, 1, 2, 3, 4)
HALF_A_YEAR = "1トン未満のフォークリフトの運転の経験（6か月以上）"
THREE_MONTHS = "1トン未満のフォークリフトの運転の経験（3か月以上）"
FORKLIFT = read_template("tomakomai").qualification("forklift_operation")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "勤労感謝の日"),
        (date(2026, 5, 6), "憲法記念日 振替休日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 11, 22), ""),
        (date(2026, 11, 24), ""),
    ],
)
def test_knows_public_holidays(day: date, name: str) -> None:
    assert holiday_name(day) == name
    assert is_holiday(day) is bool(name)


def test_goes_over_weekends_and_holidays() -> None:
    friday = date(2026, 11, 20)

    skipping = rules.days_of_run(friday, 3, weekdays=WORKDAYS, is_left_out=is_holiday)
    keeping = rules.days_of_run(friday, 3, weekdays=WORKDAYS)

    assert skipping == (friday, date(2026, 11, 24), date(2026, 11, 25))
    assert keeping == (friday, date(2026, 11, 23), date(2026, 11, 24))


def test_begins_on_the_first_day_that_is_held() -> None:
    saturday = date(2026, 11, 21)

    assert rules.days_of_run(saturday, 1, weekdays=WORKDAYS) == (saturday + timedelta(days=2),)


def test_gives_fewer_days_where_there_are_no_more() -> None:
    assert rules.days_of_run(date(2026, 11, 20), 3, weekdays=()) == ()
    none = rules.days_of_run(date(2026, 11, 20), 3, weekdays=WORKDAYS, is_left_out=lambda _: True)
    assert none == ()


@pytest.mark.parametrize(
    ("held", "proven", "hours"),
    [
        ((), (), 35),
        (("ordinary_licence",), (), 31),
        ((), (HALF_A_YEAR,), 15),
        ((), (THREE_MONTHS,), 35),
        (("ordinary_licence",), (THREE_MONTHS,), 11),
        (("large_special_vehicle_licence",), (), 11),
        (("ordinary_licence", "large_special_vehicle_licence"), (), 11),
        (("gas_welding",), (), 35),
    ],
)
def test_knows_the_legal_hours_of_a_forklift_course(
    held: tuple[str, ...], proven: tuple[str, ...], hours: int
) -> None:
    assert FORKLIFT is not None
    assert rules.legal_hours(FORKLIFT, held, proven=proven) == hours


@pytest.mark.parametrize(
    ("offered", "missing"),
    [
        ((31,), 35),
        ((31, 35), None),
        ((11, 31), 35),
        ((None,), None),
        ((31, None), None),
        ((), None),
    ],
)
def test_knows_whose_hours_no_course_gives(
    offered: tuple[int | None, ...], missing: int | None
) -> None:
    assert FORKLIFT is not None
    assert rules.hours_not_offered(FORKLIFT, offered) == missing


def test_knows_no_legal_hours_where_the_register_has_none() -> None:
    bare = Qualification(key="q", label="資格", kind="licence")
    other = bare.model_copy(update={"hours": (LegalHours(hours=9, holding=("x",)),)})

    assert rules.legal_hours(bare, (), proven=(HALF_A_YEAR,)) is None
    assert rules.legal_hours(other, (), proven=(HALF_A_YEAR,)) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (False, ()),
        (True, None),
        (("６か月 以上",), (HALF_A_YEAR,)),
        ((THREE_MONTHS, "6か月"), (THREE_MONTHS, HALF_A_YEAR)),
        (("フォークリフト",), None),
        (("1年以上",), None),
    ],
)
def test_tells_which_experience_is_meant_where_several_count(
    said: bool | tuple[str, ...], meant: tuple[str, ...] | None
) -> None:
    assert FORKLIFT is not None
    assert rules.experiences_named(FORKLIFT, said) == meant


def test_takes_a_mark_for_the_one_experience_that_counts() -> None:
    bare = Qualification(key="q", label="資格", kind="licence")
    one = bare.model_copy(update={"hours": (LegalHours(hours=9, experience="経験"),)})

    assert rules.experiences_named(one, said=True) == ("経験",)
    assert rules.experiences_named(bare, said=True) == ()
    assert rules.experiences_named(bare, ("経験",)) is None


def test_names_what_is_missing_in_the_registers_order() -> None:
    it = Qualification(key="q", label="資格", kind="licence", prerequisites=("a", "b", "c"))

    assert rules.missing_before(it, {"b"}) == ("a", "c")
    assert rules.missing_before(it, {"a", "b", "c", "d"}) == ()


@pytest.mark.parametrize(
    ("minimum", "age", "answer"), [(None, 3, True), (18, 18, True), (18, 17, False)]
)
def test_asks_for_the_minimum_age(minimum: int | None, age: int, answer: bool) -> None:
    it = Qualification(key="q", label="資格", kind="licence", minimum_age=minimum)

    assert rules.is_old_enough(it, age) is answer


@pytest.mark.parametrize(
    ("years", "obtained_on", "expires_on"),
    [
        (None, date(2026, 11, 24), None),
        (5, date(2026, 11, 24), date(2031, 11, 23)),
        (1, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_expires_the_day_before_the_same_day(
    years: int | None, obtained_on: date, expires_on: date | None
) -> None:
    it = Qualification(key="q", label="資格", kind="licence", valid_years=years)

    assert rules.expiry(it, obtained_on) == expires_on


def test_holds_up_to_its_last_day() -> None:
    last = date(2026, 11, 24)

    assert rules.is_holding(None, last)
    assert rules.is_holding(last, last)
    assert not rules.is_holding(last, last + timedelta(days=1))


def test_counts_days_attended_in_whichever_run_by_their_number() -> None:
    assert rules.days_to_make_up({1, 2, 3}, {3, 1}) == (2,)
    assert rules.days_to_make_up({1, 2, 3}, {1, 2, 3, 4}) == ()


def test_puts_the_amounts_of_a_run_in_place_of_the_templates() -> None:
    lines = [{"kind": "tuition", "yen": 5}, {"kind": "exam_fee", "yen": 7}]

    with_amounts = rules.with_amounts(lines, {"exam_fee": None})
    assert [line["yen"] for line in with_amounts] == [5, None]
