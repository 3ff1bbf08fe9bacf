"""What a file really is, whatever its name says: told from its content."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import puremagic


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken, as people call it."""

    label: str
    media_type: str
    extension: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind("PDF", "application/pdf", "pdf")
PNG = FileKind("PNG", "image/png", "png")
JPEG = FileKind("JPEG", "image/jpeg", "jpg")
WORD = FileKind("Word（docx）", f"{_OFFICE}.wordprocessingml.document", "docx")
EXCEL = FileKind("Excel（xlsx）", f"{_OFFICE}.spreadsheetml.sheet", "xlsx")

#: What is taken, in the order in which it is named.
TAKEN = (PDF, WORD, EXCEL, JPEG, PNG)
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in (PDF, PNG, JPEG)}
#: What an archive holds if it is such a document.
_HEARTS = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file that is taken; None for any other, and for one that carries macros."""
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    try:
        guesses = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return None
    return _BY_MEDIA_TYPE.get(guesses[0].mime_type) if guesses else None


def _office_kind(content: bytes) -> FileKind | None:
    """Archives look alike from outside: which document one is, its parts say."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except BadZipFile:
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for heart, kind in _HEARTS.items() if heart in names), None)
