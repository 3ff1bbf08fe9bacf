"""The days of a visit or trial, both evaluations, and its end."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.desks.experience.asking import answered
from bansou.desks.experience.finding import experience_at, refusing
from bansou.desks.experience.forms import EndForm, EvaluationForm, MarkForm
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import hours_of, in_hours
from bansou.support.experience.attending import Mark, mark_day, refuse_unconfirmed
from bansou.support.experience.ending import Ending, end_experience
from bansou.support.experience.ending import evaluate as write_evaluation
from bansou.support.experience.models import Experience, ExperienceDay, ExperienceEvaluation
from bansou.support.experience.refusals import NoExperience
from bansou.support.experience.requesting import offered_on, refuse_over

_Side = ExperienceEvaluation.Side


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def mark(request: Any, pk: UUID, day: UUID) -> HttpResponse:
    """Ask whether somebody came on a day; mark it, or put right what was marked."""
    it = experience_at(request, pk, "experience.arrange")
    refuse_over(it)
    refuse_unconfirmed(it)
    found = _day(it, day)
    form = MarkForm(request.POST or None, initial=_marked(found))

    def do() -> None:
        said = form.cleaned_data
        attended = said["attended"] == "yes"
        made = Mark(
            attended=attended,
            missed_minutes=said["missed_minutes"] or 0 if attended else 0,
            because=said["because"],
        )
        mark_day(by=request.actor, day=found, mark=made, today=request.today, at=request.now)

    return answered(
        request,
        it,
        form,
        do,
        done=_("出欠を付けました。"),
        title=_("%(day)sの出欠") % {"day": wareki(found.on)},
        verb=_("保存する"),
        facts=[
            (_("予定"), hours_of(it)),
            (_("1日の時間"), in_hours(found.minutes)),
        ],
    )


def _day(it: Experience, key: UUID) -> ExperienceDay:
    found = it.days.select_related("experience__case").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _marked(day: ExperienceDay) -> dict[str, Any]:
    """What is marked already, as the form shows it."""
    if day.state == ExperienceDay.State.PLANNED:
        return {}
    came = day.state == ExperienceDay.State.ATTENDED
    return {
        "attended": "yes" if came else "no",
        "missed_minutes": day.missed_minutes or None if came else None,
        "because": day.missed_because,
    }


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def evaluate(request: Any, pk: UUID, side: str) -> HttpResponse:
    """Ask what the person or the host thinks of it; keep it, on the timeline too."""
    it = experience_at(request, pk, "experience.arrange")
    offered = offered_on(it.case, request.today)
    if side not in _Side:
        raise Http404
    if offered is None:
        raise NoExperience()
    rules, before = offered.rules, _evaluated(it, side)
    form = EvaluationForm(
        request.POST or None,
        scheme_rules=rules,
        items=rules.person_items if side == _Side.PERSON else rules.host_items,
        initial=before or {"on": request.today},
    )

    def do() -> None:
        write_evaluation(
            by=request.actor,
            experience=it,
            side=side,
            on=form.cleaned_data["on"],
            answers=form.answers(),
            note=form.cleaned_data["note"],
            at=request.now,
        )

    who = _Side(side).label
    return answered(
        request,
        it,
        form,
        do,
        done=_("%(side)sの評価を記録しました。経過にも入りました。") % {"side": who},
        title=_("%(side)sの評価") % {"side": who},
        verb=_("記録する"),
        body=_("書き直すと、前の評価は取消しとして経過に残ります。") if before else "",
    )


def _evaluated(it: Experience, side: str) -> dict[str, Any]:
    """What this side said before, as the form shows it."""
    before = next((one for one in it.evaluations.all() if one.side == side), None)
    if before is None:
        return {}
    items = {f"item_{key}": grade for key, grade in before.answers.items()}
    return {**items, "note": before.note, "on": before.on}


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def end(request: Any, pk: UUID) -> HttpResponse:
    """Ask how it ended; end it."""
    it = experience_at(request, pk, "experience.arrange")
    offered = offered_on(it.case, request.today)
    reasons = offered.scheme.mismatch_reasons if offered else ()
    form = EndForm(request.POST or None, reasons=reasons, initial=_usual_end(it))

    def do() -> None:
        ending = Ending(**form.cleaned_data)
        end_experience(experience=it, ending=ending, today=request.today)

    return answered(
        request,
        it,
        form,
        do,
        done=_("終わりにしました。"),
        title=_("%(kind)sを終わりにする") % {"kind": it.get_kind_display()},
        verb=_("終わりにする"),
        body=_("出席した日があるときは、本人と受入先の評価がそろってから終えます。"),
    )


def _usual_end(it: Experience) -> dict[str, Any]:
    """The last day that was held; where the host would employ the person, that outcome."""
    marked = [day.on for day in it.days.all() if day.state != ExperienceDay.State.PLANNED]
    outcome = Experience.Outcome.OFFERED if it.offer_on else None
    return {"on": max(marked, default=None), "outcome": outcome}
