"""Referring somebody with what they agreed to, and writing down what the body answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.handing.agreeing import WRITE, consent_at, consent_facts
from bansou.desks.counsellor.handing.forms import AnswerForm, HandOnForm
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.queries import enrolled_on
from bansou.people.referrals.handing_on import AnsweredAlready, answer_referral, hand_on
from bansou.people.referrals.models import Referral
from bansou.people.referrals.queries import referral_of
from bansou.people.sharing.agreeing import refuse_beyond
from bansou.people.sharing.items import Item, known_of
from bansou.support.counselling.queries import summaries_of
from bansou.support.outreach.formulations.queries import formulations_of
from bansou.support.outreach.offered import outreach_of

ANSWER = "referral.answer"


@require_http_methods(["GET", "POST"])
@door(WRITE)
@refusing
def refer(request: Any, pk: UUID) -> HttpResponse:
    """Ask which of the agreed items go; hand those over and wait for the answer."""
    it, consent = consent_at(request, pk)
    refuse_beyond(consent, (), it.today)
    rules = outreach_of(it.case, it.today)
    form = HandOnForm(
        request.POST or None,
        initial={"plan": _plan(it)},
        agreed=consent.items,
        known=_known(it),
        programmes=rules.programmes if rules else (),
    )
    if request.method == "GET":
        note_opening(request, it.case, "sharing")
    if form.is_valid():
        try:
            hand_on(
                by=request.actor,
                case=it.case,
                consent=consent,
                parcel=form.parcel(),
                answer_days=_answer_days(it),
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("%(name)sにつなぎました。") % {"name": consent.recipient})
            return redirect("counsellor:handing", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sを%(body)sにつなぐ")
        % {"name": addressed(it.case), "body": consent.recipient},
        verb=_("つなぐ"),
        form=form,
        body=_(
            "同意のある項目だけが選べます。この相手に必要なものだけを選んでください。"
            "返事は%(number)d日以内に求め、過ぎると「今日」に出ます。"
        )
        % {"number": _answer_days(it)},
        facts=consent_facts(consent),
        back_url=reverse("counsellor:handing", args=[it.case.pk]),
    )


def _known(it: Opened) -> dict[str, str]:
    """What is on record, item by item; of psychological counselling what was agreed to be known."""
    known = known_of(it.case)
    summary = summaries_of(it.case).first()
    if summary:
        known[Item.AGREED_SUMMARY.value] = summary.step.note
    return known


def _plan(it: Opened) -> str:
    """The plan of the latest 見立て, from which the sender starts."""
    latest = formulations_of(it.case).first()
    return latest.plan if latest else ""


def _answer_days(it: Opened) -> int:
    """So many days as the programme gives a body, or the keeper's latest scheme."""
    enrolled = enrolled_on(it.case, it.today)
    if enrolled:
        return enrolled.scheme.referral_answer_days
    return Vocabulary.of(it.case.organisation_id, it.today).referral_answer_days


@require_http_methods(["GET", "POST"])
@door(ANSWER)
@refusing
def answer(request: Any, pk: UUID) -> HttpResponse:
    """Ask what the body answered: its own staff say it, or the sender copies the reply slip."""
    referral = referral_of(pk)
    if referral is None:
        raise Http404
    it = _opened(request, referral)
    if referral.answer != Referral.Answer.AWAITED:
        raise AnsweredAlready()
    told = {"on": it.today, "version": referral.version}
    if not it.is_own:
        told["by"] = request.actor.name
    form = AnswerForm(request.POST or None, initial=told)
    if request.method == "GET":
        note_opening(request, it.case, "referral", referral.pk)
    if form.is_valid():
        try:
            answer_referral(
                referral=referral,
                seen_version=form.cleaned_data["version"],
                said=form.said(),
                today=it.today,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("返事を記録しました。"))
            back = "counsellor:handing" if it.is_own else "counsellor:case"
            return redirect(back, it.case.pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sの返事を記録する") % {"name": referral.recipient},
        verb=_("記録する"),
        form=form,
        facts=[
            (_("目的"), referral.purpose),
            (_("紹介した日"), wareki(referral.referred_on)),
            (_("返事の期限"), wareki(referral.answer_due_on) if referral.answer_due_on else ""),
        ],
    )


def _opened(request: Any, referral: Referral) -> Opened:
    """The case of a referral, for the keeper's staff who sent it or for whom it was sent to.

    :raises Http404: it was sent to another body
    """
    own = request.actor.organisation_id
    if referral.organisation_id == own:
        return opened(request, referral.case_id, ANSWER, Level.SENSITIVE)
    if referral.to_organisation_id != own:
        request.is_judged = True
        raise Http404
    return opened(request, referral.case_id, ANSWER)
