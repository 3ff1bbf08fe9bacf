"""Answering how it goes after a hire, by one tap."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.desks.seeker.gate import own_case, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.people.cases.models import Case
from bansou.placement.followup.models import FollowUp
from bansou.placement.followup.queries import follow_up_of
from bansou.placement.hires.answering import answer_follow_up

_Outcome = FollowUp.Outcome


class LeftForm(DeskForm):
    """When somebody left, and what they want to say about it."""

    left_on = DayField(
        label=_("やめた日"),
        not_after=today,
        help_text=_("はっきりしないときは、だいたいの日でかまいません。"),
    )
    note = forms.CharField(
        label=_("話しておきたいこと"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("書かなくてもかまいません。担当の相談員だけが読みます。"),
    )


def waiting_for_answer(cases: Iterable[Case], today: date) -> list[FollowUp]:
    """What is to be answered by today, the first due first."""
    return list(
        FollowUp.objects.filter(
            case__in=[case.pk for case in cases], outcome="", dropped_at=None, due_on__lte=today
        )
        .select_related("hire")
        .order_by("due_on", "id")
    )


@require_http_methods(["GET", "POST"])
@door("my.answer")
@refusing
def answer(request: Any, pk: UUID) -> HttpResponse:
    """One tap says that somebody still works there; who has left is asked when."""
    follow_up = follow_up_of(pk)
    if follow_up is None:
        raise Http404
    own_case(request, "my.answer", follow_up.case_id)
    if request.method == "POST" and request.POST.get("outcome") == _Outcome.WORKING:
        _note(request, follow_up, outcome=_Outcome.WORKING)
        messages.success(request, gettext("答えを受け取りました。ありがとうございます。"))
        return redirect("seeker:home")
    form = LeftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _note(request, follow_up, outcome=_Outcome.LEFT, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request,
                gettext("答えを受け取りました。やめたあとも、相談を続けられます。"),
            )
            return redirect("seeker:home")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/left.html", {"form": form, "it": follow_up}, status=status)


def _note(request: Any, follow_up: FollowUp, **said: Any) -> None:
    answer_follow_up(
        by=request.actor, follow_up=follow_up, on=request.today, at=request.now, **said
    )
