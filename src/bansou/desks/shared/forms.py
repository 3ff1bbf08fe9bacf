"""The base of our forms: our markup, our words, and refusals shown at the field they speak of."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text
from bansou.desks.shared.wording import speak_plainly


class Renderer(TemplatesSetting):
    """Renders every form, also those of allauth, by our field component."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class DeskForm(forms.Form):
    """A form on a desk. Mistakes are named by the server, in our words, and nothing is lost.

    `marks` says whether fields carry ※必須 and 任意; forms that only filter have none.
    """

    marks = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """Check the fields; also those that a form added after its own beginning speak our words."""
        speak_plainly(self.fields.values())
        super().full_clean()

    def add_refusal(self, refusal: Refusal) -> None:
        """Show a refusal where it can be put right: at its field, else above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))

    def typed(self) -> dict[str, Any]:
        """Everything as it stands in the form's fields, for a draft."""
        typed = {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
        }
        return {
            name: clean_text(value) if isinstance(value, str) else value
            for name, value in typed.items()
        }


class RowedForm(DeskForm):
    """A form whose fields of one thought share a row."""

    #: The names of fields that stand beside one another.
    pairs: tuple[tuple[str, str], ...] = ()

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields in their rows, for the page."""
        beside = dict(self.pairs)
        second = set(beside.values())
        return [
            [self[other] for other in (field.name, beside.get(field.name)) if other]
            for field in self.visible_fields()
            if field.name not in second
        ]
