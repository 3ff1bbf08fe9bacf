"""Days and times are read as people write them, and what is wrong is said in our words."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django import forms

from bansou.desks.shared.fields import (
    ComingDayField,
    DayField,
    TimeOfDayField,
    day_hint,
    example_day,
    today,
)
from bansou.desks.shared.forms import DeskForm


class Meeting(DeskForm):
    held_on = DayField(label="相談した日", not_after=today)
    due_on = ComingDayField(label="期限", help_text=day_hint(11, 24), required=False)
    from_time = TimeOfDayField(label="始まり", required=False)


def parts(era: str, year: str, month: str, day: str) -> dict[str, str]:
    return {
        "held_on_era": era,
        "held_on_year": year,
        "held_on_month": month,
        "held_on_day": day,
    }


@pytest.mark.parametrize(
    "posted",
    [
        parts("令和", "3", "11", "24"),
        parts("令和", "３", "１１", "２４"),
        parts("令和", "2021", "11", "24"),
        parts("平成", "2021-11-24", "", ""),
        parts("令和", "R3.11.24", "", ""),
        parts("令和", "", "令和3年11月24日", ""),
        {"held_on": "2021/11/24"},
    ],
)
def test_reads_a_day_in_parts_or_pasted_whole(posted: dict[str, str]) -> None:
    form = Meeting(posted)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == date(2021, 11, 24)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        (
            parts("令和", "4", "2", "30"),
            "「令和4年2月30日」は日付として読めません。2月は28日までです。",
        ),
        (parts("平成", "33", "1", "1"), "令和3年1月1日のことなら、そう書いてください。"),
        (parts("令和", "99", "1", "1"), "まだ来ていない日です。今日までの日付を入れてください。"),
    ],
)
def test_says_what_is_wrong_with_a_day(posted: dict[str, str], sentence: str) -> None:
    form = Meeting(posted)

    assert not form.is_valid()
    assert form.errors["held_on"][0].endswith(sentence)


@pytest.mark.parametrize(
    ("on", "example"),
    [
        ("2026-11-27", "令和8年11月24日"),
        ("2027-03-31", "令和8年11月24日"),
        ("2027-04-01", "令和9年11月24日"),
    ],
)
def test_gives_an_example_of_the_fiscal_year_in_which_it_is_filled_in(
    on: str, example: str
) -> None:
    with time_machine.travel(f"{on}T09:00:00+09:00", tick=False):
        form = Meeting(parts("令和", "", "", ""))

        assert form.errors["held_on"] == [f"日付を入れてください。例　{example}"]
        assert str(form["due_on"].help_text) == f"例　{example}"


def test_gives_an_example_of_the_months_before_april_too() -> None:
    with time_machine.travel("2026-11-27T09:00:00+09:00", tick=False):
        assert example_day(4, 1) == date(2026, 4, 1)
        assert example_day(3, 31) == date(2027, 3, 31)


def test_shows_again_what_was_typed_into_the_parts() -> None:
    html = str(Meeting(parts("令和", "4", "2", "30"))["held_on"])

    assert "<option selected>令和</option>" in html
    for name, typed in (("year", "4"), ("month", "2"), ("day", "30")):
        assert f'name="held_on_{name}" id="id_held_on_' in html
        assert f'value="{typed}"' in html
    assert html.count('aria-invalid="true"') == 4


def test_offers_an_older_era_only_for_a_day_in_it() -> None:
    fresh = str(Meeting()["held_on"])
    taisho = str(Meeting(initial={"held_on": date(1920, 1, 1)})["held_on"])

    assert "大正" not in fresh
    assert "<option selected>大正</option>" in taisho
    assert 'value="9"' in taisho
    assert "（木）" in taisho


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11月30日", date(2021, 11, 30)),
        ("11/24", date(2021, 11, 24)),
        ("1/20", date(2022, 1, 20)),
        ("令和4年3月31日", date(2022, 3, 31)),
    ],
)
def test_takes_a_term_without_a_year_as_the_next_such_day(typed: str, day: date) -> None:
    with time_machine.travel("2021-11-24T00:30:00+09:00"):
        form = Meeting({"held_on": "2021-11-24", "due_on": typed})

        assert form.is_valid(), form.errors
        assert form.cleaned_data["due_on"] == day


def test_refuses_a_term_that_has_passed() -> None:
    with time_machine.travel("2021-11-24T00:30:00+09:00"):
        form = Meeting({"held_on": "2021-11-24", "due_on": "令和3年11月23日"})

        assert form.errors["due_on"] == ["もう過ぎた日です。今日からの日付を入れてください。"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("11:00", time(11)),
        ("9時", time(9)),
        ("9時5分", time(9, 5)),
        ("１１：３０", time(11, 30)),
        ("1130", time(11, 30)),
        ("930", time(9, 30)),
    ],
)
def test_reads_times(typed: str, read: time) -> None:
    form = Meeting({"held_on": "2021-11-24", "from_time": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["from_time"] == read


@pytest.mark.parametrize("typed", ["25:00", "11:60", "きょう", "11", "1:2:3"])
def test_refuses_what_is_no_time(typed: str) -> None:
    form = Meeting({"held_on": "2021-11-24", "from_time": typed})

    assert form.errors["from_time"] == ["時刻として読めません。例　11:00"]


class Everything(DeskForm):
    text = forms.CharField(max_length=5)
    number = forms.IntegerField(min_value=1)
    mail = forms.EmailField()
    choice = forms.ChoiceField(choices=[("a", "あ")])
    choices = forms.MultipleChoiceField(choices=[("a", "あ")])
    tick = forms.BooleanField()
    own = forms.CharField(error_messages={"required": "13けたで入れてください。"})


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        ({}, "text", "ここに書いてください。"),
        (
            {"text": "ながすぎる文"},
            "text",
            "5文字までにしてください。いまは6文字です。",
        ),
        ({}, "number", "数字を入れてください。"),
        ({"number": "たくさん"}, "number", "数字だけで入れてください。例　45"),
        ({"number": "0"}, "number", "1以上の数字を入れてください。"),
        ({"mail": "kudo"}, "mail", "メールアドレスの形になっていません。例　kudo@example.lg.jp"),
        ({}, "choice", "1つ選んでください。"),
        ({"choice": "z"}, "choice", "この一覧の中から選んでください。"),
        ({}, "choices", "1つ以上選んでください。"),
        ({}, "tick", "確かめて、印をつけてください。"),
        ({}, "own", "13けたで入れてください。"),
    ],
)
def test_speaks_in_our_words(posted: dict[str, str], field: str, sentence: str) -> None:
    assert Everything(posted).errors[field] == [sentence]


def test_speaks_in_our_words_also_in_fields_that_a_form_adds_itself() -> None:
    class Added(DeskForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["title"] = forms.CharField()
            self.fields["web"] = forms.URLField(assume_scheme="https")
            self.fields["request_key"] = forms.UUIDField()

    errors = Added({"title": "", "web": "あ", "request_key": "い"}).errors

    assert errors == {
        "title": ["ここに書いてください。"],
        "web": ["https:// で始まるアドレスを入れてください。"],
        "request_key": ["画面を開き直してから、もう一度送ってください。"],
    }
