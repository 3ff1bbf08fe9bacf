"""Saying in Japanese why a record was not counted, and whether that can be put right."""

from dataclasses import dataclass
from datetime import date

from bansou.engines.indicators.answer import NotCounted, Reason, Unknown
from bansou.engines.indicators.explain import COUNTED, SAME, WriteDay, how_near
from bansou.engines.indicators.facts import Value, is_known
from bansou.engines.indicators.grammar import (
    After,
    AtLeast,
    AtMost,
    Condition,
    Definition,
    EventDefinition,
    FunnelDefinition,
    InList,
    ScopedDefinition,
    StockDefinition,
)
from bansou.engines.indicators.lists import Lists, named
from bansou.engines.indicators.scope import Scope, period_of
from bansou.engines.indicators.words import Words

AS_DEFINED = "なし（定義のとおり）"


@dataclass(frozen=True, slots=True)
class ReasonInWords:
    """A reason as a sentence.

    :param remedy: what to do, or なし with why there is nothing to do
    """

    sentence: str
    remedy: str = AS_DEFINED
    can_be_put_right: bool = False


_PLAIN = {
    Reason.CONDITION: ReasonInWords("定義の条件に合わない記録です。"),
    Reason.OUTSIDE_PERIOD: ReasonInWords("数える期間の外の日の記録です。"),
    Reason.NOT_AFTER: ReasonInWords("先に必要な記録がありません。"),
    Reason.WITHDRAWN: ReasonInWords("取り消された記録です。", "なし（取り消しずみ）"),
    Reason.SUPERSEDED: ReasonInWords(
        "あとの記録で訂正されています。", "なし（訂正した記録で数えます）"
    ),
    Reason.OTHER_PROGRAMME: ReasonInWords("ほかの事業の記録です。"),
    Reason.NOT_ENROLLED: ReasonInWords(
        "その日は、この事業に参加登録していません。",
        "参加登録の期間がちがうときは、登録の日を直してください。",
        can_be_put_right=True,
    ),
    Reason.NO_PROGRAMME: ReasonInWords(
        "どの事業の記録かが書かれていません。",
        "記録に事業を書いてください。",
        can_be_put_right=True,
    ),
    Reason.STEP_BEFORE_MISSING: ReasonInWords(
        "前の段階の記録がないか、順番や間の長さが段階に合いません。",
        "前の段階の記録もれがないか、日付がちがわないかを確かめてください。",
        can_be_put_right=True,
    ),
    Reason.ENDED: ReasonInWords("期間の終わりまでに、終わった記録があります。"),
    Reason.LEFT: ReasonInWords("その日より前に、終わった記録があります。"),
    Reason.NOT_YET: ReasonInWords("結果を見る日が、まだ来ていません。", "なし（その日を待ちます）"),
}
_MISSING = {
    "person": ("だれの記録かが書かれていません。", "記録を支援ケースに結びつけてください。"),
    "case": (
        "どの支援ケースの記録かが書かれていません。",
        "記録を支援ケースに結びつけてください。",
    ),
    "corporation": ("どの法人の記録かが書かれていません。", "記録に法人番号を書いてください。"),
    "establishment": ("どの事業所の記録かが書かれていません。", "記録に事業所を書いてください。"),
    "amount": ("金額が書かれていません。", "金額を書いてください。"),
    "proof": (
        "その日のあとも続いているかが、まだ確かめられていません。",
        "本人か企業に確かめて、結果を記録してください。",
    ),
}


def explain_reason(
    item: NotCounted | Unknown,
    definition: Definition,
    scope: Scope,
    lists: Lists,
    words: Words | None = None,
    *,
    write_day: WriteDay,
) -> ReasonInWords:
    """Say why a record was not counted, or what it leaves out.

    :param write_day: writes a day for paper, such as 令和3年4月1日
    """
    words = words or Words()
    if isinstance(item, Unknown):
        return _unknown(item, words)
    if item.reason is Reason.CONDITION and item.condition:
        return ReasonInWords(_not_met(item, item.condition, lists, words, write_day))
    if item.reason is Reason.OUTSIDE_PERIOD and isinstance(definition, ScopedDefinition):
        return ReasonInWords(_outside(item.fact.on, definition, scope, write_day))
    if item.reason is Reason.NOT_AFTER and isinstance(definition, EventDefinition):
        return _not_after(definition.after, words) if definition.after else _PLAIN[item.reason]
    if item.reason in (Reason.NOT_FIRST, Reason.ALREADY_COUNTED):
        return _repeated(item.reason, definition)
    return _PLAIN[item.reason]


def _unknown(item: Unknown, words: Words) -> ReasonInWords:
    if item.missing in _MISSING:
        return ReasonInWords(*_MISSING[item.missing], can_be_put_right=True)
    name = words.field(item.missing)
    if is_known(item.fact.fields.get(item.missing)):
        return ReasonInWords(
            f"{name}が読み取れません。", f"{name}を書き直してください。", can_be_put_right=True
        )
    return ReasonInWords(
        f"{name}が書かれていません。", f"{name}を書いてください。", can_be_put_right=True
    )


def _not_met(
    item: NotCounted, condition: Condition, lists: Lists, words: Words, write_day: WriteDay
) -> str:
    name = words.field(condition.field)
    value = item.fact.fields.get(condition.field)
    written = _written(condition.field, value, words, write_day)
    if isinstance(condition, InList):
        label = named(lists, condition.list).label
        return f"{name}の「{written}」は、その日の「{label}」に入っていません。"
    if isinstance(condition, AtLeast | AtMost):
        limit = _written(condition.field, condition.value, words, write_day)
        bound = "より前" if isinstance(condition.value, date) else "より小さい値"
        if isinstance(condition, AtMost):
            bound = "より後" if isinstance(condition.value, date) else "より大きい値"
        return f"{name}が「{written}」で、{limit}{bound}です。"
    return f"{name}が「{written}」です。"


def _written(field: str, value: Value, words: Words, write_day: WriteDay) -> str:
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, tuple | frozenset):
        return "・".join(words.value(field, each) for each in sorted(value))
    return words.value(field, value)


def _outside(day: date, definition: ScopedDefinition, scope: Scope, write_day: WriteDay) -> str:
    period = period_of(definition.scope, scope)
    follows = isinstance(definition, FunnelDefinition) and definition.anchor == "first_step"
    if follows and day > scope.as_of:
        return f"データの時点（{write_day(scope.as_of)}）より後の日の記録です。"
    if day > period.until:
        return f"{write_day(period.until)}より後の日の記録です。"
    return f"{write_day(period.since)}より前の日の記録です。"


def _not_after(after: After, words: Words) -> ReasonInWords:
    other = words.names(after.events)
    return ReasonInWords(
        f"{how_near(after)}、同じ{SAME[after.same]}の{other}がありません。",
        "記録もれのときは、先の記録を書き足してください。",
        can_be_put_right=True,
    )


def _repeated(reason: Reason, definition: Definition) -> ReasonInWords:
    count = definition.count if isinstance(definition, EventDefinition | StockDefinition) else ""
    noun, counter, _ = COUNTED.get(count, COUNTED["people"])
    if reason is Reason.NOT_FIRST:
        return ReasonInWords(f"同じ{noun}の、より早い記録があります。", "なし（初めの1回だけ）")
    return ReasonInWords(f"同じ{noun}の2件目からの記録です。", f"なし（{counter}）")
