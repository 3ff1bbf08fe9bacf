"""What somebody says about looking at work: what they wish for, and how it was."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.keys import uuid7
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.graded_form import GradedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import BoxedRadios
from bansou.support.experience.models import Experience
from bansou.support.experience.requesting import Wanted

_KINDS = {
    Experience.Kind.VISIT: _("見るだけです。話を聞いて、働くようすを見ます。"),
    Experience.Kind.TRIAL: _("何日か、仕事をやってみます。合わなければ、途中でやめられます。"),
}


class WishForm(DeskForm):
    """To look or to try, and what one would like, in one's own words."""

    kind = forms.ChoiceField(
        label=_("どちらをしてみたいですか"),
        error_messages={"required": _("どちらか1つを選んでください。")},
    )
    wishes = Prose(
        label=_("してみたいこと"),
        help_text=_("思ったままの言葉で。例　人が少ない職場で、機械にさわってみたい"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("してみたいことを、短くてもよいので書いてください。")},
    )
    goal = forms.CharField(
        label=_("確かめたいこと"),
        help_text=_("書かなくてもかまいません。例　立ち仕事が1日続けられるか"),
        required=False,
        max_length=200,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].widget = BoxedRadios({kind: _KINDS[Experience.Kind(kind)] for kind in kinds})
        fields["kind"].choices = [(kind, Experience.Kind(kind).label) for kind in kinds]

    def wanted(self) -> Wanted:
        """What is asked for, as the action takes it."""
        said = self.cleaned_data
        return Wanted(kind=said["kind"], wishes=said["wishes"], goal=said["goal"])


class HowItWasForm(GradedForm):
    """How it was, by the scheme's items, and in one's own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = Prose(
            label=_("思ったこと"),
            help_text=_("書かなくてもかまいません。担当の人が読みます。"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
