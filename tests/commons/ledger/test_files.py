"""What offices hand in: workbooks, CSV files as spreadsheets save them, several in a zip."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook

from bansou.commons.errors import Refusal
from bansou.commons.ledger import package
from bansou.commons.ledger.files import (
    NoSheets,
    OnlyTablesTogether,
    TwoSheetsOfOneName,
    UnreadableLetters,
    WrongKindOfFile,
    pack,
    read_workbook,
)
from bansou.commons.ledger.package import FileTooLarge, SheetTooLarge, UnreadableFile
from tests.plugins.ledgers import content_of

TEXT = '番号,氏名,備考\r\n1,髙橋 誠①,\r\n\r\n2,佐藤 花,"二行の\n備考"\r\n,,\r\n'


def zipped(files: Mapping[str, bytes], *, flags: int = 0x800) -> bytes:
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.flag_bits = flags
            package.writestr(info, content)
    return saved.getvalue()


def said(content: bytes, name: str = "相談記録.csv") -> dict[str, list[list[str]]]:
    sheets = read_workbook(content, name).sheets
    return {s.name: [[c.text for c in cells] for _n, cells in s.rows()] for s in sheets.values()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_reads_a_csv_as_spreadsheets_save_it(encoding: str) -> None:
    assert said(TEXT.encode(encoding)) == {
        "相談記録": [
            ["番号", "氏名", "備考"],
            ["1", "髙橋 誠①", ""],
            ["2", "佐藤 花", "二行の\n備考"],
        ]
    }


def test_rows_of_a_csv_keep_their_numbers_and_widths() -> None:
    (sheet,) = read_workbook("題\n\n番号,氏名\n1\n".encode(), "台帳.csv").sheets.values()

    assert [(n, [c.address for c in cells]) for n, cells in sheet.rows()] == [
        (1, ["A1", "B1"]),
        (3, ["A3", "B3"]),
        (4, ["A4", "B4"]),
    ]


def test_a_table_parted_by_tabs_is_read_too() -> None:
    assert said("番号\t氏名\n1\t佐藤, 花\n".encode(), "台帳.txt") == {
        "台帳": [["番号", "氏名"], ["1", "佐藤, 花"]]
    }


def test_a_formula_in_a_csv_is_one_and_a_kept_zero_is_not() -> None:
    (sheet,) = read_workbook(b'a,b\n=SUM(A1:A9),"=""012131"""\n', "x.csv").sheets.values()

    _head, (_number, (formula, zero)) = sheet.rows()

    assert (formula.is_formula, zero.is_formula, zero.text) == (True, False, "012131")


def test_several_csv_files_in_a_zip_are_the_sheets() -> None:
    files = {"台帳/対象者.csv": b"a", "台帳/就職.CSV": b"b", "__MACOSX/._就職.csv": b"\x00"}

    assert list(read_workbook(zipped(files), "台帳.zip").sheets) == ["対象者", "就職"]


def test_names_in_a_zip_of_windows_are_read() -> None:
    name = "対象者.csv".encode("cp932")
    content = zipped({"x" * len(name): b"a"}, flags=0).replace(b"x" * len(name), name)

    assert list(read_workbook(content).sheets) == ["対象者"]


def test_files_given_together_become_one() -> None:
    name, content = pack([("対象者.csv", b"a,b"), ("就職.csv", b"c")])

    assert name == "対象者.zip"
    assert said(content, name) == {"対象者": [["a", "b"]], "就職": [["c"]]}


def test_one_file_given_alone_stays_itself() -> None:
    assert pack([("台帳.xlsx", b"PK")]) == ("台帳.xlsx", b"PK")


def test_refuses_a_workbook_among_several_files() -> None:
    with pytest.raises(OnlyTablesTogether):
        pack([("対象者.csv", b"a"), ("台帳.xlsx", content_of(Workbook()))])


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (OLE, "パスワード付き.xlsx", UnreadableFile),
        (OLE, "古い形.xls", UnreadableFile),
        (OLE, "名前だけ.csv", UnreadableFile),
        (b"%PDF-1.7", "台帳.pdf", WrongKindOfFile),
        (b"a,b", "台帳", WrongKindOfFile),
        ("# 読んでください".encode(), "README.md", WrongKindOfFile),
        (PNG, "写真.png", WrongKindOfFile),
        (PNG, "名前だけ.csv", WrongKindOfFile),
        (PNG, "名前だけ.xlsx", WrongKindOfFile),
        (zipped({"word/document.xml": b"a"}), "報告.docx", WrongKindOfFile),
        (b"", "空.xlsx", UnreadableFile),
        (b"\xff\xfea\x00", "台帳.csv", UnreadableLetters),
        (b"\x81\xff\xa0\xff", "台帳.csv", UnreadableLetters),
        (zipped({"写真.jpg": b"a"}), "台帳.zip", WrongKindOfFile),
        (zipped({}), "台帳.zip", NoSheets),
        (zipped({"a/台帳.csv": b"a", "b/台帳.csv": b"a"}), "台帳.zip", TwoSheetsOfOneName),
        (b"a\n" * 1_000_000, "台帳.csv", SheetTooLarge),
        (b"a," * 300, "台帳.csv", SheetTooLarge),
    ],
)
def test_refuses_what_is_no_ledger(content: bytes, name: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_workbook(content, name)


def test_says_that_the_kind_is_wrong_and_speaks_of_no_password() -> None:
    with pytest.raises(WrongKindOfFile) as refused:
        read_workbook("# 読んでください".encode(), "README.md")

    assert "「README.md」は、台帳として読める種類のファイルではありません。" in str(refused.value)
    assert "パスワード" not in str(refused.value)


def test_names_the_strange_file_of_a_zip() -> None:
    with pytest.raises(WrongKindOfFile, match=r"「写真[.]jpg」"):
        read_workbook(zipped({"写真.jpg": b"a"}), "台帳.zip")


def test_refuses_a_zip_that_grows_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bansou.commons.ledger.files.MOST_UNPACKED", 10_000)
    bomb = zipped({"台帳.csv": b"a" * 50_000})

    with pytest.raises(FileTooLarge):
        read_workbook(bomb, "台帳.zip")
    assert len(bomb) < package.MOST_BYTES
