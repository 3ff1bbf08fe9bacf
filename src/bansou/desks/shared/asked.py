"""Lists of which one says apart: not asked yet, and asked with nothing to name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.widgets import Ticks

#: What is ticked when somebody was asked and there is nothing.
NOTHING = "nothing"


class AskedTicks(forms.MultipleChoiceField):
    """Ticks; none ticked is not known (None), なし ticked is an empty list."""

    def __init__(
        self, *, nothing: Any = None, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any
    ) -> None:
        """Offer the choices.

        :param nothing: the words for なし; without them there is no such tick
        """
        self.nothing = nothing
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", Ticks)
        super().__init__(**kwargs)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Set what can be ticked; なし stands last."""
        said = [(NOTHING, self.nothing)] if self.nothing else []
        self.choices: Any = [*choices, *said]

    def clean(self, value: Any) -> Any:
        ticked = super().clean(value)
        if NOTHING in ticked and len(ticked) > 1:
            raise ValidationError(
                _("「%(nothing)s」と、ほかの項目の両方に印があります。どちらかにしてください。")
                % {"nothing": self.nothing}
            )
        if NOTHING in ticked:
            return []
        return ticked or None


def ticked(value: Iterable[str] | None) -> list[str]:
    """What is on record, as the field shows it; only for a field that has なし."""
    return [] if value is None else list(value) or [NOTHING]
