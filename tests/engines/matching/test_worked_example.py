"""The example that docs/matching.md works out by hand."""

from bansou.engines.matching import POLICY, Exclusion, Index, Opening, Seeker, WageRange, why_not

WISHING = Seeker(
    id="本人",
    areas=frozenset({"東区"}),
    occupations=frozenset({"運搬"}),
    employment_types=frozenset({"正社員"}),
    monthly_floor=200_000,
    holds=frozenset({"玉掛け"}),
    refuses=frozenset({"夜勤"}),
    needs=frozenset({"指導役"}),
    paces=frozenset({"自分のペース"}),
    workplaces=frozenset({"少人数"}),
    skills=frozenset({"機械の操作"}),
)
A = Opening(
    id="A",
    area="東区",
    occupation="運搬",
    licences=frozenset({"玉掛け"}),
    monthly=WageRange(190_000, 220_000),
    employment_type="正社員",
    demands=frozenset(),
    offers=frozenset({"指導役"}),
    pace="自分のペース",
    workplace="少人数",
    skills=frozenset({"機械の操作", "表計算"}),
    hopes=frozenset({"すぐに働ける"}),
)
B = Opening(
    id="B",
    area="東区",
    occupation="事務",
    licences=frozenset(),
    monthly=WageRange(210_000, 230_000),
    employment_type="正社員",
    workplace="大人数",
    skills=frozenset(),
    hopes=frozenset(),
)
C = Opening(
    id="C",
    area="東区",
    occupation="運搬",
    licences=frozenset({"玉掛け"}),
    monthly=WageRange(240_000, 260_000),
    employment_type="正社員",
    demands=frozenset({"夜勤"}),
    offers=frozenset({"指導役"}),
)


def test_gives_the_points_worked_out_by_hand() -> None:
    results = Index.build([A, B, C], POLICY).recommend([WISHING], 3)

    assert results.of("本人") == (("A", 75), ("B", 49))
    assert why_not(WISHING, C) == (Exclusion("demand", "夜勤"),)
