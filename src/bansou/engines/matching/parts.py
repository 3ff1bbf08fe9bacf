"""A search in parts of the people, through anything that has the `submit` of `concurrent.futures`.

The index lies in a folder as arrays that every worker maps into its memory: threads, processes, or
the workers of a cluster that see the same folder (`distributed.Client`, extra `cluster`). Whatever
the parts and the workers, the answer is the same; a cluster does again what a lost worker had.
"""

import pickle
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.index import Index
from bansou.engines.matching.mistakes import WrongNumber
from bansou.engines.matching.packed import Lying
from bansou.engines.matching.people import People
from bansou.engines.matching.results import Results
from bansou.engines.matching.segment import Found, Searchable


class Promise(Protocol):
    """What will be there."""

    def result(self) -> Any:
        """Wait for it."""


class Executor(Protocol):
    """Who does the parts."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Promise:
        """Begin a part."""


class Serial:
    """Does each part at once, one after the other."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Promise:
        """Do it."""
        done: Future[Any] = Future()
        done.set_result(work(*arguments))
        return done


def recommend_in_parts(
    index: Index,
    people: People,
    k: int,
    *,
    executor: Executor,
    folder: Path,
    parts: int = 16,
    by_numba: bool | None = None,
    on_part: Callable[[int, int], object] = lambda _done, _all: None,
) -> Results:
    """As `index.recommend`, in so many parts of people with neighbouring homes.

    :param folder: an empty one that all workers see, where the index is laid down
    :param on_part: told after each part how many are done, and of how many
    :raises WrongNumber: there are no parts, or as in `index.recommend`
    """
    if parts < 1:
        raise WrongNumber(f"{parts} parts", column="parts")
    index.check_number(k)
    chunks = [one for one in np.array_split(_by_home(people), parts) if len(one)]
    promises = [
        [
            executor.submit(
                _search, str(_laid_down(one, folder / str(place))), people.taken(rows), k, by_numba
            )
            for rows in chunks
        ]
        for place, one in enumerate(index.searchable())
    ]
    found, done, total = [], 0, sum(map(len, promises))
    for its in promises:
        answers = []
        for promise in its:
            answers.append(promise.result())
            done += 1
            on_part(done, total)
        found.append(_put_back(answers, chunks, len(people), k))
    return index.results_of(people, found, k)


#: Of a segment what is no array.
_NUMBERS = ("occupations", "industries", "accommodations")


def _by_home(people: People) -> NDArray[np.int64]:
    groups = np.append(people.reaches.groups, -1)[people.reach]
    return np.lexsort((people.reach, groups))


def _laid_down(searchable: Searchable, folder: Path) -> Path:
    """Write a segment's arrays, once."""
    if not folder.exists():
        folder.mkdir(parents=True)
        for name, values in searchable.lying._asdict().items():
            np.save(folder / f"{name}.npy", values)
        rest = (searchable.conditions, searchable.worth, searchable.by_rank)
        (folder / "rest").write_bytes(pickle.dumps(rest))
    return folder


@lru_cache(maxsize=8)
def _opened(folder: str) -> Searchable:
    """A segment whose arrays are mapped, not read; kept by a worker for its next part."""
    conditions, worth, by_rank = pickle.loads(Path(folder, "rest").read_bytes())  # noqa: S301 - our own
    # Copied on writing, which nobody does: to the compiler they are arrays like all others.
    arrays: dict[str, Any] = {name: _mapped(Path(folder, f"{name}.npy")) for name in Lying._fields}
    arrays |= {name: int(arrays[name]) for name in _NUMBERS}
    return Searchable(conditions, Lying(**arrays), worth, by_rank)


def _mapped(path: Path) -> NDArray[Any]:
    try:
        found: NDArray[Any] = np.load(path, mmap_mode="c").view(np.ndarray)
    except ValueError:  # there is nothing in it to be mapped
        found = np.load(path)
    return found


def _search(folder: str, people: People, k: int, by_numba: bool | None) -> Found:
    return _opened(folder).search(people, k, by_numba=by_numba)


def _put_back(answers: list[Found], chunks: list[NDArray[np.int64]], people: int, k: int) -> Found:
    whole = Found(
        np.full((people, k), -1, np.int32),
        np.full((people, k), -1, np.int16),
        np.zeros(people, np.int32),
    )
    for answer, rows in zip(answers, chunks, strict=True):
        whole.rows[rows], whole.scores[rows] = answer.rows, answer.scores
        whole.counts[rows] = answer.counts
    return whole
