"""What is typed into a municipality's own fields: kept as checked values, or a sentence."""

from datetime import date
from typing import Any

import pytest

from bansou.schemes.fields import FieldsRead, Kept, read_fields
from bansou.schemes.reader import read_scheme, template
from bansou.schemes.shape import Choice, ExtraField

SHIFTS = (
    Choice(key="day", label="日勤"),
    Choice(key="night", label="夜勤", spellings=("深夜", "夜")),
)


def field(kind: str, **more: Any) -> ExtraField:
    return ExtraField.model_validate(
        {"key": "a", "label": "働き方", "on": "case", "type": kind, **more}
    )


CHOICE = field("choice", choices=SHIFTS)
NUMBER = field("number", minimum=0, maximum=24, unit="時間")

TAKEN: dict[str, tuple[ExtraField, object, Kept]] = {
    "a text": (field("text"), "  夜勤のない仕事\nで長く ", "夜勤のない仕事\nで長く"),
    "a number": (NUMBER, "8", 8),
    "a number as such": (NUMBER, 24, 24),
    "full-width digits": (field("number"), "１，２００", 1200),
    "a number below zero": (field("number"), "-3", -3),
    "a day": (field("date"), "2021-11-24", "2021-11-24"),
    "a day as such": (field("date"), date(2020, 2, 29), "2020-02-29"),
    "a day in full width": (field("date"), "２０２１-１１-２４", "2021-11-24"),
    "yes": (field("yes_no"), "はい", True),
    "yes as such": (field("yes_no"), True, True),
    "a ticked box": (field("yes_no"), "on", True),
    "no": (field("yes_no"), "いいえ", False),
    "no as such": (field("yes_no"), False, False),
    "a choice": (CHOICE, "day", "day"),
    "a choice by its label": (CHOICE, "夜勤", "night"),
    "a choice as offices write it": (CHOICE, "深夜", "night"),
}


@pytest.mark.parametrize(("wanted", "typed", "kept"), TAKEN.values(), ids=TAKEN)
def test_takes(wanted: ExtraField, typed: object, kept: Kept) -> None:
    found = read_fields([wanted], {"a": typed})

    assert found == FieldsRead({"a": kept}, {})
    assert type(found.values["a"]) is type(kept)


REFUSED: dict[str, tuple[ExtraField, object, str]] = {
    "nothing": (field("text", required=True), "", "働き方を入れてください。"),
    "spaces": (field("text", required=True), "　 ", "働き方を入れてください。"),
    "no choice": (
        field("choice", choices=SHIFTS, required=True),
        None,
        "働き方を選んでください。",
    ),
    "no answer": (field("yes_no", required=True), "", "働き方を選んでください。"),
    "too long a text": (
        field("text", longest=3),
        "あいうえお",
        "働き方は3文字までです。2文字を減らしてください。",
    ),
    "a word for a number": (NUMBER, "八", "働き方は整数で入れてください。例　3"),
    "a fraction": (NUMBER, "7.5", "働き方は整数で入れてください。例　3"),
    "yes for a number": (NUMBER, True, "働き方は整数で入れてください。例　3"),
    "a number without end": (NUMBER, "9" * 16, "働き方は整数で入れてください。例　3"),
    "too small a number": (NUMBER, "-1", "働き方は0時間以上で入れてください。"),
    "too great a number": (NUMBER, "25", "働き方は24時間以下で入れてください。"),
    "a day that is none": (
        field("date"),
        "2021-02-30",
        "働き方に日付を入れてください。例　2021-11-24",
    ),
    "a day written otherwise": (
        field("date"),
        "20211124",
        "働き方に日付を入れてください。例　2021-11-24",
    ),
    "neither yes nor no": (
        field("yes_no"),
        "たぶん",
        "働き方は「はい」か「いいえ」を選んでください。",
    ),
    "a choice that is none": (CHOICE, "夕勤", "働き方は「日勤」「夜勤」から選んでください。"),
}


@pytest.mark.parametrize(("wanted", "typed", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refuses(wanted: ExtraField, typed: object, sentence: str) -> None:
    assert read_fields([wanted], {"a": typed}) == FieldsRead({}, {"a": sentence})


def test_leaves_out_what_was_left_empty() -> None:
    assert read_fields([field("text"), NUMBER.model_copy(update={"key": "b"})], {"a": ""}) == (
        FieldsRead({}, {})
    )


def test_drops_nothing_in_silence() -> None:
    found = read_fields([field("text")], {"a": "x", "zodiac": "ねずみ"})

    assert found.values == {"a": "x"}
    assert found.problems == {"zodiac": "「zodiac」という項目は、この事業にはありません。"}


def test_gives_each_kind_of_step_the_fields_of_its_own() -> None:
    text = template("tomakomai") + (
        '\n[[fields]]\nkey = "room"\non = "step"\nlabel = "場所"\ntype = "text"\n'
        'acts = ["consultation.held"]\n'
        '\n[[fields]]\nkey = "weather"\non = "step"\nlabel = "天気"\ntype = "text"\n'
    )
    scheme = read_scheme(text, "own.toml")

    assert [f.key for f in scheme.fields_of("case")] == ["driving_licence"]
    assert [f.key for f in scheme.fields_of("step", "consultation.held")] == ["room", "weather"]
    assert [f.key for f in scheme.fields_of("step", "contact.made")] == ["weather"]
    assert scheme.words().fields["weather"] == "天気"
