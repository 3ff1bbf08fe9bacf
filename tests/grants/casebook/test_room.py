"""How many letters more a text takes: so many fit in every format, and one more does not."""

from dataclasses import replace

import pytest

from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.plan import plan
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.room import MOST, Room, room_left
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.xlsx import filled
from tests.grants.casebook.sheets import TOMAKOMAI, with_box
from tests.grants.casebook.test_templates import PRINTED, sheet_of


def prints(sheet: Sheet) -> bool:
    try:
        pdf_of(sheet)
        filled(sheet)
    except TextTooLong:
        return False
    return True


def lengthened(sheet: Sheet, place: str, number: int, more: str) -> Sheet:
    """The sheet with more letters in one of its texts."""
    if place == "catch":
        return replace(sheet, catch=sheet.catch + more)
    if place == "closing":
        *others, last = sheet.points
        return replace(sheet, points=(*others, last + more))
    name = "boxes" if place == "boxes" else "side_boxes"
    texts = list(getattr(sheet, name))
    texts[number] = replace(texts[number], text=texts[number].text + more)
    return replace(sheet, **{name: tuple(texts)})


def told(room: Room) -> list[tuple[str, int, int]]:
    return [
        ("catch", 0, room.catch),
        ("closing", 0, room.closing),
        *(("boxes", number, left) for number, left in enumerate(room.boxes)),
        *(("sides", number, left) for number, left in enumerate(room.sides)),
    ]


@pytest.mark.parametrize("name", PRINTED)
def test_so_many_letters_fit_and_one_more_does_not(name: str) -> None:
    sheet = replace(sheet_of(name), is_draft=True)

    for place, number, left in told(room_left(sheet)):
        assert prints(lengthened(sheet, place, number, "あ" * left)), (place, number)
        # A side box grows wider with its text, so it may take a little more than was told.
        if left < MOST and place != "sides":
            more = lengthened(sheet, place, number, "あ" * (left + 1))
            assert not prints(more), (place, number)


def test_tells_the_size_at_which_the_boxes_are_printed() -> None:
    assert room_left(TOMAKOMAI).points == 11
    long = with_box(0, text="この文は箱に入りきらない長さです。" * 16)
    assert 8 <= room_left(long).points < 11


@pytest.mark.parametrize("points", [(), TOMAKOMAI.points], ids=["none", "some"])
def test_tells_room_for_closing_points_also_where_there_are_none_yet(
    points: tuple[str, ...],
) -> None:
    crowded = with_box(0, text="この文は箱に入りきらない長さです。" * 18)
    sheet = replace(crowded, points=points)
    left = room_left(sheet).closing
    assert left < MOST

    *others, last = points or ("",)
    longer = [last + "あ" * (left + more) for more in (0, 1)]
    fitting = [prints(replace(sheet, points=(*others, it) if it else ())) for it in longer]
    assert fitting == [True, False]


def test_refuses_where_a_text_is_too_long_already() -> None:
    with pytest.raises(TextTooLong):
        room_left(with_box(0, text="この文は箱に入りきらない長さです。" * 90))


def test_asking_does_not_change_what_is_drawn() -> None:
    before = pdf_of(TOMAKOMAI)
    room_left(TOMAKOMAI)

    assert pdf_of(TOMAKOMAI) == before
    assert plan(TOMAKOMAI) == plan(TOMAKOMAI)
