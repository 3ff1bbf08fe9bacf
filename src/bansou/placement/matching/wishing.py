"""Writing down what somebody wishes of work."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import EditedMeanwhile, save_seen
from bansou.commons.database.gathering import hold, together
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.queries import wish_of
from bansou.placement.matching.refusals import FloorNotOffered, HeardInFuture, HoursCrossed
from bansou.placement.matching.rules import POLICY

KIND = "wishes.heard"


def write_wishes(
    *,
    by: Actor,
    case: Case,
    heard_on: date,
    today: date,
    at: datetime,
    seen_version: int | None = None,
    **said: Any,
) -> WorkWish:
    """Write what the person wishes, or write it anew; the history keeps what they wished before.

    :param seen_version: the version that was opened; None where there was none
    :param said: columns of `WorkWish`
    :raises CaseClosed: nothing new is written on a case that has ended
    :raises HeardInFuture: the day has not come yet
    :raises HoursCrossed: the most hours are fewer than the least
    :raises FloorNotOffered: the least pay is none of the marks
    :raises EditedMeanwhile: somebody wrote it in between
    """
    _refuse_what_cannot_be(case, heard_on, today, said)
    with together():
        hold(case)
        wish = wish_of(case)
        if wish is None:
            wish = WorkWish.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                heard_on=heard_on,
                recorded_at=at,
                **said,
            )
        elif seen_version is None:
            raise EditedMeanwhile()
        else:
            save_seen(wish, seen_version, heard_on=heard_on, recorded_at=at, **said)
            wish.refresh_from_db()
        add_step(
            by=by,
            case=case,
            kind=KIND,
            on=heard_on,
            title=str(_("仕事の希望を聞いた")),
            note=wish.words,
            at=at,
            is_contact=True,
        )
    return wish


def _refuse_what_cannot_be(case: Case, heard_on: date, today: date, said: dict[str, Any]) -> None:
    if not case.is_open:
        raise CaseClosed()
    if heard_on > today:
        raise HeardInFuture(field="heard_on")
    least, most = said.get("least_minutes_a_week"), said.get("most_minutes_a_week")
    if least is not None and most is not None and most < least:
        raise HoursCrossed(field="most_minutes_a_week")
    for name, marks in (
        ("hourly_floor_yen", POLICY.hourly_marks),
        ("monthly_floor_yen", POLICY.monthly_marks),
    ):
        if said.get(name) is not None and said[name] not in marks:
            raise FloorNotOffered(field=name)
