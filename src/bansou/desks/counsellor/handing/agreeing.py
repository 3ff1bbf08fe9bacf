"""Asking to what the person agreed, and recording that they take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.handing.forms import AgreeForm
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.people.sharing.agreeing import agree_to_sharing
from bansou.people.sharing.items import names_of
from bansou.people.sharing.models import SharingConsent
from bansou.people.sharing.queries import bodies_of, sharing_consent_of
from bansou.programmes.queries import contracts_on
from bansou.support.outreach.conferences.consenting import take_consent_back

WRITE = "sharing.write"


@require_http_methods(["GET", "POST"])
@door(WRITE)
@refusing
def agree(request: Any, pk: UUID) -> HttpResponse:
    """Ask what may be handed to whom, until when, and how one knows."""
    it = opened(request, pk, WRITE, Level.SENSITIVE)
    usual = {"given_on": it.today, "until_on": FiscalYear.of(it.today).ends_on, "how": "paper"}
    form = AgreeForm(
        request.POST or None,
        initial=usual,
        bodies=bodies_of(it.case.organisation_id),
        contractors=_contractors(it),
    )
    if form.is_valid():
        try:
            agree_to_sharing(
                by=request.actor,
                case=it.case,
                agreement=form.agreement(),
                at=request.now,
                today=it.today,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("同意を記録しました。この同意でつなぐことができます。"))
            return redirect("counsellor:handing", pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sの情報提供への同意を記録する") % {"name": addressed(it.case)},
        verb=_("記録する"),
        form=form,
        body=_(
            "本人と一緒に、だれに、何を、何のために、いつまで渡してよいかを確かめます。"
            "同意はいつでも取り消せることも伝えます。"
        ),
        back_url=reverse("counsellor:handing", args=[pk]),
    )


def _contractors(it: Opened) -> list[Organisation]:
    running = contracts_on(it.case.organisation_id, it.today).select_related("contractor")
    found = {contract.contractor_id: contract.contractor for contract in running}
    return sorted(found.values(), key=lambda body: body.name)


def consent_at(request: Any, key: UUID) -> tuple[Opened, SharingConsent]:
    """The consent of an address and its case, for a member who writes about it.

    :raises Http404: there is none, or the member may not know of it
    """
    consent = sharing_consent_of(key)
    if consent is None:
        raise Http404
    return opened(request, consent.case_id, WRITE, Level.SENSITIVE), consent


@require_http_methods(["GET", "POST"])
@door(WRITE)
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether the person takes a consent back; from then on nothing goes out on it."""
    it, consent = consent_at(request, pk)
    if request.method == "POST":
        take_consent_back(consent=consent, at=request.now)
        messages.success(request, _("同意の取消しを記録しました。もう、この相手には渡せません。"))
        return redirect("counsellor:handing", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sへの情報提供の同意を取り消しますか") % {"name": consent.recipient},
        body=_(
            "いますぐ、この同意では何も渡せなくなり、相手の職員からもケースが見えなくなります。"
            "これまでに渡した記録は残ります。"
        ),
        facts=consent_facts(consent),
        verb=_("取り消す"),
        back_url=reverse("counsellor:handing", args=[it.case.pk]),
    )


def consent_facts(consent: SharingConsent) -> list[tuple[str, str]]:
    """What a consent covers, for a question about it."""
    return [
        (_("渡す相手"), consent.recipient),
        (_("目的"), consent.purpose),
        (_("渡してよい項目"), "、".join(names_of(consent.items))),
        (_("同意の期限"), wareki(consent.until_on)),
    ]
