"""Bars end where their numbers say, on one scale from 0 to 200 %."""

import pytest

from bansou.desks.shared.charts import Row, any_cut


@pytest.mark.parametrize(
    ("target", "actual", "kind", "length", "is_cut"),
    [
        (280, 68, "under", "12.15%", False),
        (20, 20, "met", "50%", False),
        (10, 15, "met", "75%", False),
        (10, 20, "met", "100%", False),
        (24, 55, "met", "100%", True),
        (2000, 1999, "under", "50%", False),
        (5, 0, "under", "0%", False),
        (5, None, "unknown", "0%", False),
        (None, 7, "unknown", "0%", False),
        (0, 7, "unknown", "0%", False),
    ],
)
def test_draws_a_bar(
    target: int | None, actual: int | None, kind: str, length: str, is_cut: bool
) -> None:
    bar = Row("就職支援数", target, actual, "人").bar

    assert (bar.kind, bar.length, bar.is_cut) == (kind, length, is_cut)


def test_explains_the_double_cut_only_where_there_is_one() -> None:
    assert any_cut([Row("a", 24, 55, "人")])
    assert not any_cut([Row("a", 10, 20, "人")])


@pytest.mark.parametrize(
    ("target", "actual", "word"),
    [
        (20, 20, "達成"),
        (2000, 1999, "未達"),
        (0, 0, "達成"),
        (20, None, "記録待ち"),
        (None, 20, "目標なし"),
        (None, None, "記録待ち"),
    ],
)
def test_says_in_a_word_what_the_rate_means(
    target: int | None, actual: int | None, word: str
) -> None:
    assert Row("就職者数", target, actual, "人").standing == word
