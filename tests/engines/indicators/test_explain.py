"""What stands beside a number: how it is counted, in whole Japanese sentences."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.engines.indicators import (
    Definition,
    EventWords,
    Fact,
    ListEntry,
    NamedList,
    NotCounted,
    Reason,
    ReasonInWords,
    Scope,
    Unknown,
    Words,
    evaluate,
    explain,
    explain_reason,
    explain_unit,
    read_definition,
)

SCOPE = Scope(2021, as_of=date(2022, 2, 28), programmes=frozenset({"p"}))
EVERYWHERE = replace(SCOPE, programmes=None)
SHORT = NamedList(
    "short",
    "人手不足産業",
    (
        ListEntry("D", "建設業"),
        ListEntry("H", valid_from=date(2021, 10, 1)),
        ListEntry("P", "医療，福祉", valid_to=date(2021, 6, 30)),
        ListEntry("A", "農業，林業", valid_from=date(2022, 4, 1)),
    ),
)
NOTHING_YET = NamedList("later", "これからの一覧", (ListEntry("A", valid_from=date(2030, 1, 1)),))
LISTS = {"short": SHORT, "later": NOTHING_YET}
WORDS = Words(
    events={
        "hired": EventWords("就職", "働き始めた"),
        "consultation.held": EventWords("相談", "相談を受けた"),
        "employer.visited": EventWords("企業訪問", "訪問を受けた"),
        "left": EventWords("離職"),
        "followup.done": EventWords("就職後の連絡"),
        "benefit.paid": EventWords("給付", "給付金を受け取った"),
    },
    tags={"participation": "参加"},
    fields={
        "employment_type": "雇用形態",
        "industry": "業種",
        "used": "資格の活用",
        "hours": "週の時間",
        "until": "契約の終わり",
        "route": "経路",
    },
    values={
        "employment_type": {"regular": "正規雇用", "nonregular": "非正規雇用"},
        "industry": {"H": "運輸業，郵便業", "S": "公務"},
        "route": {"list": "応援企業リスト", "self": "自己応募"},
    },
)
YEAR = "令和3年4月1日から令和4年3月31日まで"
IN_PROGRAMME = "この事業に参加登録している間の記録だけを数えます。"
UNIDENTIFIED = "本人がまだ分からないケースは、1ケースを1人と数えます。"


def define(**more: Any) -> Definition:
    return read_definition({"id": "x", "label": "x", "unit": "人", **more})


def event(**more: Any) -> Definition:
    return define(**{"kind": "event", "events": ["hired"], "count": "people", **more})


def said(definition: Definition, scope: Scope = SCOPE, words: Words | None = WORDS) -> str:
    others = {"hired": event(label="就職者数"), "supported": event(label="就職支援数")}
    return explain(definition, scope, LISTS, others, words, write_day=wareki)


REGULAR = {"field": "employment_type", "op": "eq", "value": "regular"}


def test_says_how_people_are_counted_as_on_the_evidence_page() -> None:
    definition = event(
        where=[REGULAR | {"said": "正規雇用で"}],
        note="5団体のどこで支援を受けても、同意によって結びついた同じ人は1人です。",
    )

    assert said(definition, EVERYWHERE) == (
        "令和3年4月1日から令和4年3月31日までに正規雇用で働き始めた人を、1人につき1回数えます。"
        + UNIDENTIFIED
        + "5団体のどこで支援を受けても、同意によって結びついた同じ人は1人です。"
    )


FIRST_SENTENCES = {
    "people": (event(), f"{YEAR}に働き始めた人を、1人につき1回数えます。"),
    "cases": (event(count="cases"), f"{YEAR}に働き始めた支援ケースを、1ケースにつき1回数えます。"),
    "events": (
        event(count="events"),
        f"{YEAR}に働き始めた件数を数えます。同じ人の2件目も数えます。",
    ),
    "amount": (
        event(count="amount", events=["benefit.paid"]),
        f"{YEAR}に給付金を受け取った記録の金額（円）を合計します。",
    ),
    "corporations": (
        event(count="corporations", events=["employer.visited"]),
        f"{YEAR}に訪問を受けた企業を、1法人につき1回数えます。この事業の記録だけを数えます。",
    ),
    "establishments": (
        event(count="establishments", events=["employer.visited"]),
        f"{YEAR}に訪問を受けた事業所を、1か所につき1回数えます。この事業の記録だけを数えます。",
    ),
    "tag": (
        event(events={"tag": "participation"}),
        f"{YEAR}に「参加」にあたる記録がある人を、1人につき1回数えます。",
    ),
    "several": (
        event(events=["hired", "consultation.held"]),
        f"{YEAR}に働き始めた、または相談を受けた人を、1人につき1回数えます。",
    ),
    "without a phrase": (
        event(events=["hired", "left"]),
        f"{YEAR}に「就職」か「離職」の記録がある人を、1人につき1回数えます。",
    ),
    "to date": (
        event(scope="fiscal_year_to_date"),
        "令和3年4月1日から令和4年2月28日までに働き始めた人を、1人につき1回数えます。",
    ),
    "cumulative": (
        event(scope="cumulative"),
        "令和4年3月31日までに働き始めた人を、1人につき1回数えます。",
    ),
    "stock": (
        define(
            kind="stock",
            events=["employer.visited"],
            ends_by=["left"],
            count="corporations",
            where=[REGULAR],
            stock_at="scope_end",
        ),
        (
            "令和4年3月31日の終わりに、「企業訪問」の記録があり、そのあとに「離職」の記録がない企業を、"
            "1法人につき1回数えます。雇用形態が「正規雇用」の記録だけを数えます。"
            "この事業の記録だけを数えます。"
        ),
    ),
}


@pytest.mark.parametrize(("definition", "sentence"), FIRST_SENTENCES.values(), ids=FIRST_SENTENCES)
def test_says_what_is_counted(definition: Definition, sentence: str) -> None:
    assert said(definition).startswith(sentence)


CONDITIONS = {
    "eq": (REGULAR, "雇用形態が「正規雇用」の記録だけを数えます。"),
    "eq yes": (
        {"field": "used", "op": "eq", "value": False},
        "資格の活用が「いいえ」の記録だけを数えます。",
    ),
    "in": (
        {"field": "route", "op": "in", "values": ["list", "self"]},
        "経路が「応援企業リスト」「自己応募」のどれかの記録だけを数えます。",
    ),
    "ge": ({"field": "hours", "op": "ge", "value": 20}, "週の時間が20以上の記録だけを数えます。"),
    "le": ({"field": "hours", "op": "le", "value": 40}, "週の時間が40以下の記録だけを数えます。"),
    "ge day": (
        {"field": "until", "op": "ge", "value": date(2021, 4, 1)},
        "契約の終わりが令和3年4月1日以後の記録だけを数えます。",
    ),
    "le day": (
        {"field": "until", "op": "le", "value": date(2022, 3, 31)},
        "契約の終わりが令和4年3月31日以前の記録だけを数えます。",
    ),
    "is_true": ({"field": "used", "op": "is_true"}, "資格の活用が「はい」の記録だけを数えます。"),
    "in_list": (
        {"field": "industry", "op": "in_list", "list": "short"},
        (
            "業種が、その日の「人手不足産業」に入っている記録だけを数えます。"
            "「人手不足産業」は、建設業、運輸業，郵便業（令和3年10月1日から）、"
            "医療，福祉（令和3年6月30日まで）です。"
        ),
    ),
    "said in_list": (
        {"field": "industry", "op": "in_list", "list": "later", "said": "人手の足りない業種で"},
        "この期間の「これからの一覧」は、まだ決められていません。",
    ),
    "a name that nobody gave": (
        {"field": "shoe_size", "op": "eq", "value": "42"},
        "shoe_sizeが「42」の記録だけを数えます。",
    ),
}


@pytest.mark.parametrize(("condition", "sentence"), CONDITIONS.values(), ids=CONDITIONS)
def test_says_each_condition(condition: dict[str, Any], sentence: str) -> None:
    whole = said(event(where=[condition]))

    first = whole.index("。") + 1
    assert whole[first:] == sentence + IN_PROGRAMME + UNIDENTIFIED


AFTER = {
    "any time": ({}, "同じ人の「相談」の記録が、その日までにあるものだけを数えます。"),
    "months": (
        {"within_months": 6},
        "同じ人の「相談」の記録が、その日までの6か月以内にあるものだけを数えます。",
    ),
    "days": (
        {"within_days": 30, "same": "case"},
        "同じケースの「相談」の記録が、その日までの30日以内にあるものだけを数えます。",
    ),
    "earlier": (
        {"same_day": False},
        "同じ人の「相談」の記録が、その日より前にあるものだけを数えます。",
    ),
    "where": (
        {"where": [REGULAR]},
        (
            "同じ人の「相談」の記録が、その日までにあるものだけを数えます。"
            "その先の記録は、雇用形態が「正規雇用」のものに限ります。"
        ),
    ),
    "where in a list": (
        {"where": [{"field": "industry", "op": "in_list", "list": "later"}]},
        (
            "同じ人の「相談」の記録が、その日までにあるものだけを数えます。"
            "その先の記録は、業種が、その日の「これからの一覧」に入っているものに限ります。"
            "この期間の「これからの一覧」は、まだ決められていません。"
        ),
    ),
}


@pytest.mark.parametrize(("after", "sentence"), AFTER.values(), ids=AFTER)
def test_says_what_must_come_before(after: dict[str, Any], sentence: str) -> None:
    whole = said(event(after={"events": ["consultation.held"], **after}))

    first = whole.index("。") + 1
    assert whole[first:] == sentence + IN_PROGRAMME + UNIDENTIFIED


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"first": "ever"}, "期間より前もふくめて、初めての記録だけを数えます。"),
        ({"first": "in_scope"}, "期間の最初の記録を根拠にします。"),
        ({"first": "in_scope", "count": "events"}, "1人につき、期間の最初の記録だけを数えます。"),
    ],
)
def test_says_which_is_the_first(more: dict[str, Any], sentence: str) -> None:
    whole = said(event(**more))

    assert sentence in whole
    assert "2件目も" not in whole


STEPS = [
    {"id": "a", "label": "相談", "events": ["consultation.held"]},
    {"id": "b", "label": "就職", "events": ["hired"], "where": [REGULAR]},
]


def test_says_how_a_funnel_follows_people() -> None:
    assert said(define(kind="funnel", steps=STEPS, within_months=6)) == (
        f"{YEAR}に「相談」の段階に入った人を、令和4年2月28日まで追います。"
        "相談、就職の順に進んだ人を、段階ごとに1人につき1回数えます。"
        "「相談」は、「相談」の記録で数えます。「就職」は、「就職」の記録で数えます。"
        "雇用形態が「正規雇用」の記録だけを数えます。"
        "最初の段階から6か月以内の記録だけを数えます。" + IN_PROGRAMME + UNIDENTIFIED
    )


def test_says_that_a_funnel_keeps_each_step_in_the_year() -> None:
    assert said(define(kind="funnel", steps=STEPS, anchor="each_step")).startswith(
        f"{YEAR}に相談、就職の順に進んだ人を、段階ごとに1人につき1回数えます。"
    )


RETENTION = {
    "kind": "retention",
    "start": ["hired"],
    "end": ["left"],
    "horizons": [1, 6],
    "denominator": "observable",
}


def test_says_who_is_taken_to_have_stayed() -> None:
    assert said(define(**RETENTION)) == (
        f"{YEAR}に働き始めた人のうち、1か月後、6か月後の日にも続いている人の割合です。"
        "1人につき、期間の最初の記録から数えます。"
        "その日より前に「離職」の記録がある人は、続いていないとします。"
        "その記録がない人は、続いているとみなします。"
        "割る数は、令和4年2月28日までにその日が来ていて、結果が分かっている人だけです。"
        + IN_PROGRAMME
        + UNIDENTIFIED
    )


def test_says_how_staying_is_confirmed() -> None:
    whole = said(define(**RETENTION, proof=["followup.done"], start_where=[REGULAR]))

    assert "続いていることは、その日からあとの「就職後の連絡」の記録で確かめます。" in whole
    assert "雇用形態が「正規雇用」の記録だけを数えます。" in whole
    assert "みなします" not in whole


def test_says_how_indicators_are_divided_and_calculated() -> None:
    of = [{"op": "of", "id": name} for name in ("hired", "supported", "unheard_of")]
    formula = {
        "op": "div",
        "left": {"op": "add", "terms": of[:2]},
        "right": {"op": "sub", "left": of[1], "right": of[2]},
    }

    assert said(define(kind="ratio", num="hired", den="supported")) == (
        "「就職者数」を「就職支援数」で割った値です。"
        "どちらかが分からないときと、「就職支援数」が0のときは、値を出しません。"
    )
    assert said(define(kind="derived", formula=formula)) == (
        "（（「就職者数」＋「就職支援数」）÷（「就職支援数」−「unheard_of」））で計算します。"
        "もとの値が分からないときと、0で割ることになるときは、値を出しません。"
    )


def test_shows_names_as_written_where_no_words_are_given() -> None:
    assert said(event(), words=None).startswith(f"{YEAR}に「hired」の記録がある人を、")


@pytest.mark.parametrize(
    ("definition", "unit"),
    [
        (event(), "実人数（印字は「人」）"),
        (event(count="events", unit="件"), "件数（同じ人の2件目も数える）（印字は「件」）"),
        (event(count="corporations", unit="企業数"), "法人の数（印字は「企業数」）"),
        (event(count="amount", unit="円"), "金額の合計（円）（印字は「円」）"),
        (define(kind="funnel", steps=STEPS), "段階ごとの実人数（印字は「人」）"),
        (define(**RETENTION), "続いている人の割合（印字は「人」）"),
        (define(kind="ratio", num="a", den="b"), "割合（印字は「人」）"),
        (
            define(kind="derived", formula={"op": "of", "id": "a"}),
            "ほかの指標からの計算（印字は「人」）",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_says_the_unit_apart_from_how_it_is_printed(definition: Definition, unit: str) -> None:
    assert explain_unit(definition) == unit


# Reasons


def reason(
    fact: Fact, definition: Definition, *others: Fact, scope: Scope = SCOPE
) -> ReasonInWords:
    """Evaluate and explain what became of a fact in the last part that has it."""
    answer = evaluate(definition, [fact, *others], scope, LISTS)
    items: list[NotCounted | Unknown] = [*answer.not_counted, *answer.unknown]
    item = next(item for item in items if item.fact.id == fact.id)
    return explain_reason(item, definition, scope, LISTS, WORDS, write_day=wareki)


def hired(**more: Any) -> Fact:
    plain = Fact("h", "hired", date(2021, 5, 1), "t", programme="p", person="A")
    return replace(plain, **more)


def with_fields(**fields: Any) -> Fact:
    return hired(fields=fields)


LEAVING = Fact("l", "left", date(2021, 5, 2), "t", programme="p", person="A")
STOCK = define(
    kind="stock", events=["hired"], ends_by=["left"], count="people", stock_at="scope_end"
)
EARLIER = hired(id="e", on=date(2021, 4, 2))
AS_DEFINED = "なし（定義のとおり）"
FOLLOWED = define(kind="funnel", steps=[*STEPS[:1], STEPS[1] | {"where": []}])
REASONS: dict[str, tuple[ReasonInWords, str, str, bool]] = {
    "withdrawn": (
        reason(hired(withdrawn=True), event()),
        "取り消された記録です。",
        "なし（取り消しずみ）",
        False,
    ),
    "superseded": (
        reason(hired(), event(), hired(id="n", supersedes="h")),
        "あとの記録で訂正されています。",
        "なし（訂正した記録で数えます）",
        False,
    ),
    "before the year": (
        reason(hired(on=date(2021, 3, 31)), event()),
        "令和3年4月1日より前の日の記録です。",
        AS_DEFINED,
        False,
    ),
    "after the year": (
        reason(hired(on=date(2022, 4, 1)), event()),
        "令和4年3月31日より後の日の記録です。",
        AS_DEFINED,
        False,
    ),
    "after the data": (
        reason(hired(on=date(2022, 3, 1)), FOLLOWED),
        "データの時点（令和4年2月28日）より後の日の記録です。",
        AS_DEFINED,
        False,
    ),
    "other programme": (
        reason(hired(programme="q"), event()),
        "ほかの事業の記録です。",
        AS_DEFINED,
        False,
    ),
    "not enrolled": (
        reason(hired(programme=None), event()),
        "その日は、この事業に参加登録していません。",
        "参加登録の期間がちがうときは、登録の日を直してください。",
        True,
    ),
    "no programme": (
        reason(hired(programme=None, person=None), event()),
        "どの事業の記録かが書かれていません。",
        "記録に事業を書いてください。",
        True,
    ),
    "eq": (
        reason(with_fields(employment_type="nonregular"), event(where=[REGULAR])),
        "雇用形態が「非正規雇用」です。",
        AS_DEFINED,
        False,
    ),
    "in": (
        reason(
            with_fields(route=("self",)),
            event(where=[{"field": "route", "op": "in", "values": ["list"]}]),
        ),
        "経路が「自己応募」です。",
        AS_DEFINED,
        False,
    ),
    "is_true": (
        reason(with_fields(used=False), event(where=[{"field": "used", "op": "is_true"}])),
        "資格の活用が「いいえ」です。",
        AS_DEFINED,
        False,
    ),
    "in_list": (
        reason(
            with_fields(industry="S"),
            event(where=[{"field": "industry", "op": "in_list", "list": "short"}]),
        ),
        "業種の「公務」は、その日の「人手不足産業」に入っていません。",
        AS_DEFINED,
        False,
    ),
    "ge": (
        reason(with_fields(hours=19), event(where=[{"field": "hours", "op": "ge", "value": 20}])),
        "週の時間が「19」で、20より小さい値です。",
        AS_DEFINED,
        False,
    ),
    "le": (
        reason(with_fields(hours=41), event(where=[{"field": "hours", "op": "le", "value": 40}])),
        "週の時間が「41」で、40より大きい値です。",
        AS_DEFINED,
        False,
    ),
    "ge day": (
        reason(
            with_fields(until=date(2021, 3, 31)),
            event(where=[{"field": "until", "op": "ge", "value": date(2021, 4, 1)}]),
        ),
        "契約の終わりが「令和3年3月31日」で、令和3年4月1日より前です。",
        AS_DEFINED,
        False,
    ),
    "le day": (
        reason(
            with_fields(until=date(2021, 4, 2)),
            event(where=[{"field": "until", "op": "le", "value": date(2021, 4, 1)}]),
        ),
        "契約の終わりが「令和3年4月2日」で、令和3年4月1日より後です。",
        AS_DEFINED,
        False,
    ),
    "not after": (
        reason(hired(), event(after={"events": ["consultation.held"]})),
        "その日までに、同じ人の「相談」の記録がありません。",
        "記録もれのときは、先の記録を書き足してください。",
        True,
    ),
    "second": (
        reason(hired(), event(), EARLIER),
        "同じ人の2件目からの記録です。",
        "なし（1人につき1回）",
        False,
    ),
    "second of a corporation": (
        reason(
            hired(corporation="1"),
            event(count="corporations"),
            replace(EARLIER, corporation="1"),
        ),
        "同じ企業の2件目からの記録です。",
        "なし（1法人につき1回）",
        False,
    ),
    "not the first": (
        reason(hired(), event(count="events", first="in_scope"), EARLIER),
        "同じ人の、より早い記録があります。",
        "なし（初めの1回だけ）",
        False,
    ),
    "ended": (
        reason(hired(), STOCK, LEAVING),
        "期間の終わりまでに、終わった記録があります。",
        AS_DEFINED,
        False,
    ),
    "left": (
        reason(hired(), define(**RETENTION), LEAVING),
        "その日より前に、終わった記録があります。",
        AS_DEFINED,
        False,
    ),
    "not yet": (
        reason(hired(on=date(2022, 2, 1)), define(**RETENTION)),
        "結果を見る日が、まだ来ていません。",
        "なし（その日を待ちます）",
        False,
    ),
    "a step before": (
        reason(hired(), FOLLOWED),
        "前の段階の記録がないか、順番や間の長さが段階に合いません。",
        "前の段階の記録もれがないか、日付がちがわないかを確かめてください。",
        True,
    ),
    "unknown field": (
        reason(hired(), event(where=[REGULAR])),
        "雇用形態が書かれていません。",
        "雇用形態を書いてください。",
        True,
    ),
    "unreadable field": (
        reason(
            with_fields(hours="たくさん"), event(where=[{"field": "hours", "op": "ge", "value": 1}])
        ),
        "週の時間が読み取れません。",
        "週の時間を書き直してください。",
        True,
    ),
    "unknown person": (
        reason(hired(person=None), event()),
        "だれの記録かが書かれていません。",
        "記録を支援ケースに結びつけてください。",
        True,
    ),
    "unknown case": (
        reason(hired(), event(count="cases")),
        "どの支援ケースの記録かが書かれていません。",
        "記録を支援ケースに結びつけてください。",
        True,
    ),
    "unknown corporation": (
        reason(hired(), event(count="corporations")),
        "どの法人の記録かが書かれていません。",
        "記録に法人番号を書いてください。",
        True,
    ),
    "unknown establishment": (
        reason(hired(), event(count="establishments")),
        "どの事業所の記録かが書かれていません。",
        "記録に事業所を書いてください。",
        True,
    ),
    "unknown amount": (
        reason(hired(), event(count="amount")),
        "金額が書かれていません。",
        "金額を書いてください。",
        True,
    ),
    "unknown outcome": (
        reason(hired(), define(**RETENTION, proof=["followup.done"])),
        "その日のあとも続いているかが、まだ確かめられていません。",
        "本人か企業に確かめて、結果を記録してください。",
        True,
    ),
}


@pytest.mark.parametrize(("found", "sentence", "remedy", "right"), REASONS.values(), ids=REASONS)
def test_says_why_a_record_did_not_count_and_what_to_do(
    found: ReasonInWords, sentence: str, remedy: str, right: bool
) -> None:
    assert found == ReasonInWords(sentence, remedy, can_be_put_right=right)


@pytest.mark.parametrize("each", Reason)
def test_has_a_sentence_for_every_reason(each: Reason) -> None:
    words = explain_reason(NotCounted(hired(), each), event(), SCOPE, LISTS, write_day=wareki)

    assert words.sentence.endswith("。")
    assert words.remedy
