"""From a sheet to typed rows: finding the header, reading each cell, collecting every problem."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import Setting, in_words
from bansou.commons.ledger.extras import extra_fields
from bansou.commons.ledger.headings import Header, find_header
from bansou.commons.ledger.mapping import SheetMapping
from bansou.commons.ledger.parts import Field, LedgerPart, Row
from bansou.commons.ledger.problems import Problem
from bansou.commons.ledger.refusals import BlankCell, BlankChoice, ErrorInCell, FormulaInCell
from bansou.commons.ledger.workbook import Cell, Sheet, Value, folded, shown

#: How many different values of a sheet's cells are kept with what they mean.
_REMEMBERED = 8_192


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a sheet gave: sound rows, problems, what unsound rows are called, columns not read.

    It is not whole where no header with all the mapped headings was found. Unsound rows hold
    what could be read of them, so that the rest of what is wrong in them can be told too.
    """

    rows: Sequence[Row]
    problems: Sequence[Problem]
    broken: frozenset[str]
    unread: Sequence[str]
    is_whole: bool = True
    unsound: Sequence[Row] = ()


def read_sheet(
    sheet: Sheet, mapping: SheetMapping, part: LedgerPart, setting: Setting
) -> SheetRows:
    """Read a sheet as its mapping says. Rows with nothing but their number count as blank."""
    return _Reading(sheet, mapping, part, setting).read()


