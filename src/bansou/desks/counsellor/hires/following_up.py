"""Asking after a hire how it goes: noting the answer, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.hires.forms import UNKNOWN, reasons
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Note, Radios
from bansou.people.cases.queries import enrolled_on
from bansou.placement.followup.actions import AlreadyAnswered, NotAnswered
from bansou.placement.followup.models import FollowUp
from bansou.placement.followup.queries import follow_up_of
from bansou.placement.hires.answering import (
    answer_day_gone_by,
    answer_follow_up,
    withdraw_answer,
)
from bansou.placement.hires.models import Hire
from bansou.placement.hires.queries import days_gone_by, hire_of
from bansou.schemes.shape import Scheme

_ACTION = "follow_up.answer"


class AnswerForm(DeskForm):
    """What was said, or that nobody could be reached; more only from who has left."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("どうしていますか"), choices=FollowUp.Outcome.choices, widget=Radios
    )
    on = DayField(label=gettext_lazy("確かめた日"), not_after=today)
    left_on = DayField(
        label=gettext_lazy("離職日"),
        help_text=gettext_lazy("離職したときだけ入れます。"),
        required=False,
        not_after=today,
    )
    leaving_reason = forms.ChoiceField(
        label=gettext_lazy("離職の理由"),
        help_text=gettext_lazy(
            "離職したときだけ選びます。分からないときは、そのままでかまいません。"
        ),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("聞いたこと"),
        help_text=gettext_lazy("支援の経過に残ります。"),
        required=False,
        widget=Note(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["leaving_reason"].choices = reasons(scheme)

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        cleaned = self.cleaned_data
        reason = cleaned["leaving_reason"]
        return {**cleaned, "leaving_reason": "" if reason == UNKNOWN else reason}


class AnswerWithdrawal(DeskForm):
    """Why an answer is taken back."""

    because = forms.CharField(
        label=gettext_lazy("取り消す理由"),
        help_text=gettext_lazy("例　別の人の答えだった。"),
        max_length=200,
    )


def _asked(request: Any, key: UUID) -> tuple[FollowUp, Opened]:
    """The follow-up of an address, and its case, for who may note its answer.

    :raises Http404: there is none that the member may know of
    :raises NotResponsible: it is not theirs to ask
    """
    follow_up = follow_up_of(key)
    if follow_up is None:
        raise Http404
    return follow_up, opened(request, follow_up.case_id, _ACTION, Level.CASEWORK)


def _address_after(it: Opened, hire: Hire) -> str:
    """The hire's page; after the end of a case who was responsible sees the case's page alone."""
    if hire.step.level <= it.reach:
        return reverse("counsellor:hire", args=[hire.step_id])
    return reverse("counsellor:case", args=[it.case.pk])


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def answer(request: Any, pk: UUID) -> HttpResponse:
    """Ask what was said; one press from the hire's page sends an answer that needs no more."""
    follow_up, it = _asked(request, pk)
    if not follow_up.is_open:
        raise AlreadyAnswered()
    return _ask_about(
        request,
        it,
        follow_up.hire,
        Day(follow_up.label, follow_up.due_on),
        partial(answer_follow_up, follow_up=follow_up),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def answer_gone_by(request: Any, step: UUID, key: str) -> HttpResponse:
    """Ask what is known of a day that was over when the hire was put on record."""
    hire = hire_of(step)
    if hire is None:
        raise Http404
    it = opened(request, hire.case_id, _ACTION, Level.CASEWORK)
    gone_by = {day.key: Day(day.label, on) for day, on in days_gone_by(hire, request.today)}
    if key not in gone_by:
        raise AlreadyAnswered()
    return _ask_about(
        request,
        it,
        hire,
        gone_by[key],
        partial(answer_day_gone_by, hire=hire, key=key),
        body=_(
            "就職の記録ができたときには、もう過ぎていた日です。あとから分かったことがあれば、"
            "確かめた日とともに記録します。分からなければ、記録しないでおきます。"
        ),
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A day of asking: what it is called, and when it is."""

    label: str
    on: date


def _ask_about(
    request: Any,
    it: Opened,
    hire: Hire,
    day: Day,
    note: Callable[..., object],
    *,
    body: str = "",
) -> HttpResponse:
    enrolled = enrolled_on(it.case, hire.hired_on)
    if enrolled is None:
        raise NotInAProgramme(name=addressed(it.case))
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, initial={"on": request.today}, scheme=enrolled.scheme)
    if form.is_valid():
        try:
            note(by=request.actor, at=request.now, **form.said())
        except AlreadyAnswered:
            raise
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _answered(day, form.cleaned_data["outcome"]))
            return redirect(_address_after(it, hire))
    return ask(
        request,
        it.case,
        title=_("就職後%(label)sの確認") % {"label": day.label},
        verb=_("答えを記録する"),
        crumb=_("就職後の確認"),
        body=body,
        form=form,
        facts=[
            (_("勤務先"), hire.employer_name),
            (_("就職日"), wareki(hire.hired_on)),
            (_("確認の予定日"), wareki(day.on)),
        ],
        back_url=_address_after(it, hire),
    )


def _answered(day: Day, outcome: str) -> str:
    if outcome == FollowUp.Outcome.LEFT:
        return _("離職したことを記録しました。このあとの確認は、予定から外しました。")
    return _("就職後%(label)sの確認を記録しました。") % {"label": day.label}


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to take an answer back, and why; it is asked again then."""
    follow_up, it = _asked(request, pk)
    if follow_up.step is None:
        raise NotAnswered()
    form = AnswerWithdrawal(request.POST if request.method == "POST" else None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        withdraw_answer(by=request.actor, follow_up=follow_up, because=because, at=request.now)
        messages.success(request, _("答えを取り消しました。確認は、予定に戻りました。"))
        return redirect(_address_after(it, follow_up.hire))
    outcome = FollowUp.Outcome(follow_up.outcome)
    return ask(
        request,
        it.case,
        title=_("この答えを取り消しますか"),
        crumb=_("答えを取り消す"),
        verb=_("取り消す"),
        body=_("経過には、取り消した理由とともに残ります。確認は、もう一度予定に入ります。"),
        facts=[(_("就職後%(label)sの確認") % {"label": follow_up.label}, str(outcome.label))],
        form=form,
        is_final=True,
        back_url=_address_after(it, follow_up.hire),
    )
