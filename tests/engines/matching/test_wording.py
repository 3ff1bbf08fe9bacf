"""Every hard condition that is not met is told with what both sides say."""

import dataclasses
from itertools import product

import pytest

from bansou.engines.matching import (
    POLICY,
    REASONS,
    Index,
    Labels,
    Opening,
    Seeker,
    WageRange,
    explain,
    reasons_of,
    why_not,
    why_not_in_words,
)
from tests.engines.matching.market import openings, seekers

WISHING = Seeker(
    id="s",
    areas=frozenset({"東区", "西区"}),
    employment_types=frozenset({"regular"}),
    hourly_floor=1_200,
    monthly_floor=200_000,
    holds=frozenset({"sling_work"}),
    refuses=frozenset({"nights", "heights"}),
    needs=frozenset({"tutor"}),
    outside=frozenset({"特例"}),
)
LABELS = Labels(
    employment_types={"regular": "正社員", "part_time": "パート"},
    licences={"sling_work": "玉掛け", "crane": "小型移動式クレーン"},
    demands={"nights": "夜勤", "heights": "高い所での作業"},
    accommodations={"tutor": "教える人が決まっている"},
    shifts={"nights"},
)


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        ({"area": "北区"}, "場所：北区 ⇔ 東区、西区だけ"),
        ({"employment_type": "part_time"}, "雇用形態：パート ⇔ 正社員だけ"),
        ({"hourly": WageRange(1_050, 1_050)}, "時給：1,050円 ⇔ 1,200円以上"),
        ({"monthly": WageRange(180_000, 199_999)}, "月給：180,000～199,999円 ⇔ 200,000円以上"),
        (
            {"licences": frozenset({"crane", "sling_work"})},
            "資格：小型移動式クレーン必須 ⇔ 持っているか受講中なのは玉掛け",
        ),
        ({"demands": frozenset({"nights"})}, "勤務時間帯：夜勤必須 ⇔ 夜勤不可"),
        (
            {"demands": frozenset({"heights"})},
            "求められること：高い所での作業必須 ⇔ 高い所での作業不可",
        ),
        (
            {"lacks": frozenset({"tutor"})},
            "配慮：「教える人が決まっている」はできない ⇔ 「教える人が決まっている」が必要",
        ),
        ({"limits": frozenset({"特例"})}, "年齢制限：「特例」に当たる人だけ ⇔ 当たらない"),
    ],
)
def test_says_what_both_sides_say(offered: dict[str, object], said: str) -> None:
    opening = Opening(id="o", **offered)  # type: ignore[arg-type]

    assert [str(one) for one in why_not_in_words(WISHING, opening, LABELS)] == [said]


def test_calls_a_code_without_a_label_by_itself_and_counts_what_is_too_much_to_read() -> None:
    areas = frozenset(f"{number}区" for number in range(1, 8))
    somebody = dataclasses.replace(WISHING, areas=areas, holds=frozenset())
    opening = Opening(id="o", area="北区", licences=frozenset({"crane"}))

    assert [str(one) for one in why_not_in_words(somebody, opening)] == [
        "場所：北区 ⇔ 1区、2区、3区、4区、5区など7個だけ",
        "資格：crane必須 ⇔ 持っている資格はない",
    ]


def test_tells_every_condition_of_any_pair() -> None:
    offered = openings(20, 3)
    index = Index.build(offered, POLICY)
    for somebody, opening in product(seekers(20, 4), offered):
        clashes = index.why_not_in_words(somebody, opening.id)

        assert len(clashes) == len(why_not(somebody, opening))
        assert all(one.name and one.opening and one.seeker for one in clashes)


def test_reads_every_reason_in_the_order_of_the_one_table() -> None:
    order = [one.code for one in REASONS]
    known = {one.code for one in reasons_of(POLICY.version)}
    for somebody, opening in product(seekers(20, 1), openings(20, 2)):
        codes = [term.code for term in explain(somebody, opening, POLICY)]

        assert set(codes) <= known
        assert codes == sorted(codes, key=order.index)
