"""A scheme filled in part by part: its stages and fields, and at most one new one of each."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.text import lines_in
from bansou.desks.manager.scheme_field_parts import PLACES, WithFieldParts
from bansou.desks.shared.wording import speak_plainly
from bansou.evidence.sources import acts_recorded
from bansou.schemes.editing import Edits, NewField, NewStage, StageEdit
from bansou.schemes.shape import DEMANDS, Scheme, Stage

TYPES = (
    ("text", _("文")),
    ("number", _("数")),
    ("date", _("日付")),
    ("yes_no", _("はい・いいえ")),
    ("choice", _("選択肢")),
)
_OF_A_STAGE = ("title", "short", "demand", "place")
_NONE = ("", _("選んでください"))


def _text(label: Any, *, longest: int = 200, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, **more)


class SchemePartsForm(WithFieldParts):
    """The parts of one scheme; its stages have their own fields, by their place."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    new_stage_title = _text(_("段階の名前"), required=False)
    new_stage_short = _text(_("短い名前"), required=False, longest=20)
    new_stage_demand = forms.ChoiceField(
        label=_("求め方"), required=False, choices=[_NONE, *DEMANDS.items()]
    )
    new_stage_kind = forms.ChoiceField(label=_("終わったとみる記録"), required=False)
    new_field_label = _text(_("項目の名前"), required=False, longest=40)
    new_field_on = forms.ChoiceField(
        label=_("どこに足すか"), required=False, choices=[_NONE, *PLACES]
    )
    new_field_type = forms.ChoiceField(label=_("書き方"), required=False, choices=[_NONE, *TYPES])
    new_field_hint = _text(_("書く人へのひとこと"), required=False)
    new_field_choices = forms.CharField(
        label=_("選択肢"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("書き方が「選択肢」のとき、1行に1つ書きます。"),
    )

    def __init__(self, *args: Any, scheme: Scheme, number: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(scheme) | {"base": number})
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        kinds = self.fields["new_stage_kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [_NONE, *((act.kind, act.label) for act in acts_recorded(scheme))]
        for place in range(len(scheme.stages)):
            self._add_stage(place)
        self.add_field_parts()

    def _add_stage(self, place: int) -> None:
        self.fields[f"title_{place}"] = _text(_("名前"))
        self.fields[f"short_{place}"] = _text(_("短い名前"), longest=20)
        self.fields[f"demand_{place}"] = forms.ChoiceField(
            label=_("求め方"), choices=list(DEMANDS.items())
        )
        self.fields[f"place_{place}"] = forms.IntegerField(
            label=_("順番"),
            min_value=1,
            max_value=99,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        )
        speak_plainly(self.fields[f"{name}_{place}"] for name in _OF_A_STAGE)

    def add_error(self, field: str | None, error: Any) -> None:
        """Say of which stage or field a mistake is: all have parts of the same names."""
        stage, extra = self._stage_of(field), self.field_of(field)
        if stage:
            said, name = gettext("段階「%(name)s」：%(sentence)s"), stage.title
        elif extra:
            said, name = gettext("項目「%(name)s」：%(sentence)s"), extra.label
        else:
            super().add_error(field, error)
            return
        for sentence in ValidationError(error).messages:
            super().add_error(field, said % {"name": name, "sentence": sentence})

    def _stage_of(self, field: str | None) -> Stage | None:
        name, _mark, place = (field or "").rpartition("_")
        return self.scheme.stages[int(place)] if name in _OF_A_STAGE else None

    def stages(self) -> Iterator[tuple[str, list[Any]]]:
        """Each stage's title and its fields, for the page."""
        for place, stage in enumerate(self.scheme.stages):
            names = (f"{name}_{place}" for name in _OF_A_STAGE)
            yield stage.title, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._whole(cleaned, "new_stage", ("title", "short", "demand", "kind"))
        self._whole(cleaned, "new_field", ("label", "on", "type"))
        self._each_at_its_place(cleaned)
        self.check_field_parts()
        choices = lines_in(cleaned.get("new_field_choices") or "")
        if cleaned.get("new_field_type") == "choice" and not choices:
            self.add_error("new_field_choices", gettext("選択肢を、1行に1つ書いてください。"))
        return cleaned

    def _each_at_its_place(self, cleaned: dict[str, Any]) -> None:
        """Two stages cannot stand at the same place."""
        taken: dict[int, Stage] = {}
        for number, stage in enumerate(self.scheme.stages):
            place = cleaned.get(f"place_{number}")
            if place is None:
                continue
            if other := taken.get(place):
                sentence = gettext(
                    "順番の%(place)dは「%(other)s」と同じです。ちがう数字にしてください。"
                )
                self.add_error(f"place_{number}", sentence % {"place": place, "other": other.title})
            taken.setdefault(place, stage)

    def _whole(self, cleaned: dict[str, Any], stem: str, names: tuple[str, ...]) -> None:
        """Something new is said as a whole or not at all."""
        said = {name: cleaned.get(f"{stem}_{name}") for name in names}
        if any(said.values()):
            for name, value in said.items():
                if not value and f"{stem}_{name}" not in self.errors:
                    label = self.fields[f"{stem}_{name}"].label
                    self.add_error(f"{stem}_{name}", gettext("「%s」も入れてください。") % label)

    def edits(self) -> Edits:
        """What was said, to be written into the scheme's text."""
        said = self.cleaned_data
        return Edits(
            stages=[
                StageEdit(
                    stage.key,
                    said[f"title_{place}"],
                    said[f"short_{place}"],
                    said[f"demand_{place}"],
                    said[f"place_{place}"],
                )
                for place, stage in enumerate(self.scheme.stages)
            ],
            fields=self.field_edits(),
            new_stage=self._new_stage(),
            new_field=self._new_field(),
        )

    def _new_stage(self) -> NewStage | None:
        said = [self.cleaned_data[f"new_stage_{n}"] for n in ("title", "short", "demand", "kind")]
        return NewStage(*said) if said[0] else None

    def _new_field(self) -> NewField | None:
        said = self.cleaned_data
        if not said["new_field_label"]:
            return None
        is_choice = said["new_field_type"] == "choice"
        return NewField(
            label=said["new_field_label"],
            on=said["new_field_on"],
            type=said["new_field_type"],
            hint=said["new_field_hint"],
            choices=tuple(lines_in(said["new_field_choices"])) if is_choice else (),
        )


def _initial(scheme: Scheme) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for place, stage in enumerate(scheme.stages):
        said |= {
            f"title_{place}": stage.title,
            f"short_{place}": stage.short,
            f"demand_{place}": stage.demand,
            f"place_{place}": place + 1,
        }
    return said
