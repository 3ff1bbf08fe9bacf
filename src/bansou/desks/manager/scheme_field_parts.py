"""The fields that a scheme adds, in the form of its parts: their words, their choices, their end."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.text import lines_in
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.wording import speak_plainly
from bansou.schemes.editing import FieldEdit
from bansou.schemes.shape import ExtraField, Scheme

PLACES = (("case", _("ケース")), ("step", _("支援の記録")))
_SAID = dict(PLACES)
#: What each field begins with in the form: field_3_label.
_STEM = "field"


class WithFieldParts(DeskForm):
    """A form in which each field of a scheme can be called otherwise, asked for otherwise or ended."""

    scheme: Scheme

    def add_field_parts(self) -> None:
        """Put in the parts of every field that the scheme has, filled with what it says."""
        for at, extra in enumerate(self.scheme.fields):
            parts = dict(_parts_of(extra))
            self.fields.update({f"{_STEM}_{at}_{name}": part for name, part in parts.items()})
            speak_plainly(parts.values())

    def field_parts(self) -> Iterator[tuple[str, str, list[Any]]]:
        """Of each field its label, where it is asked for, and its parts, for the page."""
        for at, extra in enumerate(self.scheme.fields):
            names = [name for name, _part in _parts_of(extra)]
            yield extra.label, str(_SAID[extra.on]), [self[f"{_STEM}_{at}_{it}"] for it in names]

    def field_of(self, name: str | None) -> ExtraField | None:
        """The scheme's field to which a part belongs."""
        stem, _mark, rest = (name or "").partition("_")
        place = rest.partition("_")[0]
        return self.scheme.fields[int(place)] if stem == _STEM and place.isdigit() else None

    def check_field_parts(self) -> None:
        """Two choices of one field cannot be called alike.

        A field that goes is not looked at: its parts matter no more.
        """
        for at, extra in enumerate(self.scheme.fields):
            if extra.type == "choice" and not self.cleaned_data.get(f"{_STEM}_{at}_gone"):
                edit = self._edit_of(at, extra)
                labels = [*edit.choices, *edit.more]
                if twice := next((it for it in labels if labels.count(it) > 1), None):
                    sentence = gettext("選択肢「%s」が2つあります。ちがう言い方にしてください。")
                    self.add_error(f"{_STEM}_{at}_more", sentence % twice)

    def field_edits(self) -> list[FieldEdit]:
        """What was said of each field."""
        return [self._edit_of(at, extra) for at, extra in enumerate(self.scheme.fields)]

    def _edit_of(self, at: int, extra: ExtraField) -> FieldEdit:
        def said(name: str) -> Any:
            return self.cleaned_data.get(f"{_STEM}_{at}_{name}")

        return FieldEdit(
            label=said("label") or extra.label,
            hint=said("hint") or "",
            required=bool(said("required")),
            choices=tuple(
                said(f"choice_{number}") or choice.label
                for number, choice in enumerate(extra.choices)
            ),
            more=tuple(lines_in(said("more") or "")),
            is_gone=bool(said("gone")),
        )


def _parts_of(extra: ExtraField) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "label",
        forms.CharField(label=_("項目の名前"), max_length=40, initial=extra.label),
    )
    yield (
        "hint",
        forms.CharField(
            label=_("書く人へのひとこと"), max_length=200, required=False, initial=extra.hint
        ),
    )
    yield (
        "required",
        forms.BooleanField(label=_("かならず書く"), required=False, initial=extra.required),
    )
    for number, choice in enumerate(extra.choices):
        label = gettext("選択肢%(number)d") % {"number": number + 1}
        yield (
            f"choice_{number}",
            forms.CharField(label=label, max_length=200, initial=choice.label),
        )
    if extra.type == "choice":
        yield "more", _more_choices()
    yield (
        "gone",
        forms.BooleanField(
            label=_("この項目を外す"),
            required=False,
            help_text=_("画面に出なくなり、新しく書けなくなります。書かれた値は記録に残ります。"),
        ),
    )


def _more_choices() -> forms.Field:
    return forms.CharField(
        label=_("選択肢を足す"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("1行に1つ書きます。言い方を変えた選択肢は、前の言い方の台帳も読めます。"),
    )
