"""`bansou import`: the example ledger goes in, and a ledger with problems leaves nothing behind."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import JST
from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import pack
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import (
    add_member,
    open_account,
)
from bansou.commons.organisations.models import Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.handed_in import (
    Ledger,
    LedgerOfAnotherBody,
    NoProgrammeSheet,
    NoProgrammeYet,
)
from bansou.desks.manager.imports import import_ledger
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.placement import ledger as placement_ledger
from bansou.programmes.models import Programme
from tests.bodies import registered
from tests.plugins.commands import Cli, Outcome
from tests.plugins.ledgers import (
    MAPPING,
    ROWS,
    TOMAKOMAI,
    Importing,
    Refused,
    content_of,
    small_book,
)

NOW = datetime(2021, 4, 1, 9, tzinfo=JST)
EXAMPLE = TOMAKOMAI / "ledger-2021.xlsx"
#: Rows on each sheet of the example.
EXAMPLE_ROWS = {
    "事業": 1,
    "職員": 6,
    "目標": 3,
    "企業": 14,
    "企業訪問": 26,
    "対象者": 31,
    "資格": 17,
    "相談記録": 85,
    "就職": 24,
}


type Bansou = Callable[..., Outcome]


@pytest.fixture
def bansou_import(cli: Cli, ledger_office: Organisation, tmp_path: Path) -> Bansou:
    """Run `bansou import` on a workbook, or on the example."""

    def run(ledger: Workbook | Path = EXAMPLE, *more: str, mapping: Path = MAPPING) -> Outcome:
        if isinstance(ledger, Workbook):
            path = tmp_path / "台帳.xlsx"
            path.write_bytes(content_of(ledger))
            ledger = path
        return cli("import", str(ledger), "--scheme", "tomakomai", "--mapping", str(mapping), *more)

    return run


def figures(cli: Cli) -> list[int]:
    answer = cli("indicators", "tomakomai", "--fiscal-year", "2021", "--json")
    return [indicator["value"] for indicator in json.loads(answer.out)]


def kept(clerk: Actor) -> dict[str, int]:
    """How many rows every table of the office's records holds; each handing-in is one of its own."""
    with acting(clerk, why="test"):
        counts = {
            model._meta.label: model._default_manager.count()
            for model in apps.get_models()
            if any(field.name == "organisation" for field in model._meta.fields)
            and model is not LedgerImport
        }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.capability("TMK-28")
def test_the_example_gives_the_three_published_pairs(
    bansou_import: Bansou, cli: Cli, clerk: Actor
) -> None:
    outcome = bansou_import()

    assert outcome.code == 0
    total = sum(EXAMPLE_ROWS.values())
    first, *sheets = outcome.out.splitlines()
    assert first == f"{total}行を取り込みました。新しい記録が{total}件、更新が0件です。"
    assert sheets == [
        f"  {name}　新規{count}　更新0　変更なし0" for name, count in EXAMPLE_ROWS.items()
    ]
    answer = cli("indicators", "tomakomai", "--fiscal-year", "2021", "--json")
    indicators = json.loads(answer.out)
    assert [(i["target"], i["value"]) for i in indicators] == [(20, 20), (10, 15), (5, 7)]
    assert [len(i["evidence"]) for i in indicators] == [20, 15, 7]
    rows = kept(clerk)
    assert (rows["people.Case"], rows["people.Person"]) == (31, 30)
    assert (rows["support.Consultation"], rows["placement.Hire"]) == (85, 24)

    again = bansou_import()

    assert f"{total}行は、すべて取込み済みです。新しい記録も、更新もありません。" in again.out
    assert kept(clerk) == rows


@pytest.mark.capability("TMK-25")
def test_a_hire_outside_the_industries_in_short_supply_does_not_count(
    bansou_import: Bansou, cli: Cli, book: Workbook
) -> None:
    bansou_import(book)
    counted = figures(cli)
    book["就職"]["G4"] = "I 卸売業，小売業"

    bansou_import(book)

    assert (counted, figures(cli)) == ([1, 1, 1], [1, 1, 0])


