"""Changing the texts of a scheme's case sheet; a text that is said as before keeps its letters."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from bansou.schemes.editing import as_it_stood, put
from bansou.schemes.shape import SheetTexts

_BOX = ("number", "title", "stage", "chip", "text", "note")


def with_sheet_texts(text: str, said: SheetTexts) -> str:
    """The scheme's text with these texts on its sheet. Whether it is sound, its reader says.

    :param said: with the actors and arrows that the scheme has, in their order
    """
    scheme: Any = tomlkit.parse(text)
    sheet = scheme["sheet"]
    for name in ("catch", "banner", "flow_alternative"):
        put(sheet, name, getattr(said, name))
    if list(said.points) != list(sheet.get("points", [])):
        listed = tomlkit.array()
        listed.extend(said.points)
        sheet["points"] = listed.multiline(True)
    for standing, actor in zip(sheet.get("actors", []), said.actors, strict=True):
        put(standing, "label", actor.label)
    for standing, arrow in zip(sheet.get("arrows", []), said.arrows, strict=True):
        if list(arrow.acts) != list(standing.get("acts", [])):
            standing["acts"] = list(arrow.acts)
    _put_sides(sheet, [side.model_dump() for side in said.side_boxes])
    _put_boxes(sheet["boxes"], [box.model_dump() for box in said.boxes])
    return as_it_stood(text, tomlkit.dumps(scheme))


def _put_sides(sheet: Any, said: Sequence[Mapping[str, str]]) -> None:
    standing = sheet.get("side_boxes", [])
    if [dict(side) for side in standing] == list(said):
        return
    if len(standing) == len(said):
        for side, now in zip(standing, said, strict=True):
            for name, value in now.items():
                put(side, name, value)
        return
    sheet.pop("side_boxes", None)
    if said:
        listed = tomlkit.array()
        for now in said:
            side = tomlkit.inline_table()
            side.update(now)
            listed.append(side)
        sheet["side_boxes"] = listed.multiline(True)


def _put_boxes(boxes: Any, said: Sequence[Mapping[str, Any]]) -> None:
    for box, now in zip(boxes, said, strict=False):
        for name in _BOX:
            put(box, name, now[name] or "")
    for now in said[len(boxes) :]:
        table = tomlkit.table()
        table.update({name: now[name] for name in _BOX if now[name]})
        boxes.append(table)
    for _ in range(len(boxes) - len(said)):
        del boxes[-1]
