"""The mapping: which sheet of an office's workbook is which ledger, which column which field.

It is a TOML file that belongs to the office::

    [[sheets]]
    name = "相談記録"
    ledger = "consultations"

    [sheets.columns]
    "ケース番号" = "case"
    "相談日" = "on"

    [sheets.values.channel]
    "窓口" = "来所"

A sheet of pairs (項目 and 内容 side by side) says ``layout = "pairs"``. Columns that are left
out on purpose are listed in ``ignored``; any other is told as not read.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Pairs
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bansou.commons.errors import Refusal
from bansou.commons.ledger.parts import EXTRA, LedgerPart
from bansou.schemes.problems import syntax_problem


class MappingHasProblems(Refusal):
    """The mapping is not one; `sentences` say each what is wrong."""

    code = "ledger.mapping_has_problems"
    message = gettext_lazy("対応表を直してください。%(sentences)s")

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(sentences="".join(sentences))
        self.sentences = tuple(sentences)


class SheetMapping(BaseModel):
    """One sheet: the ledger it is, its columns' fields, and what its own words mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    ledger: str = Field(min_length=1)
    layout: Literal["rows", "pairs"] = "rows"
    columns: dict[str, str] = Field(min_length=1)
    ignored: tuple[str, ...] = ()
    values: dict[str, dict[str, str]] = {}


class Mapping(BaseModel):
    """A whole workbook's mapping."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheets: tuple[SheetMapping, ...] = Field(min_length=1)


type Called = Callable[[str, str], str]
"""What a field of a ledger is called to whom the sentences are for."""


def read_mapping(
    text: str, parts: Iterable[LedgerPart], called: Called = lambda _ledger, field: field
) -> Mapping:
    """Read a mapping and hold it against the ledgers and fields there are.

    :param called: words for fields; without them sentences name fields as the file does
    :raises MappingHasProblems: no TOML, not of this shape, or it names what does not exist
    """
    try:
        mapping = Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MappingHasProblems([str(syntax_problem(error, text))]) from None
    except ValidationError as error:
        raise MappingHasProblems(
            [
                _("「%s」の書き方がちがいます。") % ".".join(str(step) for step in e["loc"])
                for e in error.errors()
            ]
        ) from None
    problems = list(_problems(mapping, {part.name: part for part in parts}, called))
    if problems:
        raise MappingHasProblems(problems)
    return mapping


def _problems(mapping: Mapping, parts: Pairs[str, LedgerPart], called: Called) -> Iterable[str]:
    for name, times in Counter(sheet.name for sheet in mapping.sheets).items():
        if times > 1:
            yield _("シート「%s」が2回書かれています。1つにまとめてください。") % name
    for sheet in mapping.sheets:
        part = parts.get(sheet.ledger)
        if part is None:
            known = "、".join(f"{part.label}（{name}）" for name, part in parts.items())
            yield _(
                "シート「%(sheet)s」の台帳「%(ledger)s」は、ありません。使えるのは %(known)s です。"
            ) % {"sheet": sheet.name, "ledger": sheet.ledger, "known": known}
        else:
            yield from _column_problems(sheet, part, called)
            yield from _field_problems(sheet, part, called)


def _column_problems(sheet: SheetMapping, part: LedgerPart, called: Called) -> Iterable[str]:
    """Columns that lead to a field which may not be brought in, or which there is not."""
    known = {field.name for field in part.fields}
    for column, field in sheet.columns.items():
        if field in part.refused:
            yield _("シート「%(sheet)s」の列「%(column)s」：%(sentence)s") % {
                "sheet": sheet.name,
                "column": column,
                "sentence": part.refused[field],
            }
        elif field not in known and not (part.extras and field.startswith(EXTRA)):
            yield _(
                "シート「%(sheet)s」の列「%(column)s」の先「%(field)s」は、ありません。"
                "使えるのは %(known)s です。"
            ) % {
                "sheet": sheet.name,
                "column": column,
                "field": field,
                "known": "、".join(called(part.name, f.name) for f in part.fields),
            }


def _field_problems(sheet: SheetMapping, part: LedgerPart, called: Called) -> Iterable[str]:
    """Fields with two columns, with words but no column, or needed and without one."""
    for field, times in Counter(sheet.columns.values()).items():
        if times > 1:
            yield _(
                "シート「%(sheet)s」では、2つの列が「%(field)s」になっています。1つにしてください。"
            ) % {"sheet": sheet.name, "field": called(part.name, field)}
    for field in sheet.values:
        if field not in sheet.columns.values():
            yield _(
                "シート「%(sheet)s」の values にある「%(field)s」には、対応する列がありません。"
            ) % {"sheet": sheet.name, "field": called(part.name, field)}
    needed = {field.name for field in part.fields if field.required} | {part.key}
    for field in sorted(needed - set(sheet.columns.values())):
        yield _("シート「%(sheet)s」に、「%(field)s」に当たる列の対応を書いてください。") % {
            "sheet": sheet.name,
            "field": called(part.name, field),
        }
