"""The form of a paper, made of what its kind asks for; and short forms about papers."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.documents.sniffing import TAKEN
from bansou.desks.shared.fields import ComingDayField, DayField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.paper_fields import LONGEST_TITLE, asked, field_of
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import DayText, Radios, Ticks
from bansou.people.papers.actions import GoalText
from bansou.people.papers.models import Goal, Paper
from bansou.people.papers.refusals import GoalWithoutText
from bansou.people.papers.rules import texts_in
from bansou.schemes.papers import PaperKind, Preparation

#: A plan has room for so many goals; more are seldom kept.
GOALS = 6
#: So many empty lines for goals stand ready.
SPARE_GOALS = 2
_ACCEPTED = ",".join(f".{kind.extension}" for kind in TAKEN)


class GoalDayField(DayField):
    """The day until which a goal is to be reached, in one line."""

    widget = DayText


class PaperForm(DeskForm):
    """What a kind of paper asks for, under its headings; of a plan also pathway and goals."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(
        self,
        *args: Any,
        kind: PaperKind,
        pathways: Sequence[tuple[str, str]] = (),
        goals: int = 0,
        has_file: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.goal_rows = goals
        if kind.many:
            self.fields["title"] = forms.CharField(
                label=_("書類の名前"),
                help_text=_("見分けるための名前です。例　建設会社向け"),
                max_length=LONGEST_TITLE,
            )
        if pathways:
            self.fields["pathway"] = forms.ChoiceField(
                label=_("進み方"), choices=pathways, required=False, widget=Radios
            )
        self.fields.update({field_of(item.key): asked(item) for item in kind.items})
        for row in range(goals):
            self.fields.update(_goal_fields(row))
        if kind.takes_file:
            self._take_file(has_file=has_file)

    def _take_file(self, *, has_file: bool) -> None:
        self.fields["file"] = forms.FileField(
            label=_("ファイル"),
            required=False,
            widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
            help_text=_("%(kinds)s。10MBまで。選ぶと、この版のファイルになります。")
            % {"kinds": "、".join(kind.label for kind in TAKEN)},
        )
        if has_file:
            self.fields["drops_file"] = forms.BooleanField(
                label=_("いまのファイルを外す"), required=False
            )

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields under their headings."""
        for heading, items in self.kind.groups():
            yield heading, [self[field_of(item.key)] for item in items]

    def goals(self) -> list[dict[str, Any]]:
        """The fields of each line for a goal."""
        return [
            {name: self[f"goal_{row}_{name}"] for name in ("title", "own_words", "due_on", "key")}
            for row in range(self.goal_rows)
        ]

    def clean(self) -> dict[str, Any]:
        """A goal without a text is told at its line."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(self.goal_rows):
            said = (cleaned.get(f"goal_{row}_due_on"), cleaned.get(f"goal_{row}_own_words"))
            if any(said) and not cleaned.get(f"goal_{row}_title"):
                self.add_refusal(GoalWithoutText(field=f"goal_{row}_title"))
        return cleaned

    def said(self) -> dict[str, str]:
        """What was written, by the keys of the kind's items."""
        return {item.key: self.cleaned_data[field_of(item.key)] for item in self.kind.items}

    def goal_texts(self) -> list[GoalText]:
        """The goals that were written, in order."""
        said = self.cleaned_data
        return [
            GoalText(
                title=title,
                own_words=said[f"goal_{row}_own_words"],
                due_on=said[f"goal_{row}_due_on"],
                key=said[f"goal_{row}_key"],
            )
            for row in range(self.goal_rows)
            if (title := said[f"goal_{row}_title"])
        ]


def _goal_fields(row: int) -> dict[str, forms.Field]:
    number = {"number": row + 1}
    return {
        f"goal_{row}_title": forms.CharField(
            label=_("目標%(number)d") % number, required=False, max_length=200
        ),
        f"goal_{row}_own_words": forms.CharField(
            label=_("本人の言葉"), required=False, max_length=200
        ),
        f"goal_{row}_due_on": GoalDayField(label=_("期限"), required=False),
        f"goal_{row}_key": forms.UUIDField(widget=forms.HiddenInput, required=False),
    }


def written(paper: Paper, goals: Sequence[Goal]) -> dict[str, Any]:
    """What a paper says, as its form shows it."""
    texts = {field_of(key): text for key, text in texts_in(paper.answers).items()}
    rows = {
        f"goal_{row}_{name}": value
        for row, goal in enumerate(goals)
        for name, value in (
            ("title", goal.title),
            ("own_words", goal.own_words),
            ("due_on", goal.due_on),
            ("key", goal.pk),
        )
    }
    return {
        **texts,
        **rows,
        "title": paper.title,
        "pathway": paper.pathway,
        "version": paper.version,
    }


class CommentForm(DeskForm):
    """What is remarked on the present version."""

    text = Prose(
        label=_("コメント"),
        help_text=_("この版についてのコメントとして残ります。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignatureForm(DeskForm):
    """Which version was signed, and when."""

    printed_version = forms.IntegerField(
        label=_("署名を受けた紙の版"),
        help_text=_("紙の下に「第○版」と印刷されている数字を入れます。"),
        min_value=1,
        max_value=9999,
    )
    signed_on = DayField(label=_("署名を受けた日"), help_text=day_hint(11, 24), not_after=today)


class GoalForm(DeskForm):
    """How far a goal has come."""

    state = forms.ChoiceField(label=_("状況"), choices=Goal.State, widget=Radios)
    on = DayField(label=_("いつから"), help_text=day_hint(11, 24), not_after=today)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class InterviewForm(DeskForm):
    """When the interview is, with whom, and what is done before it by whom."""

    interview_on = ComingDayField(label=_("面接の日"), help_text=_("例　11月30日"))
    with_whom = forms.CharField(
        label=_("会社名"),
        help_text=_("約束の前につきます。書かなくてもかまいません。"),
        required=False,
        max_length=60,
    )
    chosen = forms.MultipleChoiceField(
        label=_("面接の前にすること"),
        help_text=_("選んだものが、期限のついた約束になります。"),
        widget=Ticks,
    )
    owner = forms.ChoiceField(label=_("行う人"))
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        preparation: Sequence[Preparation],
        owners: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.preparation = preparation
        fields: Any = self.fields
        fields["chosen"].choices = [(one.key, _said(one)) for one in preparation]
        fields["owner"].choices = owners

    def chosen_ones(self) -> list[Preparation]:
        chosen = set(self.cleaned_data["chosen"])
        return [one for one in self.preparation if one.key in chosen]

    def owner_id(self) -> UUID:
        return UUID(self.cleaned_data["owner"])


def _said(one: Preparation) -> str:
    if not one.days_before:
        return gettext("%(title)s（当日まで）") % {"title": one.title}
    return gettext("%(title)s（%(days)d日前まで）") % {"title": one.title, "days": one.days_before}
