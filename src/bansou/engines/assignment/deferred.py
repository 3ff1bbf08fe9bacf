"""Deferred acceptance with people proposing, in plain Python."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

#: Person → the places that they wish for, the most wished for first.
type Wishes = Mapping[str, Sequence[str]]
#: Place → how many people it takes.
type Places = Mapping[str, int]
#: Place → person → where they stand there; the smaller goes first. No two stand alike.
type Lines = Mapping[str, Mapping[str, tuple[int, str]]]


def assign(wishes: Wishes, places: Places, lines: Lines) -> dict[str, str | None]:
    """Give every person a place or none.

    Each person asks at their next wish. A place that has more people than seats lets the last
    of its line go, who asks at their next wish in turn. When nobody is left to ask, it is settled.
    """
    taken: dict[str, list[str]] = {place: [] for place in places}
    asked = dict.fromkeys(wishes, 0)
    asking = deque(sorted(wishes))
    while asking:
        person = asking.popleft()
        if asked[person] == len(wishes[person]):
            continue
        place = wishes[person][asked[person]]
        asked[person] += 1
        taken[place].append(person)
        if len(taken[place]) > places[place]:
            last = max(taken[place], key=lambda one: lines[place][one])
            taken[place].remove(last)
            asking.append(last)
    got = {person: place for place, people in taken.items() for person in people}
    return {person: got.get(person) for person in sorted(wishes)}


def blocking_pairs(
    wishes: Wishes, places: Places, lines: Lines, result: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    """Yield who would rather be where a seat is free or somebody stands behind them; none if stable."""
    people: dict[str, list[str]] = {place: [] for place in places}
    for person, place in result.items():
        if place is not None:
            people[place].append(person)
    for person, wished in wishes.items():
        for place in wished:
            if place == result[person]:
                break
            is_free = len(people[place]) < places[place]
            line = lines[place]
            if is_free or any(line[person] < line[other] for other in people[place]):
                yield person, place
