"""Reading what an office hands in: an xlsx workbook, a CSV file, or several CSV files in a zip.

One CSV file is one sheet, named as the file is. Nothing is unpacked beyond the limits of
`package.py`, and no formula is ever worked out.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo, is_zipfile

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bansou.commons.errors import Refusal
from bansou.commons.ledger.package import (
    DAMAGE,
    MOST_BYTES,
    MOST_PARTS,
    MOST_UNPACKED,
    Allowance,
    FileTooLarge,
    UnreadableFile,
    inspect,
    refuse_too_large,
)
from bansou.commons.ledger.workbook import Marks, Sheet, Span, Workbook, column_letters, folded

TABLES = (".csv", ".tsv", ".txt")
#: As offices save: Excel's "CSV UTF-8" begins with a mark, its plain "CSV" is in CP932.
ENCODINGS = ("utf-8-sig", "cp932")
#: How damaged and encrypted workbooks begin, and those of the old form.
_WORKBOOKS_BEGIN = (b"PK", b"\xd0\xcf\x11\xe0")
_WORKBOOK_PART = "xl/workbook.xml"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_UTF_8_NAME = 0x800


class WrongKindOfFile(Refusal):
    """A picture, a note, a PDF: nothing that a ledger is written in."""

    code = "ledger.wrong_kind_of_file"
    message = _(
        "「%(name)s」は、台帳として読める種類のファイルではありません。"
        "xlsx か csv の台帳（csv をまとめた zip でも）を選んでください。"
    )


class UnreadableLetters(Refusal):
    """A table in text whose letters are in none of the usual encodings."""

    code = "ledger.unreadable_letters"
    message = _(
        "「%(name)s」の文字が読めません。Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。"
    )


class TwoSheetsOfOneName(Refusal):
    """Two CSV files would be the same sheet."""

    code = "ledger.two_sheets_of_one_name"
    message = _("「%(name)s」という名前のファイルが2つあります。名前を分けてください。")


class OnlyTablesTogether(Refusal):
    """Several files were given and one of them is not a CSV."""

    code = "ledger.only_tables_together"
    message = _(
        "いくつかのファイルを一緒に選べるのは、csv だけです。xlsx は1つだけ選んでください。"
    )


class NoSheets(Refusal):
    """There is nothing in the file."""

    code = "ledger.no_sheets"
    message = _("このファイルには表がありません。台帳の書いてあるファイルを選んでください。")


def read_workbook(content: bytes, name: str = "") -> Workbook:
    """Read what was handed in under a file name; without one it must be a workbook.

    :raises bansou.commons.errors.Refusal: the file is too large, damaged, encrypted, carries a
        program, or is something else
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge()
    if is_zipfile(BytesIO(content)):
        return _packed(content, name)
    if not name.lower().endswith(TABLES):
        raise _not_a_ledger(content, name)
    sheet = _table(name, content)
    return Workbook({sheet.name: sheet})


def _not_a_ledger(content: bytes, name: str) -> Refusal:
    """Tell a workbook that cannot be opened from a file of another kind."""
    if not content or not name or content.startswith(_WORKBOOKS_BEGIN):
        return UnreadableFile()
    return WrongKindOfFile(name=name)


def is_workbook(content: bytes) -> bool:
    """Tell whether what can be read is an xlsx workbook, not tables in text."""
    if not is_zipfile(BytesIO(content)):
        return False
    with ZipFile(BytesIO(content)) as package:
        return _WORKBOOK_PART in package.namelist()


def pack(files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Make one file of several CSV files of a ledger; gives its name and content.

    :raises OnlyTablesTogether: one of several is not a CSV file
    """
    if len(files) == 1:
        return files[0]
    if not all(name.lower().endswith(TABLES) for name, _content in files):
        raise OnlyTablesTogether()
    if sum(len(content) for _name, content in files) > MOST_UNPACKED:
        raise FileTooLarge()
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content in files:
            package.writestr(ZipInfo(name), content)
    return f"{PurePosixPath(files[0][0]).stem}.zip", packed.getvalue()


def _packed(content: bytes, name: str) -> Workbook:
    """A zip: an xlsx workbook is one too."""
    try:
        with ZipFile(BytesIO(content)) as package:
            names = {info.filename for info in package.infolist()}
            if _WORKBOOK_PART not in names:
                return _tables(package, name)
    except DAMAGE as damage:
        raise UnreadableFile() from damage
    return _xlsx(content)


# Workbooks


def _xlsx(content: bytes) -> Workbook:
    marks = inspect(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return Workbook(
            {name: _sheet(name, book.get_sheet_by_name(name), marks[name]) for name in marks}
        )
    except CalamineError as damage:
        raise UnreadableFile() from damage


def _sheet(name: str, sheet: CalamineSheet, marks: Marks) -> Sheet:
    spans = tuple(
        Span(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(name, sheet.iter_rows, (sheet.start or (0, 0))[1], marks, spans)


# Tables in text


def _tables(package: ZipFile, name: str) -> Workbook:
    """The CSV files of a zip; folders and hidden files of other systems are passed over."""
    infos = [info for info in package.infolist() if not _is_hidden(info)]
    if len(infos) > MOST_PARTS:
        raise UnreadableFile()
    if strange := next((i for i in infos if not _name(i).lower().endswith(TABLES)), None):
        is_zip = name.lower().endswith(".zip")
        raise WrongKindOfFile(name=_name(strange) if is_zip else name)
    allowance = Allowance(package, MOST_UNPACKED)
    sheets: dict[str, Sheet] = {}
    for info in infos:
        sheet = _table(_name(info), allowance.unpack(info))
        if sheet.name in sheets:
            raise TwoSheetsOfOneName(name=sheet.name)
        sheets[sheet.name] = sheet
    if not sheets:
        raise NoSheets()
    return Workbook(sheets)


def _is_hidden(info: ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)


def _name(info: ZipInfo) -> str:
    """A packed file's name; Windows writes Japanese ones in CP932 without saying so."""
    if info.flag_bits & _UTF_8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return info.filename


def _table(name: str, content: bytes) -> Sheet:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        # Excel's "Unicode テキスト".
        raise UnreadableLetters(name=name)
    if _CONTROL.search(content[:4096]):
        raise _not_a_ledger(content, name)
    title = PurePosixPath(name.replace("\\", "/")).stem
    text = _decoded(name, content)
    rows: list[list[str]] = []
    formulas: set[str] = set()
    widest = 0
    for number, written in enumerate(_split(text), 1):
        row = [value.rstrip("\n") for value in written]
        formulas |= {
            f"{column_letters(place)}{number}"
            for place, value in enumerate(row)
            if value.startswith("=") and not _KEPT_AS_TEXT.fullmatch(value)
        }
        rows.append([_KEPT_AS_TEXT.sub(r"\1", value) for value in row])
        widest = max(widest, len(row))
        refuse_too_large(title, number if any(row) else 0, widest)
    padded = [row + [""] * (widest - len(row)) for row in _without_blank_end(rows)]
    return Sheet(title, lambda: padded, marks=Marks(frozenset(formulas)))


#: ="012131": how spreadsheets are made to keep a leading zero in a CSV.
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


def _decoded(name: str, content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableLetters(name=name)


def _split(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(100_000)
    first = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as damage:
        raise UnreadableFile() from damage


def _without_blank_end(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(folded(value) for value in rows[-1]):
        rows.pop()
    return rows
