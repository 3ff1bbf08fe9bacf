"""What is filled in about wards, teams and their dispatch."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.municipalities import Municipality
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.desks.shared.fields import DayField, day_hint
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.posts.actions import Post
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.teams.dispatching import Wanted
from bansou.support.outreach.teams.models import ExpertTeam
from bansou.support.outreach.teams.staffing import Expert

_UNTIL_HINT = _("決まっていなければ、空けておきます。")


def member_choices(members: Iterable[Membership]) -> list[tuple[str, str]]:
    """Members by name, as choices of a form."""
    return [(str(it.pk), it.user.name) for it in members]


class PostForm(RowedForm):
    """Who is posted in which ward, as what, from when until when."""

    pairs = (("from_on", "until_on"),)

    ward = forms.ChoiceField(label=_("区"))
    member = forms.ChoiceField(label=_("だれが"))
    duty = forms.ChoiceField(label=_("役割"), choices=WardPosting.Duty.choices, widget=Radios)
    from_on = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    until_on = DayField(label=_("いつまで"), help_text=_UNTIL_HINT, required=False)
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        areas: Sequence[Municipality],
        members: Sequence[Membership],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"version": 0} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["ward"].choices = [("", _("選んでください")), *((a.code, a.name) for a in areas)]
        fields["member"].choices = [("", _("選んでください")), *member_choices(members)]

    def post(self) -> Post:
        """What was filled in, as the actions take it."""
        said = self.cleaned_data
        return Post(
            ward=said["ward"],
            member=self.members[said["member"]],
            duty=said["duty"],
            from_on=said["from_on"],
            until_on=said["until_on"],
            note=said["note"],
        )


class TeamForm(RowedForm):
    """What a team is called."""

    name = forms.CharField(label=_("チームの名前"), max_length=100)


class ExpertForm(RowedForm):
    """Somebody on a team, with their profession."""

    name = forms.CharField(label=_("氏名"), max_length=100)
    profession = forms.ChoiceField(label=_("職種"))
    body = forms.CharField(
        label=_("所属"), help_text=_("例　市立病院 精神科"), required=False, max_length=100
    )
    from_on = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    until_on = DayField(label=_("いつまで"), help_text=_UNTIL_HINT, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, rules: OutreachRules, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": 0} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        professions = ((one.key, one.label) for one in rules.professions)
        fields["profession"].choices = [("", _("選んでください")), *professions]

    def expert(self) -> Expert:
        """What was filled in, as the actions take it."""
        names = ("name", "profession", "body", "from_on", "until_on")
        return Expert(**{name: self.cleaned_data[name] for name in names})


class DutyForm(RowedForm):
    """Who is told of urgent requests, on which days."""

    pairs = (("from_on", "until_on"),)

    member = forms.ChoiceField(label=_("当番の人"))
    from_on = DayField(label=_("いつから"))
    until_on = DayField(label=_("いつまで"))

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["member"].choices = [("", _("選んでください")), *member_choices(members)]


class DispatchForm(RowedForm):
    """What speaks for sending the team, and what goes on."""

    team = forms.ChoiceField(label=_("チーム"))
    criteria = forms.MultipleChoiceField(label=_("派遣の目安"), widget=Ticks)
    situation = Prose(
        label=_("いまの状況"),
        help_text=_("見聞きした事実を書きます。考えたことは、見立てに書きます。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    emergency_contacts = Prose(
        label=_("緊急のときの連絡先"),
        help_text=_(
            "例　母 090-0000-0000（夜も可）、かかりつけ ○○クリニック。"
            "緊急の依頼では、かならず入れます。なければ「なし」と書きます。"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_urgent = forms.BooleanField(
        label=_("緊急の依頼にする"),
        help_text=_("当番の人に、すぐに知らせます。"),
        required=False,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rules: OutreachRules, teams: Sequence[ExpertTeam], **kwargs: Any
    ) -> None:
        usual = {"request_key": uuid7(), "team": str(teams[0].pk) if teams else ""}
        kwargs["initial"] = usual | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        fields: Any = self.fields
        fields["team"].choices = [(key, team.name) for key, team in self.teams.items()]
        fields["criteria"].choices = [
            (one.key, _("%(label)s（緊急）") % {"label": one.label} if one.is_urgent else one.label)
            for one in rules.severity
        ]

    def wanted(self) -> Wanted:
        """What is asked for, as the action takes it."""
        said = self.cleaned_data
        return Wanted(
            team=self.teams[said["team"]],
            criteria=tuple(said["criteria"]),
            situation=said["situation"],
            emergency_contacts=said["emergency_contacts"],
            is_urgent=said["is_urgent"],
        )


class DecideForm(RowedForm):
    """Whether the team goes, and why."""

    answer = forms.ChoiceField(
        label=_("判断"),
        choices=[("approve", _("派遣する")), ("decline", _("見送る"))],
        widget=Radios,
    )
    because = forms.CharField(
        label=_("理由"),
        help_text=_("見送るときは、かならず入れます。"),
        required=False,
        max_length=400,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
