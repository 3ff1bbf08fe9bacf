"""Setting together with the person how ready for work they feel (就労の準備の状態)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.readiness_shown import AIMS
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.models import Step
from bansou.schemes.shape import Readiness
from bansou.support.counselling.models import CounsellingSummary
from bansou.support.counselling.queries import summaries_of
from bansou.support.readiness import (
    NobodyToAgreeWith,
    NoReadiness,
    NothingToTakeBack,
    View,
    agree_on_readiness,
    readiness_of,
    take_readiness_back,
)

_SUMMARIES_OFFERED = 5


class ReadinessForm(DeskForm):
    """Which state, since when, in which words, and what brought it up."""

    state = forms.ChoiceField(label=gettext_lazy("本人と確かめた状態"), widget=Radios)
    on = DayField(label=gettext_lazy("確かめた日"), not_after=today)
    own_words = Prose(
        label=gettext_lazy("本人のことば"),
        help_text=gettext_lazy("本人が話したとおりに書きます。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    prompted_by = forms.ChoiceField(
        label=gettext_lazy("きっかけになった、心理カウンセリングの合意した要約"),
        widget=Radios,
        required=False,
    )
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        states: Sequence[Readiness],
        summaries: Sequence[CounsellingSummary],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.summaries = {str(one.pk): one for one in summaries}
        fields: Any = self.fields
        fields["state"].choices = [
            (one.key, _("%(state)s（%(aim)s）") % {"state": one.label, "aim": AIMS[one.aim].text})
            for one in states
        ]
        if not summaries:
            del self.fields["prompted_by"]
            return
        none = ("", _("要約によらない"))
        fields["prompted_by"].choices = [*map(_in_short, summaries), none]

    def view(self) -> View:
        """What is to be recorded."""
        said = self.cleaned_data
        return View(
            state=said["state"],
            on=said["on"],
            own_words=said["own_words"],
            prompted_by=self.summaries.get(said.get("prompted_by", "")),
            seen=said["seen"],
        )


class TakeBackForm(DeskForm):
    """Why the latest view is taken back."""

    because = forms.CharField(
        label=gettext_lazy("取り消す理由"),
        help_text=gettext_lazy("例　別の人の記録に書いた。本人と確かめていなかった。"),
        max_length=200,
    )
    seen = forms.UUIDField(widget=forms.HiddenInput)


def _in_short(summary: CounsellingSummary) -> tuple[str, str]:
    first = summary.step.note.strip().splitlines()[0]
    short = first if len(first) <= 40 else f"{first[:40]}…"
    said = {"day": wareki(summary.agreed_on), "text": short}
    return str(summary.pk), _("%(day)sの要約「%(text)s」") % said


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def readiness(request: Any, pk: UUID) -> HttpResponse:
    """Ask how ready the person feels; whoever turns to work by it is told where to go on."""
    it = opened(request, pk, "case.edit", Level.CASEWORK)
    if it.case.person_id is None:
        raise NobodyToAgreeWith()
    enrolled = enrolled_on(it.case, it.today)
    if enrolled is None or not enrolled.scheme.readiness:
        raise NoReadiness()
    latest = readiness_of(it.case)
    form = _form(request, it, enrolled.scheme.readiness, latest)
    if form.is_valid():
        try:
            agreed = agree_on_readiness(
                by=request.actor, case=it.case, view=form.view(), today=it.today, at=request.now
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
            form.data = form.data.copy()
            form.data["seen"] = str(latest.pk) if latest else ""
        else:
            messages.success(request, _said(agreed))
            return redirect("counsellor:case", it.case.pk)
    name = addressed(it.case)
    return ask(
        request,
        it.case,
        title=_("%(name)sと、就労の準備の状態を確かめる") % {"name": name},
        crumb=_("就労の準備の状態"),
        verb=_("記録する"),
        form=form,
        body=_("本人と一緒に選びます。社会参加から就労に移ったときは、その日が記録に残ります。"),
        facts=[(_("いまの状態"), f"{latest.title}　{wareki(latest.on)}")] if latest else (),
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask why the latest view is taken back; the one before it holds again."""
    it = opened(request, pk, "case.edit", Level.CASEWORK)
    latest = readiness_of(it.case)
    if latest is None:
        raise NothingToTakeBack()
    form = TakeBackForm(request.POST or None, initial={"seen": latest.pk})
    if form.is_valid():
        try:
            take_readiness_back(case=it.case, at=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
            form.data = form.data.copy()
            form.data["seen"] = str(latest.pk)
        else:
            messages.success(
                request, _("就労の準備の状態を取り消しました。理由は経過に残っています。")
            )
            return redirect("counsellor:case", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("就労の準備の状態を取り消しますか"),
        crumb=_("就労の準備の状態を取り消す"),
        verb=_("取り消す"),
        form=form,
        body=_(
            "その前に確かめた状態に戻ります。このときに「社会参加から就労へ」と記録したときは、"
            "その日も指標に数えなくなります。経過には、理由とともに残ります。"
        ),
        facts=[(_("取り消す状態"), f"{latest.title}　{wareki(latest.on)}")],
        is_final=True,
    )


def _form(
    request: Any, it: Opened, states: Sequence[Readiness], latest: Step | None
) -> ReadinessForm:
    summaries = list(summaries_of(it.case)[:_SUMMARIES_OFFERED])
    now = {"on": it.today, "seen": latest.pk if latest else None}
    if summaries:
        now["prompted_by"] = str(summaries[0].pk)
    return ReadinessForm(request.POST or None, initial=now, states=states, summaries=summaries)


def _said(agreed: Step) -> str:
    if agreed.fields["aim"] == "work":
        return _(
            "記録しました。就労をめざす方です。"
            "「ほかの操作」の「情報提供とつなぎ」から、サポステの支援につなげます。"
        )
    return _("記録しました。社会参加をめざす支援を続けます。")
