"""A scheme is read whole or refused whole: every problem with its line and what to do."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.schemes.reader import (
    LONGEST,
    Problem,
    SchemeProblems,
    digest,
    read_scheme,
    template,
    template_names,
)
from bansou.schemes.shape import Scheme

TEXT = template("tomakomai")
MINIMAL = """
id = "small"
name = "小さな|事業"
body = "どこか町"
body_lg_code = "012131"
fund = "交付金"
categories = [{ key = "all", label = "すべて" }]
acts = [{ kind = "consultation.held", label = "相談" }]
stages = [{ key = "one", mark = "1", title = "(1) 相談", short = "相談", demand = "required" }]
consultation_kinds = [{ key = "first", label = "初回" }]
channels = [{ key = "visit", label = "来所" }]

[[indicators]]
id = "supported"
label = "支援数"
unit = "人"
kind = "event"
events = ["consultation.held"]
count = "people"

[sheet]
catch = "見出し"
boxes = [{ title = "相談", text = "相談します。" }]
"""


def problems(text: str) -> list[str]:
    """Read a text that must be refused, and give each problem as "line: sentence"."""
    with pytest.raises(SchemeProblems) as refused:
        read_scheme(text, "some.toml")
    assert refused.value.source == "some.toml"
    for problem in refused.value.problems:
        assert problem.sentence.endswith(("。", "例　D", "012131", "first_session", "2021-04-01"))
    return [f"{p.line}: {p.sentence}" for p in refused.value.problems]


def swapped(old: str, new: str, text: str = TEXT) -> tuple[str, int]:
    """Swap the first such text for another, and give the line on which it stood."""
    assert old in text, old
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def test_reads_the_least_that_a_scheme_needs() -> None:
    scheme = read_scheme(MINIMAL, "small.toml")

    assert scheme.title == "小さな事業"
    assert scheme.no_contact_days == 45
    assert scheme.lists()["labour_short_industries"].entries == ()


SWAPS: dict[str, tuple[str, str, str]] = {
    "an unknown key": (
        'label = "相談"\n',
        'lable = "相談"\n',
        "「lable」という項目はここにありません。「label」ではありませんか。",
    ),
    "a key like no other": (
        "no_contact_days = 45",
        "ｎ = 45".replace("ｎ", "zzzz"),
        "「zzzz」という項目はここにありません。つづりを確かめるか、行を消してください。",
    ),
    "a number for a text": (
        'fund = "地域就職氷河期世代支援加速化交付金"',
        "fund = 3",
        'ここには文字を書いてください。引用符（"）で囲みます。',
    ),
    "a text for a number": (
        "no_contact_days = 45",
        'no_contact_days = "45"',
        "ここには整数を書いてください。引用符は付けません。",
    ),
    "a number below": (
        "no_contact_days = 45",
        "no_contact_days = 0",
        "1以上の数を書いてください。",
    ),
    "a number above": (
        "no_contact_days = 45",
        "no_contact_days = 4000",
        "3650以下の数を書いてください。",
    ),
    "a text for yes": (
        "locks_others = true",
        'locks_others = "はい"',
        "ここにはtrueかfalseを書いてください。引用符は付けません。",
    ),
    "a text for a day": (
        "valid_from = 2021-04-01",
        'valid_from = "令和3年4月1日"',
        "ここには日付を書いてください。引用符は付けません。例　2021-04-01",
    ),
    "a moment for a day": (
        "valid_from = 2021-04-01",
        "valid_from = 2021-04-01T10:00:00",
        "ここには日付を書いてください。引用符は付けません。例　2021-04-01",
    ),
    "a text for a list": (
        'acts = ["consultation.held"]',
        'acts = "consultation.held"',
        "ここには一覧を書いてください。[ ] で囲みます。",
    ),
    "a text for a table": (
        'done_by = { kind = "consultation.held", count = 1 }',
        'done_by = "consultation.held"',
        "ここには項目の組を書いてください。{ } で囲みます。",
    ),
    "a text for a condition": (
        (
            '{ field = "industry", op = "in_list", list = "labour_short_industries", '
            'said = "人手不足産業で" }'
        ),
        '"industry"',
        "ここには項目の組を書いてください。{ } で囲みます。",
    ),
    "nothing": (
        'label = "相談"\n',
        'label = ""\n',
        "空のままです。文字を書いてください。",
    ),
    "too much": (
        'fund = "地域',
        f'fund = "{"長" * 4000}地域',
        "4000文字までにしてください。",
    ),
    "a demand that is none": (
        'demand = "required"',
        'demand = "必須"',
        "使えるのはrequired、on_request、as_needed、employer、after_hireです。書き直してください。",
    ),
    "an icon that was never drawn": (
        'icon = "talk"',
        'icon = "rocket"',
        (
            "使えるのはarrow、building、calendar、card、chevron、clock、document、done、download、"
            "error、info、key、lock、mail、menu、minus、pen、people、person、phone、search、star、"
            "talk、tick、warningです。書き直してください。"
        ),
    ),
    "a code of a body with a letter": (
        'body_lg_code = "012131"',
        'body_lg_code = "01213A"',
        "団体コードは6けたの数字で書いてください。例　012131",
    ),
    "an industry that is none": (
        'industry = "H"',
        'industry = "運輸業"',
        "業種は、日本標準産業分類の大分類の文字（AからT）で書いてください。例　D",
    ),
    "a name in capitals": (
        'key = "visit"',
        'key = "Visit"',
        "名前には、英小文字で始めて、英小文字・数字・_ を使ってください。例　first_session",
    ),
    "a kind of indicator that is none": (
        'kind = "event"',
        'kind = "formula"',
        (
            "「formula」というkindはありません。"
            "使えるのはevent、stock、funnel、retention、ratio、derivedです。"
        ),
    ),
    "an operator that is none": (
        'op = "in_list"',
        'op = "contains"',
        "「contains」というopはありません。使えるのはeq、in、ge、le、is_true、in_listです。",
    ),
    "a count that is none": (
        'count = "people"',
        'count = "visits"',
        (
            "使えるのはpeople、cases、events、corporations、establishments、amountです。"
            "書き直してください。"
        ),
    ),
    "an event that is none": (
        'events = ["consultation.held"]\ncount',
        'events = ["consultation.hold"]\ncount',
        (
            "「consultation.hold」という種類がactsにありません。"
            "つづりをそろえるか、actsに書き加えてください。"
        ),
    ),
    "an event before that is none": (
        'after = { events = ["qualification.obtained"] }',
        'after = { events = ["qualified"] }',
        "「qualified」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "a tag that no act has": (
        'events = ["consultation.held"]\ncount',
        'events = { tag = "dancing" }\ncount',
        "「dancing」という札を持つ種類がactsにありません。つづりをそろえてください。",
    ),
    "no event": ('events = ["hired"]', "events = []", "1つ以上書いてください。"),
    "a list that is none": (
        'list = "labour_short_industries"',
        'list = "short"',
        "「short」という一覧はありません。使えるのはlabour_short_industriesです。",
    ),
    "a field that no fact has": (
        'field = "qualification_used"',
        'field = "qualified"',
        (
            "「qualified」という項目は記録にありません。"
            "つづりをそろえるか、fieldsに書き加えてください。"
        ),
    ),
    "a tag of an act that is none": (
        'tags = ["support", "participation"]',
        'tags = ["support", "participating"]',
        "「participating」という札がtagsにありません。tagsに書き加えてください。",
    ),
    "an act of a stage that is none": (
        'acts = ["consultation.held"]',
        'acts = ["consulted"]',
        "「consulted」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "an opening act that is none": (
        'done_by = { kind = "consultation.held", count = 1 }',
        'done_by = { kind = "consulted", count = 1 }',
        "「consulted」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "a line with an unknown place": (
        'fact = "求人の提案など {count}回　最終 {last}"',
        'fact = "訪問 {number}回"',
        "{number}は使えません。使えるのは{count}と{last}です。",
    ),
    "days that cross": (
        "valid_from = 2021-04-01 }",
        "valid_from = 2021-04-01, valid_to = 2021-03-31 }",
        "終わりの日が始まりの日より前です。日付を入れ替えてください。",
    ),
    "a target of no indicator": (
        'indicator = "tomakomai.supported"',
        'indicator = "tomakomai.support"',
        "「tomakomai.support」という指標がありません。idをそろえてください。",
    ),
    "a box of no stage": (
        'stage = "consulting"',
        'stage = "consult"',
        "「consult」という段階がstagesにありません。keyをそろえてください。",
    ),
    "a chip that is not the stage's": (
        'chip = "on_request"',
        'chip = "required"',
        "段階は「希望者」です。chipを段階のdemandにそろえてください。",
    ),
    "an arrow to nobody": (
        'target = "seekers"',
        'target = "somebody"',
        "「somebody」という相手がactorsにありません。keyをそろえてください。",
    ),
    "an act twice": (
        'kind = "contact.made"',
        'kind = "consultation.held"',
        "「consultation.held」が2回あります。別の名前にしてください。",
    ),
    "a choice twice": (
        'key = "phone"',
        'key = "visit"',
        "「visit」が2回あります。別の名前にしてください。",
    ),
    "an indicator twice": (
        'id = "tomakomai.hired"',
        'id = "tomakomai.supported"',
        "「tomakomai.supported」の第1版が2回あります。版を変えてください。",
    ),
    "choices missing": (
        'type = "yes_no"',
        'type = "choice"',
        "選択肢（choices）がありません。1つ以上書いてください。",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), SWAPS.values(), ids=SWAPS)
def test_refuses_and_says_where_and_what_to_do(old: str, new: str, sentence: str) -> None:
    text, line = swapped(old, new)

    assert f"{line}: {sentence}" in problems(text)


INDICATOR = '[[indicators]]\nid = "a"\nlabel = "数"\nunit = "人"\n'
FIELD = '{ field = "x", op = "is_true" }'
ADDED: dict[str, tuple[str, str, str]] = {
    "choices of a text": (
        '[[fields]]\nkey = "a"\nlabel = "あ"\non = "case"\ntype = "text"\n',
        'choices = [{ key = "b", label = "い" }]',
        "choicesを使うときは、typeをchoiceにしてください。",
    ),
    "a choice of a field twice": (
        '[[fields]]\nkey = "a"\nlabel = "あ"\non = "case"\ntype = "choice"\n',
        'choices = [{ key = "b", label = "い" }, { key = "b", label = "う" }]',
        "「b」が2回あります。別の名前にしてください。",
    ),
    "limits that cross": (
        '[[fields]]\nkey = "a"\nlabel = "あ"\non = "case"\ntype = "number"\nminimum = 3\n',
        "maximum = 2",
        "maximumがminimumより小さいです。入れ替えてください。",
    ),
    "acts of a case's field": (
        '[[fields]]\nkey = "a"\nlabel = "あ"\non = "case"\ntype = "text"\n',
        'acts = ["contact.made"]',
        "ケースの項目にactsは書けません。行を消してください。",
    ),
    "an unknown act of a step's field": (
        '[[fields]]\nkey = "a"\nlabel = "あ"\non = "step"\ntype = "text"\n',
        'acts = ["contacted"]',
        "「contacted」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "a field twice": (
        '[[fields]]\non = "case"\nlabel = "あ"\ntype = "text"\n',
        'key = "driving_licence"',
        "「driving_licence」が2回あります。別の名前にしてください。",
    ),
    "a lock that nothing opens": (
        '[[stages]]\nkey = "a"\nmark = "5"\ntitle = "(5)"\nshort = "5"\ndemand = "required"\n',
        "locks_others = true",
        "ほかの段階を開ける記録が分かりません。done_byを書き加えてください。",
    ),
    "a version in the same years": (
        (
            '[[indicators]]\nid = "tomakomai.hired"\nversion = 2\nlabel = "就職"\nunit = "人"\n'
            'kind = "event"\nevents = ["hired"]\ncount = "people"\n'
        ),
        "valid_from = 2022",
        (
            "「tomakomai.hired」の2つの版が、同じ年度に重なります。"
            "valid_fromとvalid_toを、年度が重ならないように書いてください。"
        ),
    ),
    "years that cross": (
        "",
        (
            INDICATOR + "valid_from = 2022\nvalid_to = 2021\n"
            'kind = "event"\nevents = ["hired"]\ncount = "people"\n'
        ),
        "valid_toの年度が、valid_fromより前です。年度を入れ替えてください。",
    ),
    "a numerator that is none": (
        (INDICATOR + 'kind = "ratio"\nden = "tomakomai.hired"\n'),
        'num = "nothing"',
        "「nothing」という指標がありません。idをそろえてください。",
    ),
    "a denominator that is none": (
        (INDICATOR + 'kind = "ratio"\nnum = "tomakomai.hired"\n'),
        'den = "nothing"',
        "「nothing」という指標がありません。idをそろえてください。",
    ),
    "a calculation with nothing": (
        INDICATOR + 'kind = "derived"\n',
        'formula = { op = "of", id = "nothing" }',
        "「nothing」という指標がありません。idをそろえてください。",
    ),
    "a calculation with itself": (
        INDICATOR + 'kind = "derived"\n',
        'formula = { op = "of", id = "a" }',
        "「a」の計算が自分にもどります。もとの指標を書いてください。",
    ),
    "an end that is none": (
        (
            INDICATOR + 'kind = "stock"\nevents = ["hired"]\n'
            'count = "people"\nstock_at = "scope_end"\n'
        ),
        'ends_by = ["left"]',
        "「left」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "a step's field that is none": (
        (
            INDICATOR + 'kind = "funnel"\nsteps = [\n'
            '  { id = "b", label = "い", events = ["hired"] },\n'
        ),
        (f'  {{ id = "c", label = "う", events = ["hired"], where = [{FIELD}] }},\n]'),
        "「x」という項目は記録にありません。つづりをそろえるか、fieldsに書き加えてください。",
    ),
    "a proof that is none": (
        (
            INDICATOR + 'kind = "retention"\nstart = ["hired"]\n'
            'end = ["contact.made"]\nhorizons = [1]\ndenominator = "observable"\n'
        ),
        'proof = ["seen"]',
        "「seen」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。",
    ),
    "a value that is none": (
        INDICATOR + 'kind = "event"\nevents = ["hired"]\ncount = "people"\n',
        'where = [{ field = "employment_type", op = "eq", value = "正規" }]',
        "「正規」という値はありません。使えるのはregular、nonregularです。",
    ),
    "one value of several that is none": (
        INDICATOR + 'kind = "event"\nevents = ["hired"]\ncount = "people"\n',
        'where = [{ field = "route", op = "in", values = ["fair", "list"] }]',
        (
            "「list」という値はありません。"
            "使えるのはintroduction、self_application、hellowork、fair、work_trialです。"
        ),
    ),
    "a link that is none": (
        (
            INDICATOR + 'kind = "retention"\nstart = ["hired"]\n'
            'end = ["contact.made"]\nhorizons = [1]\ndenominator = "observable"\n'
        ),
        'link = "job"',
        "「job」という項目は記録にありません。つづりをそろえるか、fieldsに書き加えてください。",
    ),
}


@pytest.mark.parametrize(("before", "new", "sentence"), ADDED.values(), ids=ADDED)
def test_refuses_what_is_added(before: str, new: str, sentence: str) -> None:
    text = f"{TEXT}\n{before}"
    line = text.count("\n") + 1

    assert f"{line}: {sentence}" in problems(f"{text}{new}\n")


SYNTAX: dict[str, tuple[str, int, str]] = {
    "a key twice": ("a = 1\na = 2\n", 2, "同じ項目が2回あります。片方を消してください。"),
    "a head twice": (
        "[a]\nb = 1\n[a]\n",
        3,
        "同じ見出しが2回あります。くり返すときは [[ ]] で囲んでください。",
    ),
    "a key twice in braces": (
        "a = { b = 1, b = 2 }\n",
        1,
        "同じ項目が2回あります。片方を消してください。",
    ),
    "an open quotation mark": (
        'a = "b\nc = 1\n',
        1,
        "文の途中で改行しているか、使えない文字があります。1行に書いてください。",
    ),
    "an open long text": (
        'a = """b\nc = 1\n',
        2,
        '引用符（"）が閉じていません。文の終わりに書いてください。',
    ),
    "an open list": (
        "a = [1, 2\nb = 3\n",
        2,
        "[ が閉じていません。一覧の終わりに ] を書いてください。",
    ),
    "open braces": (
        "a = { b = 1\nc = 2\n",
        1,
        "{ が閉じていません。項目の組の終わりに } を書いてください。",
    ),
    "no sign": ("a 1\n", 1, "項目の名前のあとに = を書いてください。"),
    "no value": ("b = 1\na =\n", 2, '値の書き方がちがいます。文字は引用符（"）で囲んでください。'),
    "a bare word": ("a = はい\n", 1, '値の書き方がちがいます。文字は引用符（"）で囲んでください。'),
    "an open head": ("[a\nb = 1\n", 1, "見出しの終わりに ] を書いてください。"),
    "a key in kanji": ("[あ]\n", 1, "項目の名前は英字で書いてください。"),
    "a line that is none": (
        "名前 = 1\n",
        1,
        "この行は読めません。「項目 = 値」か [見出し] の形で書いてください。",
    ),
    "two on a line": (
        "a = 1 b = 2\n",
        1,
        "値のあとに余分な文字があります。1行に1つの項目を書いてください。",
    ),
    "a path of folders": (
        'a = "C:\\Users"\n',
        1,
        "\\ を文字として書くときは、\\\\ と2つ重ねてください。",
    ),
    "a day that is none": (
        "a = 2021-02-30\n",
        1,
        "その日付はありません。月と日を確かめてください。例　2021-04-01",
    ),
    "a bell": ("a = 1 # \a\n", 1, "使えない文字があります。その文字を消してください。"),
    "a table opened twice": (
        "a.b = 1\n[a]\n",
        2,
        "同じ見出しが2回あります。くり返すときは [[ ]] で囲んでください。",
    ),
    "a table made twice": (
        "a = { b = 1 }\na.c = 2\n",
        2,
        "同じ項目が2回あります。片方を消してください。",
    ),
}


