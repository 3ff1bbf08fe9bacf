"""Worlds that hypothesis makes up: every search gives what the plain rules give."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.engines.matching import (
    POLICY,
    Index,
    Kind,
    Opening,
    Seeker,
    WageRange,
    score_of,
    why_not,
)
from tests.engines.matching.market import of_kind


def _some(*names: str) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(names))


def _pay(*amounts: int) -> st.SearchStrategy[WageRange | None]:
    ends = st.tuples(st.sampled_from(amounts), st.sampled_from(amounts))
    return st.none() | ends.map(lambda pair: WageRange(min(pair), max(pair)))


OPENINGS = st.builds(
    Opening,
    id=st.text("ab", min_size=1, max_size=4),
    area=st.sampled_from((None, "east", "west")),
    occupation=st.sampled_from((None, "06", "12")),
    industry=st.sampled_from((None, "E", "H")),
    employment_type=st.sampled_from((None, "regular", "part_time")),
    hourly=_pay(0, 1_099, 1_100, 1_250, 2_000, 9_999),
    monthly=_pay(150_000, 160_000, 199_999, 300_000),
    minutes_a_week=st.none() | st.sampled_from((0, 179, 180, 1_200, 2_880, 10_080)),
    licences=_some("sling_work", "forklift"),
    demands=_some("night", "heavy"),
    offers=st.frozensets(st.sampled_from(("tutor", "clinic"))),
    lacks=st.frozensets(st.sampled_from(("short_hours",))),
    limits=st.frozensets(st.sampled_from(("ice", "retirement"))),
    pace=st.sampled_from((None, "own", "quick")),
    workplace=st.sampled_from((None, "small", "large")),
    skills=_some("spreadsheets", "machines", "writing"),
    hopes=_some("soon", "long"),
)
OPPORTUNITIES = st.builds(of_kind, OPENINGS, st.sampled_from((None, *Kind)))
SEEKERS = st.builds(
    Seeker,
    id=st.just("s"),
    areas=_some("east", "west", "island"),
    occupations=_some("06", "12", "15"),
    industries=_some("E", "H", "P"),
    employment_types=_some("regular", "part_time"),
    hourly_floor=st.sampled_from((None, *POLICY.hourly_marks)),
    monthly_floor=st.sampled_from((None, *POLICY.monthly_marks)),
    minutes_a_week=st.none()
    | st.tuples(st.sampled_from((0, 180, 1_200)), st.sampled_from((179, 1_200, 10_080))),
    holds=_some("sling_work", "crane"),
    acquiring=st.frozensets(st.sampled_from(("forklift",))),
    refuses=_some("night", "telephone"),
    needs=_some("tutor", "clinic", "short_hours", "never_offered"),
    outside=_some("ice", "retirement", "unheard_of"),
    paces=_some("own", "quick", "unheard_of"),
    workplaces=_some("small", "large"),
    skills=_some("spreadsheets", "machines", "writing", "unheard_of"),
    brings=_some("soon", "long"),
    kinds=_some(*Kind),
)
WORLDS = st.tuples(
    st.lists(OPPORTUNITIES, min_size=1, max_size=12, unique_by=lambda one: one.id),
    st.lists(SEEKERS, min_size=1, max_size=12),
    st.integers(1, 12),
)


def check(world: tuple[list[Opening], list[Seeker], int]) -> None:
    """Hold all searches of one world against every pair, judged by the rules."""
    offered, asking, wanted = world
    people = [Seeker(**_fields(one, f"s{place:02}")) for place, one in enumerate(asking)]
    k = min(wanted, len(offered))
    index = Index.build(offered, POLICY)

    by_arrays = index.recommend(people, k, by_numba=False)

    assert index.recommend(people, k, by_numba=True) == by_arrays
    uncounted = index.recommend(people, k, by_numba=True, counting=False)
    assert uncounted.best == by_arrays.best
    for one, best, fitting in zip(people, by_arrays.best, by_arrays.fitting, strict=True):
        ranked = sorted(
            (-score_of(one, other, POLICY), other.id)
            for other in offered
            if not why_not(one, other)
        )
        assert best == tuple((key, -score) for score, key in ranked[:k])
        assert fitting == len(ranked)
    backwards = index.recommend_for([one.id for one in offered], people, len(people))
    for other, best in zip(offered, backwards.best, strict=True):
        ranked = sorted(
            (-score_of(one, other, POLICY), one.id) for one in people if not why_not(one, other)
        )
        assert best == tuple((key, -score) for score, key in ranked)


def _fields(seeker: Seeker, key: str) -> dict[str, object]:
    return {name: getattr(seeker, name) for name in Seeker.__slots__} | {"id": key}


@settings(max_examples=200, deadline=None)
@given(WORLDS)
def test_gives_what_the_rules_give_in_any_small_world(
    world: tuple[list[Opening], list[Seeker], int],
) -> None:
    check(world)
