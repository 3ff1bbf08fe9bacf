"""Figures of a year that still runs (年度の途中の数値): approving them is said and kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import as_drawn_up
from bansou.programmes.models import Programme


class MidyearNotAccepted(Refusal):
    """Figures that do not reach to the end of the year are approved without saying so."""

    code = "grants.midyear_not_accepted"
    field = "accepts_midyear"
    message = _("年度の途中の数値です。それでよければ、印を付けてから承認してください。")


@dataclass(frozen=True, slots=True)
class Midyear:
    """Until when figures reach, and on which later day their programme ends."""

    as_of: date
    ends_on: date


def midyear_of(programme: Programme, as_of: date) -> Midyear | None:
    """What figures of this day leave out; None where they reach to the programme's last day."""
    return Midyear(as_of, programme.ends_on) if as_of < programme.ends_on else None


def midyear_in(sheet: CaseSheet) -> Midyear | None:
    """What the frozen figures of a sheet leave out of its programme's time."""
    return midyear_of(sheet.programme, as_drawn_up(sheet).foot.data_as_of)
