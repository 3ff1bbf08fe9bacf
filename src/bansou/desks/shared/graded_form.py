"""Grades for what a scheme asks about a visit or trial, at whichever desk they are given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.widgets import Radios
from bansou.schemes.experience import EvaluationItem, ExperienceRules


class GradedForm(RowedForm):
    """One grade for each of the scheme's items."""

    def __init__(
        self,
        *args: Any,
        scheme_rules: ExperienceRules,
        items: Sequence[EvaluationItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        grades = [(grade.key, grade.label) for grade in scheme_rules.grades]
        self.items = items
        for item in items:
            self.fields[f"item_{item.key}"] = forms.ChoiceField(
                label=item.label, choices=grades, widget=Radios
            )

    def answers(self) -> dict[str, str]:
        """The grade by item."""
        return {item.key: self.cleaned_data[f"item_{item.key}"] for item in self.items}
