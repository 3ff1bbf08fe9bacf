"""Why somebody looks at the week: to book for a case, or to move a booking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.desks.counsellor.bookings.finding import booking_at, case_in, key_in, name_of, when
from bansou.desks.counsellor.names import addressed


@dataclass(frozen=True, slots=True)
class Errand:
    """Why somebody looks at the week: to book for a case, or to move a booking."""

    sentence: str
    query: Mapping[str, str]
    back_url: str
    move_url: str = ""


def errand_in(request: Any) -> Errand | None:
    """The errand that the address names, if any."""
    if "move" in request.GET:
        key = key_in(request, "move")
        booking = booking_at(request, key, "booking.make") if key else None
        if booking:
            return Errand(
                _("%(name)sの%(when)sの予約を移します。空いているところを選んでください。")
                % {"name": name_of(booking), "when": when(booking, request.today)},
                {"move": str(booking.pk)},
                reverse("counsellor:booking", args=[booking.pk]),
                reverse("counsellor:booking_move", args=[booking.pk]),
            )
    case = case_in(request)
    if case is None:
        return None
    return Errand(
        _("%(name)sの予約を入れます。空いているところを選んでください。")
        % {"name": addressed(case)},
        {"case": str(case.pk)},
        reverse("counsellor:case", args=[case.pk]),
    )
