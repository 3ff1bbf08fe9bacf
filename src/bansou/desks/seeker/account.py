"""My bank account, to which I am paid: written down by myself, and from then on shown without its number."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bansou.benefits.accounts.actions import keep_account
from bansou.benefits.accounts.queries import account_of
from bansou.benefits.accounts.rules import hidden_number
from bansou.commons.errors import Refusal
from bansou.desks.seeker.gate import own, refusing
from bansou.desks.shared.account_form import AccountForm, told_of_account
from bansou.desks.shared.door import door


@sensitive_post_parameters("number")
@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def bank_account(request: Any) -> HttpResponse:
    """Write the account down anew; of the former one only the last digits are shown."""
    person = own(request).person
    known = account_of(person)
    initial = {"holder": person.kana, "version": known.version if known else None}
    form = AccountForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            _kept, changes = keep_account(
                by=request.actor,
                person=person,
                said=form.said(),
                seen_version=form.cleaned_data["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, told_of_account(changes))
            return redirect("seeker:money")
    values = {"form": form, "hidden": hidden_number(known.number) if known else ""}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/bank_account.html", values, status=status)
