from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bansou.desks.counsellor.consultations.comparing import Part
from bansou.desks.counsellor.consultations.merging import BOTH, MINE, THEIRS, Merge
from bansou.desks.shared.apart import Piece, pieces
from bansou.schemes.reader import read_scheme, template
from bansou.support.consultation.actions import Talk

SCHEME = read_scheme(
    template("tomakomai")
    + '\n[[fields]]\nkey = "bus"\non = "step"\nlabel = "バスで来た"\ntype = "yes_no"\n',
    "tomakomai.toml",
)
BASE = Talk(
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


def said(**changes: Any) -> Talk:
    return replace(BASE, **changes)


def merged(mine: Talk, theirs: Talk, base: Talk | None = BASE) -> Merge:
    return Merge(base, mine, theirs, SCHEME)


def names(parts: list[Part]) -> list[str]:
    return [part.name for part in parts]


def test_finds_no_difference_between_equal_texts() -> None:
    merge = merged(said(note="同じ直し。"), said(note="同じ直し。"))

    assert merge.adds_nothing
    assert merge.asked == merge.only_mine == merge.only_theirs == []
    assert [str(part.label) for part in merge.same] == [
        "相談した日と時刻",
        "方法",
        "相談の種類",
        "相談の内容",
        "本人の言葉",
        "相談員の見立て",
        "次の行動と期限",
        "閲覧区分",
        "バスで来た",
    ]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"on": date(2021, 11, 23)}, "when"),
        ({"channel": "phone"}, "channel"),
        ({"kind": "first_session"}, "kind"),
        ({"note": "直した。"}, "note"),
        ({"own_words": ""}, "own_words"),
        ({"next_action_on": date(2021, 11, 30)}, "next"),
        ({"level": 3}, "level"),
        ({"extra": {"bus": True}}, "x_bus"),
    ],
)
def test_keeps_what_one_side_alone_changed(changes: dict[str, Any], part: str) -> None:
    theirs_changed = merged(said(), said(**changes))
    mine_changed = merged(said(**changes), said())

    assert names(theirs_changed.only_theirs) == [part]
    assert theirs_changed.asked == []
    assert theirs_changed.adds_nothing
    assert theirs_changed.chosen({}, NAMES) == said(**changes)
    assert names(mine_changed.only_mine) == [part]
    assert mine_changed.asked == []
    assert mine_changed.chosen({}, NAMES) == said(**changes)


def test_puts_changes_of_different_parts_together() -> None:
    merge = merged(said(channel="phone", own_words=""), said(note="書き足した。", level=3))

    assert not merge.asked
    assert merge.chosen({}, NAMES) == said(
        channel="phone", own_words="", note="書き足した。", level=3
    )


def test_asks_only_about_what_both_changed_and_not_alike() -> None:
    mine = said(note="わたしの文。", channel="phone", own_words="「うれしい」")
    theirs = said(note="あなたの文。", channel="phone", level=3)

    merge = merged(mine, theirs)

    assert names(merge.asked) == ["note"]
    assert names(merge.only_mine) == ["own_words"]
    assert names(merge.only_theirs) == ["level"]
    assert merge.mine_on_theirs == replace(mine, level=3)


def test_asks_about_every_difference_where_the_beginning_is_unknown() -> None:
    merge = merged(said(channel="phone"), said(level=3), base=None)

    assert names(merge.asked) == ["channel", "level"]


def test_takes_no_space_or_second_for_a_change() -> None:
    base = said(note="検定料の話。\r\n ", starts_at=datetime(2021, 11, 24, 2, 0, 31, tzinfo=UTC))

    merge = merged(said(note="検定料の話。"), replace(base, note="書き足した。"), base)

    assert names(merge.only_theirs) == ["note"]
    assert merge.asked == []


