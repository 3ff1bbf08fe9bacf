"""The office's mapping: what it may say, and what is said of one that cannot be used."""

import pytest

from bansou.commons.ledger.mapping import MappingHasProblems, read_mapping
from bansou.desks.manager.field_words import field_in_file
from bansou.desks.manager.imports import PARTS
from tests.plugins.ledgers import MAPPING

SHEET = """
[[sheets]]
name = "資格"
ledger = "qualifications"

[sheets.columns]
"通し番号" = "key"
"ケース番号" = "case"
"資格名" = "qualification"
"取得日" = "on"
"""


def test_reads_the_examples_mapping() -> None:
    read = [
        read_mapping(path.read_text(encoding="utf-8"), PARTS)
        for path in sorted(MAPPING.parents[1].glob("*/*mapping.toml"))
    ]

    ledgers = {sheet.ledger for mapping in read for sheet in mapping.sheets}
    # Nobody's example keeps visits to workplaces yet.
    assert ledgers == {part.name for part in PARTS} - {"experience"}


def test_says_why_what_was_said_in_counselling_is_not_taken_in() -> None:
    text = (MAPPING.parents[1] / "kobe" / "mapping.toml").read_text(encoding="utf-8")
    with_notes = text.replace('"出欠" = "attended"', '"出欠" = "attended"\n"所見" = "note"', 1)

    with pytest.raises(MappingHasProblems) as refused:
        read_mapping(with_notes, PARTS)

    assert len(refused.value.sentences) == 1
    assert "「心理カウンセリング」の列「所見」" in refused.value.sentences[0]
    assert "内容は、台帳からは取り込みません" in refused.value.sentences[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sheets = [", "1行目：値の書き方がちがいます"),
        ("# 読んでください\n\n台帳の説明\n", "3行目：この行は読めません"),
        ("", "「sheets」の書き方がちがいます。"),
        ("sheets = 1", "「sheets」の書き方がちがいます。"),
        (SHEET + '[sheets.colour]\n"a" = "b"', "「sheets.0.colour」の書き方がちがいます。"),
        (SHEET.replace("[sheets.columns]", 'layout = "diagonal"\n[sheets.columns]'), "layout"),
        (
            SHEET.replace("qualifications", "licences"),
            "シート「資格」の台帳「licences」は、ありません。使えるのは 事業（programme）、",
        ),
        (
            SHEET.replace('"on"', '"day"'),
            "列「取得日」の先「day」は、ありません。使えるのは 番号（key）、",
        ),
        (SHEET + '"受講日" = "on"', "2つの列が「取得日（on）」になっています。"),
        (
            SHEET.replace('"取得日" = "on"', ""),
            "シート「資格」に、「取得日（on）」に当たる列の対応を書いてください。",
        ),
        (SHEET + SHEET, "シート「資格」が2回書かれています。"),
        (
            SHEET + '[sheets.values.withdrawn]\n"取下" = "〇"',
            "「取消（withdrawn）」には、対応する列が",
        ),
    ],
)
def test_refuses(text: str, said: str) -> None:
    with pytest.raises(MappingHasProblems) as refused:
        read_mapping(text, PARTS, field_in_file)

    assert said in str(refused.value)


def test_tells_all_problems_at_once() -> None:
    text = SHEET.replace('"取得日" = "on"', '"取得日" = "day"')

    with pytest.raises(MappingHasProblems) as refused:
        read_mapping(text, PARTS, field_in_file)

    assert len(refused.value.sentences) == 2
