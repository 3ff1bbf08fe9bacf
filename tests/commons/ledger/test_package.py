"""What is handed in as a workbook: only plain xlsx of a sensible size is unpacked."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from bansou.commons.errors import Refusal
from bansou.commons.ledger import package
from bansou.commons.ledger.package import (
    FileTooLarge,
    HasMacros,
    SheetTooLarge,
    UnreadableFile,
    inspect,
)
from tests.plugins.ledgers import content_of


def _book() -> Workbook:
    book = Workbook()
    book["Sheet"].title = "相談記録"
    book["相談記録"]["B3"] = "番号"
    return book


def _zip(**parts: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def _with(content: bytes, name: str, part: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for kept in source.namelist():
            if kept != name:
                target.writestr(kept, source.read(kept))
        target.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param("番号,相談日\n1,2021-04-05\n".encode(), id="a csv file"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), id="an encrypted one, or xls"
        ),
        pytest.param(_zip(word__document_dot_xml=b"<w/>"), id="a letter"),
        pytest.param(content_of(_book())[:-40], id="cut off"),
        pytest.param(_with(content_of(_book()), "xl/workbook.xml", b"<workbook"), id="broken xml"),
        pytest.param(
            _with(
                content_of(_book()),
                "xl/workbook.xml",
                b'<!DOCTYPE b [<!ENTITY a "aaaa">]><workbook>&a;</workbook>',
            ),
            id="entities",
        ),
    ],
)
def test_refuses_what_is_no_plain_workbook(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="パスワードを外した xlsx"):
        inspect(content)


def test_refuses_an_encrypted_part() -> None:
    content = content_of(_book())
    marked = content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")

    assert marked != content
    with pytest.raises(UnreadableFile):
        inspect(marked)


def test_refuses_a_program() -> None:
    content = _with(content_of(_book()), "xl/vbaProject.bin", b"\x00")

    with pytest.raises(HasMacros, match="マクロなし"):
        inspect(content)


def test_refuses_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100)

    with pytest.raises(FileTooLarge):
        inspect(content_of(_book()))


def test_stops_unpacking_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 2**20)
    content = _with(content_of(_book()), "xl/sharedStrings.xml", b" " * 50 * 2**20)

    assert len(content) < 100_000
    with pytest.raises(FileTooLarge):
        inspect(content)


def test_does_not_believe_the_size_that_a_package_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 2**20)
    bomb = b" " * 50 * 2**20
    content = _with(content_of(_book()), "xl/sharedStrings.xml", bomb)
    lying = content.replace(struct.pack("<L", len(bomb)), struct.pack("<L", 10))

    assert lying != content
    with pytest.raises(FileTooLarge):
        inspect(lying)


@pytest.mark.parametrize("cell", ["A200000", "ZZ4", "GR30000"])
def test_refuses_sheets_with_cells_far_away(cell: str) -> None:
    book = _book()
    book["相談記録"][cell] = "x"

    with pytest.raises(SheetTooLarge, match="シート「相談記録」が大きすぎます"):
        inspect(content_of(book))


def test_formatted_cells_without_content_are_not_counted() -> None:
    book = _book()
    book["相談記録"]["A200000"].number_format = "yyyy/m/d"

    assert set(inspect(content_of(book))) == {"相談記録"}


def test_marks_formulas_and_error_values() -> None:
    book = _book()
    sheet = book["相談記録"]
    sheet["C4"], sheet["D4"], sheet["E4"] = "=1+1", "#N/A", "#N/A と書いた"
    sheet["D4"].data_type = "e"

    marks = inspect(content_of(book))["相談記録"]

    assert (marks.formulas, marks.errors) == ({"C4"}, {"D4"})


def test_every_refusal_says_what_to_do() -> None:
    for refusal in (UnreadableFile, FileTooLarge, HasMacros):
        assert issubclass(refusal, Refusal)
        assert str(refusal()).endswith("ください。")
