"""採用の申し出: that a host would like to employ somebody who was there."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import promise
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.promising import settle_next_action
from bansou.support.experience.models import Experience, ExperienceDay
from bansou.support.experience.refusals import NothingToEvaluate

#: So soon who accompanies the person speaks with them about it.
_TALK_WITHIN = timedelta(days=7)


class OfferedAlready(Refusal):
    """The host has said so before."""

    code = "experience.offered_already"
    message = gettext_lazy(
        "採用の申し出は、もう届いています。変えたいことがあれば、窓口に連絡してください。"
    )


def offer_work(*, by: Actor, experience: Experience, on: date, note: str, at: datetime) -> None:
    """Write down that the host would like to employ the person; somebody promises to tell them.

    It binds nobody: the person answers, and a hire is recorded once they have begun to work.

    :raises bansou.support.experience.refusals.NothingToEvaluate: nobody was there yet
    :raises CaseClosed: the case has ended
    :raises OfferedAlready: the host has said so before
    """
    if not experience.case.is_open:
        raise CaseClosed()
    if not experience.days.filter(state=ExperienceDay.State.ATTENDED).exists():
        raise NothingToEvaluate()
    with transaction.atomic():
        if not amend(experience, only_if={"offer_on": None}, offer_on=on, offer_note=note):
            raise OfferedAlready()
        case = experience.case
        if case.responsible_id:
            promise(
                by=by,
                keeper_id=case.organisation_id,
                title=_("採用の申し出を本人に伝える　%(title)s") % {"title": experience.title},
                owner_id=case.responsible_id,
                due_on=on + _TALK_WITHIN,
                promised_on=on,
                case_id=case.pk,
            )
            settle_next_action(case=case)