@pytest.mark.parametrize(("text", "line", "sentence"), SYNTAX.values(), ids=SYNTAX)
def test_says_what_keeps_a_text_from_being_toml(text: str, line: int, sentence: str) -> None:
    assert problems(text) == [f"{line}: {sentence}"]


def test_refuses_a_text_that_is_too_long_or_too_deep() -> None:
    deep = "a = " + "[" * 100_000

    assert problems("#" * (LONGEST + 1)) == ["None: 長すぎます。500,000文字までにしてください。"]
    assert problems(deep) == ["None: かっこの中のかっこが深すぎます。書き直してください。"]


def test_names_everything_that_is_missing_from_an_empty_text() -> None:
    missing = problems("")

    assert "None: 「id」がありません。書き加えてください。" in missing
    assert "None: 「sheet」がありません。書き加えてください。" in missing
    assert len(missing) == 12


def test_gives_all_problems_at_once_in_the_order_of_their_lines() -> None:
    text, first = swapped("no_contact_days = 45", 'no_contact_days = "x"')
    text, second = swapped('icon = "talk"', "icon = 3", text)

    found = [int(problem.split(":")[0]) for problem in problems(text)]

    assert found == [first, second]


def test_says_each_problem_with_its_line_and_key() -> None:
    text, line = swapped('op = "in_list"', 'op = "contains"')
    with pytest.raises(SchemeProblems) as refused:
        read_scheme(text, "tomakomai.toml")

    said = str(refused.value)

    assert said.startswith(
        f"tomakomai.toml\n{line}行目　indicators.3番目.where.1番目.op：「contains」"
    )
    with pytest.raises(SchemeProblems, match="全体：「id」がありません"):
        read_scheme("", "empty.toml")


