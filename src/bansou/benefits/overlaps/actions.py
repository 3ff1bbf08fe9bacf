"""Writing down what somebody gets from elsewhere, and taking it back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from bansou.benefits.overlaps.models import OutsideBenefit
from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.schemes.benefits import OtherBenefit


class OutsideDatesCross(Refusal):
    """The time would end before it begins."""

    code = "benefits.outside_dates_cross"
    message = _("終わりの日が、始まりの日より前です。日付を確かめてください。")


def note_outside_benefit(
    *,
    by: Actor,
    case: Case,
    benefit: OtherBenefit,
    from_on: date,
    until_on: date | None,
    note: str = "",
) -> OutsideBenefit:
    """Note that somebody gets a benefit from elsewhere from–until.

    :raises OutsideDatesCross: it would end before it begins
    """
    if until_on and until_on < from_on:
        raise OutsideDatesCross(field="until_on")
    return OutsideBenefit.objects.create(
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        key=benefit.key,
        label=benefit.label,
        from_on=from_on,
        until_on=until_on,
        note=note,
    )


def take_back_outside_benefit(*, outside: OutsideBenefit) -> None:
    """Take back what was noted by mistake; the history keeps it."""
    outside.delete()
