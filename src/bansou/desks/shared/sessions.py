"""How long a signed-in session lasts: not long without a sign of life, and never past a day's work.

A form sent after that is not recorded, but kept: its writer signs in and sends it on.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.desks.shared.late import signed_out
from bansou.desks.shared.unsent import keep_unsent

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
#: A sign of life is written down at most once in this time, to spare the database.
GRAIN = timedelta(minutes=1)


class SessionLimitMiddleware:
    """Ends the session at its limits; it stands after the messages' middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = timezone.now()
        reason = _limit_reached(request, now)
        if reason:
            return _answer(request, reason, now)
        _note_life(request, now)
        answer = self.get_response(request)
        if not request.user.is_authenticated:
            # Whoever signs out leaves nothing in this browser, such as notes for visits.
            answer.headers["Clear-Site-Data"] = '"storage"'
        return answer


def _limit_reached(request: HttpRequest, now: datetime) -> str:
    """Return the sentence on the limit that was passed, or nothing."""
    if now - _moment(request, SIGNED_IN_AT, now) > settings.SESSION_ABSOLUTE:
        hours = settings.SESSION_ABSOLUTE // timedelta(hours=1)
        return _("ログインから%(hours)d時間がたったため、ログアウトしました。") % {"hours": hours}
    if now - _moment(request, SEEN_AT, now) > settings.SESSION_IDLE:
        minutes = settings.SESSION_IDLE // timedelta(minutes=1)
        return _("%(minutes)d分のあいだ操作がなかったため、ログアウトしました。") % {
            "minutes": minutes
        }
    return ""


def _moment(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    written = request.session.get(name)
    return datetime.fromisoformat(written) if written else otherwise


def _note_life(request: HttpRequest, now: datetime) -> None:
    if SIGNED_IN_AT not in request.session:
        request.session[SIGNED_IN_AT] = now.isoformat()
    if SEEN_AT not in request.session or now - _moment(request, SEEN_AT, now) >= GRAIN:
        request.session[SEEN_AT] = now.isoformat()


def _answer(request: HttpRequest, reason: str, now: datetime) -> HttpResponse:
    """Sign out and say why; what was sent is kept first, as long as it is known whose it is."""
    kept_at = ""
    if request.method in {"GET", "HEAD"}:
        logout(request)
        messages.info(request, reason)
    else:
        kept_at = keep_unsent(request, now)
        logout(request)
    return signed_out(request, reason, kept_at)
