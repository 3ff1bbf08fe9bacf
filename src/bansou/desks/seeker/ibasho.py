"""Places to be: where one may go, how it has been, and whether the counsellor sees it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.desks.seeker.gate import own_case, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent
from bansou.support.ibasho.linking import PURPOSE, link_guest
from bansou.support.ibasho.queries import known_of, next_days, places_of

_NEXT = 3


class OwnCodeForm(DeskForm):
    """The code that the person got at the place."""

    code = forms.CharField(
        label=gettext_lazy("つながり番号"),
        max_length=20,
        help_text=gettext_lazy("10文字です。例　7K2MP-4XQ9T"),
    )


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def page(request: Any) -> HttpResponse:
    """Where one may go, and what one lets be known."""
    case = own_case(request, "my.change")
    form = OwnCodeForm(request.POST or None)
    if form.is_valid() and _is_linked(request, case, form):
        messages.success(request, _("担当の相談員に見えるようになりました。いつでもやめられます。"))
        return redirect("seeker:ibasho")
    agreed = consent_in_force(case, PURPOSE)
    asked = Consent.objects.filter(organisation_id=case.organisation_id, case=case, purpose=PURPOSE)
    values = {
        "form": form,
        "agreed": agreed,
        "was_agreed": asked.exists(),
        "known": known_of(case) if agreed else [],
        "places": [
            (it, next_days(it, request.today, _NEXT))
            for it in places_of(case.organisation_id).filter(closed_on=None)
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/ibasho.html", values, status=status)


def _is_linked(request: Any, case: Case, form: OwnCodeForm) -> bool:
    on = request.today
    try:
        link_guest(
            by=request.actor,
            case=case,
            code=form.cleaned_data["code"],
            agreed_on=on,
            today=on,
            at=request.now,
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True
