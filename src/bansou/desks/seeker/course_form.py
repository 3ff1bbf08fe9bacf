"""What the person says when applying for a course: which run, whether another would do, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import day_in_sentence
from bansou.commons.keys import uuid7
from bansou.desks.shared.fields import today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import BoxedRadios
from bansou.support.training.models import CourseRun


class WishForm(DeskForm):
    """The run that suits best; the others in their order if one of them would do as well."""

    run = forms.ChoiceField(
        label=_("行きたい回"),
        error_messages={"required": _("行きたい回を1つ選んでください。")},
    )
    any_other = forms.BooleanField(label=_("満席のときは、ほかの回でもよい"), required=False)
    purpose = forms.CharField(
        label=_("この講座でしたいこと"),
        required=False,
        max_length=200,
        help_text=_("書かなくてもかまいません。例　資格を取って、次の仕事で生かしたい"),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, runs: Sequence[Any], **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.runs = {str(run.pk): run for run in runs}
        fields: Any = self.fields
        notes = {key: _seats(run) for key, run in self.runs.items()}
        fields["run"].widget = BoxedRadios(notes)
        fields["run"].choices = [(key, _begins(run)) for key, run in self.runs.items()]
        if len(self.runs) == 1:
            del self.fields["any_other"]

    def wishes(self) -> list[CourseRun]:
        """The runs by rank."""
        first = self.runs[self.cleaned_data["run"]]
        others = [run for run in self.runs.values() if run is not first]
        return [first, *others] if self.cleaned_data.get("any_other") else [first]


def _begins(run: Any) -> str:
    day = day_in_sentence(run.first_on, today())
    return gettext("%(day)sから　%(starts)s–%(ends)s") % {
        "day": day,
        "starts": f"{run.starts_at:%H:%M}",
        "ends": f"{run.ends_at:%H:%M}",
    }


def _seats(run: Any) -> str:
    left = run.capacity - run.taken
    seats = (
        gettext("残り%(left)d席") % {"left": left} if left else gettext("満席（空きを待てます）")
    )
    return f"{run.place}　{seats}"
