"""Asking for the expert team on a case, telling who is on duty, and deciding."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import end_grants, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import local_day
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.database.gathering import amend
from bansou.commons.errors import Refusal
from bansou.commons.messages.actions import tell_of_urgent_dispatch
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import keep_about, promise
from bansou.people.cases.actions import CaseClosed, hold_open
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.support.outreach.offered import offered_outreach
from bansou.support.outreach.teams.models import DispatchRequest, ExpertTeam
from bansou.support.outreach.teams.queries import on_duty

SUBJECT = "dispatch"
REQUESTED, APPROVED, DECLINED = "dispatch.requested", "dispatch.approved", "dispatch.declined"
WITHDRAWN = "dispatch.withdrawn"
#: So long may who is on duty read what an urgent request says; it ends with the decision.
READABLE = timedelta(days=2)
_State = DispatchRequest.State


class CriterionMissing(Refusal):
    """Nothing of the scheme's criteria was named."""

    code = "outreach.criterion_missing"
    message = _("派遣の目安を、1つ以上選んでください。")


class SituationMissing(Refusal):
    """Nothing is written of what goes on."""

    code = "outreach.situation_missing"
    message = _("いまの状況がありません。見聞きした事実を書いてください。")


class ContactMissing(Refusal):
    """It is urgent, and nobody is named who could be reached."""

    code = "outreach.contact_missing"
    message = _(
        "緊急の依頼には、緊急のときの連絡先が必要です。"
        "家族や医療機関の連絡先を書いてください。ないときは「なし」と書きます。"
    )


class NobodyOnDuty(Refusal):
    """An urgent request would reach nobody."""

    code = "outreach.nobody_on_duty"
    message = _(
        "今日の当番も、統括カウンセラーもいないため、緊急の依頼を知らせる相手がいません。"
        "専門チームの当番を入れてください。命の危険があるときは、119番か110番に先に電話してください。"
    )


class OwnRequest(Refusal):
    """Who asked does not decide."""

    code = "outreach.own_request"
    message = _("自分の依頼は、自分では決められません。ほかの統括カウンセラーに頼んでください。")


class DecidedAlready(Refusal):
    """Somebody decided in the meantime."""

    code = "outreach.decided_already"
    message = _("この依頼は、もう「%(state)s」に決まっています。")


class ReasonMissing(Refusal):
    """The team is not sent, and nothing says why."""

    code = "outreach.reason_missing"
    message = _("見送る理由を入れてください。依頼した人が、次の手だてを考えるのに使います。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a request says: which team, by which criteria, what goes on, whom to reach."""

    team: ExpertTeam
    criteria: tuple[str, ...]
    situation: str
    emergency_contacts: str = ""
    is_urgent: bool = False


def request_dispatch(*, by: Actor, case: Case, wanted: Wanted, at: datetime) -> DispatchRequest:
    """Ask for the expert team on a case; an urgent request tells who is on duty.

    One criterion that the scheme calls urgent is enough to make it urgent.

    :raises CaseClosed: the case has ended
    :raises bansou.support.outreach.offered.NoOutreach: its programme has no expert team
    :raises CriterionMissing: none of the scheme's criteria is named
    :raises SituationMissing: nothing is written of what goes on
    :raises ContactMissing: it is urgent, and says nobody who could be reached
    :raises NobodyOnDuty: it is urgent, and nobody would be told
    """
    if not case.is_open:
        raise CaseClosed()
    rules = offered_outreach(case, local_day(at))
    known = {one.key for one in rules.severity}
    if not wanted.criteria or not known.issuperset(wanted.criteria):
        raise CriterionMissing(field="criteria")
    if not wanted.situation.strip():
        raise SituationMissing(field="situation")
    is_urgent = wanted.is_urgent or rules.makes_urgent(wanted.criteria)
    if is_urgent and not wanted.emergency_contacts.strip():
        raise ContactMissing(field="emergency_contacts")
    with transaction.atomic():
        hold_open(case)
        told = _to_be_told(by, case, wanted.team, at) if is_urgent else None
        dispatch = DispatchRequest.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            team=wanted.team,
            criteria=list(wanted.criteria),
            situation=wanted.situation,
            emergency_contacts=wanted.emergency_contacts,
            is_urgent=is_urgent,
            requested_by_id=by.require_membership(),
            requested_at=at,
            alerted=told,
            alerted_at=at if told else None,
        )
        _on_the_timeline(by, dispatch, REQUESTED, wanted.situation, at)
        if told:
            _alert(by, dispatch, told, at)
    return dispatch


