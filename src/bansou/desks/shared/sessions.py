"""How long a signed-in session lasts: not long without a sign of life, and never past a day's work.

A form sent after that is not recorded. What had been typed until then is in the draft, which
saves itself while one writes, and the answer says so.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
            logout(request)
            return _answer(request, reason)
        _note_life(request, now)
        return self.get_response(request)


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


def _answer(request: HttpRequest, reason: str) -> HttpResponse:
    """Say that the session has ended, in the way that the asker can show it."""
    if request.method in {"GET", "HEAD"}:
        messages.info(request, reason)
        sign_in = _sign_in(request.get_full_path())
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": sign_in})
        return redirect(sign_in)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": reason}, status=401)
    sign_in = _sign_in(_page_of(request))
    return render(request, "session_ended.html", {"reason": reason, "sign_in": sign_in}, status=403)


def _page_of(request: HttpRequest) -> str:
    """Return the page that the form stood on: htmx names it, else the form's own address."""
    current = request.headers.get("HX-Current-URL", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return current.removeprefix(own[:-1]) if current.startswith(own) else request.path


def _sign_in(page: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': page})}"
