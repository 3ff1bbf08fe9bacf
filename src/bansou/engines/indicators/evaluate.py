"""The reference evaluator: first the evidence, then its count."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from bansou.engines.indicators.answer import Answer, Number, Part
from bansou.engines.indicators.events import count_events
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.funnel import count_funnel
from bansou.engines.indicators.grammar import (
    Add,
    Definition,
    Definitions,
    DerivedDefinition,
    Div,
    EventDefinition,
    Formula,
    FunnelDefinition,
    Of,
    RatioDefinition,
    RetentionDefinition,
    StockDefinition,
    Sub,
)
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.retention import count_retention
from bansou.engines.indicators.scope import Scope
from bansou.engines.indicators.standing import StandingFacts
from bansou.engines.indicators.stock import count_stock


class UnknownDefinition(LookupError):
    """A ratio or a calculation names an indicator that was not given."""


class CircularDefinition(ValueError):
    """A ratio or a calculation leads back to itself."""


def evaluate(
    definition: Definition,
    facts: Iterable[Fact] | StandingFacts,
    scope: Scope,
    lists: Lists,
    others: Definitions | None = None,
) -> Answer:
    """Answer one definition from facts in any order.

    Hand over the units' whole history where `needs_history` says so, not only the scope's facts.
    Use `StandingFacts.of(facts)` once to evaluate several definitions over the same facts. The
    value is missing (None) when nothing was reported, when the definition does not hold in the
    fiscal year, and when something it is calculated from is missing or is divided by zero.

    :param others: the indicators that ratios and calculations name, by id
    :raises UnknownList: a condition names a list that was not given
    :raises UnknownDefinition: a calculation names an indicator that was not given
    :raises CircularDefinition: a calculation leads back to itself
    """
    standing = StandingFacts.of(facts)
    return _Evaluation(standing, scope, lists, others or {}).answer(definition)


@dataclass(slots=True)
class _Evaluation:
    """One evaluation with the indicators met on the way, each answered once."""

    standing: StandingFacts
    scope: Scope
    lists: Lists
    others: Definitions
    answers: dict[str, Answer] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)

    def answer(self, definition: Definition) -> Answer:
        if definition.id in self.under_way:
            raise CircularDefinition(" > ".join([*self.under_way, definition.id]))
        self.under_way.append(definition.id)
        answer = self._count(definition)
        self.under_way.pop()
        return answer

    def _count(self, definition: Definition) -> Answer:
        if not self.scope.reported or not definition.holds_in(self.scope.fiscal_year):
            return Answer(definition.id, None)
        match definition:
            case EventDefinition():
                return count_events(definition, self.standing, self.scope, self.lists)
            case StockDefinition():
                return count_stock(definition, self.standing, self.scope, self.lists)
            case FunnelDefinition():
                return count_funnel(definition, self.standing, self.scope, self.lists)
            case RetentionDefinition():
                return count_retention(definition, self.standing, self.scope, self.lists)
            case RatioDefinition():
                parts = self._parts((definition.num, definition.den))
                rate = _divide(parts[0].value, parts[-1].value)
                return Answer(definition.id, rate, parts=parts)
            case DerivedDefinition():
                parts = self._parts(dict.fromkeys(referred_to(definition)))
                value = self._calculate(definition.formula)
                return Answer(definition.id, value, parts=parts)

    def _parts(self, ids: Iterable[str]) -> tuple[Part, ...]:
        return tuple(self._part(name) for name in ids)

    def _part(self, name: str) -> Part:
        if name not in self.others:
            raise UnknownDefinition(name)
        other = self.others[name]
        if name not in self.answers:
            self.answers[name] = self.answer(other)
        answer = self.answers[name]
        return Part(
            name, other.label, answer.value, answer.rows, answer.not_counted, answer.unknown
        )

    def _calculate(self, formula: Formula) -> Number | None:
        match formula:
            case Of():
                return self._part(formula.id).value
            case Add():
                values = [self._calculate(term) for term in formula.terms]
                known = [value for value in values if value is not None]
                return sum(known) if len(known) == len(values) else None
            case Sub():
                left, right = self._calculate(formula.left), self._calculate(formula.right)
                return None if left is None or right is None else left - right
            case Div():
                return _divide(self._calculate(formula.left), self._calculate(formula.right))


def _divide(left: Number | None, right: Number | None) -> Fraction | None:
    return None if left is None or not right else Fraction(left) / right


def referred_to(definition: Definition) -> tuple[str, ...]:
    """Give the ids of the indicators that a definition is calculated from, in reading order."""
    if isinstance(definition, RatioDefinition):
        return definition.num, definition.den
    return _ids_in(definition.formula) if isinstance(definition, DerivedDefinition) else ()


def _ids_in(formula: Formula) -> tuple[str, ...]:
    match formula:
        case Of():
            return (formula.id,)
        case Add():
            return tuple(name for term in formula.terms for name in _ids_in(term))
        case Sub() | Div():
            return _ids_in(formula.left) + _ids_in(formula.right)


def needs_history(definition: Definition) -> bool:
    """Tell whether facts from before the scope (or after it) can change the answer."""
    if isinstance(definition, EventDefinition):
        beyond_the_year = definition.scope in ("cumulative", "programme_period")
        return bool(definition.after) or definition.first == "ever" or beyond_the_year
    return isinstance(definition, StockDefinition | FunnelDefinition | RetentionDefinition)
