"""以前の年度のまま開いているケース: who they are, closing them together, and taking that back.

Who gives cases to counsellors also says of which none is needed any more.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.audit.actions import note_list
from bansou.desks.counsellor.names import called
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link
from bansou.people.cases.models import Case
from bansou.support.left_open import (
    NobodyChosen,
    close_together,
    left_open_for,
    reopen_together,
    with_nothing_open,
)

#: So many are shown and closed at a time.
_MOST = 200
#: In the session: what was closed last, so that it can be taken back.
_CLOSED = "closed_together"


class TogetherForm(DeskForm):
    """Whose cases are closed, and why."""

    everybody = forms.BooleanField(label=gettext_lazy("この一覧の全員"), required=False)
    cases = forms.MultipleChoiceField(required=False, label=gettext_lazy("終結にする人"))
    reason = forms.CharField(
        label=gettext_lazy("終結の理由"),
        max_length=200,
        help_text=gettext_lazy("例　事業の年度が終わり、支援も終わっている"),
    )

    def __init__(self, *args: Any, choices: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["cases"].choices = [(str(key), str(key)) for key in choices]
        self.keys = choices

    @property
    def chosen(self) -> list[UUID]:
        if self.cleaned_data["everybody"]:
            return self.keys
        return [UUID(key) for key in self.cleaned_data["cases"]]


@require_http_methods(["GET", "POST"])
@door("case.assign")
def left_open(request: Any) -> HttpResponse:
    """The cases that an ended year left open; close those that are chosen."""
    found = left_open_for(request.actor, request.today)
    shown = list(found.select_related("person", "responsible__user")[:_MOST])
    closable = set(with_nothing_open(found).values_list("pk", flat=True))
    form = TogetherForm(
        request.POST if request.method == "POST" else None,
        choices=[case.pk for case in shown if case.pk in closable],
    )
    if form.is_valid():
        try:
            return _close(request, form)
        except NobodyChosen as refusal:
            form.add_error(None, str(refusal))
    note_list(
        by=request.actor,
        subject="case",
        at=request.now,
        shown=[(case.organisation_id, case.pk) for case in shown],
        detail={"hits": len(shown)},
    )
    ticked = set(form.data.getlist("cases")) if form.is_bound else set()
    values = {
        "crumbs": [Link(_("今日"), reverse("counsellor:today")), Link(_("以前の年度のケース"))],
        "form": form,
        "rows": [_row(case, case.pk in closable, ticked) for case in shown],
        "total": found.count(),
        "closable": len(form.keys),
        "closed": request.session.get(_CLOSED),
    }
    return render(
        request, "counsellor/cases/left_open.html", values, status=422 if form.errors else 200
    )


def _row(case: Case, is_closable: bool, ticked: set[str]) -> dict[str, Any]:
    return {
        "case": case,
        "name": called(case),
        "last_on": case.last_contact_on or case.opened_on,
        "is_closable": is_closable,
        "is_ticked": str(case.pk) in ticked,
    }


def _close(request: Any, form: TogetherForm) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    closed = close_together(by=request.actor, keys=form.chosen, reason=reason, at=request.now)
    request.session[_CLOSED] = {
        "keys": [str(key) for key in closed],
        "on": request.today.isoformat(),
        "reason": reason,
    }
    said = _("%(count)d人のケースを終結にしました。記録は残っています。")
    messages.success(request, said % {"count": len(closed)})
    return redirect("counsellor:left_open")


@require_POST
@door("case.assign")
def take_back(request: Any) -> HttpResponse:
    """Take back what was closed together last."""
    last = request.session.pop(_CLOSED, None)
    count = 0
    if last:
        count = reopen_together(
            by=request.actor,
            keys=[UUID(key) for key in last["keys"]],
            on=date.fromisoformat(last["on"]),
            reason=last["reason"],
        )
    messages.success(request, _("%(count)d人のケースを、元のとおり開きました。") % {"count": count})
    return redirect("counsellor:left_open")
