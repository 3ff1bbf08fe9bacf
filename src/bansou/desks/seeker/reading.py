"""What was shared with the person, and who has opened their record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.audit.queries import readings_of
from bansou.commons.clock import local_day
from bansou.desks.seeker.gate import own
from bansou.desks.shared.door import door
from bansou.people.cases.models import Case
from bansou.people.steps.queries import notes_shared_on

READERS_ON_HOME = 3
#: So many readings are looked at; those of one day by one reader stand as one.
_MOST = 300
#: What a kind of record is called to the person it is about.
_OPENED = {
    "consultation": _("相談の記録"),
    "consultation.form": _("相談を書く画面"),
    "hire": _("就職の記録"),
    "follow-up": _("就職後の確認"),
    "candidate": _("企業への紹介"),
    "trial": _("職場見学・体験"),
    "training": _("講座と資格"),
    "training_notice": _("受講のお知らせ"),
    "roster": _("受講者の一覧"),
}
_RECORD = _("あなたの記録")


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody looked at the record on a day: who, from which body, at what."""

    on: date
    name: str
    body: str
    role: str
    what: str


def readings(request: Any, cases: Sequence[Case]) -> list[Reading]:
    """Who has opened something of these cases, a day and reader once, the latest first."""
    found: dict[tuple[date, Any], tuple[AccessLog, list[str]]] = {}
    for row in readings_of([case.pk for case in cases], but=request.actor.user_id, most=_MOST):
        _first, opened = found.setdefault((local_day(row.at), row.actor_id), (row, []))
        word = str(_OPENED.get(row.subject, _RECORD))
        if word not in opened:
            opened.append(word)
    return [_reading(row, opened) for row, opened in found.values()]


def _reading(row: AccessLog, opened: Sequence[str]) -> Reading:
    return Reading(
        on=local_day(row.at),
        name=row.actor.name,
        body=row.actor_organisation.name if row.actor_organisation else "",
        role=row.membership.get_role_display() if row.membership else "",
        what="、".join(opened),
    )


@require_safe
@door("my.read")
def readers(request: Any) -> HttpResponse:
    """Everybody who has opened the record."""
    values = {"readings": readings(request, own(request).cases)}
    return render(request, "seeker/readers.html", values)


@require_safe
@door("my.read")
def notes(request: Any) -> HttpResponse:
    """What was shared of the consultations."""
    return render(request, "seeker/notes.html", {"notes": notes_shared_on(own(request).cases)})
