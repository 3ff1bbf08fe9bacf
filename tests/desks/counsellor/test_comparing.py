from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bansou.desks.counsellor.consultations.comparing import (
    BOTH,
    MINE,
    THEIRS,
    Piece,
    chosen,
    differences,
    pieces,
)
from bansou.schemes.reader import read_scheme, template
from bansou.support.consultation.actions import Talk

SCHEME = read_scheme(template("tomakomai"), "tomakomai.toml")
THEIR_TALK = Talk(
    on=date(2021, 11, 24),
    starts_at=datetime(2021, 11, 24, 2, 0, tzinfo=UTC),
    ends_at=datetime(2021, 11, 24, 2, 45, tzinfo=UTC),
    channel="visit",
    kind="follow_up_session",
    note="申込書を一緒に書いた。センターの空きは残り2名。",
    own_words="「楽しみ」",
    next_action="申込書をセンターへ送る",
    next_action_on=date(2021, 11, 24),
)
NAMES = ("工藤 真由美", "山田 聡")


def mine(**changes: Any) -> Talk:
    return replace(THEIR_TALK, **changes)


def test_finds_no_difference_between_equal_texts() -> None:
    found, same = differences(mine(), THEIR_TALK, SCHEME)

    assert found == []
    assert same == [
        "相談した日と時刻",
        "方法",
        "相談の種類",
        "相談の内容",
        "本人の言葉",
        "相談員の見立て",
        "次の行動と期限",
        "閲覧区分",
    ]


def test_marks_only_what_the_other_text_lacks() -> None:
    left, right = pieces("同じ文。こちらだけの文。", "同じ文。")

    assert left == [Piece("同じ文。", differs=False), Piece("こちらだけの文。", differs=True)]
    assert right == [Piece("同じ文。", differs=False)]


@pytest.mark.parametrize("text", ["", "一行目\n二行目", "空白 あり　全角も。", "<b>&amp;</b>"])
def test_loses_no_letter_when_it_cuts_a_text(text: str) -> None:
    left, right = pieces(text, "まったく別の文。")

    assert "".join(piece.text for piece in left) == text
    assert "".join(piece.text for piece in right) == "まったく別の文。"


@pytest.mark.parametrize(
    ("changes", "preset"),
    [
        ({"note": "別の文。"}, BOTH),
        ({"own_words": ""}, BOTH),
        ({"next_action_on": date(2021, 11, 30)}, BOTH),
        ({"next_action": "あ" * 195}, MINE),
        ({"channel": "phone"}, MINE),
        ({"level": 3}, MINE),
        ({"level": 1}, THEIRS),
    ],
)
def test_presets_the_choice_that_loses_nothing(changes: dict[str, Any], preset: str) -> None:
    (difference,), _same = differences(mine(**changes), THEIR_TALK, SCHEME)

    assert difference.preset == preset


def test_puts_both_texts_one_after_the_other_with_their_writers() -> None:
    own = mine(note="検定料を確かめた。", own_words="")

    result = chosen(own, THEIR_TALK, {"note": BOTH, "own_words": BOTH}, NAMES)

    assert result.note == (
        "（山田 聡）\n申込書を一緒に書いた。センターの空きは残り2名。\n\n"
        "（工藤 真由美）\n検定料を確かめた。"
    )
    assert result.own_words == "（山田 聡）\n「楽しみ」"


def test_joins_both_next_acts_until_the_earlier_day() -> None:
    own = mine(next_action="受講決定を電話で伝える", next_action_on=date(2021, 11, 30))

    result = chosen(own, THEIR_TALK, {"next": BOTH}, NAMES)

    assert result.next_action == "受講決定を電話で伝える／申込書をセンターへ送る"
    assert result.next_action_on == date(2021, 11, 24)


def test_takes_mine_or_theirs_part_by_part() -> None:
    own = mine(note="検定料を確かめた。", channel="phone", level=3)

    result = chosen(own, THEIR_TALK, {"note": THEIRS, "channel": MINE, "level": THEIRS}, NAMES)

    assert (result.note, result.channel, result.level) == (THEIR_TALK.note, "phone", 2)


def test_keeps_mine_where_both_cannot_stand() -> None:
    result = chosen(mine(channel="phone"), THEIR_TALK, {"channel": BOTH}, NAMES)

    assert result.channel == "phone"


def test_marks_facts_as_a_whole() -> None:
    own = mine(next_action_on=date(2021, 11, 30), starts_at=None, ends_at=None)

    (when, following), _same = differences(own, THEIR_TALK, SCHEME)

    assert list(when.mine) == [Piece("令和3年11月24日", differs=True)]
    assert list(when.theirs)[-1] == Piece("令和3年11月24日　11:00–11:45", differs=True)
    assert list(following.mine) == [
        Piece("申込書をセンターへ送る　", differs=False),
        Piece("令和3年11月30日まで", differs=True),
    ]