def test_keeps_what_the_scheme_no_longer_asks_for() -> None:
    theirs = said(extra={"weather": "晴れ"}, note="書き足した。")

    merge = merged(said(extra={"bus": False}), theirs, said(extra={"weather": "晴れ"}))

    assert merge.chosen({}, NAMES).extra == {"weather": "晴れ", "bus": False}


def test_shows_what_either_side_changed_against_before() -> None:
    merge = merged(said(own_words="「楽しみ」と笑った"), said(channel="phone"))

    (mine,), (theirs,) = merge.my_changes, merge.their_changes
    assert "".join(piece.text for piece in mine.text) == "「楽しみ」と笑った"
    assert [piece.text for piece in mine.text if piece.differs] != []
    assert list(theirs.text) == [Piece("電話", differs=True)]


def test_marks_only_what_the_other_text_lacks() -> None:
    left, right = pieces("同じ文。こちらだけの文。", "同じ文。")

    assert left == [Piece("同じ文。", differs=False), Piece("こちらだけの文。", differs=True)]
    assert right == [Piece("同じ文。", differs=False)]


@pytest.mark.parametrize("text", ["", "一行目\n二行目", "空白 あり　全角も。", "<b>&amp;</b>"])
def test_loses_no_letter_when_it_cuts_a_text(text: str) -> None:
    left, right = pieces(text, "まったく別の文。")

    assert "".join(piece.text for piece in left) == text
    assert "".join(piece.text for piece in right) == "まったく別の文。"


BOTH_CHANGED = said(
    on=date(2021, 11, 22),
    starts_at=None,
    ends_at=None,
    channel="online",
    note="もとの文。",
    own_words="「まだ分からない」",
    next_action="考える",
    next_action_on=date(2021, 12, 1),
    level=0,
)


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
    (difference,) = merged(said(**changes), BASE, BOTH_CHANGED).differences

    assert difference.preset == preset


def test_puts_both_texts_one_after_the_other_with_their_writers() -> None:
    own = said(note="検定料を確かめた。", own_words="")

    result = merged(own, BASE, BOTH_CHANGED).chosen({"note": BOTH, "own_words": BOTH}, NAMES)

    assert result.note == (
        "（山田 聡）\n申込書を一緒に書いた。センターの空きは残り2名。\n\n"
        "（工藤 真由美）\n検定料を確かめた。"
    )
    assert result.own_words == "（山田 聡）\n「楽しみ」"


def test_joins_both_next_acts_until_the_earlier_day() -> None:
    own = said(next_action="受講決定を電話で伝える", next_action_on=date(2021, 11, 30))

    result = merged(own, BASE, BOTH_CHANGED).chosen({"next": BOTH}, NAMES)

    assert result.next_action == "受講決定を電話で伝える／申込書をセンターへ送る"
    assert result.next_action_on == date(2021, 11, 24)


def test_takes_mine_or_theirs_part_by_part() -> None:
    own = said(note="検定料を確かめた。", channel="phone", level=3)

    result = merged(own, BASE, BOTH_CHANGED).chosen(
        {"note": THEIRS, "channel": MINE, "level": THEIRS}, NAMES
    )

    assert (result.note, result.channel, result.level) == (BASE.note, "phone", 2)


def test_keeps_mine_where_both_cannot_stand() -> None:
    result = merged(said(channel="phone"), BASE, BOTH_CHANGED).chosen({"channel": BOTH}, NAMES)

    assert result.channel == "phone"


def test_marks_facts_as_a_whole() -> None:
    own = said(next_action_on=date(2021, 11, 30), starts_at=None, ends_at=None)

    when, following = merged(own, BASE, BOTH_CHANGED).differences

    assert list(when.mine) == [Piece("令和3年11月24日", differs=True)]
    assert list(when.theirs)[-1] == Piece("令和3年11月24日　11:00–11:45", differs=True)
    assert list(following.mine) == [
        Piece("申込書をセンターへ送る　", differs=False),
        Piece("令和3年11月30日まで", differs=True),
    ]
