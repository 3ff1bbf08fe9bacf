"""The one list of where facts come from, joined for one programme."""

from collections.abc import Iterator

from bansou.employers.facts import listing_facts, opening_facts, visit_facts
from bansou.engines.indicators.facts import Fact
from bansou.people.facts import Tags, enrolment_times, step_facts
from bansou.placement.facts import STEP_KINDS, TOLD_ONLY, hire_facts
from bansou.programmes.models import Programme
from bansou.schemes.definitions import fields_asked
from bansou.schemes.shape import Act, Scheme


def facts_of(programme: Programme, scheme: Scheme) -> list[Fact]:
    """Every fact on the programme's cases and employers, of all days: definitions choose among them."""
    return list(_all(programme, tags_of(scheme), tells_birth=_tells_birth(scheme)))


def are_told_alike(one: Scheme, other: Scheme) -> bool:
    """Tell whether two schemes have the same facts told of a programme."""
    return tags_of(one) == tags_of(other) and _tells_birth(one) == _tells_birth(other)


def _tells_birth(scheme: Scheme) -> bool:
    return any(name == "born_on" for d in scheme.indicators for name in fields_asked(d))


def acts_counted(scheme: Scheme) -> list[Act]:
    """The acts that facts tell of: what an indicator can count."""
    return [act for act in scheme.acts if act.kind not in STEP_KINDS]


def acts_recorded(scheme: Scheme) -> list[Act]:
    """The acts that are written down as records: what can open or close a stage."""
    return [act for act in scheme.acts if act.kind not in TOLD_ONLY]


def tags_of(scheme: Scheme) -> Tags:
    """The tags that the scheme gives to each kind of act."""
    return {act.kind: frozenset(act.tags) for act in scheme.acts}


def _all(programme: Programme, tags: Tags, *, tells_birth: bool) -> Iterator[Fact]:
    times = enrolment_times(programme)
    yield from step_facts(programme, times, tags, without=STEP_KINDS, tells_birth=tells_birth)
    yield from hire_facts(programme, times, tags)
    yield from visit_facts(programme, tags)
    yield from listing_facts(programme, tags)
    yield from opening_facts(programme, tags)
