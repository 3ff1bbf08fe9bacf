"""Repeated and corrected facts: which version stands in the end, and in whose place.

Nothing here depends on the order in which facts arrive.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bansou.engines.indicators.facts import Fact

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What became of each fact that corrects or was corrected.

    :param heads: by id, the fact that stands in the end; a fact that is not here stands itself
    :param origins: by id of such a head, the id with which its chain of corrections began
    """

    heads: Mapping[str, Fact]
    origins: Mapping[str, str]

    def head_of(self, fact: Fact) -> Fact:
        """Give the fact that stands in the place of this one, perhaps itself."""
        return self.heads.get(fact.id, fact)

    def place_of(self, fact: Fact) -> tuple[date, str]:
        """Give the key of the order in which facts count.

        A correction keeps the place among its day's facts that its original had, so that
        correcting a record without changing it changes no answer.
        """
        return fact.on, self.origins.get(fact.id, fact.id)


def last_versions(facts: Iterable[Fact]) -> list[Fact]:
    """Keep one fact for each id: the version recorded last (of equals, by its content)."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        held = kept.setdefault(fact.id, fact)
        if held is not fact:
            kept[fact.id] = max(held, fact, key=lambda f: (_recorded(f), repr(_content(f))))
    return list(kept.values())


def corrections_among(facts: Iterable[Fact]) -> Corrections:
    """Find the fact that stands for each chain; of rival corrections, the one recorded last.

    Of facts that correct each other in a ring, one stands all the same.
    """
    by_id = {fact.id: fact for fact in facts}
    originals = {f.supersedes for f in by_id.values() if f.supersedes is not None}
    chains: dict[str, list[Fact]] = defaultdict(list)
    begun: dict[str, str] = {}
    for fact in by_id.values():
        if fact.supersedes is not None or fact.id in originals:
            chains[_origin(fact.id, by_id, begun)].append(fact)
    corrected = {f.supersedes for f in by_id.values() if f.supersedes != f.id}
    heads: dict[str, Fact] = {}
    origins: dict[str, str] = {}
    for origin, chain in chains.items():
        ends = [f for f in chain if f.id not in corrected] or chain
        head = max(ends, key=lambda f: (_recorded(f), f.id))
        heads.update((f.id, head) for f in chain)
        origins[head.id] = origin
    return Corrections(heads, origins)


def _origin(at: str, by_id: Mapping[str, Fact], begun: dict[str, str]) -> str:
    """Follow corrections back to the id with which they began; a ring begins with its least id.

    :param begun: what was found for the ids met so far; those met now are added
    """
    path: dict[str, None] = {}
    while at not in begun and at not in path:
        path[at] = None
        before = by_id[at].supersedes if at in by_id else None
        if before is None:
            begun[at] = at
        else:
            at = before
    if at not in begun:
        ring = list(path)
        begun[at] = min(ring[ring.index(at) :])
    begun.update((each, begun[at]) for each in path)
    return begun[at]


def _recorded(fact: Fact) -> datetime:
    moment = fact.recorded_at
    if moment is None:
        return _EVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _content(fact: Fact) -> tuple[object, ...]:
    """Give a fact's content in an order that does not vary from run to run."""
    fields = sorted(
        (name, sorted(value) if isinstance(value, frozenset) else value)
        for name, value in fact.fields.items()
    )
    plain = (getattr(fact, name) for name in Fact.__slots__ if name not in ("fields", "tags"))
    return (*plain, sorted(fact.tags), fields)
