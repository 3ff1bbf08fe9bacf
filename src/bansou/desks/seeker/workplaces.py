"""Looking at work: what I wish for, what is arranged for me, how it was; and not this time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.seeker.gate import own, own_case, refusing
from bansou.desks.seeker.workplace_forms import HowItWasForm, WishForm
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import Agreed, agreed_on, hours_of, in_days
from bansou.desks.shared.parts import Chip
from bansou.people.cases.models import Case
from bansou.support.experience.arranging import confirm
from bansou.support.experience.ending import evaluate
from bansou.support.experience.models import Experience, ExperienceDay, ExperienceEvaluation
from bansou.support.experience.queries import confirmed_by, experience_of, experiences_of
from bansou.support.experience.refusals import NothingToEvaluate
from bansou.support.experience.requesting import (
    decline,
    lock_on_experience,
    offered_on,
    open_to_experience,
    request_experience,
)

_State, _Party = Experience.State, Experience.Party
_STANDS = {
    _State.REQUESTED: Chip(gettext_lazy("行き先をさがしています"), "plain"),
    _State.ARRANGED: Chip(gettext_lazy("内容を確かめています"), "key"),
    _State.CONFIRMED: Chip(gettext_lazy("決まりました"), "good"),
    _State.ENDED: Chip(gettext_lazy("終わりました"), "quiet"),
    _State.DECLINED: Chip(gettext_lazy("見送りました"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class Mine:
    """One visit or trial, and what the person can do about it now."""

    it: Experience
    chip: Chip
    facts: list[tuple[str, str]]
    agreed: Agreed | None
    asks_to_confirm: bool
    asks_how_it_was: bool
    may_decline: bool


@require_safe
@door("my.read")
@refusing
def workplaces(request: Any) -> HttpResponse:
    """Every visit and trial, and whether another can be wished for."""
    it = own(request)
    offered = offered_on(it.case, request.today) if it.case and it.case.is_open else None
    lock = lock_on_experience(it.case, offered.scheme) if it.case and offered else None
    values = {
        "mine": [_mine(one, request) for case in it.cases for one in experiences_of(case)],
        "lock": lock.sentence if lock else "",
        "may_wish": offered is not None and lock is None,
    }
    return render(request, "seeker/workplaces.html", values)


def _mine(one: Experience, request: Any) -> Mine:
    days = list(one.days.all())
    was_there = any(day.state == ExperienceDay.State.ATTENDED for day in days)
    has_begun = any(day.state != ExperienceDay.State.PLANNED for day in days)
    said = {evaluation.side for evaluation in one.evaluations.all()}
    return Mine(
        it=one,
        chip=_STANDS[_State(one.state)],
        facts=_facts(one, request),
        agreed=agreed_on(one) if one.state in Experience.SEATED else None,
        asks_to_confirm=one.state == _State.ARRANGED and _Party.PERSON not in confirmed_by(one),
        asks_how_it_was=one.is_open and was_there and ExperienceEvaluation.Side.PERSON not in said,
        may_decline=one.is_open and not has_begun,
    )


def _facts(one: Experience, request: Any) -> list[tuple[str, str]]:
    """What is agreed, as far as it is."""
    facts = [
        (_("行き先"), one.host.company.name if one.host else ""),
        (_("すること"), one.host.title if one.host else ""),
        (_("場所"), one.host.place if one.host else ""),
        (_("日にち"), in_days([day.on for day in one.days.all()], request.today)),
        (_("時間"), hours_of(one)),
        (_("教えてくれる人"), one.tutor),
        (_("あなたの希望"), one.wishes),
    ]
    return [(term, said) for term, said in facts if said]


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def wish(request: Any) -> HttpResponse:
    """Say in one's own words what one would like to look at or try; once."""
    case = own_case(request, "my.apply")
    offered = open_to_experience(case, request.today)
    form = WishForm(request.POST if request.method == "POST" else None, kinds=offered.kinds)
    if form.is_valid():
        try:
            _wish(request, case, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("希望を受け取りました。合いそうな行き先をさがします。"))
            return redirect("seeker:workplaces")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/wish.html", {"form": form}, status=status)


def _wish(request: Any, case: Case, form: WishForm) -> None:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = request_experience(
            by=request.actor, case=case, wanted=wanted, on=request.today, at=request.now
        )
        return {"experience": str(made.pk)}

    body = {"case": case.pk, "kind": wanted.kind, "wishes": wanted.wishes, "goal": wanted.goal}
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action="my.wish", body=body, work=work)


@require_http_methods(["GET", "POST"])
@door("my.answer")
@refusing
def agree(request: Any, pk: UUID) -> HttpResponse:
    """Show what is arranged; the person says that it is right for them."""
    it = _own(request, pk)
    if request.method == "POST":
        name = it.case.person.name if it.case.person else ""
        confirm(
            by=request.actor,
            experience=it,
            party=_Party.PERSON,
            name=name,
            on=request.today,
            today=request.today,
            at=request.now,
        )
        messages.success(request, _("返事を受け取りました。みんなの確認がそろうと、決まります。"))
        return redirect("seeker:workplaces")
    return render(request, "seeker/agree.html", {"it": it, "facts": _facts(it, request)})


@require_http_methods(["GET", "POST"])
@door("my.answer")
@refusing
def not_this_time(request: Any, pk: UUID) -> HttpResponse:
    """Ask once, without a reason; it costs nothing."""
    it = _own(request, pk)
    if request.method == "POST":
        decline(
            by=request.actor,
            experience=it,
            declined_by=_Party.PERSON,
            on=request.today,
            at=request.now,
        )
        messages.success(request, _("見送りました。また、いつでも希望を出せます。"))
        return redirect("seeker:workplaces")
    return render(request, "seeker/not_this_time.html", {"it": it})


@require_http_methods(["GET", "POST"])
@door("my.answer")
@refusing
def how_it_was(request: Any, pk: UUID) -> HttpResponse:
    """What somebody thinks of it afterwards."""
    it = _own(request, pk)
    offered = offered_on(it.case, request.today)
    if offered is None:
        raise NothingToEvaluate()
    form = HowItWasForm(
        request.POST if request.method == "POST" else None,
        scheme_rules=offered.rules,
        items=offered.rules.person_items,
    )
    if form.is_valid():
        try:
            evaluate(
                by=request.actor,
                experience=it,
                side=ExperienceEvaluation.Side.PERSON,
                on=request.today,
                answers=form.answers(),
                note=form.cleaned_data["note"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("教えてくれて、ありがとうございます。"))
            return redirect("seeker:workplaces")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/how_it_was.html", {"form": form, "it": it}, status=status)


def _own(request: Any, pk: UUID) -> Experience:
    """A visit or trial of one's own.

    :raises Http404: there is none, or it is somebody else's
    """
    found = experience_of(pk)
    if found is None:
        raise Http404
    own_case(request, "my.answer", found.case_id)
    return found
