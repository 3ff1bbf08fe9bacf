"""Case sheets that wait for the approval of the member at the desk, as their first page says it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.rules import Thing
from bansou.commons.clock import FiscalYear, moment_on_screen
from bansou.desks.shared.door import allowed
from bansou.desks.shared.parts import Link
from bansou.grants.casebook.awaiting import awaiting
from bansou.grants.casebook.models import CaseSheet

#: The filter of the list of sheets that shows them.
WAITING = "waiting"


def waiting_sheets(request: Any) -> list[CaseSheet]:
    """The drafts that the member is to decide about; none where they may not approve."""
    actor = request.actor
    if not actor.organisation_id:
        return []
    if not allowed(request, "sheet.approve", Thing(actor.organisation_id)):
        return []
    return awaiting(actor, request.now)


def way_to_waiting(request: Any) -> Link | None:
    """What waits, in a sentence: one sheet by its name, several as the list of them."""
    found = waiting_sheets(request)
    if not found:
        return None
    if len(found) > 1:
        address = f"{reverse('manager:sheets')}?state={WAITING}"
        return Link(_("新しい順に並べた一覧から、1件ずつ開いて確かめます。"), address, len(found))
    return Link(_named(found[0], request), reverse("manager:sheet", args=[found[0].pk]), 1)


def _named(sheet: CaseSheet, request: Any) -> str:
    said = {
        "year": FiscalYear(sheet.programme.fiscal_year).label,
        "name": sheet.programme.name,
        "number": sheet.number,
        "at": moment_on_screen(sheet.drawn_up_at, request.today),
    }
    if sheet.drawn_up_by is None:
        return _("%(year)s　%(name)s　第%(number)d号（%(at)sに作成）") % said
    said["by"] = sheet.drawn_up_by.user.name
    return _("%(year)s　%(name)s　第%(number)d号（%(at)sに%(by)sさんが作成）") % said
