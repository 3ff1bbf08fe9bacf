"""Whether a fact meets the conditions of a definition: yes, no, or not known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bansou.engines.indicators.facts import Fact, Single, Value, is_known
from bansou.engines.indicators.grammar import (
    AtLeast,
    AtMost,
    Condition,
    Conditions,
    Equals,
    InList,
    IsTrue,
    OneOf,
)
from bansou.engines.indicators.lists import Lists, named


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the conditions say of one fact.

    :param failed: the first condition that is not met
    :param missing: the first condition whose field is not known; None when one has failed, since
        such a fact cannot count whatever the field says
    """

    failed: Condition | None = None
    missing: Condition | None = None


MET = Judgement()


def judge(fact: Fact, conditions: Conditions, lists: Lists) -> Judgement:
    """Judge a fact by all conditions together.

    :raises UnknownList: a condition names a list that was not given
    """
    missing: Condition | None = None
    for condition in conditions:
        met = _is_met(fact, condition, lists)
        if met is False:
            return Judgement(failed=condition)
        if met is None:
            missing = missing or condition
    return Judgement(missing=missing) if missing else MET


def meets(fact: Fact, conditions: Conditions, lists: Lists) -> bool:
    """Tell whether a fact is known to meet all conditions."""
    return judge(fact, conditions, lists) is MET


def _is_met(fact: Fact, condition: Condition, lists: Lists) -> bool | None:
    value = fact.fields.get(condition.field)
    if not is_known(value):
        return None
    if isinstance(condition, IsTrue):
        return value if isinstance(value, bool) else None
    if isinstance(condition, AtLeast | AtMost):
        return _compare(value, condition)
    return any(_test(condition, fact.on, lists)(each) for each in _each(value))


def _each(value: Value) -> Iterable[Single]:
    if value is None:
        return ()
    return value if isinstance(value, tuple | frozenset) else (value,)


def _test(condition: Equals | OneOf | InList, day: date, lists: Lists) -> Callable[[Single], bool]:
    if isinstance(condition, InList):
        entries = named(lists, condition.list)
        return lambda each: entries.has(each, day) if isinstance(each, str) else False
    wanted = condition.values if isinstance(condition, OneOf) else (condition.value,)
    return lambda each: any(type(each) is type(w) and each == w for w in wanted)


def _compare(value: Value, condition: AtLeast | AtMost) -> bool | None:
    """Compare like with like; a value of another kind cannot be read and is not known."""
    limit = condition.value
    if type(value) is not type(limit):
        return None
    if isinstance(value, int) and isinstance(limit, int):
        return value >= limit if isinstance(condition, AtLeast) else value <= limit
    if isinstance(value, date) and isinstance(limit, date):
        return value >= limit if isinstance(condition, AtLeast) else value <= limit
    return None
