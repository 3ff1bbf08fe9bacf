"""Psychological records that somebody is to decide about, as their first page says it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.rules import Thing
from bansou.desks.shared.door import allowed
from bansou.desks.shared.parts import Link
from bansou.support.counselling.waiting import waiting_for


def way_to_releases(request: Any) -> Link | None:
    """The way to what waits for the member at the desk; None where nothing does."""
    actor = request.actor
    if not actor.organisation_id:
        return None
    if not allowed(request, "release.decide", Thing(actor.organisation_id)):
        return None
    number = waiting_for(actor, request.today).count()
    if not number:
        return None
    text = _("相手、目的、根拠を確かめて決めます。決める人にも、記録の中身は見えません。")
    return Link(text, reverse("rights:releases"), count=number)
