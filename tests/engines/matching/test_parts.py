"""In whatever parts, and whoever does them, the answer is the same."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from bansou.engines.matching import POLICY, Index, Serial, WrongNumber, recommend_in_parts
from tests.engines.matching.market import openings, seekers


def _market() -> Index:
    """An index of several segments, with something taken out."""
    index = Index.build(openings(300, 1), POLICY)
    index.update([one for one in openings(320, 1) if one.id >= "o00300"])
    index.remove(["o00007", "o00310"])
    return index


@pytest.mark.parametrize("parts", [1, 3, 50])
def test_gives_the_same_in_any_number_of_parts(parts: int, tmp_path: Path) -> None:
    index = _market()
    people, told = index.people(seekers(40, 2)), []

    results = recommend_in_parts(
        index,
        people,
        6,
        executor=Serial(),
        folder=tmp_path / "index",
        parts=parts,
        on_part=lambda done, all_parts: told.append((done, all_parts)),
    )

    assert results == index.recommend(people, 6)
    assert told[-1] == (2 * min(parts, 40), 2 * min(parts, 40))


def test_gives_the_same_by_threads(tmp_path: Path) -> None:
    index = _market()
    people = index.people(seekers(40, 3))

    with ThreadPoolExecutor(2) as threads:
        results = recommend_in_parts(
            index, people, 6, executor=threads, folder=tmp_path, parts=4, by_numba=True
        )

    assert results == index.recommend(people, 6)


def test_gives_the_same_by_processes_that_map_the_arrays(tmp_path: Path) -> None:
    index = _market()
    people = index.people(seekers(40, 4))
    spawning = multiprocessing.get_context("spawn")

    with ProcessPoolExecutor(2, mp_context=spawning) as processes:
        results = recommend_in_parts(index, people, 6, executor=processes, folder=tmp_path, parts=4)

    assert results == index.recommend(people, 6)


def test_refuses_no_parts_and_a_wrong_number(tmp_path: Path) -> None:
    index = _market()
    people = index.people(seekers(4, 4))

    with pytest.raises(WrongNumber):
        recommend_in_parts(index, people, 6, executor=Serial(), folder=tmp_path, parts=0)
    with pytest.raises(WrongNumber):
        recommend_in_parts(index, people, 0, executor=Serial(), folder=tmp_path)
