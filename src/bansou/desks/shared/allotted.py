"""Why somebody did not get the run that they wished for, in words."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from bansou.commons.clock import day_in_list
from bansou.engines.assignment import Missed
from bansou.support.training.models import CourseApplication


def reasons(
    application: CourseApplication, missed_wishes: Iterable[Missed], today: date
) -> list[str]:
    """One sentence about each wish of an application that it did not get."""
    first = {
        wish.run_id.hex: min(day.on for day in wish.run.days.all())
        for wish in application.wishes.all()
    }
    return [
        reason(missed, _("%(first)sからの回") % {"first": day_in_list(first[missed.place], today)})
        for missed in missed_wishes
        if missed.place in first
    ]


def reason(missed: Missed, name: str) -> str:
    """One sentence about one wish.

    :param name: what the run is called
    """
    said = {
        "name": name,
        "seats": missed.seats,
        "wished": missed.wished,
        "lot": missed.lot,
        "last": missed.last_lot,
    }
    if missed.last_lot is None:
        return _("%(name)sには、空いている席がありませんでした。") % said
    if missed.is_by_group:
        return _("%(name)sは、前から待っていた人で満席になりました。") % said
    return (
        _(
            "%(name)sは、%(seats)d席に%(wished)d人が申し込みました。"
            "抽選の順番は%(lot)d番で、席は%(last)d番までの人で満席になりました。"
        )
        % said
    )
