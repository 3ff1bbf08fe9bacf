"""Planning a visit or company to a clinic, changing the plan, recording it, and calling it off."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import end_grants, refuse_barred, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.rows import Basis, Level
from bansou.people.cases.actions import CaseClosed, hold_open
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent
from bansou.people.steps.actions import add_step
from bansou.support.outreach.offered import offered_outreach
from bansou.support.outreach.visits.models import OutreachVisit

CONSULTED, MISSED = "outreach.consulted", "outreach.missed"
AGREED = Consent.Purpose.MEDICAL_ACCOMPANIMENT
#: So long after a visit may who goes read the case, so that it can be recorded.
READABLE = timedelta(days=7)
_Kind, _State, _Met = OutreachVisit.Kind, OutreachVisit.State, OutreachVisit.Met


class CompanionMissing(Refusal):
    """Only one person would go to somebody's home."""

    code = "outreach.companion_missing"
    message = _("家庭訪問は2人で行きます。いっしょに行く人の名前を入れてください。")


class PrecautionMissing(Refusal):
    """Nothing is written of what to beware of, or whom to reach."""

    code = "outreach.precaution_missing"
    message = _("安全のための記入がありません。心配なことがなければ「なし」と書いてください。")


class ClinicMissing(Refusal):
    """It is not said to which clinic."""

    code = "outreach.clinic_missing"
    message = _("どの医療機関へ行くかを入れてください。")


class NoConsentToAccompany(Refusal):
    """The person does not agree to be accompanied to a clinic, or no longer does."""

    code = "outreach.no_consent_to_accompany"
    message = _(
        "医療受診への同行には、本人の同意が必要です。いま有効な同意がありません。"
        "本人に確かめ、「同行への同意を記録する」で記録してから、もう一度行ってください。"
    )


class AgreedLater(Refusal):
    """The person agreed to be accompanied, but after the day."""

    code = "outreach.agreed_later"
    message = _(
        "同意の日が、同行の日よりあとです。同行の日には、本人の同意がありません。"
        "同行した日と、同意を確かめた日を見直してください。"
    )


class VisitOver(Refusal):
    """It was held or called off before."""

    code = "outreach.visit_over"
    message = _("この訪問は、もう「%(state)s」です。新しい訪問は、あらためて予定してください。")


class NotYetHeld(Refusal):
    """Its day has not come."""

    code = "outreach.not_yet_held"
    message = _("訪問の日が、まだ来ていません。行った日のあとに記録してください。")


class ResultMissing(Refusal):
    """Nothing is written of what came of it."""

    code = "outreach.result_missing"
    message = _("訪問の様子を入れてください。会えなかったときも、見聞きしたことを書きます。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who goes where and when, what to beware of, and whom to reach."""

    kind: str
    on: date
    starts_at: time
    lead: Membership
    companion: str
    place: str
    risk_note: str
    emergency_contacts: str
    route: str = ""
    clinic: str = ""


def plan_visit(*, by: Actor, case: Case, plan: Plan, today: date) -> OutreachVisit:
    """Plan a visit at home by two, or company to a clinic to which the person agrees.

    Whoever goes may read the case until some days after it, though somebody else is responsible.

    :raises CaseClosed: the case has ended
    :raises bansou.support.outreach.offered.NoOutreach: its programme has no visits
    :raises CompanionMissing: one alone would go to somebody's home
    :raises PrecautionMissing: risks or contacts are not written down
    :raises ClinicMissing: it is not said to which clinic
    :raises NoConsentToAccompany: the person does not agree to be accompanied
    :raises AgreedLater: they agreed after the day
    :raises bansou.commons.access.actions.ConflictOfInterest: who is to go is barred from the case
    """
    if not case.is_open:
        raise CaseClosed()
    offered_outreach(case, today)
    _refuse_unsafe(plan)
    with transaction.atomic():
        hold_open(case)
        _refuse_barred(case, plan.lead)
        consent = _consent(case, plan)
        visit = OutreachVisit.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            consent=consent,
            **_columns(plan),
        )
        _let_in(by, visit, plan, today)
    return visit


