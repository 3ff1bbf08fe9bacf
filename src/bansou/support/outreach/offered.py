"""What a programme settles for outreach, for one case or for a whole office."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.programmes.queries import schemes_of
from bansou.schemes.outreach import OutreachRules


class NoOutreach(Refusal):
    """The case is in no programme that settles anything for outreach."""

    code = "outreach.not_offered"
    message = _(
        "このケースの事業には、専門チームと訪問の決まりがありません。ケースが事業に参加しているか、"
        "事業スキームに決まり（outreach）があるかを確かめてください。"
    )


def outreach_of(case: Case, on: date) -> OutreachRules | None:
    """What the case's programme settles on a day; None where it has no outreach."""
    enrolled = enrolled_on(case, on)
    return enrolled.scheme.outreach if enrolled else None


def offered_outreach(case: Case, on: date) -> OutreachRules:
    """What the case's programme settles on a day.

    :raises NoOutreach: nothing
    """
    rules = outreach_of(case, on)
    if rules is None:
        raise NoOutreach()
    return rules


def outreach_in(keeper_id: UUID, on: date) -> OutreachRules | None:
    """What the latest of an office's programmes settles that has outreach at all."""
    return next((it.outreach for it in schemes_of(keeper_id, on) if it.outreach), None)
