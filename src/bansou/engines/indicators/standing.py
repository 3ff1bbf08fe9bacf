"""Which facts stand: repeated ones are one, corrected and withdrawn ones have fallen.

Nothing here depends on the order in which facts arrive.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from bansou.engines.indicators.corrections import corrections_among, last_versions
from bansou.engines.indicators.facts import Fact, in_order
from bansou.engines.indicators.grammar import Events, Tagged

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
    _places: Mapping[str, int] = field(repr=False, compare=False)

    @classmethod
    def of(cls, facts: "Iterable[Fact] | StandingFacts") -> "StandingFacts":
        """Settle facts; of two corrections of one fact, the one recorded last stands.

        A correction that was itself withdrawn withdraws the act: what it had corrected does
        not come back.
        """
        if isinstance(facts, StandingFacts):
            return facts
        unique = sorted(last_versions(facts), key=in_order)
        found = corrections_among(unique)
        heads = sorted((f for f in unique if found.head_of(f) is f), key=found.place_of)
        return cls._indexed(
            facts=tuple(f for f in heads if not f.withdrawn),
            withdrawn=tuple(f for f in heads if f.withdrawn),
            superseded=tuple((f, found.head_of(f)) for f in unique if found.head_of(f) is not f),
        )

    @classmethod
    def _indexed(
        cls,
        facts: tuple[Fact, ...],
        withdrawn: tuple[Fact, ...],
        superseded: tuple[tuple[Fact, Fact], ...],
    ) -> Self:
        by_event: dict[str, list[Fact]] = defaultdict(list)
        by_tag: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            by_event[fact.event].append(fact)
            for tag in fact.tags:
                by_tag[tag].append(fact)
        return cls(
            facts,
            withdrawn,
            superseded,
            dict(by_event),
            dict(by_tag),
            _persons_of_cases(facts),
            {fact.id: place for place, fact in enumerate(facts)},
        )

    def named(self, events: Events) -> list[Fact]:
        """Give the standing facts of some events, by name or by tag, in order."""
        if isinstance(events, Tagged):
            return self._by_tag.get(events.tag, [])
        found = [self._by_event.get(name, []) for name in dict.fromkeys(events)]
        if len(found) == 1:
            return found[0]
        return sorted((f for facts in found for f in facts), key=self.place_of)

    def place_of(self, fact: Fact) -> int:
        """Give the place of a standing fact in the order of all."""
        return self._places[fact.id]

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


def _persons_of_cases(facts: Iterable[Fact]) -> dict[str, str]:
    """Find the identified person of each case; of several, always the same one."""
    persons: dict[str, str] = {}
    for fact in facts:
        if fact.case is not None and fact.person is not None:
            persons[fact.case] = min(fact.person, persons.get(fact.case, fact.person))
    return persons
