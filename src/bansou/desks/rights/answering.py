"""People's requests for what is kept of them: the list by what is due, and what is done about one."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import unbarred
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import wareki
from bansou.desks.rights.finding import (
    answered,
    case_at,
    may_here,
    of_request,
    refusing,
    request_at,
    tabs_of,
)
from bansou.desks.rights.forms import (
    AnswerPeriodForm,
    ExtendForm,
    ReceiveForm,
    TakenBackForm,
)
from bansou.desks.rights.papers import kept_extension
from bansou.desks.rights.sealed_part import sealed_part_of
from bansou.desks.shared.door import door
from bansou.people.answering.actions import extend, receive, take_back
from bansou.people.answering.models import DisclosureRequest
from bansou.people.answering.periods import set_answer_period
from bansou.people.answering.queries import answer_periods_of, decisions_of, requests_of
from bansou.people.answering.refusals import NoSuchCase
from bansou.people.answering.rules import due_on
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import refuse_proposed

_SHOWN = 100
_State = DisclosureRequest.State


@require_safe
@door("disclosure.read")
@refusing
def index(request: Any) -> HttpResponse:
    """What is due first, then what is done with, and within how many days it is decided."""
    own, actor = request.actor.require_organisation(), request.actor
    shown = list(unbarred(actor, requests_of(own))[:_SHOWN])
    note_list(
        by=actor,
        subject="disclosure",
        at=request.now,
        shown={(it.organisation_id, it.case_id) for it in shown},
        detail={},
    )
    values = {
        "tabs": tabs_of(request, "rights:requests"),
        "running": [(it, (it.answer_by - request.today).days) for it in shown if it.is_running],
        "done": [it for it in shown if not it.is_running],
        "periods": list(answer_periods_of(own)),
        "may_receive": may_here(request, "disclosure.receive"),
        "may_set": may_here(request, "disclosure.set"),
        "today": request.today,
    }
    return render(request, "rights/requests.html", values)


@require_safe
@door("disclosure.read")
@refusing
def page(request: Any, key: UUID) -> HttpResponse:
    """One request: who asks, how one knows, until when, and how far it is."""
    it = request_at(request, key)
    decisions = decisions_of(it).values()
    said = [one.verdict for one in decisions]
    values = {
        "it": it,
        "crumbs": of_request(it),
        "left": (it.answer_by - request.today).days,
        "shown": said.count("shown"),
        "partly": said.count("partly"),
        "withheld": said.count("withheld"),
        "may_receive": may_here(request, "disclosure.receive"),
        "may_decide": may_here(request, "disclosure.decide"),
        "sealed": sealed_part_of(request, it),
        "can_extend": not it.extended_until and request.today <= it.due_on and it.extension_days,
    }
    return render(request, "rights/request.html", values)


@require_http_methods(["GET", "POST"])
@door("disclosure.receive")
@refusing
def new(request: Any) -> HttpResponse:
    """Ask who asks for what, and how one knows who it is."""
    usual = {
        "received_on": request.today,
        "identity_checked_on": request.today,
        "requester": DisclosureRequest.Requester.PERSON,
        "case_number": request.GET.get("case", "")[:20],
        "asked_for": _("保有する私の個人情報のすべて"),
    }
    form = ReceiveForm(request.POST or None, initial=usual)
    made: list[DisclosureRequest] = []
    answer = answered(
        request,
        form,
        lambda: made.append(_received(request, form)),
        title=_("開示請求を受け付ける"),
        crumb=_("受け付ける"),
        verb=_("受け付ける"),
        body=_(
            "本人か、本人のために請求できる人かを、書類で確かめてから受け付けます。"
            "期限は、受付の日に適用されている日数から決まります。"
        ),
        back_url=reverse("rights:requests"),
        done=_("受け付けました。期限までに、項目ごとに開示するかを決めます。"),
    )
    return redirect("rights:request", made[0].pk) if made else answer


def _received(request: Any, form: ReceiveForm) -> DisclosureRequest:
    """The request, unless what it asks for is to be erased.

    :raises bansou.commons.errors.Refusal: as `receive` says, or an erasure is proposed
    """
    case = _case_called(request, form)
    with transaction.atomic():
        refuse_proposed(case)
        return receive(
            by=request.actor,
            case=case,
            asked=form.asked(),
            at=request.now,
            today=request.today,
        )


def _case_called(request: Any, form: ReceiveForm) -> Case:
    """The case of the number that was typed in.

    :raises NoSuchCase: there is none that the member may know of
    """
    own = request.actor.require_organisation()
    rows = unbarred(request.actor, Case.objects.filter(organisation_id=own), case="id")
    found = rows.filter(number=form.cleaned_data["case_number"].strip()).first()
    if found is None:
        raise NoSuchCase(field="case_number")
    return case_at(request, found.pk)


@require_http_methods(["GET", "POST"])
@door("disclosure.receive")
@refusing
def longer(request: Any, key: UUID) -> HttpResponse:
    """Ask until when and why more time is taken; the person is told both."""
    it = request_at(request, key)
    last = due_on(it.due_on, it.extension_days)
    form = ExtendForm(request.POST or None, initial={"until": last})
    return answered(
        request,
        form,
        lambda: extend(
            by=request.actor,
            request=it,
            notice=lambda held: kept_extension(request, held),
            at=request.now,
            today=request.today,
            **form.cleaned_data,
        ),
        title=_("開示の期限を延ばしますか"),
        crumb=_("期限を延ばす"),
        above=of_request(it),
        verb=_("延ばす"),
        body=_("延ばせるのは1回だけです。理由は、本人への通知に印刷されます。"),
        facts=[(_("いまの期限"), wareki(it.due_on)), (_("延ばせる最後の日"), wareki(last))],
        back_url=reverse("rights:request", args=[it.pk]),
        done=_("期限を延ばしました。延長の通知を印刷して、本人に渡してください。"),
    )


@require_http_methods(["GET", "POST"])
@door("disclosure.receive")
@refusing
def taken_back(request: Any, key: UUID) -> HttpResponse:
    """Ask how it is known that the person no longer asks, or does not fetch it."""
    it = request_at(request, key)
    form = TakenBackForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: take_back(
            by=request.actor, request=it, because=form.cleaned_data["because"], at=request.now
        ),
        title=_("開示請求の取下げ（受け取りに来ないときを含む）を記録しますか"),
        crumb=_("取下げを記録する"),
        above=of_request(it),
        verb=_("記録する"),
        facts=[(_("受付番号"), it.number)],
        back_url=reverse("rights:request", args=[it.pk]),
        done=_("取下げを記録しました。"),
    )


@require_http_methods(["GET", "POST"])
@door("disclosure.set")
@refusing
def period(request: Any) -> HttpResponse:
    """Ask within how many days requests are decided about, from a day on."""
    form = AnswerPeriodForm(request.POST or None, initial={"valid_from": request.today})
    return answered(
        request,
        form,
        lambda: set_answer_period(by=request.actor, at=request.now, **form.cleaned_data),
        title=_("開示の期限を決めますか"),
        crumb=_("開示の期限を決める"),
        verb=_("決める"),
        body=_(
            "法令と、団体の条例・規程で決まっている日数を入れます。"
            "受付の日の次の日から数えます。受付済みの請求の期限は変わりません。"
        ),
        back_url=reverse("rights:requests"),
        done=_("開示の期限を決めました。"),
    )