@pytest.mark.capability("TMK-26")
def test_a_hire_that_does_not_use_the_qualification_does_not_count(
    bansou_import: Bansou, cli: Cli, book: Workbook
) -> None:
    bansou_import(book)
    counted = figures(cli)
    book["就職"]["H4"] = None

    bansou_import(book)

    assert (counted, figures(cli)) == ([1, 1, 1], [1, 1, 0])


# Trying, and importing again


def test_a_dry_run_does_the_same_work_and_leaves_nothing(
    bansou_import: Bansou, book: Workbook, clerk: Actor
) -> None:
    outcome = bansou_import(book, "--dry-run")

    assert outcome.code == 0
    assert f"{ROWS}行を取り込めます。新しい記録が{ROWS}件、更新が0件です。" in outcome.out
    assert "1行も取り込んでいません。" in outcome.out
    assert kept(clerk) == {}
    assert not User.objects.filter(is_service=False).exists()


def test_one_changed_row_is_one_update(bansou_import: Bansou, cli: Cli, book: Workbook) -> None:
    bansou_import(book)
    book["就職"]["L4"] = "〇"

    outcome = bansou_import(book)

    assert "新しい記録が0件、更新が1件です。" in outcome.out
    assert "  就職　新規0　更新1　変更なし0" in outcome.out
    assert figures(cli) == [1, 0, 0]


def test_importing_again_asks_no_more_for_more_rows(import_book: Importing, book: Workbook) -> None:
    def asked_again() -> int:
        import_book(book)
        with CaptureQueriesContext(connection) as queries:
            import_book(book)
        return len(queries)

    before = asked_again()
    for number in range(10):
        row = [cell.value for cell in book["相談記録"][4]]
        book["相談記録"].append([100 + number, *row[1:]])

    assert asked_again() == before


