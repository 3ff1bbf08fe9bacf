"""Opening a record in an emergency, having done with it, and looking at it afterwards."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import local_day
from bansou.commons.database.gathering import amend
from bansou.commons.errors import Refusal
from bansou.commons.messages.actions import tell_of_broken_glass, tell_of_broken_seal
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import keep_about, promise
from bansou.people.break_glass.models import READABLE, BreakGlass
from bansou.people.break_glass.queries import open_glass, who_is_told
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case

SUBJECT = "break_glass"
#: So soon somebody else has looked at it.
REVIEWED_WITHIN = timedelta(days=7)


class WhyMissing(Refusal):
    """Nothing says what makes it an emergency, or what was found."""

    code = "break_glass.why_missing"
    message = _("理由がありません。あとで確かめる人が分かるように書いてください。")


class NobodyTold(Refusal):
    """Nobody would learn of it."""

    code = "break_glass.nobody_told"
    message = _(
        "知らせる相手（個人情報保護管理者、統括カウンセラー、事業担当者）がいないため、開けません。"
        "団体に、職員の登録を頼んでください。命の危険があるときは、119番か110番に先に電話してください。"
    )


class OpenAlready(Refusal):
    """They read it by one that they opened before."""

    code = "break_glass.open_already"
    message = _("この記録は、もう開いています。ケースの画面に、いつまで読めるかが出ています。")


class NotOpen(Refusal):
    """The time is over, or they have done with it."""

    code = "break_glass.not_open"
    message = _("この緊急の閲覧は、もう終わっています。")


class OwnOpening(Refusal):
    """Nobody looks at what they opened themselves."""

    code = "break_glass.own_opening"
    message = _("自分が開いた記録は、自分では確かめられません。ほかの職員に頼んでください。")


class ReviewedAlready(Refusal):
    """Somebody looked at it first."""

    code = "break_glass.reviewed_already"
    message = _("この緊急の閲覧は、もう確かめられています。")


def break_glass(
    *,
    by: Actor,
    case: Case,
    reason: str,
    at: datetime,
    level: Level = Level.SENSITIVE,
    danger: str = "",
) -> BreakGlass:
    """Read a case up to level 3 for two hours, because somebody is in danger.

    Who supervises and who keeps the records are written to, and one of them owes a look at it.

    :param level: 4 for psychological records alone; whether somebody may have that is asked above
    :param danger: which medical emergency it is, for level 4
    :raises CaseClosed: the case has ended
    :raises WhyMissing: nothing says why
    :raises OpenAlready: they have it open
    :raises NobodyTold: nobody would learn of it
    :raises ConflictOfInterest: they are barred from the case
    """
    if not case.is_open:
        raise CaseClosed()
    if not reason.strip():
        raise WhyMissing(field="reason")
    with transaction.atomic():
        Case.objects.select_for_update().get(organisation_id=case.organisation_id, pk=case.pk)
        if open_glass(case, by.require_membership(), at, level):
            raise OpenAlready()
        told = who_is_told(case, by.user_id, local_day(at))
        if not told:
            raise NobodyTold()
        glass = BreakGlass.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            up_to_level=level,
            danger=danger,
            opened_by_id=by.require_membership(),
            reason=reason,
            opened_at=at,
            until_at=at + READABLE,
        )
        _open(by, glass)
        _tell(by, glass, told)
    return glass


def _open(by: Actor, glass: BreakGlass) -> None:
    write_grant(
        by=by,
        keeper_id=glass.organisation_id,
        case_id=glass.case_id,
        level=glass.up_to_level,
        purpose=str(_("緊急の閲覧")),
        basis=Basis.BREAK_GLASS,
        from_on=local_day(glass.opened_at),
        until_on=local_day(glass.until_at),
        ends_at=glass.until_at,
        source=Grant.Source.BREAK_GLASS,
        source_id=glass.pk,
        to_membership_id=glass.opened_by_id,
    )


def _tell(by: Actor, glass: BreakGlass, told: list[Membership]) -> None:
    """A letter to each; the first owes a look within the week."""
    today = local_day(glass.opened_at)
    promise(
        by=by,
        keeper_id=glass.organisation_id,
        title=str(_("緊急の閲覧を確かめる")),
        owner_id=told[0].pk,
        due_on=today + REVIEWED_WITHIN,
        promised_on=today,
        case_id=glass.case_id,
        subject=SUBJECT,
        subject_id=glass.pk,
    )
    tell = tell_of_broken_seal if glass.up_to_level == Level.PSYCHOLOGICAL else tell_of_broken_glass
    for one in told:
        tell(by=by, member_id=one.pk)


def have_done(*, by: Actor, case: Case, at: datetime, level: Level = Level.SENSITIVE) -> None:
    """Read no more, before the two hours are over.

    :raises NotOpen: they have nothing open here
    """
    with transaction.atomic():
        glass = open_glass(case, by.require_membership(), at, level)
        if glass is None:
            raise NotOpen()
        amend(glass, only_if={"version": glass.version}, until_at=at)
        Grant.objects.filter(
            organisation_id=glass.organisation_id,
            source=Grant.Source.BREAK_GLASS,
            source_id=glass.pk,
        ).update(ended_at=at)


def review(*, by: Actor, glass: BreakGlass, finding: str, note: str, at: datetime) -> None:
    """Say whether it was an emergency, and why one thinks so; never of what one opened oneself.

    :raises OwnOpening: they opened it
    :raises WhyMissing: nothing says why
    :raises ReviewedAlready: somebody looked at it first
    """
    opener = Membership.objects.values_list("user_id", flat=True).get(pk=glass.opened_by_id)
    if opener == by.user_id:
        raise OwnOpening()
    if not note.strip():
        raise WhyMissing(field="finding_note")
    said = {
        "reviewed_by_id": by.require_membership(),
        "reviewed_at": at,
        "finding": finding,
        "finding_note": note,
    }
    with transaction.atomic():
        if not amend(glass, only_if={"reviewed_at": None}, **said):
            raise ReviewedAlready()
        keep_about(
            keeper_id=glass.organisation_id,
            case_id=glass.case_id,
            subject=SUBJECT,
            keys=[glass.pk],
            at=at,
        )
