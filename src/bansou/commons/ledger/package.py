"""Looking at a workbook's package before it is read: is it one, is it small enough, is it plain.

The reader lays a sheet out as one rectangle from its first to its last cell, and gives neither
formulas nor error values a mark of their own; so sizes and both of these are found here, in the
XML, and nothing is unpacked beyond the limits.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.workbook import Marks

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 4_000_000

# What the standard library raises for damaged packages: also unknown versions, and bad names.
DAMAGE = (
    BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    KeyError,
    NotImplementedError,
    ValueError,
)
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


class UnreadableFile(Refusal):
    """Neither a workbook nor a table in text, an encrypted one, or a damaged one."""

    code = "ledger.unreadable_file"
    message = _("このファイルは読めません。パスワードを外した xlsx か csv を選んでください。")


class FileTooLarge(Refusal):
    """More bytes, packed or unpacked, than any office's ledger has."""

    code = "ledger.file_too_large"
    message = _(
        "このファイルは大きすぎます。使っていないシートや画像を消して、小さくしてから選んでください。"
    )


class SheetTooLarge(Refusal):
    """More rows or columns than are read at once."""

    code = "ledger.sheet_too_large"
    message = _(
        "シート「%(sheet)s」が大きすぎます（%(rows)s行、%(columns)s列）。%(most_rows)s行、"
        "%(most_columns)s列までに分けてください。離れたところに書いた文字も消してください。"
    )


class HasMacros(Refusal):
    """The workbook carries a program."""

    code = "ledger.has_macros"
    message = _("マクロの入ったファイルは読みません。マクロなしの xlsx で保存し直してください。")


def inspect(content: bytes) -> Mapping[str, Marks]:
    """Look through a workbook's package; gives the marks of each sheet by its name.

    :raises UnreadableFile: it is no xlsx, is encrypted or is damaged
    :raises FileTooLarge: it is too large, packed or unpacked
    :raises SheetTooLarge: a sheet has too many rows or columns
    :raises HasMacros: it carries a program
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge()
    try:
        with ZipFile(BytesIO(content)) as package:
            return _inspect(package)
    except DAMAGE as damage:
        raise UnreadableFile() from damage


def _inspect(package: ZipFile) -> Mapping[str, Marks]:
    parts = {info.filename: info for info in package.infolist()}
    if len(parts) > MOST_PARTS or len(parts) < len(package.infolist()):
        raise UnreadableFile()
    if any(name.endswith("vbaProject.bin") for name in parts):
        raise HasMacros()
    allowance = Allowance(package, MOST_UNPACKED)
    sheets = dict(_sheet_parts(allowance.unpack(parts[_BOOK]), allowance.unpack(parts[_RELATIONS])))
    marks = {}
    for name, info in parts.items():
        if name.startswith("xl/") and name.endswith(".xml"):
            content = allowance.unpack(info)
            if sheet := sheets.get(name):
                marks[sheet] = _marks(sheet, content)
    return marks


class Allowance:
    """Unpacks and counts; the sizes that a package states of itself are not believed."""

    def __init__(self, package: ZipFile, left: int) -> None:
        self._package = package
        self._left = left

    def unpack(self, info: ZipInfo) -> bytes:
        content = self._packed(info)
        if info.compress_type == ZIP_DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise FileTooLarge()
        return content

    def _packed(self, info: ZipInfo) -> bytes:
        is_encrypted = bool(info.flag_bits & 1)
        file = self._package.fp
        if is_encrypted or file is None or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise UnreadableFile()
        file.seek(info.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise UnreadableFile()
        lengths = (header[26:28], header[28:30])
        file.seek(sum(int.from_bytes(length, "little") for length in lengths), 1)
        return file.read(info.compress_size)


def _sheet_parts(book: bytes, relations: bytes) -> Iterator[tuple[str, str]]:
    """Each part of the package that holds a sheet, and the sheet's name."""
    targets = {
        relation.get("Id"): relation.get("Target") or "" for relation in fromstring(relations)
    }
    for sheet in fromstring(book).findall(".//{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        yield target[1:] if target.startswith("/") else f"xl/{target}", sheet.get("name") or ""


# A row, or a cell with what it begins with: <c r="C5" t="e"><v>, <c r="D5"><f>.
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?P<tag>row|c)\b(?P<attributes>[^>]*)>(?:\s*<(?:\w+:)?(?P<holds>[fv]|is)\b)?"
)
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
_IS_ERROR = re.compile(rb"\bt=[\"']e[\"']")


def _marks(sheet: str, xml: bytes) -> Marks:
    formulas, errors = set(), set()
    last_row = last_column = 0
    for found in _ROW_OR_CELL.finditer(xml):
        if found["tag"] == b"row" or not found["holds"]:
            continue
        address = _ADDRESS.search(found["attributes"])
        if not address:
            continue
        letters, row = address[1], int(address[2])
        last_row, last_column = max(last_row, row), max(last_column, _column_number(letters))
        if found["holds"] == b"f":
            formulas.add(address[0][3:-1].decode())
        if _IS_ERROR.search(found["attributes"]):
            errors.add(address[0][3:-1].decode())
    refuse_too_large(sheet, last_row, last_column)
    return Marks(frozenset(formulas), frozenset(errors))


def refuse_too_large(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet of more rows, columns or cells than are read at once.

    :raises SheetTooLarge: it has
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise SheetTooLarge(
            sheet=sheet,
            rows=f"{rows:,}",
            columns=f"{columns:,}",
            most_rows=f"{MOST_ROWS:,}",
            most_columns=MOST_COLUMNS,
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
