"""The survey's report, the form into which paper answers are copied, and taking them back."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import wareki
from bansou.commons.figures import MISSING
from bansou.commons.keys import uuid7
from bansou.desks.matching.asking import ask, sent_once
from bansou.desks.matching.forms import SectionedForm
from bansou.desks.matching.gate import company_at, may_do, record_at, refusing
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.parts import Link
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.desks.shared.widgets import Radios
from bansou.employers.models import EmployerSurveyAnswer
from bansou.employers.surveys.actions import record_answers, withdraw_answers
from bansou.employers.surveys.queries import numbers_of, pairs_of
from bansou.employers.surveys.questions import SCALE, Question, questions
from bansou.employers.surveys.rules import Change, change_of

_ANSWERS = (
    *((str(number), number) for number in SCALE),
    ("", gettext_lazy("無回答")),
)


class AnswersForm(SectionedForm):
    """A company's answers in one wave."""

    wave = forms.ChoiceField(
        label=gettext_lazy("いつの回答ですか"),
        choices=EmployerSurveyAnswer.Wave.choices,
        widget=Radios,
    )
    answered_on = DayField(label=gettext_lazy("答えた日"), not_after=today)
    comment = Prose(
        label=gettext_lazy("自由に書かれたこと"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consents_to_use = forms.ChoiceField(
        label=gettext_lazy("集計に使ってよいですか"),
        choices=(("yes", gettext_lazy("よい")), ("no", gettext_lazy("使わない"))),
        widget=Radios,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions():
            self.fields[question.key] = forms.ChoiceField(
                label=question.text,
                help_text=_("1 そう思わない　から　5 そう思う"),
                choices=_ANSWERS,
                required=False,
                widget=Radios,
            )
        asked = tuple(question.key for question in questions())
        self.sections = (
            ("", ("wave", "answered_on")),
            (_("回答"), asked),
            (_("使い方"), ("comment", "consents_to_use")),
        )

    def answers(self) -> dict[str, int]:
        """The questions that were answered."""
        said = {question.key: self.cleaned_data[question.key] for question in questions()}
        return {key: int(value) for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the report, ready to be printed."""

    question: Question
    number: int
    before: str
    after: str
    difference: str
    is_better: bool | None


@require_safe
@door("company.read")
@refusing
def report(request: Any) -> HttpResponse:
    """The change from before to after, of the companies that answered both times."""
    keeper_id = request.actor.require_organisation()
    least = Vocabulary.of(keeper_id, request.today).survey_least
    pairs = pairs_of(keeper_id)
    recent = EmployerSurveyAnswer.objects.filter(organisation_id=keeper_id).select_related(
        "company"
    )
    values = {
        "rows": [_row(one, change_of(pairs, one.key, least)) for one in questions()],
        "pairs": len(pairs),
        "least": least,
        "numbers": numbers_of(keeper_id),
        "recent": recent.order_by("-answered_on", "-id")[:20],
        "may_edit": may_do(request, "company.edit"),
        **lead(request, "matching:surveys"),
    }
    return render(request, "matching/surveys/report.html", values)


def _row(question: Question, change: Change) -> Row:
    moved = change.difference
    return Row(
        question=question,
        number=change.number,
        before=_mean(change.before),
        after=_mean(change.after),
        difference=MISSING if moved is None else f"{float(moved):+.2f}",
        is_better=None if not moved else (moved < 0) is question.lower_is_better,
    )


def _mean(value: Fraction | None) -> str:
    return MISSING if value is None else f"{float(value):.2f}"


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Copy a company's answers; record them once."""
    company = company_at(request, pk)
    initial = {"answered_on": request.today, "request_key": uuid7()}
    form = AnswersForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data

        def work() -> dict[str, str]:
            answer = record_answers(
                by=request.actor,
                company=company,
                wave=said["wave"],
                answered_on=said["answered_on"],
                answers=form.answers(),
                consents_to_use=said["consents_to_use"] == "yes",
                comment=said["comment"],
                at=request.now,
            )
            return {"answer": str(answer.pk)}

        if sent_once(request, "survey.record", form, work, company=company.pk):
            messages.success(request, _("回答を記録しました。"))
            return redirect("matching:company", pk)
    return ask(
        request,
        form,
        title=_("アンケートの回答を写す"),
        verb=_("記録する"),
        body=company.name,
        back_url=reverse("matching:company", args=[pk]),
        crumbs=crumbs(Link(_("アンケートの回答を写す")), company=company),
    )


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to take the answers back; do it."""
    answer = record_at(request, EmployerSurveyAnswer, pk, "company")
    if request.method == "POST":
        withdraw_answers(answer=answer, at=request.now)
        messages.success(request, _("回答を取り消しました。書き直せます。"))
        return redirect("matching:surveys")
    return ask(
        request,
        None,
        title=_("この回答を取り消しますか"),
        body=_("取り消した回答は、集計に数えません。もとには戻せません。"),
        facts=[
            (_("企業"), answer.company.name),
            (_("いつの回答"), str(answer.get_wave_display())),
            (_("答えた日"), wareki(answer.answered_on)),
        ],
        verb=_("取り消す"),
        back_url=reverse("matching:surveys"),
        crumbs=crumbs(Link(_("回答を取り消す")), company=answer.company),
        is_final=True,
    )
