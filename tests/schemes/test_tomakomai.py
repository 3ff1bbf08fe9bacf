"""Tomakomai's template: the texts of the published case, and its three indicators."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.commons.codes.industries import Industry
from bansou.commons.codes.lg_code import parse_lg_code
from bansou.engines.indicators import Answer, Fact, Scope, evaluate, explain, explain_unit
from bansou.schemes.reader import read_scheme, template
from bansou.schemes.shape import spelled

SCHEME = read_scheme(template("tomakomai"), "tomakomai.toml")
SHEET = SCHEME.sheet
SCOPE = Scope(2021, as_of=date(2022, 3, 31), programmes=frozenset({"p"}))
INDICATORS = SCHEME.in_force(2021)
SUPPORTED, HIRED, HIRED_SHORT = INDICATORS
CONSULTED, QUALIFIED = "consultation.held", "qualification.obtained"


def test_is_the_programme_of_the_published_case() -> None:
    assert SCHEME.title == "就職氷河期世代就職応援事業"
    assert SCHEME.body == "北海道苫小牧市"
    assert parse_lg_code(SCHEME.body_lg_code) == SCHEME.body_lg_code
    assert SCHEME.fund == "地域就職氷河期世代支援加速化交付金"
    assert SHEET.catch == "就職氷河期世代のニーズに応じた、切れ目ない一体的な就業支援を実施！"
    assert SHEET.banner == "(1)から(4)の支援を一体的に実施し、切れ目のない就労支援を目指す"


@pytest.mark.parametrize(
    ("box", "heading", "chip", "text", "note"),
    [
        (
            0,
            "(1) キャリアコンサルティング",
            "required",
            (
                "キャリアコンサルタントによる就業相談を通じて、自身の適性や能力、キャリアプランを明確にし、"
                "面接、履歴書作成等の就職活動対策を実施。"
            ),
            "",
        ),
        (
            1,
            "(2) 資格等の取得支援",
            "on_request",
            "フォークリフト、小型移動式クレーン、大型特殊免許などの資格取得や特別講習等の受講を支援する。",
            "※給付金支給、受講料無料（検定料を除く）",
        ),
        (
            2,
            "(3) 職場見学・体験",
            "on_request",
            (
                "雇用のミスマッチを防ぐため、求職者の意向を尊重しつつ、職場を直接見学・体験する機会を提供し、"
                "求職者と企業のマッチングを支援。"
            ),
            "※給付金支給、インターンシップ保険有",
        ),
        (
            3,
            "(4) 受入れ企業の開拓",
            "employer",
            (
                "就職氷河期世代の受入れ・雇入れをためらう企業に対し、国の助成金の紹介やアドバイス等を行い、"
                "職場見学・体験の受入協力や求人を開拓する。"
            ),
            "",
        ),
    ],
)
def test_prints_each_box_word_for_word(
    box: int, heading: str, chip: str, text: str, note: str
) -> None:
    found = SHEET.boxes[box]
    stage = next(stage for stage in SCHEME.stages if stage.key == found.stage)

    assert f"{found.number} {found.title}" == heading == stage.title
    assert (found.chip, found.text, found.note) == (chip, text, note)
    assert stage.note == note


def test_prints_the_courses_and_points_word_for_word() -> None:
    assert [(box.title, box.text) for box in SHEET.side_boxes] == [
        (
            "パッケージコース（全9種類）",
            (
                "玉掛け、小型移動式クレーン、フォークリフト、ガス溶接、アーク溶接、自由研削砥石、"
                "フルハーネス型墜落制止器具、大型特殊免許、車両系建設機械"
            ),
        ),
        ("任意の資格取得例", "玉掛け（3日間）\nフォークリフト（4日間）\nパソコン研修（4日間）"),
    ]
    assert SHEET.side_boxes[0].text.count("、") == 8
    assert SHEET.points == (
        (
            "支援対象者にキャリアコンサルティングを実施することにより、早期就職を目指す者や新たに資格を取得し"
            "安定的な雇用を目指す者など、それぞれのニーズや能力に応じたきめ細やかな支援が可能であり、"
            "正社員化に向けた有効な支援スキームと考えられる。"
        ),
        (
            "資格取得支援の実施により、市内の人手不足産業（建設業など）への就職氷河期世代の受入れや理解を促進し、"
            "人材確保につなげることができる。"
        ),
    )


def test_draws_the_flow_of_the_published_case() -> None:
    labels = {actor.key: actor.label for actor in SHEET.actors}
    flow = [(labels[a.source], a.acts, labels[a.target], a.both_ways) for a in SHEET.arrows]

    operator = "(一社)苫小牧地域職業訓練センター運営協会"
    assert flow == [
        (operator, ("（１）キャリアコンサルティング", "（２）資格取得支援"), "求職者", False),
        (operator, ("（４）受入企業開拓",), "地元企業", False),
        ("求職者", ("（３）職場見学・職場体験",), "地元企業", True),
    ]
    assert all(act in SHEET.flow_alternative for arrow in SHEET.arrows for act in arrow.acts)
    assert SHEET.flow_alternative.count("。") == 1


def test_has_the_printed_labels_and_units_of_its_indicators() -> None:
    assert [(d.label, d.unit) for d in INDICATORS.values()] == [
        ("就職支援数", "人"),
        ("就職者数（非正規雇用含む）", "人"),
        ("取得した資格を有効活用できる人手不足産業（建設業など）への就職者数", "件"),
    ]
    assert [explain_unit(d) for d in INDICATORS.values()] == [
        "実人数（印字は「人」）",
        "実人数（印字は「人」）",
        "件数（同じ人の2件目も数える）（印字は「件」）",
    ]
    assert [hint.indicator for hint in SCHEME.targets] == list(INDICATORS)


def test_names_its_short_industries_as_the_national_classification_does() -> None:
    short = SCHEME.lists()["labour_short_industries"]

    assert [(e.value, e.label) for e in short.entries] == [
        (letter, Industry(letter).label) for letter in ("D", "H", "P")
    ]
    assert short.has("D", date(2021, 4, 1))
    assert not short.has("D", date(2021, 3, 31))
    assert not short.has("M", date(2021, 4, 1))


def test_reads_the_words_that_offices_write() -> None:
    written = {word: key for key, word in spelled(SCHEME.employment_types)}

    assert written["正規"] == written["正規雇用"] == "regular"
    assert SCHEME.label("channels", "home_visit") == "家庭訪問"
    assert SCHEME.label("channels", "pigeon") == "pigeon"
    assert SCHEME.act("hired") is not None
    assert SCHEME.act("fired") is None


# The three figures: 20, 15 and 7 in the year 2021.


def fact(number: int, event: str, person: str, on: date = date(2021, 6, 1), **more: Any) -> Fact:
    plain = {"programme": "p", "case": f"case of {person}", "person": person, **more}
    return Fact(f"fact:{number}", event, on, "tomakomai", **plain)


def hire(number: int, person: str, industry: str = "D", used: Any = True, **more: Any) -> Fact:
    fields = {"industry": industry, "qualification_used": used, "employment_type": "nonregular"}
    return fact(number, "hired", person, **({"on": date(2021, 9, 1), "fields": fields} | more))


def ledger() -> list[Fact]:
    """Make twenty people supported, fifteen hired, seven of them as the third figure asks."""
    people = [f"P{number:02}" for number in range(20)]
    facts = [fact(at, CONSULTED, person) for at, person in enumerate(people)]
    facts += [fact(100 + at, QUALIFIED, p, date(2021, 8, 1)) for at, p in enumerate(people[:9])]
    facts += [hire(200 + at, p, "DHP"[at % 3]) for at, p in enumerate(people[:7])]
    facts += [hire(210, people[7], "M"), hire(211, people[8], used=False)]
    return facts + [hire(220 + at, p, "E", used=False) for at, p in enumerate(people[9:15])]


def answer(indicator: str, facts: list[Fact]) -> Answer:
    return evaluate(INDICATORS[indicator], facts, SCOPE, SCHEME.lists(), INDICATORS)


def figures(facts: list[Fact]) -> list[Any]:
    return [answer(indicator, facts).value for indicator in INDICATORS]


def test_counts_twenty_fifteen_and_seven() -> None:
    assert figures(ledger()) == [20, 15, 7]


NEW = "somebody else"
DISTURBED: dict[str, tuple[list[Fact], list[int]]] = {
    "a second talk": ([fact(900, CONSULTED, "P00")], [20, 15, 7]),
    "a talk the day before the year": (
        [fact(900, CONSULTED, NEW, date(2021, 3, 31))],
        [20, 15, 7],
    ),
    "a talk the day after the year": ([fact(900, CONSULTED, NEW, date(2022, 4, 1))], [20, 15, 7]),
    "a talk outside of enrolment": ([fact(900, CONSULTED, NEW, programme=None)], [20, 15, 7]),
    "a talk taken back": ([fact(900, CONSULTED, NEW, withdrawn=True)], [20, 15, 7]),
    "one more person": ([fact(900, CONSULTED, NEW)], [21, 15, 7]),
    "a family without a name": ([replace(fact(900, CONSULTED, NEW), person=None)], [21, 15, 7]),
    "a second hire of the same person": ([hire(900, "P00", on=date(2022, 1, 5))], [20, 15, 8]),
    "a hire before the first talk": ([hire(900, "P15", on=date(2021, 5, 31))], [20, 15, 7]),
    "a hire without a talk": ([hire(900, NEW)], [20, 15, 7]),
    "a hire on the day of the first talk": (
        [hire(900, "P15", "E", used=False, on=date(2021, 6, 1))],
        [20, 16, 7],
    ),
    "a qualification after the hire": (
        [hire(900, "P15"), fact(901, QUALIFIED, "P15", date(2021, 9, 2))],
        [20, 16, 7],
    ),
    "a qualification before the hire": (
        [hire(900, "P15"), fact(901, QUALIFIED, "P15", date(2021, 9, 1))],
        [20, 16, 8],
    ),
    "a hire into an industry that is not short": ([hire(900, "P07", "I")], [20, 15, 7]),
    "a hire that does not use it": ([hire(900, "P08", used=False)], [20, 15, 7]),
    "a hire of whose use nothing is known": ([hire(900, "P08", used=None)], [20, 15, 7]),
    "a hire outside of enrolment": ([hire(900, "P15", programme=None)], [20, 15, 7]),
    "a hire in the next year": ([hire(900, "P15", on=date(2022, 4, 1))], [20, 15, 7]),
}


@pytest.mark.parametrize(("more", "expected"), DISTURBED.values(), ids=DISTURBED)
def test_lets_each_clause_keep_out_what_it_should(more: list[Fact], expected: list[int]) -> None:
    assert figures([*more, *ledger()]) == expected


def test_tells_not_known_from_not_so() -> None:
    unknown = answer(HIRED_SHORT, [hire(900, "P08", used=None), *ledger()]).unknown

    assert [(item.fact.id, item.missing) for item in unknown] == [
        ("fact:900", "qualification_used")
    ]


def test_explains_its_indicators() -> None:
    words = SCHEME.words(dict(Industry.choices))

    said = [
        explain(d, SCOPE, SCHEME.lists(), INDICATORS, words, write_day=wareki)
        for d in INDICATORS.values()
    ]

    in_programme = "この事業に参加登録している間の記録だけを数えます。"
    unidentified = "本人がまだ分からないケースは、1ケースを1人と数えます。"
    assert said == [
        "令和3年4月1日から令和4年3月31日までに相談を受けた人を、1人につき1回数えます。"
        + in_programme
        + unidentified,
        "令和3年4月1日から令和4年3月31日までに働き始めた人を、1人につき1回数えます。"
        "同じ人の「相談」の記録が、その日までにあるものだけを数えます。"
        "期間の最初の記録を根拠にします。" + in_programme + unidentified,
        "令和3年4月1日から令和4年3月31日までに"
        "人手不足産業で取得した資格をいかして働き始めた件数を数えます。"
        "同じ人の2件目も数えます。"
        "「人手不足産業」は、建設業、運輸業，郵便業、医療，福祉です。"
        "同じ人の「資格取得」の記録が、その日までにあるものだけを数えます。" + in_programme,
    ]
