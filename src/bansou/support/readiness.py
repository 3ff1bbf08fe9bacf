"""就労の準備の状態: how ready somebody feels for work, set with them, and the day they turned to it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step, withdraw_step
from bansou.people.steps.models import Step
from bansou.schemes.shape import Readiness, Scheme
from bansou.support.counselling.models import CounsellingSummary
from bansou.support.counselling.queries import summaries_of

AGREED, TURNED = "readiness.agreed", "aim.turned_to_work"


class NoReadiness(Refusal):
    """The case is in no programme that says how ready somebody can be."""

    code = "readiness.not_offered"
    message = _(
        "このケースの事業には、就労の準備の状態の選択肢がありません。ケースが事業に参加しているか、"
        "事業スキームに選択肢（readiness）があるかを確かめてください。"
    )


class NobodyToAgreeWith(Refusal):
    """A case of a family alone: the person has not been met."""

    code = "readiness.nobody_to_agree_with"
    message = _(
        "就労の準備の状態は、本人と一緒に決めます。本人を登録して、会ってから記録してください。"
    )


class OwnWordsMissing(Refusal):
    """Nothing is written of what the person said."""

    code = "readiness.own_words_missing"
    message = _(
        "本人のことばがありません。一緒に確かめたときに、本人が話したことを書いてください。"
    )


class AgreedInFuture(Refusal):
    """Its day has not come."""

    code = "readiness.agreed_in_future"
    message = _("まだ来ていない日の記録はできません。本人と確かめた日を入れてください。")


class AgreedBefore(Refusal):
    """A later view is on record."""

    code = "readiness.agreed_before"
    message = _(
        "この日よりあとの状態が、すでに記録されています。その日か、あとの日を入れてください。"
    )


class AgreedMeanwhile(Refusal):
    """Somebody else set another view after the page was opened."""

    code = "readiness.agreed_meanwhile"
    message = _(
        "画面を開いている間に、ほかの人が新しい状態を記録しました。"
        "いまの状態を確かめてから、もう一度記録してください。"
    )


class NothingToTakeBack(Refusal):
    """Nobody has spoken of it, or what was said is taken back."""

    code = "readiness.nothing_to_take_back"
    message = _(
        "取り消せる就労の準備の状態がありません。ケースのページを開き直して、いまの状態を確かめてください。"
    )


class BecauseMissing(Refusal):
    """It is not said why a view is taken back."""

    code = "readiness.because_missing"
    message = _("取り消す理由を入れてください。経過に、記録とともに残ります。")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How ready the person feels, since which day, in which words, and what brought it up.

    :ivar seen: the view that was on record when the page was opened
    """

    state: str
    on: date
    own_words: str
    prompted_by: CounsellingSummary | None = None
    seen: UUID | None = None


def agree_on_readiness(*, by: Actor, case: Case, view: View, today: date, at: datetime) -> Step:
    """Record how ready for work the person and the counsellor find them, on a day.

    Whoever aimed at taking part in society until then and now aims at work has turned to work on
    that day: an act of its own, which can be counted.

    :raises CaseClosed: the case has ended
    :raises NobodyToAgreeWith: the case names no person
    :raises NoReadiness: its programme has no such states, or not this one
    :raises AgreedInFuture: its day has not come
    :raises OwnWordsMissing: nothing is written of what the person said
    :raises AgreedMeanwhile: somebody else was faster
    :raises AgreedBefore: a later view is on record
    """
    if not case.is_open:
        raise CaseClosed()
    if case.person_id is None:
        raise NobodyToAgreeWith()
    if view.on > today:
        raise AgreedInFuture(field="on")
    if not view.own_words.strip():
        raise OwnWordsMissing(field="own_words")
    scheme = _scheme_of(case, view.on)
    state = _state(scheme, view.state)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        former = readiness_of(case)
        _refuse_overtaken(former, view)
        step = _write(by, case, view, state, at)
        if former and former.fields.get("aim") == "participation" and state.aim == "work":
            _write(by, case, view, state, at, turned=True)
    return step


def take_readiness_back(*, case: Case, seen: UUID | None, because: str, at: datetime) -> None:
    """Take the latest view back (取消), and with it the turn to work that it was; neither counts now.

    Both stay on the timeline with the reason, and the view before it holds again.

    :param seen: the view that was on record when the page was opened
    :raises CaseClosed: the case has ended
    :raises BecauseMissing: it is not said why
    :raises NothingToTakeBack: no view is on record
    :raises AgreedMeanwhile: somebody else was faster
    """
    if not case.is_open:
        raise CaseClosed()
    if not because.strip():
        raise BecauseMissing(field="because")
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        latest = readiness_of(case)
        if latest is None:
            raise NothingToTakeBack()
        if latest.pk != seen:
            raise AgreedMeanwhile()
        written_with_it = {"on": latest.on, "recorded_at": latest.recorded_at}
        for step in (latest, *_of_kind(case, TURNED).filter(**written_with_it)):
            withdraw_step(step=step, at=at, because=because)


def _scheme_of(case: Case, on: date) -> Scheme:
    enrolled = enrolled_on(case, on)
    if enrolled is None or not enrolled.scheme.readiness:
        raise NoReadiness()
    return enrolled.scheme


def _state(scheme: Scheme, key: str) -> Readiness:
    found = next((one for one in scheme.readiness if one.key == key), None)
    if found is None:
        raise NoReadiness(field="state")
    return found


def _refuse_overtaken(former: Step | None, view: View) -> None:
    if (former.pk if former else None) != view.seen:
        raise AgreedMeanwhile()
    if former and view.on < former.on:
        raise AgreedBefore(field="on")


def _write(
    by: Actor, case: Case, view: View, state: Readiness, at: datetime, *, turned: bool = False
) -> Step:
    return add_step(
        by=by,
        case=case,
        kind=TURNED if turned else AGREED,
        on=view.on,
        title=str(_("社会参加から就労へ")) if turned else state.label,
        note=view.own_words,
        at=at,
        level=Level.CASEWORK,
        is_contact=True,
        fields={
            "readiness": state.key,
            "aim": state.aim,
            "prompted_by": str(view.prompted_by.pk) if view.prompted_by else "",
        },
    )


def views_of(case: Case) -> QuerySet[Step]:
    """How ready the person was found, the latest first."""
    return _of_kind(case, AGREED)


def readiness_of(case: Case) -> Step | None:
    """How ready the person is by the latest view; None where nobody spoke of it with them."""
    return views_of(case).first()


def turned_to_work(case: Case) -> Step | None:
    """The latest day on which the person turned from taking part in society to work."""
    return _of_kind(case, TURNED).first()


def summary_to_speak_of(case: Case, latest: Step | None) -> CounsellingSummary | None:
    """What was agreed in the counselling since the latest view: a reason to speak of work anew."""
    agreed = summaries_of(case).first()
    if agreed is None or (latest and str(agreed.pk) == latest.fields.get("prompted_by")):
        return None
    return agreed if latest is None or agreed.written_at > latest.recorded_at else None


def _of_kind(case: Case, kind: str) -> QuerySet[Step]:
    rows = Step.objects.filter(organisation_id=case.organisation_id, case=case, kind=kind)
    return rows.filter(withdrawn_at=None).select_related("by__user").order_by("-on", "-id")
