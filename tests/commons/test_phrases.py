"""Headings break between phrases and at their own break points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons.phrases import phrases, with_breaks, without_breaks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("就職氷河期世代|活躍応援パッケージ", ("就職氷河期世代", "活躍応援パッケージ")),
        ("今日は天気です。", ("今日は", "天気です。")),
        ("|苫小牧市||", ("苫小牧市",)),
        ("", ()),
    ],
)
def test_splits_between_phrases(text: str, parts: tuple[str, ...]) -> None:
    assert phrases(text) == parts


def test_joins_phrases_with_break_opportunities() -> None:
    assert with_breaks("活躍応援|パッケージ") == "活躍応援<wbr>パッケージ"


def test_escapes_what_it_joins() -> None:
    written = with_breaks('<b>相談</b>を|"記録"する & 送る')

    assert "<b>" not in written
    assert '"' not in written
    assert "&lt;b&gt;" in written
    assert "&amp;" in written


@given(st.text(max_size=60))
def test_loses_nothing_but_the_break_points(text: str) -> None:
    assert "".join(phrases(text)) == without_breaks(text)
