"""What is filled in about a 見立て and about visits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.organisations.models import Membership
from bansou.desks.shared.fields import ComingDayField, DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.people.sharing.items import Item
from bansou.schemes.outreach import OutreachRules
from bansou.schemes.shape import Choice
from bansou.support.outreach.conferences.actions import (
    Agreed,
    BasisMissing,
    Closing,
    Guest,
    ItemsMissing,
    Meeting,
)
from bansou.support.outreach.conferences.models import CaseConference
from bansou.support.outreach.formulations.actions import Thought
from bansou.support.outreach.formulations.models import Formulation
from bansou.support.outreach.teams.models import ExpertTeam, TeamMember
from bansou.support.outreach.visits.actions import Held, Plan
from bansou.support.outreach.visits.models import OutreachVisit


def _text(label: Any, hint: Any, rows: int = 4, **more: Any) -> Prose:
    return Prose(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _experts(
    members: Iterable[TeamMember], rules: OutreachRules, *, with_team: bool = False
) -> list[tuple[str, str]]:
    def label(it: TeamMember) -> str:
        more = [it.team.name] if with_team else []
        return f"{it.name}（{'、'.join([*more, rules.profession_label(it.profession)])}）"

    return [(str(it.pk), label(it)) for it in members]


class FormulationForm(RowedForm):
    """Facts, hypotheses and plan, each in its own field, and who took part."""

    team = forms.ChoiceField(label=_("チーム"))
    on = DayField(label=_("協議した日"), not_after=today)
    attended = forms.MultipleChoiceField(label=_("参加した人"), widget=Ticks)
    facts = _text(
        _("事実"), _("見聞きしたことだけを書きます。だれから聞いたかも書きます。"), rows=6
    )
    hypotheses = _text(
        _("仮説"), _("考えられる原因や背景を書きます。決めつけずに書きます。"), rows=5
    )
    plan = _text(_("方針"), _("だれが、いつまでに、何をするかを書きます。"), rows=5)
    leads_to = forms.CharField(
        label=_("つなぐ先"),
        help_text=_("例　サポステの就労体験、心療内科の受診"),
        required=False,
        max_length=200,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        teams: Sequence[ExpertTeam],
        members: Sequence[TeamMember],
        rules: OutreachRules,
        before: Formulation | None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _written(before) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.teams = {str(it.pk): it for it in teams}
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        several = len(teams) > 1
        if several:
            fields["team"].choices = [(key, it.name) for key, it in self.teams.items()]
        else:
            del fields["team"]
        fields["attended"].choices = _experts(members, rules, with_team=several)

    def thought(self) -> Thought:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        only = next(iter(self.teams.values()))
        return Thought(
            team=self.teams[said["team"]] if "team" in said else only,
            on=said["on"],
            facts=said["facts"],
            hypotheses=said["hypotheses"],
            plan=said["plan"],
            leads_to=said["leads_to"],
            attended=[self.members[key] for key in said["attended"]],
        )


def _written(before: Formulation | None) -> dict[str, Any]:
    """The version before, from which the next one starts."""
    if before is None:
        return {"seen": 0}
    names = ("facts", "hypotheses", "plan", "leads_to")
    return {name: getattr(before, name) for name in names} | {"seen": before.number}


class DissentForm(RowedForm):
    """Who thinks otherwise, and what."""

    member = forms.ChoiceField(label=_("意見を述べた人"))
    text = _text(_("異なる意見"), _("述べたとおりの言葉で書きます。"))

    def __init__(
        self, *args: Any, members: Sequence[TeamMember], rules: OutreachRules, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["member"].choices = [("", _("選んでください")), *_experts(members, rules)]


class VisitForm(RowedForm):
    """Who goes where and when, what to beware of, and whom to reach."""

    pairs = (("lead", "companion"),)

    kind = forms.ChoiceField(label=_("種類"), choices=OutreachVisit.Kind.choices, widget=Radios)
    on = DayField(label=_("日"), help_text=day_hint(12, 7))
    starts_at = TimeOfDayField(label=_("時刻"))
    lead = forms.ChoiceField(label=_("行く人"))
    companion = forms.CharField(
        label=_("いっしょに行く人"),
        help_text=_("家庭訪問は2人で行きます。"),
        required=False,
        max_length=100,
    )
    place = forms.CharField(label=_("場所"), max_length=200)
    clinic = forms.CharField(
        label=_("医療機関"), help_text=_("同行のときに入れます。"), required=False, max_length=100
    )
    route = _text(_("道順"), _("駅やバス停、駐車場所、入り方を書きます。"), rows=3, required=False)
    risk_note = _text(
        _("気をつけること"),
        _("犬、近所の目、感情が高ぶりやすい話題など。なければ「なし」と書きます。"),
        rows=3,
    )
    emergency_contacts = _text(
        _("緊急のときの連絡先"), _("例　当番 078-000-0110、母 090-0000-0000"), rows=3
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["lead"].choices = [(key, it.user.name) for key, it in self.members.items()]

    def plan(self) -> Plan:
        """What was filled in, as the action takes it."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return Plan(**{**said, "lead": self.members[said["lead"]]})


