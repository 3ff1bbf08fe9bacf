"""An index that was changed gives what one made anew gives."""

import random
from dataclasses import replace

import numpy as np
import pytest

from bansou.engines.matching import (
    POLICY,
    Catalogue,
    DuplicateId,
    Index,
    NotANumber,
    Opening,
    Seeker,
    UnknownId,
    explain,
    why_not,
)
from tests.engines.matching.market import openings, seekers


@pytest.mark.parametrize("by_numba", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_gives_after_changes_what_a_new_index_gives(seed: int, by_numba: bool) -> None:
    rng, standing = random.Random(seed), {one.id: one for one in openings(120, seed)}  # noqa: S311
    index, people = Index.build(standing.values(), POLICY), seekers(25, seed)
    fresh = [replace(one, id=f"n{one.id}") for one in openings(90, seed + 50)]

    for turn in range(30):
        coming = [fresh.pop() for _ in range(rng.randint(1, 3))]
        coming.append(replace(rng.choice(list(standing.values())), area=f"new{turn % 3}"))
        going = rng.sample(sorted(standing), 2)
        index.update(coming)
        standing |= {one.id: one for one in coming}
        index.remove(going)
        for key in going:
            del standing[key]

    anew = Index.build(standing.values(), POLICY)
    assert len(index) == len(anew) == len(standing)
    assert index.recommend(people, 8, by_numba=by_numba) == anew.recommend(people, 8)
    for one in people[:5]:
        assert sorted(index.fitting(one)) == sorted(anew.fitting(one))


def test_finds_at_once_what_needs_a_licence_nobody_had_asked_before() -> None:
    index = Index.build(openings(40, 2), POLICY)
    people = index.people([Seeker(id="without", holds=frozenset())])
    diver = Seeker(id="with", holds=frozenset({"diving"}))

    index.update([Opening(id="pearls", licences=frozenset({"diving"}))])

    assert "pearls" in index.fitting(diver)
    assert "pearls" not in dict(index.recommend(people, 40).best[0])
    assert index.explain(diver, "pearls") == explain(diver, index.opening("pearls"), POLICY)
    assert [one.code for one in index.why_not(people.seeker(0), "pearls")] == ["licence"]


def test_changes_nothing_where_something_is_wrong() -> None:
    index = Index.build(openings(20, 2), POLICY)
    before = index.recommend(seekers(5, 1), 5)

    with pytest.raises(DuplicateId):
        index.update([Opening(id="x"), Opening(id="x")])
    with pytest.raises(UnknownId):
        index.remove(["o00003", "nowhere"])

    assert index.recommend(seekers(5, 1), 5) == before


def test_keeps_ids_that_are_numbers() -> None:
    numbered = replace(Catalogue.of(openings(30, 2)), ids=np.arange(100, 130))
    index = Index.build(numbered, POLICY)

    index.update([Opening(id="7"), Opening(id="105")])

    assert len(index) == 31
    assert index.opening(105) == index.opening("105") == Opening(id="105")
    assert dict(index.recommend([Seeker(id="s")], 31).of("s"))["7"] == 0
    with pytest.raises(NotANumber):
        index.update([Opening(id="seven")])


def test_says_why_not_of_an_opening_by_its_id() -> None:
    offered, people = openings(30, 3), seekers(10, 4)
    index = Index.build(offered, POLICY)

    for one in people:
        for other in offered:
            assert index.why_not(one, other.id) == why_not(one, other)
    with pytest.raises(UnknownId):
        index.why_not(people[0], "nowhere")
