"""Since when it has been so: read as people say it, told no closer than it is known."""

from datetime import date

import pytest

from bansou.people.cases.onset import (
    OnsetUnreadable,
    onset_for_editing,
    onset_in_words,
    read_onset,
    time_since,
)


@pytest.mark.parametrize(
    ("text", "on", "known"),
    [
        ("2017", date(2017, 1, 1), "year"),
        ("2017年", date(2017, 1, 1), "year"),
        ("２０１７年ごろ", date(2017, 1, 1), "year"),
        ("2017年頃", date(2017, 1, 1), "year"),
        ("2017ごろ", date(2017, 1, 1), "year"),
        ("西暦2017年4月", date(2017, 4, 1), "month"),
        ("2017-04", date(2017, 4, 1), "month"),
        ("2017/4", date(2017, 4, 1), "month"),
        ("平成29年", date(2017, 1, 1), "year"),
        ("平成 29年 4月ごろ", date(2017, 4, 1), "month"),
        ("H29.4", date(2017, 4, 1), "month"),
        ("h29", date(2017, 1, 1), "year"),
        ("令和元年", date(2019, 1, 1), "year"),
        ("昭和64年", date(1989, 1, 1), "year"),
    ],
)
def test_reads_a_year_or_a_month(text: str, on: date, known: str) -> None:
    assert read_onset(text) == (on, known)
    assert read_onset(onset_for_editing(on, known)) == (on, known)


@pytest.mark.parametrize(
    "text",
    ["", "9年", "29年4月", "平成32年", "2017年13月", "2017年0月", "1600", "2017年4月3日", "20174"],
)
def test_refuses_what_is_neither(text: str) -> None:
    with pytest.raises(OnsetUnreadable):
        read_onset(text)


@pytest.mark.parametrize(
    ("on", "known", "long", "words"),
    [
        (date(2017, 1, 1), "year", "約9年", "2017年ごろ"),
        (date(2026, 1, 1), "year", "1年未満", "2026年ごろ"),
        (date(2017, 8, 1), "month", "9年3か月", "2017年8月ごろ"),
        (date(2017, 11, 1), "month", "9年", "2017年11月ごろ"),
        (date(2026, 7, 1), "month", "4か月", "2026年7月ごろ"),
        (date(2026, 11, 1), "month", "1か月未満", "2026年11月ごろ"),
        (None, "unknown", "不明", "聞いたが不明"),
        (None, "", "未確認", "未確認"),
    ],
)
def test_tells_how_long_no_closer_than_it_is_known(
    on: date | None, known: str, long: str, words: str
) -> None:
    assert time_since(on, known, date(2026, 11, 30)) == long
    assert onset_in_words(on, known) == words
