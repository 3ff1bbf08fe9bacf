"""A case sheet as a file: one list of formats for the pages, the public library and the command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bansou.desks.shared.exports import named_file
from bansou.desks.shared.standalone import standalone_page
from bansou.grants.casebook.exchange import written
from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.pptx import pptx_of
from bansou.grants.casebook.queries import Edition
from bansou.grants.casebook.xlsx import xlsx_of

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file is made, and what it is called for people and for programs."""

    label: str
    content_type: str
    write: Callable[[Edition], bytes]


FORMATS: Mapping[str, Format] = {
    "pdf": Format("PDF", "application/pdf", lambda edition: pdf_of(edition.sheet)),
    "pptx": Format(
        "PowerPoint（PPTX）",
        f"{_OFFICE}.presentationml.presentation",
        lambda edition: pptx_of(edition.sheet),
    ),
    "xlsx": Format(
        "Excel（XLSX）",
        f"{_OFFICE}.spreadsheetml.sheet",
        lambda edition: xlsx_of(edition.sheet, eligible_yen=edition.eligible_yen),
    ),
    "html": Format(
        "HTML",
        "text/html; charset=utf-8",
        lambda edition: standalone_page(edition.sheet).encode(),
    ),
    "json": Format("JSON", "application/json", lambda edition: written(edition.exchange)),
}


def offered() -> list[tuple[str, str]]:
    """The formats for a menu: the ending and what it is called."""
    return [(form, kind.label) for form, kind in FORMATS.items()]


def content_of(edition: Edition, form: str) -> bytes:
    """What the file holds."""
    return FORMATS[form].write(edition)


def file_of(edition: Edition, form: str) -> HttpResponse:
    """Hand an edition over as a file that is named after it."""
    name = _("事例シート　%(title)s　第%(number)d号") % {
        "title": edition.sheet.document_title,
        "number": edition.number,
    }
    content = content_of(edition, form)
    return named_file(content, FORMATS[form].content_type, f"{name}.{form}")
