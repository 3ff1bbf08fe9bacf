"""Drawing paper with Typst: values come as JSON and are never markup; the result is a tagged PDF."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import local
from typing import Any

import typst
from django.utils.translation import gettext_lazy as _

from bansou.commons.documents.typefaces import Typeface, paper_typeface
from bansou.commons.errors import Refusal

#: One file is both: archivable and accessible.
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_compilers = local()


class LetterNotPrintable(Refusal):
    """A letter is in none of the typefaces; it would print as an empty box."""

    code = "documents.letter_not_printable"
    message = _("「%(letters)s」は印刷用の書体にない文字です。ほかの字かかなに書き換えてください。")


def typeset(
    template: bytes, values: Mapping[str, Any], *, at: datetime, typeface: Typeface | None = None
) -> bytes:
    """Draw a template with its values: `json(bytes(sys.inputs.values))`, with the typeface in `fonts`.

    The same values at the same moment in the same typeface give the same bytes.

    :raises LetterNotPrintable: a letter is in neither typeface
    :raises typst.TypstError: the template stopped
    """
    face = typeface or paper_typeface()
    told = {**values, "fonts": face.families, "has_bold": face.has_bold}
    try:
        drawn = _compiler(face).compile(
            input=template,
            format="pdf",
            sys_inputs={"values": json.dumps(told, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as problem:
        letters = dict.fromkeys(map(_as_written, _NO_LETTER.findall(problem.diagnostic)))
        if letters:
            raise LetterNotPrintable(letters="".join(letters), each=tuple(letters)) from problem
        raise
    if not isinstance(drawn, bytes):
        raise TypeError("a PDF is one file, whatever its pages")
    return drawn


def _as_written(told: str) -> str:
    """Letters as they stand in the text; of some the diagnostic tells the number alone."""
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), told)


def _compiler(typeface: Typeface) -> typst.Compiler:
    """One compiler for each thread and typeface: it keeps its fonts, and may not be shared."""
    if not hasattr(_compilers, "kept"):
        _compilers.kept = {}
    kept: dict[Typeface, typst.Compiler] = _compilers.kept
    if typeface not in kept:
        kept[typeface] = typst.Compiler(font_paths=typeface.fonts())
    return kept[typeface]
