"""PDF/UA-1 and PDF/A-2a, held by a validator that shares nothing with the program that draws.

Each way of breaking a sheet is found by it, so that its silence about the others says something.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from bansou.commons.documents.typefaces import Typeface, carried_typeface, paper_typeface
from bansou.grants.casebook.pdf import pdf_of
from tests.grants.casebook.sheets import TOMAKOMAI
from tests.grants.casebook.test_templates import PRINTED, sheet_of

ACCESSIBLE, LASTING = "ua1", "2a"


def faults(document: bytes, profile: str) -> list[str]:
    """The rules of a standard that a document breaks."""
    report = page.validate_pdf_bytes(document, profile=profile)
    assert report.rules.total > 100
    return [it.rule_id for it in report.failures]


@pytest.mark.parametrize("profile", [ACCESSIBLE, LASTING])
@pytest.mark.parametrize("is_draft", [True, False], ids=["draft", "approved"])
@pytest.mark.parametrize(
    "typeface", [paper_typeface(), carried_typeface()], ids=["paper", "carried"]
)
@pytest.mark.parametrize("name", PRINTED)
def test_every_templates_sheet_keeps_the_standard(
    name: str, typeface: Typeface, is_draft: bool, profile: str
) -> None:
    document = pdf_of(replace(sheet_of(name), is_draft=is_draft), typeface=typeface)

    assert faults(document, profile) == []


def elements(root: Any) -> Iterator[Any]:
    """The structure elements below a root, in reading order."""
    children = root.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if hasattr(found, "get") and "/S" in found:
            yield found
            yield from elements(found)


def first(writer: Any, kind: str) -> Any:
    return next(it for it in elements(writer.root_object["/StructTreeRoot"]) if it["/S"] == kind)


def _without_alternative(writer: Any) -> None:
    del first(writer, "/Figure")["/Alt"]


def _without_language(writer: Any) -> None:
    del writer.root_object["/Lang"]


def _not_marked(writer: Any) -> None:
    del writer.root_object["/MarkInfo"]


def _without_tree(writer: Any) -> None:
    del writer.root_object["/StructTreeRoot"]


def _skipping_a_heading(writer: Any) -> None:
    first(writer, "/H2")[NameObject("/S")] = NameObject("/H4")


def _title_not_shown(writer: Any) -> None:
    del writer.root_object["/ViewerPreferences"]


def _letters_without_meaning(writer: Any) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        del font.get_object()["/ToUnicode"]


def _typeface_left_out(writer: Any) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        del described.get_object()["/FontFile2"]


def _an_unknown_kind(writer: Any) -> None:
    first(writer, "/L")[NameObject("/S")] = NameObject("/Liste")


def _content_outside_of_it_all(writer: Any) -> None:
    """Paint something that is neither tagged nor said to be for the eye alone."""
    contents = writer.pages[0]["/Contents"].get_object()
    contents.set_data(contents.get_data() + b"\n0 0 9 9 re f\n")


BREAKS = (
    (_without_alternative, ACCESSIBLE, "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
    (_without_language, ACCESSIBLE, "PDFUA1-TEXT-LANGUAGE-001"),
    (_not_marked, LASTING, "PDFA2A-TAGGED-DOCUMENT-001"),
    (_without_tree, ACCESSIBLE, "PDFUA1-STRUCT-TREE-ROOT-001"),
    (_skipping_a_heading, ACCESSIBLE, "PDFUA1-HEADING-NESTING-001"),
    (_title_not_shown, ACCESSIBLE, "PDFUA1-VIEWER-PREFERENCES-001"),
    (_letters_without_meaning, ACCESSIBLE, "PDFUA1-FONT-UNICODE-MAPPING-001"),
    (_letters_without_meaning, LASTING, "PDFA2A-UNICODE-MAPPING-001"),
    (_typeface_left_out, LASTING, "PDFA2A-FONT-EMBEDDING-001"),
    (_an_unknown_kind, ACCESSIBLE, "PDFUA1-STRUCT-TREE-ROLE-MAP-001"),
    (_content_outside_of_it_all, ACCESSIBLE, "PDFUA1-CONTENT-TAGGING-001"),
)


def rewritten(change: Callable[[Any], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of(TOMAKOMAI))))
    change(writer)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize("profile", [ACCESSIBLE, LASTING])
def test_writing_a_sheet_anew_breaks_nothing_by_itself(profile: str) -> None:
    assert faults(rewritten(lambda writer: None), profile) == []


@pytest.mark.parametrize(("change", "profile", "rule"), BREAKS, ids=[rule for *_, rule in BREAKS])
def test_finds_a_sheet_that_is_broken(
    change: Callable[[Any], None], profile: str, rule: str
) -> None:
    assert rule in faults(rewritten(change), profile)


@pytest.mark.parametrize(
    ("said", "profile"),
    [(b"<pdfuaid:part>1</pdfuaid:part>", ACCESSIBLE), (b"<pdfaid:part>2</pdfaid:part>", LASTING)],
)
def test_finds_a_sheet_that_does_not_say_which_standard_it_keeps(said: bytes, profile: str) -> None:
    document = pdf_of(TOMAKOMAI)
    assert said in document

    assert faults(document.replace(said, b" " * len(said)), profile)
