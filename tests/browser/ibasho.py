"""The place to be for the browser: the demo's, called by what its pages need."""

from typing import Any

from bansou.commons.access.acting import acting
from bansou.desks.management.demo_kobe import COUNSELLOR, IBASHO_STAFF, seat_of
from bansou.support.ibasho.keeping import renew_tablet
from bansou.support.ibasho.models import Ibasho, IbashoGuest, IbashoLink


def ibasho() -> dict[str, Any]:
    """Give the tablet an address; returns what the pages are called by."""
    with acting(seat_of(IBASHO_STAFF[1]), why="試験") as staff:
        place = Ibasho.objects.get()
        guest = IbashoGuest.objects.get(nickname="ソラ")
        secret = renew_tablet(by=staff, ibasho=place)
    with acting(seat_of(COUNSELLOR[1]), why="試験"):
        linked = IbashoLink.objects.get().case_id
    return {"ibasho": place.pk, "guest": guest.pk, "tablet": secret, "ibasho_case": linked}
