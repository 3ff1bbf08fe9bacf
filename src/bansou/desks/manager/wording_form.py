"""The texts of a draft sheet in a form: its line, its boxes, who takes part, its points."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.documents.typesetting import LetterNotPrintable
from bansou.commons.phrases import without_breaks
from bansou.commons.text import clean_text
from bansou.desks.shared.forms import DeskForm
from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.plan import CATCH_LEAST, SMALLEST
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.room import MOST, Room, room_left
from bansou.grants.casebook.sheet import Box, Chip, Sheet, SideBox
from bansou.grants.casebook.wording import Wording

MOST_BOXES, MOST_SIDES = 6, 2
#: A digit more than any version has.
_LONGEST_VERSION = 9
_BOX, _SIDE = ("number", "title", "chip", "text", "note"), ("title", "text")


def _line(label: str | Promise, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **more)


def _text(label: str | Promise, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class SheetWordingForm(DeskForm):
    """All texts of one sheet; how many boxes it has is said by those that are filled in."""

    version = forms.IntegerField(
        min_value=1, max_value=10**_LONGEST_VERSION, widget=forms.HiddenInput
    )
    catch = forms.CharField(label=_("見出しの一文"), max_length=200)
    banner = _line(_("まとめの帯"), 200)
    flow_alternative = _text(
        _("流れを言葉で"), 3, help_text=_("図が見えない人に、同じことを文で伝えます。")
    )
    points = _text(_("着目したポイント"), 6, help_text=_("1行に1つ書きます。"))

    def __init__(self, *args: Any, base: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        for place in range(MOST_BOXES):
            self._add_box(place)
        for place in range(max(MOST_SIDES, len(base.side_boxes))):
            self.fields[f"side_{place}_title"] = _line(_("見出し"), 60)
            self.fields[f"side_{place}_text"] = _text(_("文"), 3)
        for actor in base.actors:
            self.fields[f"actor_{actor.key}"] = forms.CharField(
                label=without_breaks(actor.label), max_length=80
            )
        names = {actor.key: without_breaks(actor.label) for actor in base.actors}
        for place, arrow in enumerate(base.arrows):
            pattern = _("%(one)sと%(other)s") if arrow.both_ways else _("%(one)sから%(other)sへ")
            label = pattern % {"one": names[arrow.source], "other": names[arrow.target]}
            self.fields[f"acts_{place}"] = _text(label, 2)
        if not base.actors:
            del self.fields["flow_alternative"]

    def _add_box(self, place: int) -> None:
        self.fields[f"box_{place}_number"] = _line(_("番号"), 10)
        self.fields[f"box_{place}_title"] = _line(_("見出し"), 80)
        self.fields[f"box_{place}_chip"] = forms.ChoiceField(
            label=_("印"),
            required=False,
            choices=[("", _("つけない")), *((chip.value, chip.label) for chip in Chip)],
        )
        self.fields[f"box_{place}_text"] = _text(
            _("本文"), 4, help_text=_("「・」で始めた行は、箇条書きになります。")
        )
        self.fields[f"box_{place}_note"] = _line(_("注"), 200)

    # For the page

    def boxes(self) -> Iterator[tuple[int, list[Any]]]:
        """The fields of each box, with its place counted from one."""
        for place in range(MOST_BOXES):
            yield place + 1, [self[f"box_{place}_{name}"] for name in _BOX]

    def sides(self) -> Iterator[tuple[int, list[Any]]]:
        """The fields of each small box below the banner."""
        for place in range(max(MOST_SIDES, len(self.base.side_boxes))):
            yield place + 1, [self[f"side_{place}_{name}"] for name in _SIDE]

    def actors(self) -> list[Any]:
        """The fields of those who take part."""
        return [self[f"actor_{actor.key}"] for actor in self.base.actors]

    def acts(self) -> list[Any]:
        """The fields of what passes between them."""
        return [self[f"acts_{place}"] for place in range(len(self.base.arrows))]

    def typed(self) -> list[tuple[str, str]]:
        """Everything as it stands in the fields, to be carried to the next page."""
        return [(name, str(self[name].value() or "")) for name in self.fields]

    def tell(self, room: Room) -> None:
        """Say at each text how many letters more it takes, before anything is too long."""
        filled = self._filled_places("box", _BOX)
        told = {
            "catch": room.catch,
            "points": room.closing,
            **{f"box_{at}_text": left for at, left in zip(filled, room.boxes, strict=True)},
            **{
                f"side_{at}_text": left
                for at, left in zip(self._filled_places("side", _SIDE), room.sides, strict=True)
            },
        }
        for name, left in told.items():
            field = self.fields[name]
            points = CATCH_LEAST if name == "catch" else SMALLEST
            field.help_text = format_html("{}{}", field.help_text, _left(left, points))
            field.widget.attrs["data-room"] = str(left)

    # What was said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = clean_text(value).strip()
        for place in range(MOST_BOXES):
            self._whole(cleaned, f"box_{place}", ("number", "title", "text", "note"))
        for place in range(max(MOST_SIDES, len(self.base.side_boxes))):
            self._whole(cleaned, f"side_{place}", _SIDE)
        if not self.errors and not self._filled_places("box", _BOX):
            self.add_error("box_0_title", gettext("項目を1つは書いてください。"))
        return cleaned

    def _whole(self, cleaned: dict[str, Any], stem: str, names: tuple[str, ...]) -> None:
        """A box has a title and a text, or nothing."""
        if any(cleaned.get(f"{stem}_{name}") for name in names):
            for name in ("title", "text"):
                if not cleaned.get(f"{stem}_{name}") and f"{stem}_{name}" not in self.errors:
                    label = self.fields[f"{stem}_{name}"].label
                    self.add_error(f"{stem}_{name}", gettext("%sを入れてください。") % label)

    def wording(self) -> Wording:
        """The texts as they were said."""
        said = self.cleaned_data
        return Wording(
            catch=said["catch"],
            boxes=tuple(self._box(place) for place in self._filled_places("box", _BOX)),
            banner=said["banner"],
            side_boxes=tuple(
                SideBox(said[f"side_{place}_title"], said[f"side_{place}_text"])
                for place in self._filled_places("side", _SIDE)
            ),
            actors=tuple(replace(it, label=said[f"actor_{it.key}"]) for it in self.base.actors),
            arrows=tuple(
                replace(arrow, acts=_lines(said[f"acts_{place}"]))
                for place, arrow in enumerate(self.base.arrows)
            ),
            flow_alternative=said.get("flow_alternative", ""),
            points=_lines(said["points"]),
        )

    def _box(self, place: int) -> Box:
        number, title, chip, text, note = (
            self.cleaned_data[f"box_{place}_{name}"] for name in _BOX
        )
        return Box(number, title, text, note, Chip(chip) if chip else None)

    def _filled_places(self, stem: str, names: tuple[str, ...]) -> list[int]:
        """The places of those boxes that say something."""
        said = self.cleaned_data if self.is_bound else self.initial
        most = MOST_BOXES if stem == "box" else max(MOST_SIDES, len(self.base.side_boxes))
        return [
            place
            for place in range(most)
            if any(said.get(f"{stem}_{place}_{name}") for name in names if name != "chip")
        ]

    def room_on(self, sheet_with: Callable[[Wording], Sheet]) -> Room | None:
        """How much room the texts leave on a sheet; None where one is to be put right first."""
        try:
            return room_left(sheet_with(self.wording()))
        except TextTooLong as refusal:
            self.add_too_long(refusal)
        except LetterNotPrintable as refusal:
            self.add_refusal(refusal)
        return None

    def add_too_long(self, refusal: TextTooLong) -> None:
        """Name each text that is too long at its field."""
        places: Any = refusal.values["places"]
        called = list(self._called())
        for place in places:
            sentence = str(TextTooLong(**place))
            found = [field for field, name in called if _is_called(name, place["box"])]
            for field in found or [None]:
                self.add_error(field, sentence)

    def _called(self) -> Iterator[tuple[str, str]]:
        """Each field with the name by which a refusal speaks of its text."""
        wording = self.wording()
        yield "catch", words.CATCH
        yield "banner", words.BANNER
        yield "points", words.POINTS
        filled = self._filled_places("box", _BOX)
        for place, box in zip(filled, wording.boxes, strict=True):
            yield f"box_{place}_text", box.heading
        sides = self._filled_places("side", _SIDE)
        for place, side in zip(sides, wording.side_boxes, strict=True):
            yield f"side_{place}_text", side.title
        for actor in wording.actors:
            yield f"actor_{actor.key}", f"{words.FLOW}：{without_breaks(actor.label)}"
        for place, arrow in enumerate(wording.arrows):
            for act in arrow.acts:
                yield f"acts_{place}", f"{words.FLOW}：{without_breaks(act)}"
        if wording.actors:
            yield "flow_alternative", words.FLOW


def initial_of(wording: Wording, version: int) -> dict[str, Any]:
    """The fields' values for texts as they are."""
    said: dict[str, Any] = {
        "version": version,
        "catch": wording.catch,
        "banner": wording.banner,
        "flow_alternative": wording.flow_alternative,
        "points": "\n".join(wording.points),
    }
    for place, box in enumerate(wording.boxes):
        values = (box.number, box.title, box.chip.value if box.chip else "", box.text, box.note)
        said |= {f"box_{place}_{name}": it for name, it in zip(_BOX, values, strict=True)}
    for place, side in enumerate(wording.side_boxes):
        said |= {f"side_{place}_title": side.title, f"side_{place}_text": side.text}
    said |= {f"actor_{actor.key}": actor.label for actor in wording.actors}
    said |= {f"acts_{place}": "\n".join(it.acts) for place, it in enumerate(wording.arrows)}
    return said


def _is_called(name: str, said: str) -> bool:
    """Tell whether a refusal means this name, which it may have cut short."""
    return name == said or (said.endswith("…") and name.startswith(said[:-1]))


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip().removeprefix(words.BULLET) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _left(letters: int, points: float) -> str:
    """How many letters more; the number follows what is typed where scripts run."""
    if letters >= MOST:
        return gettext("まだ%d文字より多く入ります。") % MOST
    number = format_html("<span data-room-left>{}</span>", letters)
    sentence = gettext(
        '{points}ポイントまで小さくすると、<span class="unit">あと約{number}文字</span>入ります。'
    )
    return format_html(sentence, points=f"{points:g}", number=number)
