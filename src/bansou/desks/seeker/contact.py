"""How the person can be reached, put right by themselves; the history keeps what it was."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.seeker.gate import Own, own, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force, give_consent, withdraw_consent
from bansou.people.consent.models import Consent
from bansou.people.persons.actions import amend_person
from bansou.people.steps.actions import add_step

_REMINDERS = Consent.Purpose.MAIL_REMINDERS
CORRECTED = "contact.corrected"
_FIELDS = ("phone", "email", "address", "contact_wishes")


class ContactForm(DeskForm):
    """Telephone, e-mail, address, and how the person wants to be called on."""

    phone = forms.CharField(
        label=_("電話"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        max_length=254,
        help_text=_("窓口からの連絡に使います。ログインに使うものは変わりません。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    address = forms.CharField(
        label=_("住所"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    contact_wishes = forms.CharField(
        label=_("連絡のしかたの希望"),
        required=False,
        max_length=200,
        help_text=_("例　電話は夕方に。家の電話にはかけないでほしい"),
    )
    reminders = forms.BooleanField(
        label=_("予定の前の日に、メールで知らせてほしい"),
        required=False,
        help_text=_("書くのは日にちと時間だけです。場所や用件は書きません。いつでも止められます。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, takes_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_mail:
            del self.fields["reminders"]

    def clean(self) -> dict[str, Any]:
        """Without an address nobody can be written to."""
        said = super().clean() or self.cleaned_data
        if said.get("reminders") and not said.get("email") and "email" not in self.errors:
            self.add_error(
                "email", gettext("メールで知らせてほしいときは、アドレスを入れてください。")
            )
        return said


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def contact(request: Any) -> HttpResponse:
    """Show what is on record; put it right."""
    it = own(request)
    shown = {name: getattr(it.person, name) for name in (*_FIELDS, "version")}
    takes_mail = it.case is not None and it.case.is_open
    shown["reminders"] = bool(it.case and consent_in_force(it.case, _REMINDERS))
    form = ContactForm(request.POST or None, initial=shown, takes_mail=takes_mail)
    if form.is_valid():
        try:
            _save(request, it, form.cleaned_data)
            if it.case and takes_mail:
                _agree(request, it.case, wants=form.cleaned_data["reminders"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("連絡先を直しました。担当の相談員にも見えます。"))
            return redirect("seeker:home")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/contact.html", {"form": form, "it": it}, status=status)


def _save(request: Any, it: Own, said: dict[str, Any]) -> None:
    """Save over what was seen, and tell the counsellor on the timeline."""
    new = {name: said[name] for name in _FIELDS}
    if new == {name: getattr(it.person, name) for name in _FIELDS}:
        return
    with transaction.atomic():
        amend_person(
            person=it.person,
            seen_version=said["version"],
            name=it.person.name,
            kana=it.person.kana,
            **new,
        )
        if it.case and it.case.is_open:
            add_step(
                by=request.actor,
                case=it.case,
                kind=CORRECTED,
                on=request.today,
                title=gettext("本人が連絡先を直しました"),
                at=request.now,
                level=Level.CONTACT,
            )


def _agree(request: Any, case: Case, *, wants: bool) -> None:
    """Give or take back the agreement to be reminded by mail, where it has changed."""
    on = request.today
    if wants == (consent_in_force(case, _REMINDERS) is not None):
        return
    if wants:
        give_consent(
            by=request.actor, case=case, purpose=_REMINDERS, on=on, at=request.now, today=on
        )
    else:
        withdraw_consent(case=case, purpose=_REMINDERS, on=on, today=on)
