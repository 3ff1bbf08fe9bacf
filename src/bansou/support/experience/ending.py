"""What both sides think of a visit or trial, and its end with an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.gathering import amend
from bansou.commons.rows import Level
from bansou.people.steps.actions import add_step, withdraw_step
from bansou.support.experience import rules
from bansou.support.experience.attending import refuse_unconfirmed
from bansou.support.experience.models import Experience, ExperienceDay, ExperienceEvaluation
from bansou.support.experience.refusals import (
    DaysToCome,
    DaysUnmarked,
    EndedOutOfTime,
    EvaluationMissing,
    NothingToEvaluate,
    OutcomeDoesNotFit,
)
from bansou.support.experience.requesting import (
    fields_of,
    locked,
    offered_on,
    refuse_reason,
)

EVALUATED = "workplace.evaluated"
REWRITTEN = "評価の書き直し"
_Outcome, _Side = Experience.Outcome, ExperienceEvaluation.Side
#: These may end it before all planned days have passed.
_EARLY = (_Outcome.LEFT, _Outcome.OFFERED, _Outcome.NO_SHOW)


def evaluate(
    *,
    by: Actor,
    experience: Experience,
    side: str,
    on: date,
    answers: Mapping[str, str],
    note: str,
    at: datetime,
) -> ExperienceEvaluation:
    """Write down what the person or the host thinks of it, on the timeline too.

    Written again it takes the place of the one before, whose record stays readable as taken back.

    :param answers: the scheme's grade by the scheme's item
    :raises OverAlready: it has ended
    :raises NothingToEvaluate: nobody was there yet
    """
    with transaction.atomic():
        experience = locked(experience)
        if not experience.days.filter(state=ExperienceDay.State.ATTENDED).exists():
            raise NothingToEvaluate()
        before = _before(experience, side)
        if before and (before.on, before.answers, before.note) == (on, dict(answers), note):
            return before
        step = add_step(
            by=by,
            case=experience.case,
            kind=EVALUATED,
            on=on,
            title=f"{experience.title}　{_Side(side).label}の評価",
            note=in_words(experience, side, on, answers, note),
            at=at,
            level=Level.CASEWORK,
            fields={**fields_of(experience), "side": side},
        )
        if before:
            withdraw_step(step=before.step, at=at, because=REWRITTEN)
        said = {"on": on, "answers": dict(answers), "note": note, "step": step}
        evaluation, _is_new = ExperienceEvaluation.objects.update_or_create(
            organisation_id=experience.organisation_id,
            experience=experience,
            side=side,
            defaults={**said, "version": (before.version if before else 0) + 1},
            create_defaults={
                **said,
                "case_id": experience.case_id,
                "recorded_by_id": by.require_organisation(),
            },
        )
    return evaluation


def _before(experience: Experience, side: str) -> ExperienceEvaluation | None:
    """What this side wrote before, kept from others until the transaction ends."""
    return (
        ExperienceEvaluation.objects.select_for_update(of=("self",))
        .select_related("step__case")
        .filter(organisation_id=experience.organisation_id, experience=experience, side=side)
        .first()
    )


def in_words(
    experience: Experience, side: str, on: date, answers: Mapping[str, str], note: str
) -> str:
    """The answers by what the scheme calls them, one a line, then what was written."""
    offered = offered_on(experience.case, on)
    if offered is None:
        return note
    items = offered.rules.person_items if side == _Side.PERSON else offered.rules.host_items
    grades = {grade.key: grade.label for grade in offered.rules.grades}
    lines = [
        f"{item.label}：{grades.get(answers[item.key], answers[item.key])}"
        for item in items
        if item.key in answers
    ]
    return "\n".join([*lines, note] if note else lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a visit or trial ended: its outcome, its last day, and what did not suit, if anything."""

    outcome: str
    on: date
    reason: str = ""
    because: str = ""


def end_experience(*, experience: Experience, ending: Ending, today: date) -> None:
    """End a visit or trial with its outcome; days to come after its last day are dropped.

    :raises OverAlready: it has ended or was declined
    :raises NotConfirmed: it never began
    :raises EndedOutOfTime: the day lies before a day attended, or has not come
    :raises DaysUnmarked: nobody marked who came on a day before
    :raises DaysToCome: days are planned after it, and the outcome says that all were held
    :raises OutcomeDoesNotFit: the days say something else
    :raises EvaluationMissing: somebody was there, and not both sides have evaluated it
    :raises ReasonUnknown: the scheme has no such reason
    """
    refuse_reason(experience, ending.reason, today)
    with transaction.atomic():
        held = locked(experience)
        refuse_unconfirmed(held)
        days = list(held.days.order_by("on"))
        _refuse_by_days(held, ending, days, today)
        if any(day.state == ExperienceDay.State.ATTENDED for day in days):
            _refuse_without_evaluations(held)
        held.days.filter(state=ExperienceDay.State.PLANNED).delete()
        amend(
            held,
            only_if={},
            state=Experience.State.ENDED,
            outcome=ending.outcome,
            ended_on=ending.on,
            mismatch_reason=ending.reason,
            ended_because=ending.because,
        )


def _refuse_by_days(
    experience: Experience, ending: Ending, days: list[ExperienceDay], today: date
) -> None:
    marked = [day for day in days if day.state != ExperienceDay.State.PLANNED]
    first = marked[-1].on if marked else experience.requested_on
    if not first <= ending.on <= today:
        raise EndedOutOfTime(first=wareki(first), field="on")
    planned = [day for day in days if day.state == ExperienceDay.State.PLANNED]
    if past := [day for day in planned if day.on <= ending.on]:
        raise DaysUnmarked(days="、".join(wareki(day.on) for day in past))
    if planned and ending.outcome not in _EARLY:
        raise DaysToCome(day=wareki(planned[0].on), field="outcome")
    attended = sum(day.state == ExperienceDay.State.ATTENDED for day in marked)
    missed = sum(day.missed_minutes for day in marked)
    fitting = rules.fitting_outcomes(attended, missed)
    if ending.outcome not in fitting:
        raise OutcomeDoesNotFit(
            attended=attended,
            missed=missed,
            fitting="」か「".join(str(_Outcome(one).label) for one in fitting),
            field="outcome",
        )


def _refuse_without_evaluations(experience: Experience) -> None:
    there = {one.side for one in experience.evaluations.all()}
    missing = [str(side.label) for side in _Side if side not in there]
    if missing:
        raise EvaluationMissing(missing="と".join(missing))
