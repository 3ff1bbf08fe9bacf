"""`bansou match`: two files in, who fits what out, with reasons; no database is asked."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "matching"
type Row = dict[str, str]


def match(openings: Path, people: Path, *more: Any) -> tuple[str, str]:
    """What the command prints, and what it notes."""
    out, err = StringIO(), StringIO()
    words = ["--openings", openings, "--people", people, *more]
    call_command("match", *map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, *lines: str) -> Path:
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8-sig")
    return path


def points_in(row: Row) -> int:
    """The points of the reasons as they are read."""
    return sum(int(part.rsplit(" ", 1)[1].removesuffix("点")) for part in row["理由"].split("、"))


@pytest.mark.parametrize("case", ["crane", "lists", "kinds"])
def test_gives_what_the_example_says(case: str, tmp_path: Path) -> None:
    """Read `examples/matching/*-result.csv` beside the two lists: each is small enough to check by hand."""
    result = tmp_path / "result.csv"
    limits = ("--limits", EXAMPLES / "limits.csv", "--on", "2025-03-31")

    match(
        *(EXAMPLES / f"{case}-{side}.csv" for side in ("openings", "people")),
        *("--out", result, "--why-not", *(limits if case == "lists" else ())),
    )

    assert rows_of(result) == rows_of(EXAMPLES / f"{case}-result.csv")
    found = [row for row in rows_of(result) if row["順位"]]
    assert found
    for row in found:
        person, work = int(row["本人の希望の点"]), int(row["仕事の求めの点"])
        assert points_in(row) == int(row["点数"]) == person + work


def test_keeps_an_age_limit_only_while_law_allows_it_and_writes_no_birthday(tmp_path: Path) -> None:
    lists = EXAMPLES / "lists-openings.csv", EXAMPLES / "lists-people.csv"
    limits = "--limits", EXAMPLES / "limits.csv"

    before, _notes = match(*lists, *limits, "--on", "2025-03-31", "--for-openings", "--why-not")
    after, notes = match(*lists, *limits, "--on", "2025-04-01", "--for-openings")

    assert "年齢制限：「就職氷河期世代の特例」に当たる人だけ ⇔ 当たらない" in before
    assert "対象4　61点" in after
    assert "対象4　61点" not in before
    assert (
        "「企業1」の年齢制限「就職氷河期世代の特例」は、2025-04-01には認められていません" in notes
    )
    assert "平成3年" not in before + after
    assert "1991" not in before + after


def test_gives_points_for_what_excludes_nobody(tmp_path: Path) -> None:
    openings = written(
        tmp_path / "o.csv",
        "番号,仕事の速さ,職場の規模,あるとよい技能,企業の希望",
        "合う,自分のペース,少人数の職場,機械の操作、接客,すぐに働き始められる",
        "合わない,すばやさが要る,大人数の職場,介護・介助,長く働きたい",
        "未確認,,,,",
    )
    people = written(
        tmp_path / "p.csv",
        "番号,希望の仕事の速さ,希望の職場の規模,身につけた技能,企業の希望に応えられること",
        "1,自分のペース、一定の速さ,少人数の職場,機械の操作,すぐに働き始められる",
    )
    result = tmp_path / "r.csv"

    match(openings, people, "--out", result)

    told = {row["求人の番号"]: row for row in rows_of(result)}
    assert told["合う"]["理由"] == (
        "仕事の速さ：一致 5点、職場の規模：一致 4点、技能：相談 3点、企業の希望：一致 5点"
    )
    assert [told[one]["点数"] for one in ("合う", "合わない", "未確認")] == ["17", "0", "0"]
    assert told["未確認"]["未確認"].endswith("仕事の速さ、職場の規模、技能、企業の希望")


def test_hopes_for_nobody_by_who_they_are(tmp_path: Path) -> None:
    openings = written(tmp_path / "o.csv", "番号,企業の希望,あるとよい技能", "A,40代,男性")
    people = written(tmp_path / "p.csv", "番号", "1")
    err = StringIO()

    with pytest.raises(CommandError, match="誤りが2件"):
        call_command(*("match", "--openings", str(openings), "--people", str(people)), stderr=err)

    assert "「40代」は使えません" in err.getvalue()
    assert "「男性」は使えません" in err.getvalue()


def test_refuses_a_course_that_names_a_wage_and_a_kind_that_is_none(tmp_path: Path) -> None:
    openings = written(
        tmp_path / "o.csv",
        "番号,種類,月給（下）,雇用形態",
        "A,講座,200000,",
        "B,マイクロワーク,,正社員",
        "C,くじ,,",
        "D,講座,,",
    )
    people = written(tmp_path / "p.csv", "番号,探している種類", "1,講座")
    err = StringIO()

    with pytest.raises(CommandError, match="誤りが3件"):
        call_command("match", "--openings", str(openings), "--people", str(people), stderr=err)

    assert err.getvalue().splitlines()[:2] == [
        "o.csv　2行目「月給（下）」：種類が「講座」のときは書けません。空欄にしてください。",
        "o.csv　3行目「雇用形態」：種類が「マイクロワーク」のときは書けません。空欄にしてください。",
    ]
    assert "「くじ」は使えません" in err.getvalue()


def test_finds_the_same_pairs_from_both_sides(tmp_path: Path) -> None:
    crane = EXAMPLES / "crane-openings.csv", EXAMPLES / "crane-people.csv"
    ways = {}
    for way, k in ((), 3), (("--for-openings",), 4):
        match(*crane, *way, "-k", k, "--out", tmp_path / "one.csv")
        ways[way] = {
            (row["人の番号"], row["求人の番号"], row["点数"])
            for row in rows_of(tmp_path / "one.csv")
        }

    assert len(ways[()]) == 7
    assert ways[()] == ways["--for-openings",]


def test_tells_every_fault_at_once_and_writes_nothing(tmp_path: Path) -> None:
    openings = written(
        tmp_path / "求人.csv",
        "番号,職種,時給（下）,時給（上）,週の時間,求められること,年齢制限,受け入れ人数,場所",
        "A,06,1200,1100,40,夜勤,なし,1,",
        "A,宇宙飛行士,-1200,,NaN,夜勤務,60歳未満,0,",
        ",,,,,,,,東区",
    )
    people = written(
        tmp_path / "人.csv",
        "番号,時給の下限,週の時間（下）,週の時間（上）,生年月日,働ける場処",
        "1,千円ほど,40,30,昭和50年13月1日,",
        "2,1100,20,,,",
    )
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError, match="誤りが14件") as refused:
        call_command(
            *("match", "--openings", str(openings), "--people", str(people)),
            *("--out", str(tmp_path / "結果.csv")),
            stdout=out,
            stderr=err,
        )

    told = err.getvalue().splitlines()
    for beginning in (
        "求人.csv　2行目「時給（上）」：「時給（下）」より低い額です。",
        "求人.csv　3行目「番号」：「A」は2行目にもあります。",
        "求人.csv　3行目「職種」：「宇宙飛行士」は使えません。",
        "求人.csv　3行目「時給（下）」：",
        "求人.csv　3行目「週の時間」：「NaN」は週の時間として読めません。",
        "求人.csv　3行目「求められること」：「夜勤務」は使えません。",
        "求人.csv　3行目「年齢制限」：「60歳未満」は制限の表（--limits）にありません。",
        "求人.csv　3行目「受け入れ人数」：「0」は人数として読めません。",
        "求人.csv　4行目「番号」：書いてください。",
        "人.csv　1行目「働ける場処」：「働ける場所」のことですか。",
        "人.csv　2行目「時給の下限」：",
        "人.csv　2行目「週の時間（上）」：「週の時間（下）」より短い時間です。",
        "人.csv　2行目「生年月日」：",
        "人.csv　3行目「週の時間（上）」：",
    ):
        assert [line for line in told if line.startswith(beginning)], beginning
    assert len(told) == 14
    assert "何も書き出していません" in str(refused.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["人.csv", "求人.csv"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("-k", "4"), "求人は3しかありません"),
        (("--for-openings", "-k", "5"), "人は4しかありません"),
        (("-k", "0"), "1から1000まで"),
        (("--out", "結果.txt"), ".csv か .xlsx"),
        (("--for-openings", "--equilibrate"), "一緒に使えません"),
        (("--on", "13月"), "日付として読めません"),
    ],
)
def test_refuses_what_cannot_be_asked(more: tuple[str, ...], sentence: str) -> None:
    crane = EXAMPLES / "crane-openings.csv", EXAMPLES / "crane-people.csv"

    with pytest.raises(CommandError, match=sentence):
        match(*crane, *more)


def test_never_writes_over_what_it_reads(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes((EXAMPLES / "crane-people.csv").read_bytes())

    with pytest.raises(CommandError, match="読むファイル"):
        match(EXAMPLES / "crane-openings.csv", people, "--out", people)

    assert people.read_bytes() == (EXAMPLES / "crane-people.csv").read_bytes()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_writes_no_formula(kind: str, tmp_path: Path) -> None:
    openings = written(tmp_path / "o.csv", "番号,会社", "'=1,'=HYPERLINK(1)", "@x,+81")
    people = written(tmp_path / "p.csv", "番号", "-1")
    result = tmp_path / f"r.{kind}"

    match(openings, people, "--out", result)

    if kind == "csv":
        texts = [text for row in rows_of(result) for text in row.values()]
    else:
        cells = [cell for row in load_workbook(result).active.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert {"'@x", "'+81", "'-1"} <= set(texts)
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_spreads_people_over_openings_that_can_take_them(tmp_path: Path) -> None:
    openings = written(
        tmp_path / "o.csv", "番号,場所,受け入れ人数", "人気,東区,1", "ほか,東区,3", "遠く,西区,3"
    )
    people = written(tmp_path / "p.csv", "番号,働ける場所", *(f"{n},東区" for n in range(1, 5)))
    result = tmp_path / "r.xlsx"

    _out, notes = match(openings, people, "--equilibrate", "-k", "1", "--out", result)

    heads, *rows = load_workbook(result).active.iter_rows(values_only=True)
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    assert sorted(row["求人の番号"] for row in shown) == ["ほか", "ほか", "ほか", "人気"]
    assert all(0 < float(row["注目の割合（％）"]) < 100 for row in shown)
    assert "平均点は0.0%下がりました" in notes


def test_tells_which_columns_it_has_not_read(tmp_path: Path) -> None:
    openings = written(
        tmp_path / "o.csv", "番号,担当者のメモ,場所,,", "A,急ぎ,東区,電話待ち,", "B,,西区,,"
    )
    people = written(tmp_path / "p.csv", "番号,連絡先", "1,")

    _out, notes = match(openings, people)

    assert "o.csvの次の列は読みませんでした：担当者のメモ、D列（見出しなし）" in notes
    assert "p.csvの次の列は読みませんでした：連絡先" in notes


def test_tells_which_sheets_it_has_not_read(tmp_path: Path) -> None:
    openings, people = tmp_path / "o.xlsx", written(tmp_path / "p.csv", "番号", "1")
    book = Workbook()
    for number, name in enumerate(("4月", "5月"), 1):
        sheet = book.create_sheet(name)
        sheet.append(["番号"])
        sheet.append([str(number)])
    book.remove(book.worksheets[0])
    book.save(openings)

    _out, notes = match(openings, people)

    assert "o.xlsxの次のシートは読みませんでした：5月" in notes


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_makes_blank_tables_that_it_reads_once_filled_in(kind: str, tmp_path: Path) -> None:
    openings, people = tmp_path / f"o.{kind}", tmp_path / f"p.{kind}"

    match(openings, people, "--blank")

    with pytest.raises(CommandError, match="もうあります"):
        match(openings, people, "--blank")
    for path, row in ((openings, ["A", "会社", "職名", "", "東区"]), (people, ["1", "", "東区"])):
        if kind == "csv":
            with path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow(row)
        else:
            book = load_workbook(path)
            assert book.sheetnames[1] == "書き方"
            book.worksheets[0].append(row)
            book.save(path)
    out, notes = match(openings, people)
    assert "  1　A　会社　職名　12点（本人の希望 12点、仕事の求め 0点）" in out
    assert not notes