def _to_be_told(by: Actor, case: Case, team: ExpertTeam, at: datetime) -> Membership:
    told = on_duty(case, team, local_day(at), but=by.require_membership())
    if told is None:
        raise NobodyOnDuty()
    return told


def _alert(by: Actor, dispatch: DispatchRequest, told: Membership, at: datetime) -> None:
    """Let who is on duty read the request, owe an answer today, and get a letter."""
    today = local_day(at)
    write_grant(
        by=by,
        keeper_id=dispatch.organisation_id,
        case_id=dispatch.case_id,
        level=Level.SENSITIVE,
        purpose=str(_("緊急の派遣依頼の当番")),
        basis=Basis.OWN_DUTY,
        from_on=today,
        until_on=today + READABLE,
        source=Grant.Source.DISPATCH,
        source_id=dispatch.pk,
        to_membership_id=told.pk,
    )
    promise(
        by=by,
        keeper_id=dispatch.organisation_id,
        title=str(_("緊急の派遣依頼を確かめる")),
        owner_id=told.pk,
        due_on=today,
        promised_on=today,
        case_id=dispatch.case_id,
        subject=SUBJECT,
        subject_id=dispatch.pk,
    )
    tell_of_urgent_dispatch(by=by, member_id=told.pk)


def decide(
    *,
    by: Actor,
    dispatch: DispatchRequest,
    seen_version: int,
    approves: bool,
    because: str,
    at: datetime,
) -> None:
    """Send the team, or do not and say why; the moment is kept.

    :raises OwnRequest: who asked does not decide
    :raises ReasonMissing: it is not sent, and nothing says why
    :raises DecidedAlready: it was decided before
    :raises EditedMeanwhile: somebody else saved it in between
    """
    if dispatch.requested_by_id == by.require_membership():
        raise OwnRequest()
    if not approves and not because.strip():
        raise ReasonMissing(field="because")
    with transaction.atomic():
        held = DispatchRequest.objects.select_for_update(of=("self",)).select_related(
            "case", "team"
        )
        it = held.get(organisation_id=dispatch.organisation_id, pk=dispatch.pk)
        if it.state != _State.REQUESTED:
            raise DecidedAlready(state=it.get_state_display())
        decided = {
            "state": _State.APPROVED if approves else _State.DECLINED,
            "decided_by_id": by.require_membership(),
            "decided_at": at,
            "decided_because": because,
        }
        if not amend(it, only_if={"version": seen_version}, **decided):
            raise EditedMeanwhile()
        _on_the_timeline(by, it, APPROVED if approves else DECLINED, because, at)
        _settle(it, at)


def withdraw_request(*, by: Actor, dispatch: DispatchRequest, because: str, at: datetime) -> None:
    """Take back a request that nobody has decided, such as when the case is closed.

    :raises ReasonMissing: nothing says why
    :raises DecidedAlready: it was decided before
    """
    if not because.strip():
        raise ReasonMissing(field="because")
    withdrawn = {
        "state": _State.WITHDRAWN,
        "decided_by_id": by.require_membership(),
        "decided_at": at,
        "decided_because": because,
    }
    with transaction.atomic():
        if not amend(dispatch, only_if={"state": _State.REQUESTED}, **withdrawn):
            dispatch.refresh_from_db(fields=["state"])
            raise DecidedAlready(state=dispatch.get_state_display())
        _on_the_timeline(by, dispatch, WITHDRAWN, because, at)
        _settle(dispatch, at)


def _settle(dispatch: DispatchRequest, at: datetime) -> None:
    """The answer is no longer owed, and who was on duty reads the case no more."""
    on_it: dict[str, Any] = {
        "keeper_id": dispatch.organisation_id,
        "case_id": dispatch.case_id,
        "at": at,
    }
    keep_about(subject=SUBJECT, keys=[dispatch.pk], **on_it)
    end_grants(source=Grant.Source.DISPATCH, source_id=dispatch.pk, **on_it)


def _on_the_timeline(
    by: Actor, dispatch: DispatchRequest, kind: str, note: str, at: datetime
) -> None:
    titles = {
        REQUESTED: _("%(team)sの派遣依頼（緊急）")
        if dispatch.is_urgent
        else _("%(team)sの派遣依頼"),
        APPROVED: _("%(team)sの派遣の決定"),
        DECLINED: _("%(team)sの派遣の見送り"),
        WITHDRAWN: _("%(team)sへの派遣依頼の取下げ"),
    }
    add_step(
        by=by,
        case=dispatch.case,
        kind=kind,
        on=local_day(at),
        title=titles[kind] % {"team": dispatch.team.name},
        note=note,
        at=at,
        level=dispatch.level,
        fields={"dispatch": str(dispatch.pk)},
    )