class _SeenForm(RowedForm):
    """What is written over a version that was opened, and over no other."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def show_anew(self, recorded: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Let what was typed go over what is on record by now; tells where the two differ.

        :param recorded: what is on record, by the names of the fields
        """
        data = self.data.copy()
        data["version"] = str(recorded["version"])
        self.data = data
        return [
            (
                _("いま記録されている%(field)s") % {"field": self.fields[name].label},
                _said(self.fields[name], value) or _("（なし）"),
            )
            for name, value in recorded.items()
            if name != "version" and value != self.cleaned_data.get(name)
        ]


def _said(field: Any, value: Any) -> str:
    """A value that is on record, as the page says it."""
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for key, label in field.choices if key == value), str(value))
    if isinstance(value, date):
        return wareki(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


class ChangedVisitForm(_SeenForm, VisitForm):
    """The same over the version that was opened."""


class HeldForm(RowedForm):
    """How a visit went."""

    met = forms.ChoiceField(label=_("会えた人"), choices=OutreachVisit.Met.choices, widget=Radios)
    client_state = forms.ChoiceField(label=_("本人の状態"), required=False)
    result = _text(_("訪問の様子"), _("見聞きした事実を書きます。閲覧区分は3です。"), rows=8)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, states: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["client_state"].choices = [
            ("", _("分からない")),
            *((one.key, one.label) for one in states),
        ]

    def held(self) -> Held:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Held(met=said["met"], result=said["result"], client_state=said["client_state"])


class RecordForm(HeldForm):
    """The same at the desk, where it is sent once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class CancelForm(RowedForm):
    """Why a visit or a conference does not take place."""

    because = forms.CharField(label=_("理由"), max_length=200)


class AgreedForm(RowedForm):
    """The day on which the person agreed, or took it back."""

    on = DayField(label=_("本人に確かめた日"), not_after=today)


def _bases(rules: OutreachRules, undecided: Any) -> list[tuple[str, Any]]:
    return [("", undecided), *((one.key, one.label) for one in rules.bases)]


_BASIS_NOTE = _(
    "支援会議によるときは、会議の名前。同意によるときは、参加者ごとに、記録された同意と照らします。"
)


class ConferenceForm(RowedForm):
    """When and where one meets, what about, and on what basis something is shared."""

    on = DayField(label=_("日"), help_text=day_hint(12, 7))
    starts_at = TimeOfDayField(label=_("時刻"))
    place = forms.CharField(label=_("場所"), max_length=200)
    agenda = _text(_("議題"), _("何を決めるために集まるかを書きます。"))
    basis = forms.ChoiceField(label=_("共有の根拠"), required=False)
    basis_note = forms.CharField(
        label=_("根拠についての覚え書き"), help_text=_BASIS_NOTE, required=False, max_length=400
    )

    def __init__(self, *args: Any, rules: OutreachRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["basis"].choices = _bases(rules, _("まだ決まっていない"))

    def meeting(self) -> Meeting:
        """What was filled in, as the action takes it."""
        return Meeting(
            **{name: self.cleaned_data[name] for name in self.fields if name != "version"}
        )


class ChangedConferenceForm(_SeenForm, ConferenceForm):
    """The same over the version that was opened."""


class GuestForm(RowedForm):
    """Who takes part, and what they are shown."""

    pairs = (("name", "body"),)

    name = forms.CharField(label=_("氏名"), max_length=100)
    body = forms.CharField(
        label=_("所属"),
        help_text=_("例　市民病院 精神科。同意によるときは、同意の相手と同じ名前で入れます。"),
        max_length=100,
    )
    shown = _text(
        _("示した内容"), _("この人に必要なことだけを書きます。会議のあとも、記録に残ります。")
    )
    items = forms.MultipleChoiceField(
        label=_("示す項目"),
        help_text=_(
            "上の内容にふくまれるものを、すべて選びます。本人の同意によるときは、同意のある項目だけを示せます。"
        ),
        choices=[(key, label) for key, label in Item.choices if key != Item.PSYCHOLOGICAL],
        widget=Ticks,
        error_messages={"required": ItemsMissing.message},
    )
    seat = forms.ChoiceField(
        label=_("伴走で読む人"),
        help_text=_(
            "選ぶと、会議の日まで、議題と上の内容だけが読めます。"
            "「氏名」を選ばなければ、氏名は見えません。"
        ),
        required=False,
    )

    def __init__(self, *args: Any, seats: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(it.pk): it for it in seats}
        fields: Any = self.fields
        fields["seat"].choices = [
            ("", _("伴走では読まない")),
            *((key, f"{it.user.name}（{it.organisation.name}）") for key, it in self.seats.items()),
        ]

    def guest(self) -> Guest:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Guest(
            name=said["name"],
            body=said["body"],
            shown=said["shown"],
            items=said["items"],
            seat=self.seats.get(said["seat"]),
        )


class CloseForm(RowedForm):
    """On what basis one shared, what was said, and what somebody took on."""

    pairs = (("owner", "due_on"),)

    basis = forms.ChoiceField(
        label=_("共有の根拠"), error_messages={"required": BasisMissing.message}
    )
    basis_note = forms.CharField(
        label=_("根拠についての覚え書き"), help_text=_BASIS_NOTE, required=False, max_length=400
    )
    minutes = _text(_("議事の要点"), _("話し合ったことと、決めたことを書きます。"), rows=8)
    task = forms.CharField(
        label=_("引き受けたこと"),
        help_text=_("だれかが引き受けたことを、約束として残します。"),
        required=False,
        max_length=200,
    )
    owner = forms.ChoiceField(label=_("引き受けた人"), required=False)
    due_on = ComingDayField(label=_("いつまで"), help_text=day_hint(12, 15), required=False)

    def __init__(
        self,
        *args: Any,
        conference: CaseConference,
        rules: OutreachRules,
        members: Sequence[Membership],
        **kwargs: Any,
    ) -> None:
        names = ("basis", "basis_note")
        kwargs["initial"] = {name: getattr(conference, name) for name in names}
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["basis"].choices = _bases(rules, _("選んでください"))
        fields["owner"].choices = [
            ("", _("選んでください")),
            *((key, it.user.name) for key, it in self.members.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("task") and not (said.get("owner") and said.get("due_on")):
            self.add_error("owner", _("引き受けた人と期限を入れてください。"))
        return said

    def closing(self) -> Closing:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        owner = self.members.get(said["owner"])
        agreed = Agreed(title=said["task"], owner=owner, due_on=said["due_on"]) if owner else None
        return Closing(
            basis=said["basis"],
            basis_note=said["basis_note"],
            minutes=said["minutes"],
            agreed=[agreed] if agreed and said["task"] else [],
        )
