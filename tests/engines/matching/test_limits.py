"""Limits that law allows for a time: whom they exclude on which day."""

from datetime import date

import pytest

from bansou.engines.matching import (
    POLICY,
    DuplicateId,
    Exclusion,
    Index,
    Limit,
    Opening,
    ReversedRange,
    Seeker,
    UnknownCode,
    Verdict,
    standing,
    why_not,
)

#: Recruiting of the ice-age generation alone was allowed until the end of fiscal 2024.
ICE_AGE = Limit(code="氷河期", valid_until=date(2025, 3, 31))
RETIREMENT = Limit(code="定年60歳", valid_from=date(2007, 10, 1))
LIMITS = (ICE_AGE, RETIREMENT)
FOR_SOME = Opening(id="A", limits=frozenset({"氷河期"}))
FOR_ALL = Opening(id="B")
WITHIN = Seeker(id="within", outside=frozenset())
OUTSIDE = Seeker(id="outside", outside=frozenset({"氷河期"}))
NOT_ASKED = Seeker(id="not_asked")


@pytest.mark.parametrize(
    ("day", "is_excluded"), [(date(2025, 3, 31), True), (date(2025, 4, 1), False)]
)
def test_excludes_only_while_law_allows_it(day: date, is_excluded: bool) -> None:
    offered = standing([FOR_SOME, FOR_ALL], LIMITS, day)

    index = Index.build(offered, POLICY)

    found = index.recommend([WITHIN, OUTSIDE, NOT_ASKED], 2)
    assert found.fitting == (2, 1 if is_excluded else 2, 2)
    assert index.recommend([OUTSIDE], 2, by_numba=False).fitting == found.fitting[1:2]
    assert why_not(OUTSIDE, offered[0]) == ((Exclusion("limit", "氷河期"),) * is_excluded)


def test_names_what_nobody_knows_and_gives_no_points_for_it() -> None:
    index = Index.build([FOR_SOME, FOR_ALL], POLICY)

    told = [
        [t for t in index.explain(one, "A") if t.code == "limit"]
        for one in (NOT_ASKED, WITHIN, OUTSIDE)
    ]

    assert [(t.verdict, t.points) for t in told[0]] == [(Verdict.UNKNOWN, 0)]
    assert told[1:] == [[], []]
    assert not [t for t in index.explain(NOT_ASKED, "B") if t.code == "limit"]


def test_finds_the_limit_of_an_opening_that_came_later() -> None:
    index = Index.build([FOR_ALL], POLICY)

    index.update([FOR_SOME])

    assert index.recommend([OUTSIDE], 2).fitting == (1,)
    assert index.why_not(OUTSIDE, "A") == (Exclusion("limit", "氷河期"),)


def test_refuses_limits_that_cannot_be_right() -> None:
    day = date(2024, 4, 1)

    with pytest.raises(UnknownCode) as strange:
        standing([FOR_ALL, FOR_SOME], [RETIREMENT], day)
    with pytest.raises(DuplicateId, match="row 1"):
        standing([], [ICE_AGE, ICE_AGE], day)
    with pytest.raises(ReversedRange, match="row 0"):
        standing([], [Limit(code="x", valid_from=day, valid_until=date(2024, 3, 31))], day)
    assert (strange.value.column, strange.value.row) == ("limits", 1)
