"""`bansou fair` and `bansou rota`: from a workbook to a workbook, faults by row, mended with few changes."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bansou.config.console import WITHOUT_DATABASE
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
