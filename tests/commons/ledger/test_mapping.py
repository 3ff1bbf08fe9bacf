"""The office's mapping: what it may say, and what is said of one that cannot be used."""

import pytest

from bansou.commons.ledger.mapping import MappingHasProblems, read_mapping
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
    mapping = read_mapping(MAPPING.read_text(encoding="utf-8"), PARTS)

    assert {sheet.ledger for sheet in mapping.sheets} == {part.name for part in PARTS}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sheets = [", "TOMLとして読めません"),
        ("", "「sheets」の書き方がちがいます。"),
        ("sheets = 1", "「sheets」の書き方がちがいます。"),
        (SHEET + '[sheets.colour]\n"a" = "b"', "「sheets.0.colour」の書き方がちがいます。"),
        (SHEET.replace("[sheets.columns]", 'layout = "diagonal"\n[sheets.columns]'), "layout"),
        (
            SHEET.replace("qualifications", "licences"),
            "シート「資格」の台帳「licences」は、ありません。使えるのは programme、",
        ),
        (
            SHEET.replace('"on"', '"day"'),
            "列「取得日」の先「day」は、ありません。使えるのは key、case、qualification、on、",
        ),
        (SHEET + '"受講日" = "on"', "2つの列が「on」になっています。"),
        (
            SHEET.replace('"取得日" = "on"', ""),
            "シート「資格」に、「on」に当たる列の対応を書いてください。",
        ),
        (SHEET + SHEET, "シート「資格」が2回書かれています。"),
        (SHEET + '[sheets.values.withdrawn]\n"取下" = "〇"', "「withdrawn」には、対応する列が"),
    ],
)
def test_refuses(text: str, said: str) -> None:
    with pytest.raises(MappingHasProblems) as refused:
        read_mapping(text, PARTS)

    assert said in str(refused.value)


def test_tells_all_problems_at_once() -> None:
    text = SHEET.replace('"取得日" = "on"', '"取得日" = "day"')

    with pytest.raises(MappingHasProblems) as refused:
        read_mapping(text, PARTS)

    assert len(refused.value.sentences) == 2
