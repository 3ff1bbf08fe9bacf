"""A case sheet as PDF: one page of A4 landscape, tagged, PDF/UA-1 and PDF/A-2a in one file."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from bansou.commons.documents.typefaces import Typeface
from bansou.commons.documents.typesetting import LetterNotPrintable, typeset
from bansou.commons.phrases import phrases
from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.flow import Part, draw
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Box, Chip, Flow, Sheet

__all__ = ["LetterNotPrintable", "TextTooLong", "pdf_of"]

_TOO_LONG = "text_too_long"
_ROOM_LEFT = "room_left"


def pdf_of(sheet: Sheet, *, typeface: Typeface | None = None) -> bytes:
    """Draw a sheet. The same sheet in the same typeface gives the same bytes.

    :raises TextTooLong: a text doesn't fit at 8 points
    :raises LetterNotPrintable: a letter is in neither typeface
    """
    try:
        return _drawn(sheet, typeface)
    except typst.TypstError as problem:
        raise _told(problem) from problem


def measured(sheet: Sheet, probe: int) -> dict[str, Any]:
    """The size of a sheet's text, and how many letters more each of its texts takes, up to `probe`.

    :raises TextTooLong: a text doesn't fit at 8 points
    :raises LetterNotPrintable: a letter is in neither typeface
    """
    try:
        _drawn(sheet, None, probe)
    except typst.TypstError as problem:
        # The template has no other way to give values back than to stop with them.
        _before, mark, told = problem.message.partition(_ROOM_LEFT)
        if mark:
            told_values: dict[str, Any] = json.loads(told)
            return told_values
        raise _told(problem) from problem
    raise TypeError("the template tells the room that is left instead of drawing")


def _drawn(sheet: Sheet, typeface: Typeface | None, probe: int = 0) -> bytes:
    return typeset(_template(), _values(sheet, probe), at=sheet.foot.drawn_up_at, typeface=typeface)


def _told(problem: typst.TypstError) -> Exception:
    """What the person at the desk can put right, where the template says so; else the problem."""
    _before, mark, places = problem.message.partition(_TOO_LONG)
    if not mark:
        return problem
    found = json.loads(places)
    return TextTooLong(**found[0], places=found)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("case_sheet.typ").read_bytes()


def _values(sheet: Sheet, probe: int) -> dict[str, Any]:
    return {
        "probe": probe,
        "document": {"title": sheet.document_title, "author": sheet.foot.author},
        "labels": {
            "overview": words.OVERVIEW,
            "banner": words.BANNER,
            "flow": words.FLOW,
            "points": words.POINTS,
            "cost": sheet.cost_label,
            "pairs": words.PAIRS,
            "kpi": sheet.kpi_heading,
            "title": words.TITLE,
            "catch": words.CATCH,
        },
        "title": sheet.title_parts,
        "mark": sheet.mark,
        "body": sheet.body,
        "fund": sheet.fund,
        "year_line": sheet.year_line,
        "catch": sheet.catch,
        "eligible_cost": sheet.eligible_cost,
        "boxes": [_box(box) for box in sheet.boxes],
        "beside": len(sheet.box_rows[0]),
        "banner": sheet.banner,
        "side_boxes": [{"title": box.title, "lines": box.lines} for box in sheet.side_boxes],
        "kpi": [
            {"label": phrases(row.label), "pair": row.pair, "unit": row.unit} for row in sheet.kpi
        ],
        "flow": _flow(sheet.flow) if sheet.flow else None,
        "points": sheet.points,
        "foot": {"source": sheet.foot.source, "drawn_up": sheet.foot.drawn_up},
    }


def _box(box: Box) -> dict[str, Any]:
    return {
        "heading": box.heading,
        "chip": _chip(box.chip),
        "paragraphs": [
            {"text": paragraph.text, "bullet": paragraph.is_bullet} for paragraph in box.paragraphs
        ],
        "note": box.note,
    }


def _chip(chip: Chip | None) -> dict[str, Any] | None:
    """A required part differs by its filling, so that it differs in grey too."""
    return chip and {"label": chip.label, "filled": chip is Chip.REQUIRED}


def _flow(flow: Flow) -> dict[str, Any]:
    drawing = draw(flow)
    return {
        "width": drawing.width,
        "height": drawing.height,
        "points": {part.value: part.points for part in Part},
        "alternative": flow.alternative,
        "lines": [asdict(line) for line in drawing.lines],
        "frames": [asdict(frame) | {"part": frame.part.value} for frame in drawing.frames],
        "captions": [asdict(caption) for caption in drawing.captions],
    }
