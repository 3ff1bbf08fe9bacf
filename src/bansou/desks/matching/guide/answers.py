"""The answer kit: what an officer says to a company that hesitates, in the office's own words."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.desks.matching.asking import ask, come_between
from bansou.desks.matching.forms import SectionedForm
from bansou.desks.matching.gate import may_do, refusing
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.prose import Prose
from bansou.employers.guide.actions import set_answer
from bansou.employers.guide.kit import Answer, kit_of


class AnswerForm(SectionedForm):
    """A reason and what is answered to it."""

    reason = forms.CharField(label=gettext_lazy("ためらいの理由"), max_length=100)
    answer = Prose(
        label=gettext_lazy("答え方"),
        help_text=gettext_lazy(
            "相手にそのまま話せる言葉で書きます。制度の金額や期限は、助成金の案内に書きます。"
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    is_retired = forms.BooleanField(
        label=gettext_lazy("もう使わない（新しい訪問の記録では選べなくなります）"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@require_safe
@door("company.read")
@refusing
def kit(request: Any) -> HttpResponse:
    """All reasons with their answers."""
    answers = kit_of(request.actor.require_organisation())
    values = {
        "answers": [answer for answer in answers if not answer.is_retired],
        "retired": [answer for answer in answers if answer.is_retired],
        "may_edit": may_do(request, "guide.edit"),
        **lead(request, "matching:kit"),
    }
    return render(request, "matching/guide/kit.html", values)


@require_http_methods(["GET", "POST"])
@door("guide.edit")
@refusing
def edit(request: Any, key: str) -> HttpResponse:
    """One answer in its form."""
    answer = _answer_at(request, key)
    form = AnswerForm(request.POST or None, initial=_written(answer))
    return _asked(request, form, key, title=_("答え方を直す"))


@require_http_methods(["GET", "POST"])
@door("guide.edit")
@refusing
def add(request: Any) -> HttpResponse:
    """A reason that the office adds."""
    form = AnswerForm(request.POST or None, initial={"version": 0})
    return _asked(request, form, "", title=_("理由と答え方を足す"))


def _asked(request: Any, form: AnswerForm, key: str, *, title: str) -> HttpResponse:
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        said = dict(form.cleaned_data)
        seen = said.pop("version")
        try:
            set_answer(by=request.actor, key=key, seen_version=seen, **said)
        except EditedMeanwhile as refusal:
            known = _answer_at(request, key)
            stands = [(_("理由"), known.reason), (_("答え方"), known.answer)]
            facts = come_between(form, refusal, known.version, stands)
        else:
            messages.success(request, _("保存しました。前の内容は履歴に残っています。"))
            return redirect("matching:kit")
    return ask(
        request,
        form,
        title=title,
        verb=_("保存する"),
        back_url=reverse("matching:kit"),
        crumbs=crumbs(Link(_("答え方"), reverse("matching:kit")), Link(title)),
        facts=facts,
    )


def _answer_at(request: Any, key: str) -> Answer:
    answers = kit_of(request.actor.require_organisation())
    found = next((answer for answer in answers if answer.key == key), None)
    if found is None:
        raise Http404
    return found


def _written(answer: Answer) -> dict[str, Any]:
    kept = ("reason", "answer", "is_retired", "version")
    return {name: getattr(answer, name) for name in kept}
