"""Which facts stand: repeated ones are one, corrected and withdrawn ones have fallen.

Nothing here depends on the order in which facts arrive.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Self

from bansou.engines.indicators.facts import Fact, in_order
from bansou.engines.indicators.grammar import Events, Tagged

_EVER = datetime.min.replace(tzinfo=UTC)

type Same = Literal["person", "case", "corporation", "establishment"]


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """Facts settled once, from which any number of definitions can be evaluated.

    :param facts: those that stand, in order
    :param withdrawn: those taken back, in order
    :param superseded: each fact that was corrected, with the fact that stands in its place
    """

    facts: tuple[Fact, ...]
    withdrawn: tuple[Fact, ...]
    superseded: tuple[tuple[Fact, Fact], ...]
    _by_event: Mapping[str, list[Fact]] = field(repr=False, compare=False)
    _by_tag: Mapping[str, list[Fact]] = field(repr=False, compare=False)
    _persons: Mapping[str, str] = field(repr=False, compare=False)

    @classmethod
    def of(cls, facts: "Iterable[Fact] | StandingFacts") -> "StandingFacts":
        """Settle facts; of two corrections of one fact, the one recorded last stands.

        A correction that was itself withdrawn withdraws the act: what it had corrected does
        not come back.
        """
        if isinstance(facts, StandingFacts):
            return facts
        unique = _last_versions(facts)
        heads = _heads(unique)
        standing = [f for f in unique if heads.get(f.id, f) is f and not f.withdrawn]
        return cls._indexed(
            facts=standing,
            withdrawn=tuple(f for f in unique if heads.get(f.id, f) is f and f.withdrawn),
            superseded=tuple((f, heads[f.id]) for f in unique if heads.get(f.id, f) is not f),
        )

    @classmethod
    def _indexed(
        cls,
        facts: list[Fact],
        withdrawn: tuple[Fact, ...],
        superseded: tuple[tuple[Fact, Fact], ...],
    ) -> Self:
        by_event: dict[str, list[Fact]] = defaultdict(list)
        by_tag: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            by_event[fact.event].append(fact)
            for tag in fact.tags:
                by_tag[tag].append(fact)
        persons = _persons_of_cases(facts)
        return cls(tuple(facts), withdrawn, superseded, dict(by_event), dict(by_tag), persons)

    def named(self, events: Events) -> list[Fact]:
        """Give the standing facts of some events, by name or by tag, in order."""
        if isinstance(events, Tagged):
            return self._by_tag.get(events.tag, [])
        found = [self._by_event.get(name, []) for name in dict.fromkeys(events)]
        return (
            found[0] if len(found) == 1 else sorted((f for fs in found for f in fs), key=in_order)
        )

    def unit(self, fact: Fact, same: Same) -> str | None:
        """Name the unit to which a fact belongs; None when the record does not say it.

        A case without an identified person is one person: itself. As soon as another fact of
        the case names the person, all its facts belong to that person, so nobody counts twice.
        """
        if same == "person":
            person = fact.person or self._persons.get(fact.case or "")
            if person is not None:
                return f"person:{person}"
            return f"case:{fact.case}" if fact.case is not None else None
        unit: str | None = getattr(fact, same)
        return None if unit is None else f"{same}:{unit}"


def matches(fact: Fact, events: Events) -> bool:
    """Tell whether a fact is one of the events named."""
    return events.tag in fact.tags if isinstance(events, Tagged) else fact.event in events


def _recorded(fact: Fact) -> datetime:
    moment = fact.recorded_at
    if moment is None:
        return _EVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _last_versions(facts: Iterable[Fact]) -> list[Fact]:
    """Keep one fact for each id: the version recorded last (of equals, by its content)."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        held = kept.setdefault(fact.id, fact)
        if held is not fact and held != fact:
            kept[fact.id] = max(held, fact, key=lambda f: (_recorded(f), repr(_content(f))))
    return sorted(kept.values(), key=in_order)


def _content(fact: Fact) -> tuple[object, ...]:
    """Give a fact's content in an order that does not vary from run to run."""
    fields = sorted(
        (name, sorted(value) if isinstance(value, frozenset) else value)
        for name, value in fact.fields.items()
    )
    plain = (getattr(fact, name) for name in Fact.__slots__ if name not in ("fields", "tags"))
    return (*plain, sorted(fact.tags), fields)


def _persons_of_cases(facts: list[Fact]) -> dict[str, str]:
    """Find the identified person of each case; of several, always the same one."""
    persons: dict[str, str] = {}
    for fact in facts:
        if fact.case is not None and fact.person is not None:
            persons[fact.case] = min(fact.person, persons.get(fact.case, fact.person))
    return persons


def _heads(facts: list[Fact]) -> dict[str, Fact]:
    """Find for every fact in a chain of corrections the one that stands in the end."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while (parent := parents.setdefault(key, key)) != key:
            parents[key] = parents[parent]
            key = parents[key]
        return key

    for fact in facts:
        if fact.supersedes is not None:
            parents[root(fact.id)] = root(fact.supersedes)
    corrected = {f.supersedes for f in facts if f.supersedes != f.id}
    chains: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.id in parents:
            chains[root(fact.id)].append(fact)
    heads: dict[str, Fact] = {}
    for chain in chains.values():
        ends = [f for f in chain if f.id not in corrected] or chain
        head = max(ends, key=lambda f: (_recorded(f), f.id))
        heads |= {f.id: head for f in chain}
    return heads