def test_one_desks_record_is_not_overwritten_by_the_same_row(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Case.objects.update(next_action="画面で決めた")

    import_book(book)

    with acting(clerk, why="test"):
        assert {case.next_action for case in Case.objects.all()} == {"画面で決めた"}


def test_who_hands_in_a_ledger_did_not_do_what_is_in_it(
    import_book: Importing, book: Workbook, ledger_office: Organisation, clerk: Actor
) -> None:
    with acting(clerk, why="test"):
        manager = add_member(
            user=open_account(email="kawamura@city.example.jp", name="川村 恵", at=NOW),
            organisation=ledger_office,
            role=Role.PROGRAMME_MANAGER,
            from_on=NOW.date(),
        )
    book["相談記録"]["H4"] = None

    import_book(book, by=actor_of(manager))

    with acting(clerk, why="test"):
        event = apps.get_model("people", "CaseEvent").objects.latest("pgh_id")
        assert event.pgh_context["user"] == str(manager.user_id)
        assert Step.objects.get(kind="consultation.held", by=None).on == date(2021, 4, 5)
    assert not ProcrastinateJob.objects.exists()


def test_tells_columns_and_sheets_that_were_not_read(bansou_import: Bansou, book: Workbook) -> None:
    book["対象者"]["U3"] = "備考"
    book.create_sheet("メモ")

    outcome = bansou_import(book)

    assert "（読まなかった列：備考）" in outcome.out
    assert "読まなかったシート：メモ" in outcome.out


def test_history_says_which_ledger_a_row_came_from(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    event = apps.get_model("people", "CaseEvent")
    with acting(clerk, why="test"):
        reasons = {row.pgh_context["why"] for row in event.objects.all()}
        users = {row.pgh_context["user"] for row in event.objects.all()}
    assert reasons == {"台帳の取込み：ledger.xlsx"}
    assert users == {str(clerk.user_id)}


# Problems


def test_prints_every_problem_and_imports_nothing(
    bansou_import: Bansou, book: Workbook, clerk: Actor
) -> None:
    book["相談記録"]["C4"] = "2/30"
    book["相談記録"]["B5"] = "T3-099"
    book["就職"]["F4"] = None
    book["目標"]["B4"] = "多め"

    outcome = bansou_import(book)

    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "目標!B4：「多め」は数として読めません。20のように、0以上の整数で書いてください。",
        "相談記録!C4：「2/30」は日付として読めません。2月は28日までです。",
        (
            "相談記録!B5：ケース番号「T3-099」は、対象者のシートにも登録にもありません。"
            "番号を確かめてください。"
        ),
        "就職!F4：雇用形態が空欄です。「正規」か「非正規」を書いてください。",
        "まだ取り込めません。台帳の4か所を直してください。1行も取り込んでいません。",
    ]
    assert kept(clerk) == {}


def test_tells_unknown_people_and_companies_beside_unreadable_cells_of_the_same_row(
    refused: Refused, book: Workbook
) -> None:
    book["相談記録"]["B4"] = "T3-099"
    book["相談記録"]["C4"] = "2/30"
    book["相談記録"]["H4"] = "だれ でもない"
    book["対象者"]["P4"] = "いない 人"
    book["対象者"]["L4"] = "春ごろ"
    book["企業訪問"]["B4"] = "K099"
    book["企業訪問"]["E4"] = "手紙"
    book["就職"]["D4"] = "K098"
    book["就職"]["F4"] = None

    places = [problem.split("：")[0] for problem in refused(book)]

    assert places == [
        *("対象者!L4", "対象者!P4"),
        *("相談記録!B4", "相談記録!C4", "相談記録!H4"),
        *("企業訪問!B4", "企業訪問!E4"),
        *("就職!D4", "就職!F4"),
    ]


def test_looks_through_all_sheets_even_if_a_day_of_the_contract_is_unreadable(
    refused: Refused, book: Workbook
) -> None:
    book["事業"]["B8"] = "春ごろ"
    book["相談記録"]["B4"] = "T3-099"

    assert [problem.split("：")[0] for problem in refused(book)] == ["事業!B8", "相談記録!B4"]


def test_a_number_twice_is_told_even_where_another_cell_is_unreadable(
    refused: Refused, book: Workbook
) -> None:
    book["相談記録"]["A5"] = 1
    book["相談記録"]["C5"] = "2/30"

    assert [problem.split("：")[0] for problem in refused(book)] == ["相談記録!A5", "相談記録!C5"]


def test_a_broken_case_is_told_once(refused: Refused, book: Workbook) -> None:
    book["対象者"]["L4"] = "春ごろ"

    assert [problem.split("：")[0] for problem in refused(book)] == ["対象者!L4"]


def test_a_missing_sheet_is_told_once(refused: Refused, book: Workbook) -> None:
    book.remove(book["対象者"])

    assert refused(book) == [
        "対象者：このシートが台帳にありません。シートの名前か対応表を直してください。"
    ]


def test_a_missing_heading_is_told_once(refused: Refused, book: Workbook) -> None:
    book["企業"]["A3"] = "番号"

    assert refused(book) == [
        "企業!A3：見出し「企業番号」がありません。見出しか対応表を直してください。"
    ]


def test_looks_through_all_sheets_even_if_the_year_is_unreadable(
    refused: Refused, book: Workbook
) -> None:
    book["事業"]["B5"] = "近年"
    book["目標"]["B4"] = "多め"

    assert [problem.split("：")[0] for problem in refused(book)] == ["事業!B5", "目標!B4"]


def test_refuses_a_body_that_is_not_registered(refused: Refused, book: Workbook) -> None:
    book["事業"]["B6"] = "011002"

    assert refused(book) == [
        (
            "事業!B6：団体コード「011002」の団体は登録されていません。"
            "先に bansou add_organisation で登録してください。"
        )
    ]


def test_refuses_the_ledger_of_another_body(import_book: Importing, book: Workbook) -> None:
    other = registered("札幌市", Organisation.Kind.DESIGNATED_CITY, "011002")

    with pytest.raises(LedgerOfAnotherBody, match="札幌市の台帳を選んでください"):
        import_book(book, by=service_actor("import", other))


def test_refuses_a_ledger_of_another_year_than_was_said(
    bansou_import: Bansou, book: Workbook, clerk: Actor
) -> None:
    outcome = bansou_import(book, "--fiscal-year", "2026")

    assert outcome.code == 1
    assert outcome.err.strip() == (
        "令和8年度の台帳として渡されましたが、事業!B5の年度は令和3年度です。"
        "どちらの年度の台帳かを、決めてください。"
        "令和3年度の台帳なら --fiscal-year 2021 と書き、令和8年度の台帳なら 事業!B5 を直してください。"
        "1行も取り込んでいません。"
    )
    assert kept(clerk) == {}
    assert bansou_import(book, "--fiscal-year", "2021").code == 0


def test_refuses_a_ledger_of_another_body_than_was_said(
    bansou_import: Bansou, book: Workbook, clerk: Actor
) -> None:
    registered("札幌市", Organisation.Kind.DESIGNATED_CITY, "011002")

    outcome = bansou_import(book, "--lg-code", "011002")

    assert "札幌市の台帳を選んでください" in outcome.err
    assert kept(clerk) == {}


def test_says_what_to_pass_with_a_ledger_that_names_neither_body_nor_year(
    bansou_import: Bansou, clerk: Actor
) -> None:
    support = {"mapping": EXAMPLE.with_name("support-mapping.toml")}
    ledger = EXAMPLE.with_name("support-2021.xlsx")
    bansou_import()
    before = kept(clerk)

    unsaid = bansou_import(ledger, **support)
    assert unsaid.code == 1
    assert "--lg-code 012131 --fiscal-year 2021 のように渡してください。" in unsaid.err
    assert "登録されている団体：苫小牧市（012131）。" in unsaid.err
    unknown = bansou_import(ledger, "--fiscal-year", "2021", "--lg-code", "131016", **support)
    assert "「131016」の団体は登録されていません。" in unknown.err
    registered("札幌市", Organisation.Kind.DESIGNATED_CITY, "011002")
    whose = bansou_import(ledger, "--fiscal-year", "2021", **support)
    assert "苫小牧市（012131）" in whose.err
    assert "札幌市（011002）" in whose.err
    assert kept(clerk) == before
    said = bansou_import(ledger, "--fiscal-year", "2021", "--lg-code", "012131", **support)
    assert said.code == 0


def test_takes_the_only_body_for_whose_ledger_it_is(bansou_import: Bansou, clerk: Actor) -> None:
    bansou_import()

    alone = bansou_import(
        EXAMPLE.with_name("support-2021.xlsx"),
        *("--fiscal-year", "2021"),
        mapping=EXAMPLE.with_name("support-mapping.toml"),
    )

    assert (alone.code, "取り込みました" in alone.out) == (0, True)


def test_the_same_number_on_two_sheets_is_refused(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    mapping = MAPPING.read_text(encoding="utf-8")
    place = mapping.index('[[sheets]]\nname = "資格"')
    more = mapping[place : mapping.index("[[sheets]]", place + 1)].replace('"資格"', '"資格2"', 1)
    book.copy_worksheet(book["資格"]).title = "資格2"

    assert refused(book, mapping=mapping + more) == [
        "資格2!A4：「S001」は、シート「資格」にもあります。1つにしてください。"
    ]


def test_the_same_case_numbers_of_another_city_stay_its_own(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    other = registered("札幌市", Organisation.Kind.DESIGNATED_CITY, "011002")
    import_book(book)
    book["事業"]["B6"], book["職員"]["C4"] = "011002", "札幌市"
    book["職員"]["B4"] = "kudo@sapporo.example.jp"

    result = import_book(book)

    assert result.tally.new == ROWS
    for actor in (clerk, service_actor("import", other)):
        with acting(actor, why="test"):
            assert Case.objects.filter(number="T3-001").count() == 1


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        ("ない.xlsx", "が開けません。場所と名前を確かめてください。1行も取り込んでいません。"),
        (".", "が開けません。"),
        ("表.pdf", "「表.pdf」は、台帳として読める種類のファイルではありません。xlsx か csv の"),
    ],
)
def test_refuses_a_file_that_cannot_be_read(
    bansou_import: Bansou, tmp_path: Path, ledger: str, said: str
) -> None:
    (tmp_path / "表.pdf").write_text("番号,氏名", encoding="utf-8")

    outcome = bansou_import(tmp_path / ledger)

    assert outcome.code == 1
    assert said in outcome.err
    assert "パスワード" not in outcome.err
    assert outcome.err.endswith("1行も取り込んでいません。\n")


def test_refuses_a_mapping_that_names_what_does_not_exist(
    bansou_import: Bansou, tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        MAPPING.read_text(encoding="utf-8").replace('"case"', '"caze"'), encoding="utf-8"
    )

    outcome = bansou_import(EXAMPLE, mapping=mapping)

    assert outcome.code == 1
    assert "対応表：シート「相談記録」の列「ケース番号」の先「caze」は、ありません。" in outcome.err


def test_says_the_line_of_a_mapping_or_decisions_that_are_no_toml(
    bansou_import: Bansou, tmp_path: Path
) -> None:
    note = tmp_path / "README.md"
    note.write_text("# 読んでください\n\n台帳の説明\n", encoding="utf-8")

    as_mapping = bansou_import(EXAMPLE, mapping=note)
    as_decisions = bansou_import(EXAMPLE, "--decisions", str(note))

    for outcome in (as_mapping, as_decisions):
        assert outcome.code == 1
        assert "3行目：この行は読めません。「項目 = 値」か [見出し] の形で" in outcome.err
        assert "Invalid" not in outcome.err


def test_refuses_an_unknown_scheme(cli: Cli, db: None) -> None:
    outcome = cli("import", str(EXAMPLE), "--scheme", "kobe2", "--mapping", str(MAPPING))

    assert outcome.code == 1
    assert "「kobe2」という事業スキームはありません。使えるのは kanagawa、" in outcome.err


def test_refuses_a_mapping_without_the_programme(import_book: Importing, book: Workbook) -> None:
    mapping = MAPPING.read_text(encoding="utf-8")
    without = mapping[mapping.index('[[sheets]]\nname = "目標"') :]

    with pytest.raises(NoProgrammeSheet):
        import_book(book, mapping=without)


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    def all_of(kind: type[Refusal]) -> Iterator[type[Refusal]]:
        for below in kind.__subclasses__():
            yield below
            yield from all_of(below)

    ours = [r for r in all_of(Refusal) if r.code.startswith(("ledger.", "imports."))]
    assert len({r.code for r in ours}) == len(ours) > 30
    assert all(str(r.message).endswith(("。", "%(sentences)s", "%(sentence)s")) for r in ours)


# Nothing remains


def test_a_fault_in_the_middle_leaves_nothing(
    import_book: Importing, book: Workbook, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(placement_ledger, "record_hire", fail)

    with pytest.raises(RuntimeError):
        import_book(book)

    assert kept(clerk) == {}


_CHILD = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
call_command("import", sys.argv[2], "--scheme", "tomakomai", "--mapping", sys.argv[3])
"""


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_leaves_nothing(ledger_office: Organisation, clerk: Actor) -> None:
    with connection.cursor() as cursor:
        # The child comes as far as its first case, and waits there.
        _advisory(cursor, "pg_advisory_lock", f"case:{ledger_office.pk}")
        child = _child()
        try:
            _wait_until_it_waits(cursor, child)
        finally:
            child.kill()
            child.wait(timeout=30)
        _advisory(cursor, "pg_advisory_unlock", f"case:{ledger_office.pk}")
        # An import holds this lock until its transaction has ended.
        _advisory(cursor, "pg_advisory_lock", f"import:{ledger_office.pk}")
        _advisory(cursor, "pg_advisory_unlock", f"import:{ledger_office.pk}")

    assert kept(clerk) == {}
    with acting(clerk, why="test"):
        assert not Programme.objects.exists()
    # What was cut off stands in nobody's way.
    assert _child().wait(timeout=120) == 0
    assert _taken_in(clerk) == [sum(EXAMPLE_ROWS.values())]


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_the_second_waits_and_doubles_nothing(
    ledger_office: Organisation, clerk: Actor
) -> None:
    with connection.cursor() as cursor:
        _advisory(cursor, "pg_advisory_lock", f"case:{ledger_office.pk}")
        first = _child()
        try:
            _wait_until_it_waits(cursor, first)
            second = _child()
            try:
                _wait_until_it_waits(cursor, second, waiting=2)
                _advisory(cursor, "pg_advisory_unlock", f"case:{ledger_office.pk}")
                ended = [first.wait(timeout=120), second.wait(timeout=120)]
            finally:
                second.kill()
        finally:
            first.kill()

    assert ended == [0, 0]
    assert _taken_in(clerk) == [0, sum(EXAMPLE_ROWS.values())]
    with acting(clerk, why="test"):
        assert Case.objects.count() == EXAMPLE_ROWS["対象者"]


def _taken_in(clerk: Actor) -> list[int]:
    """How many rows were new in each import, the fewest first."""
    with acting(clerk, why="test"):
        results = [record.result for record in LedgerImport.objects.all()]
    return sorted(sum(sheet["new"] for sheet in result["sheets"]) for result in results)


def _child() -> "subprocess.Popen[bytes]":
    """Another process that imports the example."""
    database = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, database, str(EXAMPLE), str(MAPPING)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bansou.config.settings.test"},
    )


def _advisory(cursor: Any, function: str, name: str) -> None:
    cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def _wait_until_it_waits(
    cursor: Any, child: "subprocess.Popen[bytes]", *, waiting: int = 1
) -> None:
    for _ in range(600):
        # Other databases of the cluster have waits of their own.
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
        )
        if cursor.fetchone()[0] == waiting:
            return
        try:
            pytest.fail(f"the import ended with {child.wait(timeout=0.1)} before it was killed")
        except subprocess.TimeoutExpired:
            continue
    pytest.fail("the import never came to its first case")


# Tables in text, and ledgers without the programme's sheet


def _tables_of(book: Workbook, folder: Path, encoding: str) -> list[str]:
    """Save each sheet as a CSV file, as a spreadsheet does."""
    paths = []
    for sheet in book.worksheets:
        path = folder / f"{sheet.title}.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            for row in sheet.iter_rows(values_only=True):
                csv.writer(file).writerow([_as_saved(value) for value in row])
        paths.append(str(path))
    return paths


def _as_saved(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d}"
    return "" if value is None else str(value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_csv_files_give_the_same_figures(
    import_book: Importing, book: Workbook, tmp_path: Path, encoding: str
) -> None:
    paths = _tables_of(book, tmp_path, encoding)
    name, content = pack([(Path(path).name, Path(path).read_bytes()) for path in paths])

    result = import_ledger(
        Ledger(content, name, MAPPING.read_text(encoding="utf-8"), "tomakomai"),
        at=NOW.replace(year=2022),
        opens_accounts=True,
    )

    assert result.tally.new == ROWS
    assert import_book(book, at=NOW.replace(year=2022)).tally.unchanged == ROWS


def _one_sheet() -> Ledger:
    mapping = MAPPING.read_text(encoding="utf-8")
    place = mapping.index('[[sheets]]\nname = "資格"')
    only = mapping[place : mapping.index("[[sheets]]", place + 1)]
    text = "通し番号,ケース番号,資格名,取得日,取消\nS002,T3-001,玉掛け技能講習,7/2,\n"
    return Ledger(text.encode(), "資格.csv", only, "tomakomai", fiscal_year=2021)


def test_one_table_goes_into_a_programme_that_is_there(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    result = import_ledger(_one_sheet(), at=NOW.replace(year=2022), by=clerk)

    assert (result.tally.new, result.year.year) == (1, 2021)
    with acting(clerk, why="test"):
        assert Step.objects.filter(title="玉掛け技能講習", on=date(2021, 7, 2)).count() == 1


def test_one_table_needs_its_programme(clerk: Actor) -> None:
    with pytest.raises(NoProgrammeYet, match="令和3年度の事業がまだありません"):
        import_ledger(_one_sheet(), at=NOW, by=clerk)


def test_one_table_needs_a_body(ledger_office: Organisation) -> None:
    with pytest.raises(NoProgrammeYet):
        import_ledger(_one_sheet(), at=NOW)  # of the only body that there is
    registered("札幌市", Organisation.Kind.DESIGNATED_CITY, "011002")

    with pytest.raises(NoProgrammeSheet):
        import_ledger(_one_sheet(), at=NOW)


def test_writes_a_marked_copy(bansou_import: Bansou, book: Workbook, tmp_path: Path) -> None:
    book["相談記録"]["C4"] = "2/30"
    marked = tmp_path / "印.xlsx"

    outcome = bansou_import(book, "--marked", str(marked))

    assert outcome.code == 1
    assert f"印をつけた台帳：{marked}" in outcome.err
    note = load_workbook(marked)["相談記録"]["C4"].comment.text
    assert note == "「2/30」は日付として読めません。2月は28日までです。"


def test_takes_several_tables_at_once(
    cli: Cli, ledger_office: Organisation, book: Workbook, tmp_path: Path
) -> None:
    paths = _tables_of(book, tmp_path, "cp932")

    outcome = cli("import", *paths, "--scheme", "tomakomai", "--mapping", str(MAPPING))

    assert f"{ROWS}行を取り込みました。" in outcome.out


def doubled(book: Workbook) -> Workbook:
    """The ledger with its first person once more, under another number and in other letters."""
    sheet = book["対象者"]
    first = [cell.value for cell in sheet[4]]
    row = sheet.max_row + 1
    for column, value in enumerate(first, 1):
        sheet.cell(row, column, value)
    sheet.cell(row, 1, "T3-099")
    return book


def test_asks_who_is_who_and_takes_the_answers_from_a_file(
    bansou_import: Bansou, book: Workbook, clerk: Actor, tmp_path: Path
) -> None:
    asked = bansou_import(doubled(book))

    assert asked.code == 1
    assert "坂本 信行" in asked.err
    assert '"T3-099" = "T3-001か別の人"' in asked.err
    with acting(clerk, why="test"):
        assert not Case.objects.exists()

    answers = tmp_path / "答え.toml"
    answers.write_text('[people]\n"T3-099" = "T3-001"\n', encoding="utf-8")
    taken = bansou_import(doubled(small_book()), "--decisions", str(answers))

    assert taken.code == 0, taken.err
    with acting(clerk, why="test"):
        one, other = (Case.objects.get(number=number) for number in ("T3-001", "T3-099"))
        assert one.person_id == other.person_id


@pytest.mark.parametrize("text", ["[people", '[people]\n"T3-099" = 3\n', 'people = "x"\n'])
def test_refuses_answers_that_are_none(
    bansou_import: Bansou, book: Workbook, tmp_path: Path, text: str
) -> None:
    answers = tmp_path / "答え.toml"
    answers.write_text(text, encoding="utf-8")

    assert bansou_import(book, "--decisions", str(answers)).code == 1


def test_refuses_an_answer_that_names_somebody_else(
    bansou_import: Bansou, book: Workbook, tmp_path: Path
) -> None:
    answers = tmp_path / "答え.toml"
    answers.write_text('[people]\n"T3-099" = "T3-777"\n', encoding="utf-8")

    said = bansou_import(doubled(book), "--decisions", str(answers))

    assert said.code == 1
    assert "「T3-777」は、同じ人かもしれない人のケース番号ではありません" in said.err
