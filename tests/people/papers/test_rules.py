"""Lines with a year and month, and what a paper says of itself."""

import pytest

from bansou.people.papers.rules import DatedLine, dated_lines, name_of, says_nothing
from bansou.schemes.papers import papers


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("平成13年3月　苫小牧東高等学校 卒業", DatedLine("平成13", "3", "苫小牧東高等学校 卒業")),
        ("H13.3 卒業", DatedLine("平成13", "3", "卒業")),
        ("２００１年４月　㈱山田　入社", DatedLine("2001", "4", "㈱山田　入社")),
        ("2001/04 入社", DatedLine("2001", "4", "入社")),
        ("令和元年5月入社", DatedLine("令和元", "5", "入社")),
        ("学歴", DatedLine("", "", "学歴")),
        ("2020/13 入社", DatedLine("", "", "2020/13 入社")),
        ("3月 入社", DatedLine("", "", "3月 入社")),
    ],
)
def test_reads_a_line_that_begins_with_a_year_and_month(line: str, read: DatedLine) -> None:
    assert dated_lines(line) == [read]


def test_leaves_empty_lines_out() -> None:
    assert dated_lines("学歴\n\n 　\n以上") == [
        DatedLine("", "", "学歴"),
        DatedLine("", "", "以上"),
    ]


@pytest.mark.parametrize(
    ("said", "is_empty"),
    [
        ({"name": "三浦", "motive": ""}, True),
        ({"name": "", "motive": " "}, True),
        ({"name": "三浦 和彦", "motive": ""}, False),
        ({"name": "三浦", "motive": "働きたい。"}, False),
    ],
)
def test_says_nothing_with_what_was_put_in_by_itself(said: dict[str, str], is_empty: bool) -> None:
    assert says_nothing(said, {"name": "三浦"}) is is_empty


def test_calls_a_paper_by_its_kind_and_its_own_name() -> None:
    assert name_of(papers().kind("resume"), "resume", "会社向け") == "履歴書（会社向け）"
    assert name_of(None, "no_longer", "") == "no_longer"


def test_has_papers_at_the_levels_that_files_and_policies_take() -> None:
    assert {kind.key: kind.level for kind in papers().kinds if kind.level != 2} == {"health": 3}
    assert [kind.key for kind in papers().kinds if kind.is_plan] == ["career_plan"]