VALUE = re.compile(r"^(\s*[a-z_]+ = )(.+)$", re.MULTILINE)
WRONG = ['""', '"x"', "-1", "1.5", "true", "2021-04-01T10:00:00", "[]", "[[]]", "{}", "{ zz = 1 }"]


def whole_values(text: str) -> list[re.Match[str]]:
    """Find the lines that hold a whole key and value."""
    found = []
    for match in VALUE.finditer(text):
        try:
            tomllib.loads(match.group().strip())
        except tomllib.TOMLDecodeError:
            continue
        found.append(match)
    return found


@given(place=st.sampled_from(whole_values(TEXT)), wrong=st.sampled_from(WRONG))
@settings(max_examples=150, deadline=None)
def test_never_fails_in_another_way(place: re.Match[str], wrong: str) -> None:
    text = TEXT[: place.start(2)] + wrong + TEXT[place.end(2) :]
    found: list[Problem] = []
    try:
        read_scheme(text, "some.toml")
    except SchemeProblems as refused:
        found = refused.problems

    assert all(problem.sentence and problem.line for problem in found)


@pytest.mark.parametrize("place", whole_values(TEXT), ids=lambda m: str(m.start()))
def test_notices_every_misspelt_key_on_its_line(place: re.Match[str]) -> None:
    start = place.start(1) + len(place[1]) - len(place[1].lstrip())
    text = f"{TEXT[:start]}zz{TEXT[start:]}"
    line = TEXT[:start].count("\n") + 1

    key = place[1].strip().removesuffix(" =")
    found = problems(text)
    # Without its kind an indicator cannot be read further; that it is missing says enough.
    assert any(
        f"「zz{key}」という項目はここにありません。" in problem and problem.startswith(f"{line}: ")
        for problem in found
    ) or (key == "kind" and any("「kind」がありません。" in problem for problem in found))


