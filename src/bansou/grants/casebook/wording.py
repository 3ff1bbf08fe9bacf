"""What of a sheet is worded on the sheet itself: its texts, never its figures and their labels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from bansou.grants.casebook.sheet import Actor, Arrow, Box, Flow, Sheet, SideBox


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a sheet. Without actors it has no flow."""

    catch: str
    boxes: tuple[Box, ...]
    banner: str = ""
    side_boxes: tuple[SideBox, ...] = ()
    actors: tuple[Actor, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    flow_alternative: str = ""
    points: tuple[str, ...] = ()


_KEPT = TypeAdapter(Wording)


def wording_of(sheet: Sheet) -> Wording:
    """The texts that a sheet has."""
    flow = sheet.flow
    return Wording(
        catch=sheet.catch,
        boxes=sheet.boxes,
        banner=sheet.banner,
        side_boxes=sheet.side_boxes,
        actors=flow.actors if flow else (),
        arrows=flow.arrows if flow else (),
        flow_alternative=flow.alternative if flow else "",
        points=sheet.points,
    )


def worded(sheet: Sheet, wording: Wording) -> Sheet:
    """The sheet with other texts and the same figures."""
    flow = None
    if wording.actors:
        flow = Flow(wording.actors, wording.arrows, wording.flow_alternative)
    return replace(
        sheet,
        catch=wording.catch,
        boxes=wording.boxes,
        banner=wording.banner,
        side_boxes=wording.side_boxes,
        flow=flow,
        points=wording.points,
    )


def wording_to_json(wording: Wording) -> dict[str, Any]:
    """Give the texts as plain JSON values."""
    kept: dict[str, Any] = _KEPT.dump_python(wording, mode="json")
    return kept


def wording_from_json(kept: Mapping[str, Any]) -> Wording:
    """Give the texts that were kept.

    :raises pydantic.ValidationError: they were not kept by `wording_to_json`
    """
    return _KEPT.validate_python(kept)