def change_plan(
    *, by: Actor, visit: OutreachVisit, seen_version: int, plan: Plan, at: datetime
) -> None:
    """Change who goes where and when of a planned visit; what held for planning it holds again.

    :raises VisitOver: it was held or called off before
    :raises CompanionMissing: one alone would go to somebody's home
    :raises PrecautionMissing: risks or contacts are not written down
    :raises ClinicMissing: it is not said to which clinic
    :raises NoConsentToAccompany: the person does not agree to be accompanied
    :raises AgreedLater: they agreed after the day
    :raises bansou.commons.access.actions.ConflictOfInterest: who is to go is barred from the case
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    _refuse_unsafe(plan)
    with transaction.atomic():
        it = _locked(visit)
        _refuse_barred(it.case, plan.lead)
        save_seen(it, seen_version, consent=_consent(it.case, plan), **_columns(plan))
        _let_out(it, at)
        _let_in(by, it, plan, local_day(at))


def _columns(plan: Plan) -> dict[str, Any]:
    return {one.name: getattr(plan, one.name) for one in fields(plan)}


def _refuse_unsafe(plan: Plan) -> None:
    if plan.kind == _Kind.HOME and not plan.companion.strip():
        raise CompanionMissing(field="companion")
    for name in ("risk_note", "emergency_contacts"):
        if not getattr(plan, name).strip():
            raise PrecautionMissing(field=name)


def _refuse_barred(case: Case, lead: Membership) -> None:
    refuse_barred(keeper_id=case.organisation_id, case_id=case.pk, member_id=lead.pk, field="lead")


def _let_in(by: Actor, visit: OutreachVisit, plan: Plan, today: date) -> None:
    """Let the counsellor who goes read the case, unless they are responsible for it anyway."""
    lead = plan.lead
    if lead.role != Role.COUNSELLOR or lead.pk == visit.case.responsible_id:
        return
    write_grant(
        by=by,
        keeper_id=visit.organisation_id,
        case_id=visit.case_id,
        level=Level.SENSITIVE,
        purpose=str(_("訪問・同行に行く人")),
        basis=Basis.OWN_DUTY,
        from_on=today,
        until_on=max(today, plan.on) + READABLE,
        source=Grant.Source.DISPATCH,
        source_id=visit.pk,
        to_membership_id=lead.pk,
    )


def _let_out(visit: OutreachVisit, at: datetime) -> None:
    """Whoever was to go reads the case no longer on this ground."""
    end_grants(
        keeper_id=visit.organisation_id,
        case_id=visit.case_id,
        source=Grant.Source.DISPATCH,
        source_id=visit.pk,
        at=at,
    )


def _consent(case: Case, plan: Plan) -> Consent | None:
    """The consent under which somebody is accompanied; visits at home need none."""
    if plan.kind != _Kind.ACCOMPANIMENT:
        return None
    if not plan.clinic.strip():
        raise ClinicMissing(field="clinic")
    consent = consent_in_force(case, AGREED)
    if consent is None:
        raise NoConsentToAccompany()
    if consent.given_on > plan.on:
        raise AgreedLater(field="on")
    return consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How a visit went: whom one met, how the person was, what was seen and said."""

    met: str
    result: str
    client_state: str = ""


def record_visit(*, by: Actor, visit: OutreachVisit, held: Held, today: date, at: datetime) -> None:
    """Record how a visit went; it stands on the timeline, and counts where somebody was met.

    Where the plan was changed meanwhile, it is recorded of the plan as it is now.

    :raises VisitOver: it was held or called off before
    :raises NotYetHeld: its day has not come
    :raises ResultMissing: nothing is written of it
    :raises NoConsentToAccompany: the person took their consent back before the day
    """
    if not held.result.strip():
        raise ResultMissing(field="result")
    with transaction.atomic():
        it = _locked(visit)
        if it.on > today:
            raise NotYetHeld()
        if it.consent and it.consent.withdrawn_on and it.consent.withdrawn_on < it.on:
            raise NoConsentToAccompany()
        was_met = held.met != _Met.NOBODY
        step = add_step(
            by=by,
            case=it.case,
            kind=CONSULTED if was_met else MISSED,
            on=it.on,
            title=f"{it.get_kind_display()}（{_Met(held.met).label}）",
            note=held.result,
            at=at,
            level=it.level,
            member_id=it.lead_id,
            is_contact=was_met,
            fields={
                "channel": it.kind,
                "client_state": held.client_state,
                "spoken_with": SPOKEN_WITH[_Met(held.met)],
                "visit": str(it.pk),
            },
        )
        done = {"state": _State.HELD, "met": held.met, "result": held.result, "step_id": step.pk}
        save_seen(it, None, **done)


#: As the fields of acts say it.
SPOKEN_WITH = {_Met.PERSON: "person", _Met.FAMILY: "family", _Met.BOTH: "both", _Met.NOBODY: ""}


def call_off(*, visit: OutreachVisit, because: str, at: datetime) -> None:
    """Call a planned visit off, also where its plan was changed meanwhile.

    Whoever was to go reads the case no longer on this ground.

    :raises VisitOver: it was held or called off before
    """
    with transaction.atomic():
        it = _locked(visit)
        save_seen(it, None, state=_State.CANCELLED, cancelled_because=because)
        _let_out(it, at)


def _locked(visit: OutreachVisit) -> OutreachVisit:
    """It as it is on record now, kept from others until the transaction ends."""
    held = OutreachVisit.objects.select_for_update(of=("self",)).select_related("case", "consent")
    it: OutreachVisit = held.get(organisation_id=visit.organisation_id, pk=visit.pk)
    if it.state != _State.PLANNED:
        raise VisitOver(state=it.get_state_display())
    return it