# Templates and digests


@pytest.mark.parametrize("name", template_names())
def test_reads_every_template_of_the_package(name: str) -> None:
    scheme = read_scheme(template(name), f"{name}.toml")

    assert scheme.id == name


@pytest.mark.parametrize("name", ["nowhere", "", "../tomakomai", "tomakomai.toml"])
def test_refuses_a_template_that_is_not_there(name: str) -> None:
    with pytest.raises(LookupError):
        template(name)


def test_takes_the_text_of_any_editor_for_the_same() -> None:
    windows = "\ufeff" + TEXT.replace("\n", "\r\n")

    assert digest(windows) == digest(TEXT) == digest(TEXT + "\n")
    assert read_scheme(windows, "windows.toml") == read_scheme(TEXT, "tomakomai.toml")
    assert digest(TEXT.replace("45", "46")) != digest(TEXT)


def test_allows_an_indicator_another_version_for_other_years() -> None:
    text, _ = swapped('id = "tomakomai.hired"\n', 'id = "tomakomai.hired"\nvalid_to = 2021\n')
    newer: dict[str, Any] = {
        "id": "tomakomai.hired",
        "version": 2,
        "valid_from": 2022,
        "label": "就職者数",
        "unit": "人",
        "kind": "event",
        "events": ["hired"],
        "count": "people",
    }
    lines = "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in newer.items())

    scheme: Scheme = read_scheme(f"{text}\n[[indicators]]\n{lines}\n", "two.toml")

    assert scheme.in_force(2021)["tomakomai.hired"].version == 1
    assert scheme.in_force(2022)["tomakomai.hired"].version == 2
    assert list(scheme.in_force(2021)) == [
        "tomakomai.supported",
        "tomakomai.hired",
        "tomakomai.hired_short_with_qualification",
    ]
