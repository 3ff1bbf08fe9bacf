"""A file as rows of values, or everything that is wrong in it, each with its row and column."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.workbook import Cell
from bansou.desks.management.headings import held_against, nameless
from bansou.desks.management.pairs.columns import Column

#: The sheet of a template that says how to fill it in.
GUIDE = "書き方"
#: So alike are a column of ours and one that somebody probably meant to be it.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, row or head, and how to put it right."""

    file: str
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}　{self.row}行目{column}：{self.sentence}"


@dataclass(slots=True)
class Rows:
    """A file as read: a mapping of fields for each row, the numbers of rows, and the faults.

    :ivar unread: columns that are none of ours, by head, or by letters where they have none
    :ivar unread_sheets: sheets behind the one that is read, where anything stands in them
    """

    file: str
    heads: dict[str, str]
    values: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()

    def fault(self, place: int, name: str, sentence: str) -> None:
        """Note what is wrong in a field of the row at a place of `values`."""
        self.faults.append(Fault(self.file, self.numbers[place], self.heads[name], sentence))


def read_rows(path: Path, columns: Sequence[Column]) -> Rows:
    """Read a CSV or XLSX file by its heads; a template's guide is passed over.

    :raises Refusal: it cannot be read as a table at all
    :raises OSError: it is not there
    """
    book = read_workbook(path.read_bytes(), path.name)
    sheet = next(
        sheet for name, sheet in book.sheets.items() if name != GUIDE or len(book.sheets) == 1
    )
    rows = Rows(path.name, {one.field: one.head for one in columns})
    rows.unread_sheets = tuple(
        name
        for name, other in book.sheets.items()
        if other is not sheet and name != GUIDE and any(True for _ in other.rows())
    )
    lines = list(sheet.rows())
    if not lines:
        rows.faults.append(Fault(rows.file, 1, "", "表に何も書いてありません。"))
        return rows
    at = _places(rows, lines[0], columns)
    rows.unread += tuple(nameless([cells for _number, cells in lines]))
    for number, cells in lines[1:]:
        rows.numbers.append(number)
        rows.values.append(_read(rows, number, cells, at))
    _check_ids(rows)
    return rows


def _places(
    rows: Rows, heading: tuple[int, list[Cell]], columns: Sequence[Column]
) -> dict[int, Column]:
    """Which column stands at which place of a row."""
    number, cells = heading
    ours = {one.head: one for one in columns}
    found = held_against([cell.text for cell in cells], list(ours), _NEAR)
    for head in found.twice:
        rows.faults.append(
            Fault(rows.file, number, head, "この列が2つあります。1つにしてください。")
        )
    for written, head in found.meant.items():
        sentence = f"「{head}」のことですか。列の名前を直してください。"
        rows.faults.append(Fault(rows.file, number, written, sentence))
    if (first := columns[0].head) in found.missing:
        sentence = "この列がありません。見出しは1行目に書いてください。"
        rows.faults.append(Fault(rows.file, number, first, sentence))
    rows.unread = found.unread
    return {place: ours[head] for place, head in found.at.items()}


def _read(rows: Rows, number: int, cells: list[Cell], at: dict[int, Column]) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(rows.heads)
    for place, column in at.items():
        if place >= len(cells) or cells[place].is_blank:
            continue
        cell = cells[place]
        if cell.is_error:
            sentence = "表計算のエラーの値です。正しい値を書いてください。"
            rows.faults.append(Fault(rows.file, number, column.head, sentence))
            continue
        try:
            values[column.field] = column.read(cell)
        except Refusal as refusal:
            rows.faults.append(Fault(rows.file, number, column.head, str(refusal)))
    return values


def _check_ids(rows: Rows) -> None:
    seen: dict[str, int] = {}
    faulty = {fault.row for fault in rows.faults}
    for place, (number, values) in enumerate(zip(rows.numbers, rows.values, strict=True)):
        key = values["id"]
        if key is None:
            if number not in faulty:
                rows.fault(place, "id", "書いてください。")
        elif key in seen:
            rows.fault(
                place, "id", f"「{key}」は{seen[key]}行目にもあります。別の番号にしてください。"
            )
        else:
            seen[key] = number
