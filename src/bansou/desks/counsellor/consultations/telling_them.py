"""Writing for the person what is to stay of a talk: a text of its own, shown on their page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.consultations.records import to_change
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.people.steps.queries import note_shared_of
from bansou.people.steps.sharing import share_note


class SharedForm(DeskForm):
    """What the person is to read; empty takes back what they could read."""

    text = forms.CharField(
        label=_("本人が読む文"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "本人のことばを使い、決めたことと次にすることを書きます。"
            "空にして保存すると、本人のページから消えます。"
        ),
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def share(request: Any, step: UUID) -> HttpResponse:
    """Ask for the text; show it to the person. The record itself stays as closed as it was."""
    record = to_change(request, step)
    case, its_step = record.it.case, record.consultation.step
    known = note_shared_of(its_step)
    form = SharedForm(
        request.POST if request.method == "POST" else None,
        initial={"text": known.text if known else ""},
    )
    back = reverse("counsellor:consultation", args=[its_step.pk])
    if form.is_valid():
        text = form.cleaned_data["text"]
        share_note(by=request.actor, step=its_step, text=text, at=request.now)
        said = (
            gettext("本人のページに出しました。")
            if text
            else gettext("本人のページから消しました。")
        )
        messages.success(request, said)
        return redirect(back)
    return ask(
        request,
        case,
        title=gettext("相談のふりかえりを、本人に見せる"),
        crumb=gettext("本人に見せる"),
        verb=gettext("保存する"),
        form=form,
        body=gettext("ここに書いた文だけが、本人のページに出ます。相談の記録と見立ては出ません。"),
        back_url=back,
    )
