"""`bansou fair` and `bansou rota`: from a workbook to a workbook, faults by row, mended with few changes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from bansou.config.console import WITHOUT_DATABASE
from bansou.desks.management.planning.fair import read_fair
from bansou.desks.management.planning.layouts import FAIR, ROTA, blank_of
from bansou.desks.management.planning.reading import WrongSheets, read_book
from bansou.desks.management.planning.rota import read_plan
from bansou.engines.rota import Group, Prices, bound_by
from tests.plugins.commands import Cli


def change(path: Path, sheet: str, *rows: list[Any]) -> None:
    """Write further rows below those of a sheet."""
    book = load_workbook(path)
    for row in rows:
        book[sheet].append(row)
    book.save(path)


def table(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))[1:]


@pytest.mark.parametrize("command", ["fair", "rota"])
def test_plans_the_sheets_that_it_gives_to_be_filled_in(
    cli: Cli, tmp_path: Path, command: str
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "案.xlsx"

    assert cli(command, "--blank", str(blank)).code == 0
    outcome = cli(command, "--in", str(blank), "--out", str(out))

    assert outcome.code == 0, outcome.err
    assert "合わないところは0件です。" in outcome.out
    assert out.exists()
    assert command in WITHOUT_DATABASE


def test_prints_a_page_for_each_visitor_and_mends_a_fair_when_a_booth_drops_out(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out, again = (tmp_path / f"{name}.xlsx" for name in ("記入", "時間割", "組み直し"))
    cli("fair", "--blank", str(blank))
    change(blank, "来場者", ["受付3", "見本製作所、見本運輸", 1, 8, None, 1, 2])
    assert cli("fair", "--in", str(blank), "--out", str(out)).code == 0
    pages = load_workbook(out)["来場者ごと"]
    before = set(table(out, "全部の面接"))
    book = load_workbook(blank)
    book["ブース"]["C2"] = 0
    book.save(blank)

    outcome = cli("fair", "--in", str(blank), "--out", str(again), "--was", str(out))

    assert outcome.code == 0, outcome.err
    assert len(pages.row_breaks.brk) == 2
    assert {row[1] for row in before - set(table(again, "全部の面接"))} == {"見本製作所"}


@pytest.mark.parametrize(("command", "sheet"), [("fair", "来場者"), ("rota", "相談員")])
def test_names_the_sheets_and_columns_that_it_does_not_read(
    cli: Cli, tmp_path: Path, command: str, sheet: str
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "案.xlsx"
    cli(command, "--blank", str(blank))
    assert "読みませんでした" not in cli(command, "--in", str(blank), "--out", str(out)).err
    book = load_workbook(blank)
    book.create_sheet("覚え書き").append(["会場の鍵"])
    book.create_sheet("空の紙")
    wide = book[sheet].max_column
    book[sheet].cell(1, wide + 1, "電話番号")
    book[sheet].cell(2, wide + 2, "送迎あり")
    book.save(blank)

    outcome = cli(command, "--in", str(blank), "--out", str(out))

    assert outcome.code == 0, outcome.err
    assert "注意：次のシートは読みませんでした：覚え書き\n" in outcome.err
    letters = get_column_letter(wide + 2)
    unread = f"電話番号、{letters}列（見出しなし）"
    assert f"注意：シート「{sheet}」の次の列は読みませんでした：{unread}\n" in outcome.err


def test_hands_out_the_prices_from_which_the_bound_can_be_computed_again(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "当番表.xlsx"
    cli("rota", "--blank", str(blank))
    outcome = cli("rota", "--in", str(blank), "--out", str(out))
    plan = read_plan(read_book(blank), date(2026, 11, 30))
    rows = table(out, "上限の値段")

    shifts = {which: int(price) for kind, _whose, which, price in rows if kind == "枠の1人"}
    groups = [
        Group(whose, tuple(which.split("\n")), int(price))
        for kind, whose, which, price in rows
        if kind == "組"
    ]
    turns = {(whose, which): int(price) for kind, whose, which, price in rows if kind == "区分"}
    bound = bound_by(plan, Prices(shifts, groups, turns))

    assert f"シート「上限の値段」から計算し直せる上限は{bound:,}点" in outcome.out


def test_names_every_fault_of_a_fair_with_its_row_and_writes_nothing(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "時間割.xlsx"
    cli("fair", "--blank", str(blank))
    change(
        blank,
        "来場者",
        ["受付1", "見本運輸"],
        ["受付4", "ない会社", 99, 8, "あ"],
        [None, "見本運輸"],
    )

    outcome = cli("fair", "--in", str(blank), "--out", str(out))

    assert outcome.code == 1
    assert "直すところが5か所あります。" in outcome.err
    assert "シート「来場者」4行目：来場者「受付1」が2つあります。" in outcome.err
    assert "シート「来場者」5行目：希望の「ない会社」が見つかりません。" in outcome.err
    assert "シート「来場者」5行目：到着のコマの「99」は、1から8までの整数にして" in outcome.err
    assert "シート「来場者」6行目：来場者が空です。" in outcome.err
    assert not out.exists()


def test_opens_desks_on_sundays_in_turn_and_mends_a_rota_on_sick_leave(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out, again = (tmp_path / f"{name}.xlsx" for name in ("記入", "当番表", "組み直し"))
    cli("rota", "--blank", str(blank))
    assert cli("rota", "--in", str(blank), "--out", str(out)).code == 0
    before = set(table(out, "全部の当番"))
    ill = next(row for row in sorted(before) if row[0] >= "2026/12/14")
    change(blank, "休み", [ill[5], ill[0]])

    outcome = cli(
        "rota", "--in", str(blank), "--out", str(again), "--was", str(out), "--from", "2026-12-14"
    )

    assert outcome.code == 0, outcome.err
    sundays = [row[2] for row in sorted(before) if row[1] == "日"]
    assert sundays == ["小倉", "八幡", "若松"]
    after = set(table(again, "全部の当番"))
    assert before - after == {ill}
    assert [row[:5] for row in after - before] == [ill[:5]]


def test_names_every_fault_of_a_rota_with_its_row_and_writes_nothing(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "当番表.xlsx"
    cli("rota", "--blank", str(blank))
    change(
        blank, "枠", ["小倉", "木", None, "20:00", "17:00"], ["小倉", None, None, "9時", "25:00"]
    )
    change(blank, "休み", ["知らない人", "2026/12/01"], ["相談員A", "13月1日"])

    outcome = cli("rota", "--in", str(blank), "--out", str(out))

    assert outcome.code == 1
    assert "直すところが5か所あります。" in outcome.err
    assert "シート「枠」5行目：終了は、開始より後の時刻にしてください。" in outcome.err
    assert "シート「枠」6行目：終了の「25:00」を時刻として読めません。" in outcome.err
    assert "シート「枠」6行目：曜日（日、月・水 など）か日付を入れてください。" in outcome.err
    assert "シート「休み」3行目：氏名の「知らない人」が見つかりません。" in outcome.err
    assert "シート「休み」4行目：初日：" in outcome.err
    assert not out.exists()


@pytest.mark.parametrize("command", ["fair", "rota"])
def test_says_that_a_file_is_missing(cli: Cli, tmp_path: Path, command: str) -> None:
    missing = tmp_path / "ない.xlsx"

    outcome = cli(command, "--in", str(missing), "--out", str(tmp_path / "案.xlsx"))

    assert outcome.code == 1
    assert "ない.xlsx を開けません。" in outcome.err
    assert "--in" in cli(command).err


def test_reads_yes_as_it_is_written_and_names_what_contradicts_itself(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out = tmp_path / "記入.xlsx", tmp_path / "時間割.xlsx"
    cli("fair", "--blank", str(blank))
    book = load_workbook(blank)
    book["設定"]["A3"], book["来場者"]["E1"] = "開始時間", "休憩コマ"
    book["設備"].title = "設備一覧"
    book.save(blank)
    head = ["見本運輸", 1, 8, None, None, None, None, None]
    change(
        blank,
        "来場者",
        ["受付3", *head, "はい"],
        ["受付4", *head, "いいえ"],
        ["受付5", *head, "いは"],
        ["受付6", "見本運輸", 5, 3, None, 3, 2],
    )
    change(blank, "移動", ["2階", "1階", 4])

    outcome = cli("fair", "--in", str(blank), "--out", str(out))

    lines = outcome.err.split("直すところが")[1].splitlines()[1:]
    assert [line.split("。")[0] for line in lines if "「個室」" not in line] == [
        "シート「設備一覧」：「設備」のことですか",
        "シート「来場者」1行目：列「休憩コマ」は「休憩のコマ」のことですか",
        "シート「設定」3行目：「開始時間」という項目はありません",
        "シート「来場者」6行目：企業からの希望を受けるの「いは」は、〇か空欄にしてください",
        "シート「来場者」7行目：到着のコマは、最後のコマより後にできません",
        "シート「来場者」7行目：少なくともは、多くてもより大きくできません",
        "シート「移動」3行目：同じ2か所の間の分が、上の行とちがいます",
    ]
    assert not out.exists()


def test_reads_a_fair_as_it_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "記入.xlsx"
    path.write_bytes(blank_of(FAIR))
    change(
        path,
        "来場者",
        ["受付3", "見本運輸", 1, 8, None, None, None, None, None, "はい"],
        ["受付4", "見本運輸", 1, 8, None, None, None, None, None, "いいえ"],
    )

    fair = read_fair(read_book(path)).fair

    found = {one.id: (one.least, one.most, one.takes_offers) for one in fair.visitors}
    assert (found["受付3"], found["受付4"]) == ((1, 5, True), (1, 5, False))


def test_keeps_what_was_held_at_a_booth_that_drops_out_and_tells_who_is_gone(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out, again = (tmp_path / f"{name}.xlsx" for name in ("記入", "時間割", "組み直し"))
    cli("fair", "--blank", str(blank))
    change(blank, "来場者", ["+受付3", "見本製作所", 1, 1, None, 1, 1], ["受付4", "見本運輸", 1, 1])
    assert cli("fair", "--in", str(blank), "--out", str(out), "--rounds", "200").code == 0
    book = load_workbook(blank)
    book["ブース"]["C2"] = 0
    book["来場者"].delete_rows(5)
    book.save(blank)

    words = ("--in", str(blank), "--out", str(again), "--was", str(out), "--rounds", "200")
    outcome = cli("fair", *words, "--now", "2")

    assert outcome.code == 0, outcome.err
    assert "「受付4」と「見本運輸」の面接（1コマ目）は" in outcome.err
    kept = [row for row in table(again, "全部の面接") if row[1] == "見本製作所"]
    assert [row[:3] for row in kept] == [("'+受付3", "見本製作所", 1)]


def test_says_in_the_end_where_a_rota_breaks_rules_and_whose_duties_are_vacant(
    cli: Cli, tmp_path: Path
) -> None:
    blank, out, again = (tmp_path / f"{name}.xlsx" for name in ("記入", "当番表", "組み直し"))
    cli("rota", "--blank", str(blank))
    assert cli("rota", "--in", str(blank), "--out", str(out)).code == 0
    began = min(row for row in table(out, "全部の当番"))
    left = next(row[5] for row in table(out, "全部の当番") if row[5] != began[5])
    book = load_workbook(blank)
    rows = [row for row in book["相談員"].iter_rows(min_row=2) if row[0].value == left]
    book["相談員"].delete_rows(rows[0][0].row)
    for sheet in ("休み", "希望"):
        book[sheet].delete_rows(2)
    book["休み"].append([began[5], began[0]])
    book.save(blank)

    words = ("--in", str(blank), "--out", str(again), "--was", str(out), "--from", "2026-12-08")
    outcome = cli("rota", *words)

    assert outcome.code == 1
    assert f"「{began[5]}」：休みの時間に当番があります。" in outcome.err
    assert f"の「{left}」は、今の表に枠か相談員がないので、外しました。" in outcome.err
    assert left not in {row[5] for row in table(again, "全部の当番")}


def test_opens_first_the_desk_that_is_named_and_the_next_where_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "記入.xlsx"
    path.write_bytes(blank_of(ROTA))
    book = load_workbook(path)
    book["枠"]["I3"] = "八幡"
    book["希望"].delete_rows(2)
    book.save(path)
    change(path, "休業日", ["2026/12/06", None], ["2026/12/20", "若松"])

    plan = read_plan(read_book(path), date(2026, 11, 1))

    sundays = [one.place for one in plan.shifts if one.starts_at.weekday() == 6]
    assert sundays == ["八幡", "小倉"]
    change(path, "移動", ["小倉", "八播", 10])
    with pytest.raises(WrongSheets, match="「移動」3行目：窓口の「八播」が見つかりません"):
        read_plan(read_book(path), date(2026, 11, 1))


@pytest.mark.parametrize("command", ["fair", "rota"])
def test_never_writes_over_what_somebody_filled_in(
    cli: Cli, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled, out = tmp_path / "記入.xlsx", tmp_path / "案.xlsx"
    cli(command, "--blank", str(filled))
    kept = filled.read_bytes()
    monkeypatch.setattr(Path, "replace", _refused)

    refused = [
        (("--blank", str(filled)), "もうあります"),
        (("--in", str(filled), "--out", str(filled)), "読むファイルです"),
        (("--in", str(filled), "--out", str(out), "--was", str(out)), "読むファイルです"),
        (("--in", str(filled), "--out", str(tmp_path / "案.txt")), ".xlsx にして"),
        (("--in", str(filled), "--out", str(out)), "書けません"),
    ]

    for words, sentence in refused:
        outcome = cli(command, *words)
        assert (outcome.code, sentence in outcome.err) == (1, True), outcome.err
    assert filled.read_bytes() == kept
    assert list(tmp_path.iterdir()) == [filled]


def _refused(*_: Any) -> Path:
    raise OSError
