"""The flow of support: from actors and arrows to shapes, and from shapes to SVG."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bansou.grants.casebook.flow import Drawing, Frame, Part, broken, draw
from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.sheet import Actor, Arrow, Flow
from tests.grants.casebook.sheets import FLOW

CHAIN = Flow(
    actors=(Actor("a", "県"), Actor("b", "市"), Actor("c", "会社"), Actor("d", "本人")),
    arrows=(
        Arrow("a", "b", ("委託",)),
        Arrow("a", "c"),
        Arrow("b", "d", ("相談", "研修", "見学")),
        Arrow("c", "d"),
    ),
    alternative="県が市と会社に頼み、両方が本人を支えます。",
)


def frame_of(drawing: Drawing, words: str) -> Frame:
    (found,) = (frame for frame in drawing.frames if "".join(frame.lines) == words)
    return found


@pytest.mark.parametrize("flow", [FLOW, CHAIN])
def test_draws_every_actor_and_act_inside_the_drawing_and_apart(flow: Flow) -> None:
    drawing = draw(flow)

    acts = sum(len(arrow.acts) for arrow in flow.arrows if not arrow.both_ways)
    assert len(drawing.frames) == len(flow.actors) + acts
    for frame in drawing.frames:
        assert frame.x >= 0
        assert frame.y >= 0
        assert frame.x + frame.width <= drawing.width + 1e-9
        assert frame.y + frame.height <= drawing.height + 1e-9
    for one in drawing.frames:
        for other in drawing.frames:
            assert one is other or not overlap(one, other), (one.lines, other.lines)


def overlap(one: Frame, other: Frame) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_puts_whoever_leads_above_whom_it_leads_to() -> None:
    drawing = draw(FLOW)
    lead, seekers, employers = (frame_of(drawing, actor.label) for actor in FLOW.actors)

    assert lead.part is Part.LEAD
    assert lead.y + lead.height < seekers.y == employers.y
    assert seekers.x + seekers.width < employers.x


def test_puts_the_acts_on_their_arrow_in_their_order() -> None:
    drawing = draw(FLOW)
    consulting = frame_of(drawing, "(1)キャリアコンサルティング")
    qualifying = frame_of(drawing, "(2)資格取得支援")
    seekers = frame_of(drawing, "求職者")

    assert consulting.y < qualifying.y < seekers.y
    assert consulting.x + consulting.width / 2 == seekers.x + seekers.width / 2


def test_an_arrow_between_two_of_a_rank_goes_both_ways_with_its_act_above_it() -> None:
    drawing = draw(FLOW)
    (across,) = (line for line in drawing.lines if line.both_ways)
    (caption,) = drawing.captions

    assert across.y1 == across.y2
    assert caption.lines == ("(3)職場見学・", "職場体験")
    assert caption.y < across.y1


def test_refuses_arrows_that_lead_round_in_a_circle() -> None:
    circle = replace(CHAIN, arrows=(*CHAIN.arrows, Arrow("d", "a")))

    with pytest.raises(ValueError, match="circle"):
        draw(circle)


def test_refuses_an_arrow_to_nobody() -> None:
    with pytest.raises(ValueError, match="no such actor"):
        Flow((Actor("a", "市"),), (Arrow("a", "b"),), "")


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("求職者", ("求職者",)),
        ("職場見学・職場体験", ("職場見学・", "職場体験")),
        ("支援対象|者リスト一覧", ("支援対象", "者リスト一覧")),
        ("あいうえおかきくけこ", ("あいうえおかきく", "けこ")),
        ("短い|名", ("短い名",)),
    ],
)
def test_breaks_a_label_where_it_says_else_after_a_phrase(
    label: str, lines: tuple[str, ...]
) -> None:
    assert broken(label, width=8 * 9 * 25.4 / 72 + 0.01, points=9) == lines


def test_the_svg_names_and_describes_itself() -> None:
    picture = ET.fromstring(svg(FLOW, key="flow-2021"))  # noqa: S314 - our own

    assert picture.get("role") == "img"
    title, description = picture[0], picture[1]
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == ("支援の流れ", FLOW.alternative)
    assert title.get("id") == "flow-2021-title"
    assert len(picture.findall("rect")) == len(draw(FLOW).frames)
    assert len(picture.findall("polygon")) == 4
    assert "style" not in svg(FLOW)


def test_the_svg_prints_markup_as_it_was_written() -> None:
    wicked = replace(
        FLOW,
        actors=(Actor("operator", "<script>x</script>"), *FLOW.actors[1:]),
        alternative='"><b>',
    )

    assert "<script>" not in svg(wicked)
    assert "<b>" not in svg(wicked)
    assert "&lt;script&gt;" in svg(wicked)
