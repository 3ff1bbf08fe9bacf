"""A visit or trial at the company: terms to confirm, who came, what the host thinks, an offer."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import wareki
from bansou.desks.employer.answer_forms import (
    CameForm,
    EvaluationForm,
    OfferWorkForm,
    TermsForm,
    TutorForm,
)
from bansou.desks.employer.asking import answered
from bansou.desks.employer.gate import note_opening, own_company, refusing, told_to_office
from bansou.desks.employer.words import hosted_chip, hosted_name
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import agreed_state, between, day_chip, in_days, in_hours
from bansou.employers.companies.models import Company
from bansou.employers.models import HostPlace
from bansou.support.experience import attending
from bansou.support.experience.arranging import confirm as confirm_terms
from bansou.support.experience.arranging import name_tutor
from bansou.support.experience.ending import evaluate as write_evaluation
from bansou.support.experience.models import Experience, ExperienceDay, ExperienceEvaluation
from bansou.support.experience.offering import offer_work
from bansou.support.experience.queries import experience_of
from bansou.support.experience.refusals import NoExperience
from bansou.support.experience.requesting import Offered, offered_on
from bansou.support.experience.told import Hosted, HostedDay, hosted_at

_READ, _ANSWER = "own_company.read", "own_company.answer"
_HOST = Experience.Party.HOST
#: Why somebody missed a day is theirs to say to the office, not the host's.
_NOT_ASKED = gettext_lazy("受入先の記録（理由は聞いていない）")


def _told(request: Any, action: str, pk: UUID) -> tuple[Company, Hosted]:
    """The company, and the visit or trial there.

    :raises Http404: it has no such
    """
    company, found = own_company(request, action), hosted_at(pk)
    if found is None:
        raise Http404
    return company, found


def _experience(it: Hosted) -> Experience:
    """What the office has on record of it; asked within `told_to_office` alone.

    :raises Http404: it is gone
    """
    found = experience_of(it.key)
    if found is None:
        raise Http404
    return found


def _address(it: Hosted) -> str:
    return reverse("employer:trial", args=[it.key])


def _facts(request: Any, company: Company, it: Hosted) -> list[tuple[str, str]]:
    """The terms, line by line."""
    host = HostPlace.objects.filter(organisation_id=company.organisation_id, pk=it.host_id).first()
    return [
        (_("仕事"), host.title if host else ""),
        (_("日程"), in_days([day.on for day in it.held_on], request.today)),
        (_("時間"), between(it.starts_at, it.ends_at, it.break_minutes)),
        (_("指導担当者"), it.tutor),
    ]


@require_safe
@door(_READ)
@refusing
def trial(request: Any, pk: UUID) -> HttpResponse:
    """The terms and who confirmed them, the days, what the host said of it."""
    company, it = _told(request, _READ, pk)
    to_mark = it.days_to_mark(request.today)
    values = {
        "it": it,
        "kind": Experience.Kind(it.kind).label,
        "called": hosted_name(it),
        "chip": hosted_chip(it, bool(to_mark)),
        "facts": _facts(request, company, it),
        "agreed": agreed_state(it.confirmed_on, is_over=not it.is_running),
        "days": [
            (
                day,
                in_hours(day.minutes),
                day_chip(day.state, day.missed_minutes, is_over=not it.is_running),
                day in to_mark,
            )
            for day in it.held_on
        ],
        "may_name_tutor": it.is_running,
        "may_evaluate": it.is_running and it.was_attended,
        "may_offer": it.was_attended and it.offer_on is None and it.state != "declined",
    }
    note_opening(request, company, "trial", it.key, it.case_id)
    return render(request, "employer/trial.html", values)


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def confirm(request: Any, pk: UUID) -> HttpResponse:
    """Confirm the terms as they are now."""
    company, it = _told(request, _ANSWER, pk)
    form = TermsForm(request.POST or None, initial={"name": request.actor.name})

    def do() -> None:
        with told_to_office(request) as by:
            confirm_terms(
                by=by,
                experience=_experience(it),
                party=_HOST,
                name=form.cleaned_data["name"],
                on=request.today,
                today=request.today,
                at=request.now,
            )

    return answered(
        request,
        form,
        do,
        title=_("この内容で受け入れますか"),
        body=_("変えたいところがあるときは、確認する前に窓口に連絡してください。"),
        facts=[(_("体験する方"), hosted_name(it)), *_facts(request, company, it)],
        verb=_("この内容で確認する"),
        done=_("確認しました。"),
        back_url=_address(it),
    )


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def tutor(request: Any, pk: UUID) -> HttpResponse:
    """Name somebody else who looks after the person there."""
    _company, it = _told(request, _ANSWER, pk)
    form = TutorForm(request.POST or None, initial={"tutor": it.tutor})

    def do() -> None:
        with told_to_office(request):
            name_tutor(experience=_experience(it), tutor=form.cleaned_data["tutor"])

    return answered(
        request,
        form,
        do,
        title=_("指導担当者を変える"),
        body=_(
            "変えると、内容の確認が、本人と窓口も含めてやり直しになります。"
            "変えたあと、もう一度内容を確認してください。"
        ),
        facts=[(_("体験する方"), hosted_name(it))],
        verb=_("この人に変える"),
        done=_("指導担当者を変えました。内容をもう一度確認してください。"),
        back_url=_address(it),
    )


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def mark(request: Any, pk: UUID, day: UUID) -> HttpResponse:
    """Note who came on a day; noted again it is put right."""
    _company, it = _told(request, _ANSWER, pk)
    found = next((one for one in it.held_on if one.key == day), None)
    if found is None:
        raise Http404
    form = CameForm(request.POST or None, initial=_marked(found))

    def do() -> None:
        attended = form.cleaned_data["attended"] == "yes"
        missed = form.cleaned_data["missed_minutes"] or 0
        because = "" if attended and not missed else str(_NOT_ASKED)
        made = attending.Mark(attended=attended, missed_minutes=missed, because=because)
        with told_to_office(request) as by:
            own = ExperienceDay.objects.select_related("experience__case").filter(
                organisation_id=by.require_keeper(), pk=found.key
            )
            attending.mark_day(by=by, day=own.get(), mark=made, today=request.today, at=request.now)

    return answered(
        request,
        form,
        do,
        title=_("%(day)sの出欠") % {"day": wareki(found.on)},
        body=_("休んだ理由は、聞かなくてかまいません。窓口が本人に聞きます。"),
        facts=[(_("体験する方"), hosted_name(it)), (_("1日の時間"), in_hours(found.minutes))],
        verb=_("記録する"),
        done=_("出欠を記録しました。"),
        back_url=_address(it),
    )


def _marked(day: HostedDay) -> dict[str, Any]:
    if not day.is_marked:
        return {}
    came = day.state == ExperienceDay.State.ATTENDED
    return {
        "attended": "yes" if came else "no",
        "missed_minutes": (came and day.missed_minutes) or None,
    }


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def evaluate(request: Any, pk: UUID) -> HttpResponse:
    """What the host thinks of it, by the scheme's items."""
    _company, it = _told(request, _ANSWER, pk)
    with told_to_office(request):
        offered = _offered(it, request)
    before = {f"item_{key}": grade for key, grade in it.graded.items()}
    form = EvaluationForm(
        request.POST or None,
        scheme_rules=offered.rules,
        items=offered.rules.host_items,
        initial={**before, "note": it.note},
    )

    def do() -> None:
        with told_to_office(request) as by:
            write_evaluation(
                by=by,
                experience=_experience(it),
                side=ExperienceEvaluation.Side.HOST,
                on=request.today,
                answers=form.answers(),
                note=form.cleaned_data["note"],
                at=request.now,
            )

    return answered(
        request,
        form,
        do,
        title=_("受入先の評価"),
        body=_("担当の相談員が読み、本人と振り返ります。"),
        facts=[(_("体験した方"), hosted_name(it))],
        verb=_("評価を送る"),
        done=_("評価を送りました。ありがとうございます。"),
        back_url=_address(it),
    )


def _offered(it: Hosted, request: Any) -> Offered:
    """What the scheme asks hosts; it names nobody.

    :raises NoExperience: the programme has ended
    """
    offered = offered_on(_experience(it).case, request.today)
    if offered is None:
        raise NoExperience()
    return offered


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def offer(request: Any, pk: UUID) -> HttpResponse:
    """Say that the company would like to employ the person."""
    _company, it = _told(request, _ANSWER, pk)
    form = OfferWorkForm(request.POST or None)

    def do() -> None:
        with told_to_office(request) as by:
            offer_work(
                by=by,
                experience=_experience(it),
                on=request.today,
                note=form.cleaned_data["note"],
                at=request.now,
            )

    return answered(
        request,
        form,
        do,
        title=_("採用を申し出る"),
        body=_(
            "窓口が本人に伝え、返事を聞きます。本人が断っても、理由をたずねることはありません。"
        ),
        facts=[(_("体験した方"), hosted_name(it))],
        verb=_("申し出を送る"),
        done=_("申し出を送りました。窓口から本人に伝えます。"),
        back_url=_address(it),
    )
