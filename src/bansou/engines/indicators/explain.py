"""Saying in Japanese how a definition counts: whole sentences, drawn from the definition itself.

What a person reads beside a number can so never differ from what was counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bansou.engines.indicators.grammar import (
    Add,
    After,
    AtLeast,
    AtMost,
    Condition,
    Conditions,
    Definition,
    Definitions,
    DerivedDefinition,
    Div,
    Equals,
    EventDefinition,
    Formula,
    FunnelDefinition,
    InList,
    IsTrue,
    Of,
    OneOf,
    RatioDefinition,
    RetentionDefinition,
    StockDefinition,
    Sub,
)
from bansou.engines.indicators.lists import ListEntry, Lists, named
from bansou.engines.indicators.scope import Period, Scope, ScopeKind, period_of
from bansou.engines.indicators.words import Words

type WriteDay = Callable[[date], str]

# What is counted: the noun, its counter, and what the unit is called beside the number.
COUNTED = {
    "people": ("人", "1人につき1回", "実人数"),
    "cases": ("支援ケース", "1ケースにつき1回", "支援ケースの数"),
    "corporations": ("企業", "1法人につき1回", "法人の数"),
    "establishments": ("事業所", "1か所につき1回", "事業所の数"),
}
_KINDS = {
    "events": "件数（同じ人の2件目も数える）",
    "amount": "金額の合計（円）",
    "funnel": "段階ごとの実人数",
    "retention": "続いている人の割合",
    "ratio": "割合",
    "derived": "ほかの指標からの計算",
}
SAME = {"person": "人", "case": "ケース", "corporation": "法人", "establishment": "事業所"}


def explain(
    definition: Definition,
    scope: Scope,
    lists: Lists,
    others: Definitions | None = None,
    words: Words | None = None,
    *,
    write_day: WriteDay,
) -> str:
    """Explain in whole sentences how a definition counts in a scope.

    :param words: how the scheme calls events, fields and values
    :param write_day: writes a day for paper, such as 令和3年4月1日
    :raises UnknownList: a condition names a list that was not given
    """
    explaining = _Explaining(scope, lists, others or {}, words or Words(), write_day)
    return "".join(explaining.sentences(definition)) + definition.note


def explain_unit(definition: Definition) -> str:
    """Say what is counted and how it is printed: 実人数（印字は「人」）."""
    if isinstance(definition, EventDefinition | StockDefinition):
        counted = COUNTED[definition.count][2] if definition.count in COUNTED else None
        return f"{counted or _KINDS[definition.count]}（印字は「{definition.unit}」）"
    return f"{_KINDS[definition.kind]}（印字は「{definition.unit}」）"


def explain_condition(
    condition: Condition, scope: Scope, lists: Lists, words: Words, *, write_day: WriteDay
) -> str:
    """Say one condition before a noun: 雇用形態が「正規雇用」の.

    :raises UnknownList: the condition names a list that was not given
    """
    return _Explaining(scope, lists, {}, words, write_day).condition(condition)


def period_in_words(kind: ScopeKind, scope: Scope, write_day: WriteDay) -> str:
    """Write the days of a scope: 令和3年4月1日から令和4年3月31日まで."""
    period = period_of(kind, scope)
    if period.since == date.min:
        return f"{write_day(period.until)}まで"
    return f"{write_day(period.since)}から{write_day(period.until)}まで"


@dataclass(frozen=True, slots=True)
class _Explaining:
    scope: Scope
    lists: Lists
    others: Definitions
    words: Words
    write_day: WriteDay

    def sentences(self, definition: Definition) -> Iterator[str]:
        match definition:
            case EventDefinition():
                yield from self._events(definition)
            case StockDefinition():
                yield from self._stock(definition)
            case FunnelDefinition():
                yield from self._funnel(definition)
            case RetentionDefinition():
                yield from self._retention(definition)
            case RatioDefinition():
                num, den = self._label(definition.num), self._label(definition.den)
                yield f"{num}を{den}で割った値です。"
                yield f"どちらかが分からないときと、{den}が0のときは、値を出しません。"
            case DerivedDefinition():
                yield f"{self._formula(definition.formula)}で計算します。"
                yield "もとの値が分からないときと、0で割ることになるときは、値を出しません。"

    # Kinds

    def _events(self, d: EventDefinition) -> Iterator[str]:
        said = "".join(c.said for c in d.where) + self.words.did(d.events)
        when = f"{period_in_words(d.scope, self.scope, self.write_day)}に{said}"
        if d.count == "events":
            yield f"{when}件数を数えます。"
            yield "" if d.first else "同じ人の2件目も数えます。"
        elif d.count == "amount":
            yield f"{when}記録の金額（円）を合計します。"
        else:
            noun, counter, _ = COUNTED[d.count]
            yield f"{when}{noun}を、{counter}数えます。"
        yield from self._conditions(d.where, d.scope)
        yield from self._after(d.after, d.scope) if d.after else ()
        yield from _first(d)
        yield from self._who(d.count)

    def _stock(self, d: StockDefinition) -> Iterator[str]:
        noun, counter, _ = COUNTED[d.count]
        day = self.write_day(period_of(d.scope, self.scope).until)
        said = "".join(c.said for c in d.where)
        yield (
            f"{day}の終わりに、{said}{self.words.names(d.events)}があり、"
            f"そのあとに{self.words.names(d.ends_by)}がない{noun}を、{counter}数えます。"
        )
        yield from self._conditions(d.where, d.scope)
        yield from self._who(d.count)

    def _funnel(self, d: FunnelDefinition) -> Iterator[str]:
        when = period_in_words(d.scope, self.scope, self.write_day)
        labels = "、".join(step.label for step in d.steps)
        if d.anchor == "first_step":
            until = self.write_day(self.scope.as_of)
            yield f"{when}に「{d.steps[0].label}」の段階に入った人を、{until}まで追います。"
            yield f"{labels}の順に進んだ人を、段階ごとに1人につき1回数えます。"
        else:
            yield f"{when}に{labels}の順に進んだ人を、段階ごとに1人につき1回数えます。"
        for step in d.steps:
            yield f"「{step.label}」は、{self.words.names(step.events)}で数えます。"
            yield from self._conditions(step.where, d.scope)
        if d.within_months:
            yield f"最初の段階から{d.within_months}か月以内の記録だけを数えます。"
        yield from self._who("people")

    def _retention(self, d: RetentionDefinition) -> Iterator[str]:
        when = period_in_words(d.scope, self.scope, self.write_day)
        said = "".join(c.said for c in d.start_where) + self.words.did(d.start)
        horizons = "、".join(f"{months}か月後" for months in d.horizons)
        yield f"{when}に{said}人のうち、{horizons}の日にも続いている人の割合です。"
        yield "1人につき、期間の最初の記録から数えます。"
        yield from self._conditions(d.start_where, d.scope)
        yield f"その日より前に{self.words.names(d.end)}がある人は、続いていないとします。"
        if d.proof:
            yield f"続いていることは、その日からあとの{self.words.names(d.proof)}で確かめます。"
        else:
            yield "その記録がない人は、続いているとみなします。"
        until = self.write_day(self.scope.as_of)
        yield f"割る数は、{until}までにその日が来ていて、結果が分かっている人だけです。"
        yield from self._who("people")

    # Parts

    def _conditions(self, conditions: Conditions, scope_kind: ScopeKind) -> Iterator[str]:
        for condition in conditions:
            if not condition.said:
                yield f"{self.condition(condition)}記録だけを数えます。"
            if isinstance(condition, InList):
                yield self._entries(condition, period_of(scope_kind, self.scope))

    def condition(self, condition: Condition) -> str:
        """Say a condition before a noun: 雇用形態が「正規雇用」の."""
        name = self.words.field(condition.field)
        match condition:
            case Equals():
                return f"{name}が「{self._value(condition.field, condition.value)}」の"
            case OneOf():
                values = "".join(f"「{self._value(name, v)}」" for v in self._named(condition))
                return f"{name}が{values}のどれかの"
            case AtLeast():
                return f"{name}が{self._limit(condition.value, '以上', '以後')}の"
            case AtMost():
                return f"{name}が{self._limit(condition.value, '以下', '以前')}の"
            case IsTrue():
                return f"{name}が「はい」の"
            case InList():
                label = named(self.lists, condition.list).label
                return f"{name}が、その日の「{label}」に入っている"

    def _named(self, condition: OneOf) -> list[str]:
        return [self._value(condition.field, value) for value in condition.values]

    def _value(self, field: str, value: object) -> str:
        return self.write_day(value) if isinstance(value, date) else self.words.value(field, value)

    def _limit(self, limit: int | date, number: str, day: str) -> str:
        return f"{self.write_day(limit)}{day}" if isinstance(limit, date) else f"{limit}{number}"

    def _entries(self, condition: InList, period: Period) -> str:
        entries = named(self.lists, condition.list)
        held = [e for e in entries.entries if e.holds_within(period.since, period.until)]
        if not held:
            return f"この期間の「{entries.label}」は、まだ決められていません。"
        written = "、".join(self._entry(e, condition.field, period) for e in held)
        return f"「{entries.label}」は、{written}です。"

    def _entry(self, entry: ListEntry, field: str, period: Period) -> str:
        label = entry.label or self.words.value(field, entry.value)
        since = entry.valid_from if entry.valid_from and entry.valid_from > period.since else None
        until = entry.valid_to if entry.valid_to and entry.valid_to < period.until else None
        days = (f"{self.write_day(since)}から" if since else "") + (
            f"{self.write_day(until)}まで" if until else ""
        )
        return f"{label}（{days}）" if days else label

    def _after(self, after: After, scope_kind: ScopeKind) -> Iterator[str]:
        yield (
            f"同じ{SAME[after.same]}の{self.words.names(after.events)}が、"
            f"{how_near(after)}あるものだけを数えます。"
        )
        for condition in after.where:
            yield f"その先の記録は、{self.condition(condition)}ものに限ります。"
            if isinstance(condition, InList):
                yield self._entries(condition, period_of(scope_kind, self.scope))

    def _who(self, count: str) -> Iterator[str]:
        if self.scope.programmes is not None:
            of_people = count not in ("corporations", "establishments")
            place = "に参加登録している間" if of_people else ""
            yield f"この事業{place}の記録だけを数えます。"
        if count == "people":
            yield "本人がまだ分からないケースは、1ケースを1人と数えます。"

    def _label(self, name: str) -> str:
        return f"「{self.others[name].label if name in self.others else name}」"

    def _formula(self, formula: Formula) -> str:
        match formula:
            case Of():
                return self._label(formula.id)
            case Add():
                return "（" + "＋".join(self._formula(term) for term in formula.terms) + "）"
            case Sub():
                return f"（{self._formula(formula.left)}−{self._formula(formula.right)}）"
            case Div():
                return f"（{self._formula(formula.left)}÷{self._formula(formula.right)}）"


def how_near(after: After) -> str:
    """Say how far back the earlier record may lie: その日までの6か月以内に."""
    day = "その日まで" if after.same_day else "その日より前"
    if after.within_months is not None:
        return f"{day}の{after.within_months}か月以内に"
    if after.within_days is not None:
        return f"{day}の{after.within_days}日以内に"
    return f"{day}に"


def _first(d: EventDefinition) -> Iterator[str]:
    if d.first == "ever":
        yield "期間より前もふくめて、初めての記録だけを数えます。"
    elif d.first == "in_scope" and d.count in ("events", "amount"):
        yield "1人につき、期間の最初の記録だけを数えます。"
    elif d.first == "in_scope":
        yield "期間の最初の記録を根拠にします。"
