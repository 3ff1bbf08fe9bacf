"""What the end of a case calls off, as the page says it that asks whether to close it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from bansou.commons.clock import local_day, wareki
from bansou.people.cases.models import Case
from bansou.people.referrals.models import Referral
from bansou.people.referrals.queries import referrals_of
from bansou.support.consultation.booking.queries import bookings_of, waiting_of
from bansou.support.counselling.booking import coming_bookings, wait_of
from bansou.support.outreach.concluding import to_come


def called_off_with(case: Case, at: datetime) -> list[str]:
    """One sentence's part for each thing, the visits first."""
    return [*_of_outreach(case), *_booked(case, at), *_awaited(case)]


def _of_outreach(case: Case) -> Iterator[str]:
    left = to_come(case)
    for visit in left.visits:
        said = {"day": wareki(visit.on), "kind": visit.get_kind_display()}
        yield _("%(day)sの%(kind)s") % said
    for conference in left.conferences:
        yield _("%(day)sのケース会議") % {"day": wareki(conference.on)}
    for dispatch in left.dispatches:
        yield _("%(team)sの派遣依頼") % {"team": dispatch.team.name}


def _booked(case: Case, at: datetime) -> Iterator[str]:
    for slot in coming_bookings(case, at):
        day = wareki(local_day(slot.slot.starts_at))
        yield _("%(day)sの心理カウンセリングの予約") % {"day": day}
    if wait_of(case):
        yield _("心理カウンセリングの空き待ち")
    for one in waiting_of(case):
        yield _("%(desk)sの空き待ち") % {"desk": one.desk.name}
    for booking in bookings_of(case, at):
        yield _("%(day)sの相談の予約") % {"day": wareki(local_day(booking.starts_at))}


def _awaited(case: Case) -> Iterator[str]:
    for referral in referrals_of(case).filter(answer=Referral.Answer.AWAITED, ended_on=None):
        yield _("%(body)sへの紹介（返事待ち）") % {"body": referral.recipient}
