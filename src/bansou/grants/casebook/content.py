"""Where a sheet comes from, the scheme's texts and the measures, and how it is kept as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from bansou.commons.clock import FiscalYear
from bansou.commons.figures import Figure
from bansou.commons.money import in_thousands
from bansou.grants.casebook.sheet import (
    Actor,
    Arrow,
    Box,
    Chip,
    Flow,
    Foot,
    KpiRow,
    Sheet,
    SideBox,
)
from bansou.grants.casebook.wording import Wording
from bansou.schemes.shape import Scheme, SheetBox, SheetTexts
from bansou.schemes.shape import SideBox as SideTexts

NO_COST = "―"
_KEPT = TypeAdapter(Sheet)

type Pair = tuple[Figure | None, Figure | None]


def from_scheme(
    scheme: Scheme,
    *,
    fiscal_year: FiscalYear,
    eligible_yen: int | None,
    pairs: Mapping[str, Pair],
    foot: Foot,
) -> Sheet:
    """Lay the scheme's texts and a year's figures together.

    :param eligible_yen: the cost that the grant covers; printed as ― when it is not known
    :param pairs: target and actual by the indicator's id; one that is missing prints as ―
    """
    texts = scheme.sheet
    return Sheet(
        title=scheme.name,
        body=scheme.body,
        fund=scheme.fund,
        fiscal_year=fiscal_year,
        catch=texts.catch,
        eligible_cost=NO_COST if eligible_yen is None else in_thousands(eligible_yen),
        boxes=tuple(
            Box(box.number, box.title, box.text, box.note, Chip(box.chip) if box.chip else None)
            for box in texts.boxes
        ),
        banner=texts.banner,
        side_boxes=tuple(SideBox(box.title, box.text) for box in texts.side_boxes),
        kpi=tuple(
            KpiRow(definition.label, definition.unit, *pairs.get(definition.id, (None, None)))
            for definition in scheme.indicators
            if definition.holds_in(fiscal_year.year)
        ),
        flow=_flow(texts),
        points=texts.points,
        foot=foot,
    )


def _flow(texts: SheetTexts) -> Flow | None:
    if not texts.actors:
        return None
    return Flow(
        actors=tuple(Actor(actor.key, actor.label) for actor in texts.actors),
        arrows=tuple(
            Arrow(arrow.source, arrow.target, arrow.acts, arrow.both_ways) for arrow in texts.arrows
        ),
        alternative=texts.flow_alternative,
    )


def with_wording(texts: SheetTexts, wording: Wording) -> SheetTexts:
    """The scheme's texts as they were worded, with its actors and arrows.

    A box tells about its stage as long as it bears the stage's chip.
    """
    return texts.model_copy(
        update={
            "catch": wording.catch,
            "banner": wording.banner,
            "flow_alternative": wording.flow_alternative,
            "points": wording.points,
            "boxes": tuple(
                SheetBox.model_construct(
                    number=box.number,
                    title=box.title,
                    stage=_stage_of(box, place, texts.boxes),
                    chip=box.chip.value if box.chip else None,
                    text=box.text,
                    note=box.note,
                )
                for place, box in enumerate(wording.boxes)
            ),
            "side_boxes": tuple(
                SideTexts.model_construct(title=side.title, text=side.text)
                for side in wording.side_boxes
            ),
            "actors": tuple(
                actor.model_copy(update={"label": now.label})
                for actor, now in zip(texts.actors, wording.actors, strict=True)
            ),
            "arrows": tuple(
                arrow.model_copy(update={"acts": now.acts})
                for arrow, now in zip(texts.arrows, wording.arrows, strict=True)
            ),
        }
    )


def _stage_of(box: Box, place: int, former: Sequence[SheetBox]) -> str | None:
    """The stage of the box of this title, else of the one that stood at this place."""
    of_title = next((it for it in former if it.title == box.title), None)
    found = of_title or (former[place] if place < len(former) else None)
    chip = box.chip.value if box.chip else None
    return found.stage if found and found.chip == chip else None


def to_json(sheet: Sheet) -> dict[str, Any]:
    """Give a sheet as plain JSON values, to be kept as it was drawn up."""
    kept: dict[str, Any] = _KEPT.dump_python(sheet, mode="json", exclude={"is_draft"})
    return kept


def from_json(kept: Mapping[str, Any]) -> Sheet:
    """Give the sheet that was kept.

    :raises pydantic.ValidationError: it was not kept by `to_json`
    """
    return _KEPT.validate_python(kept)
