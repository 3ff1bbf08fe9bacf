"""Days, hours, nights, cover and outcomes of visits and trials: plain decisions."""

from datetime import date, time, timedelta

import pytest

from bansou.schemes.reader import SchemeProblems, read_scheme, template
from bansou.support.experience import rules

MONDAY = date(2026, 11, 30)
TEN, FOUR = time(22), time(5)


def _days(*ahead: int) -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(days=number) for number in ahead)


def test_takes_the_weekdays_of_a_time_and_leaves_out_what_is_left_out() -> None:
    days = rules.days_between(
        MONDAY, MONDAY + timedelta(days=8), weekdays=(0, 1), is_left_out=lambda day: day == MONDAY
    )

    assert days == _days(1, 7, 8)


def test_finds_no_day_in_a_time_that_ends_before_it_begins() -> None:
    assert rules.days_between(MONDAY, MONDAY - timedelta(days=1), weekdays=(0,)) == ()


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "minutes"),
    [
        (time(9), time(16), 420),
        (time(9), time(9, 30), 30),
        (time(22), time(1), 180),
        (time(9), time(9), 1440),
    ],
)
def test_counts_minutes_over_midnight_too(starts_at: time, ends_at: time, minutes: int) -> None:
    assert rules.minutes_between(starts_at, ends_at) == minutes


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "at_night"),
    [
        (time(9), time(17), False),
        (time(5), time(9), False),
        (time(18), time(22), False),
        (time(18), time(22, 1), True),
        (time(4, 59), time(9), True),
        (time(23), time(4), True),
        (time(20), time(6), True),
        (time(1), time(2), True),
    ],
)
def test_knows_the_night(starts_at: time, ends_at: time, at_night: bool) -> None:
    assert rules.is_at_night(starts_at, ends_at, TEN, FOUR) is at_night


def test_names_the_days_outside_every_cover() -> None:
    covers = [(_days(0)[0], _days(1)[0]), (_days(3)[0], _days(3)[0])]

    assert rules.uncovered(_days(4, 0, 1, 2, 3), covers) == _days(2, 4)


def test_counts_the_most_that_are_insured_on_one_day() -> None:
    first, second, third, fourth = _days(0, 1, 2, 3)
    others = [(first, second), (second, third), (fourth, fourth)]

    assert rules.most_at_once(first, fourth, others) == 2
    assert rules.most_at_once(third, fourth, others) == 1
    assert rules.most_at_once(first, fourth, []) == 0


@pytest.mark.parametrize(
    ("attended", "missed", "fitting"),
    [
        (3, 0, ("completed", "left", "offered")),
        (3, 30, ("partly", "left", "offered")),
        (0, 420, ("no_show", "left")),
    ],
)
def test_lets_the_outcome_say_what_the_days_say(
    attended: int, missed: int, fitting: tuple[str, ...]
) -> None:
    assert rules.fitting_outcomes(attended, missed) == fitting


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("night_from = 22:00:00", 'night_from = "22時"', "時刻"),
        ("max_days = 10", "max_days = 0", "1以上"),
        ("max_hours_a_day = 8", "max_hours_a_day = 25", "24以下"),
        ("asks_insurance = true", 'asks_insurance = "はい"', "true"),
        ('key = "suits"', 'key = "work"', "2回"),
        ("allows_nights", "allow_nights", "allows_nights"),
    ],
)
def test_names_the_line_of_what_is_wrong_in_the_limits(
    was: str, becomes: str, sentence: str
) -> None:
    text = template("tomakomai")
    assert was in text
    wrong = text.replace(was, becomes, 1)
    line = text[: text.index(was)].count("\n") + 1

    with pytest.raises(SchemeProblems) as refused:
        read_scheme(wrong, "tomakomai.toml")

    found = {problem.line: problem.sentence for problem in refused.value.problems}
    assert sentence in found[line]


def test_asks_for_reasons_where_there_are_visits_and_trials() -> None:
    text = template("tomakomai").replace("mismatch_reasons = [", "routes_not_asked = [", 1)
    begins = text.index("routes_not_asked = [")
    text = text[:begins] + text[text.index("\n]\n", begins) + 3 :]

    with pytest.raises(SchemeProblems) as refused:
        read_scheme(text, "tomakomai.toml")

    assert "mismatch_reasons" in refused.value.problems[0].sentence
