"""Editing the sheet's texts in a scheme: what is said as before stays letter for letter."""

import pytest

from bansou.schemes import reader
from bansou.schemes.editing_sheet import with_sheet_texts
from bansou.schemes.shape import SheetBox, SheetTexts, SideBox

NAMES = reader.template_names()


def sheet_of(text: str) -> SheetTexts:
    return reader.read_scheme(text, "scheme.toml").sheet


@pytest.mark.parametrize("name", NAMES)
def test_saying_the_same_changes_no_letter(name: str) -> None:
    text = reader.template(name)

    assert with_sheet_texts(text, sheet_of(text)) == text


@pytest.mark.parametrize("name", NAMES)
def test_reads_back_boxes_that_come_change_and_go(name: str) -> None:
    text = reader.template(name)
    before = sheet_of(text)
    new = SheetBox(title="居場所", text="・だれでも\n・いつでも", chip="employer")

    grown = before.model_copy(
        update={
            "catch": "みんなで支える",
            "boxes": (before.boxes[0], new),
            "side_boxes": (SideBox(title="注", text="毎週木曜"),),
            "flow_alternative": "",
            "points": ("続けた。",),
        }
    )
    after = with_sheet_texts(text, grown)
    bare = grown.model_copy(
        update={"side_boxes": (), "banner": "", "boxes": (*grown.boxes, new, new)}
    )

    assert sheet_of(after) == grown
    assert sheet_of(with_sheet_texts(after, bare)) == bare
    assert after.partition("[sheet]")[0] == text.partition("[sheet]")[0]