class _Reading:
    """The reading of one sheet: gathers rows and problems on the way down."""

    def __init__(
        self, sheet: Sheet, mapping: SheetMapping, part: LedgerPart, setting: Setting
    ) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._part = part
        self._fields = {f.name: f for f in (*part.fields, *extra_fields(part, setting.scheme))}
        self._headings = {field: column for column, field in mapping.columns.items()}
        self._settings = {
            field: replace(setting, column=column) for field, column in self._headings.items()
        }
        # An office says the same in many cells of a column; 1, 1.0 and TRUE are not the same.
        self._meaning = lru_cache(maxsize=_REMEMBERED, typed=True)(self._read_value)
        self._meanings = {
            field: {folded(word): meaning for word, meaning in words.items()}
            for field, words in mapping.values.items()
        }
        self._ignored = {folded(heading) for heading in mapping.ignored}
        self._problems: list[Problem] = []
        self._broken: set[str] = set()
        self._rows: dict[str, Row] = {}
        self._unsound: list[Row] = []
        self._unread: list[str] = []
        self._is_whole = True

    def read(self) -> SheetRows:
        for name in self._headings.keys() - self._fields.keys():
            self._problem("", "", self._no_such_field(name))
        if self._problems:
            return SheetRows((), self._problems, frozenset(), (), is_whole=False)
        records = self._pairs() if self._mapping.layout == "pairs" else self._records()
        for number, cells, columns in records:
            self._take(number, cells, columns)
        return SheetRows(
            list(self._rows.values()),
            self._problems,
            frozenset(self._broken),
            self._unread,
            self._is_whole,
            self._unsound,
        )

    def _records(self) -> Iterator[tuple[int, Mapping[str, Cell], Mapping[str, str]]]:
        header = self._header()
        if header is None:
            return
        number, columns = header
        places = {name: _letters(cell) for name, (_place, cell) in columns.items()}
        for row, cells in self._sheet.rows():
            if row > number:
                yield row, {n: cells[place] for n, (place, _c) in columns.items()}, places

    def _header(self) -> tuple[int, Mapping[str, tuple[int, Cell]]] | None:
        """The row below which entries begin, and the column of each field."""
        wanted = {folded(column): field for column, field in self._mapping.columns.items()}
        header = find_header(self._sheet, wanted)
        if header is None:
            self._problem("", "", self._expected(wanted.values()))
            return None
        return self._columns_of(header, wanted)

    def _columns_of(
        self, header: Header, wanted: Mapping[str, str]
    ) -> tuple[int, Mapping[str, tuple[int, Cell]]] | None:
        columns: dict[str, tuple[int, Cell]] = {}
        for heading in header.headings:
            name = heading.meant_by(wanted)
            if name is None:
                self._leave(heading.text)
            elif wanted[name] in columns:
                self._problem(
                    heading.cell.address,
                    heading.text,
                    _("見出し「%s」が2つあります。1つにしてください。") % heading.text,
                )
            else:
                columns[wanted[name]] = (heading.place, heading.cell)
        missing = [field for field in wanted.values() if field not in columns]
        if missing:
            self._problem(f"A{header.number}", "", self._expected(missing))
        return None if missing else (header.number, columns)

    def _expected(self, fields: Iterable[str]) -> str:
        self._is_whole = False
        names = "、".join(f"「{self._headings[field]}」" for field in fields)
        return _("見出し%sがありません。見出しか対応表を直してください。") % names

    def _no_such_field(self, name: str) -> str:
        return _(
            "対応表の「%(column)s」の先「%(field)s」は、この事業にはありません。"
            "事業スキームの項目か、対応表を直してください。"
        ) % {"column": self._headings[name], "field": name}

    def _pairs(self) -> Iterator[tuple[int, Mapping[str, Cell], Mapping[str, str]]]:
        """One record: what is called in one cell, and said in the next to the right."""
        wanted = {folded(column): field for column, field in self._mapping.columns.items()}
        cells: dict[str, Cell] = {}
        for _number, row in self._sheet.rows():
            filled = [(place, cell) for place, cell in enumerate(row) if not cell.is_blank]
            place, label = filled[0]
            field = wanted.get(folded(label.text))
            if field and place + 1 < len(row):
                cells.setdefault(field, row[place + 1])
            elif len(filled) > 1:
                self._leave(label.text)
        missing = [field for field in wanted.values() if field not in cells]
        if missing:
            self._problem("", "", self._expected(missing))
        elif cells:
            yield 0, cells, {field: cell.address for field, cell in cells.items()}

    def _leave(self, heading: str) -> None:
        if folded(heading) not in self._ignored:
            self._unread.append(heading)

    def _take(self, number: int, cells: Mapping[str, Cell], columns: Mapping[str, str]) -> None:
        said = [cell for name, cell in cells.items() if name != self._part.key]
        if self._mapping.layout == "rows" and all(cell.is_blank for cell in said):
            return
        before = len(self._problems)
        values = {
            name: value
            for name, cell in cells.items()
            if (value := self._value(name, cell)) is not None
        }
        key = "　".join(str(values.get(name, "")) for name in (self._part.key, *self._part.also_by))
        stands = tuple(cell.value for cell in cells.values())
        row = Row(self._sheet.name, number, key, values, stands, columns)
        if key in self._rows:
            self._twice(key, cells[self._part.key])
        if len(self._problems) > before:
            called = values.get(self._part.known_as or self._part.key, "")
            self._broken |= {folded(key), folded(str(called))}
            self._unsound.append(row)
        else:
            self._rows[key] = row

    def _value(self, name: str, cell: Cell) -> Any:
        try:
            if cell.is_formula:
                raise FormulaInCell()
            if cell.is_error:
                raise ErrorInCell()
            if cell.is_blank:
                return self._blank(self._fields[name], self._settings[name])
            return self._meaning(name, cell.value)
        except Refusal as refusal:
            self._problem(cell.address, cell.text, str(refusal))
            return None

    def _blank(self, field: Field, setting: Setting) -> None:
        if field.required or field.name == self._part.key:
            if field.choices:
                choices = in_words(list(field.choices(setting.scheme)))
                raise BlankChoice(column=setting.column, choices=choices)
            raise BlankCell(column=setting.column)

    def _read_value(self, name: str, value: Value) -> Any:
        """What a value means in a field, in the office's own words or in ours."""
        meaning = self._meanings.get(name, {}).get(folded(shown(value)), value)
        return self._fields[name].read(Cell("", meaning), self._settings[name])

    def _twice(self, key: str, cell: Cell) -> None:
        self._problem(
            cell.address,
            cell.text,
            _("「%(key)s」は%(row)s行目にもあります。番号を分けてください。")
            % {"key": key, "row": self._rows[key].number},
        )

    def _problem(self, cell: str, found: str, sentence: str) -> None:
        self._problems.append(Problem(self._sheet.name, cell, found, sentence))


def _letters(cell: Cell) -> str:
    return re.sub(r"\d", "", cell.address)
