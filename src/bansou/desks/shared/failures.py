"""Pages for what could not be done: not found, not allowed, not understood, and our own failures.

Each carries a number by which an enquiry finds its line in the log.
"""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from bansou.commons.clock import local_moment
from bansou.commons.errors import Refusal
from bansou.desks.shared.late import fields_of, texts_of, written_at
from bansou.desks.shared.parts import Link

_log = logging.getLogger("bansou.enquiries")


def enquiry_number(at: datetime) -> str:
    """A number to read out on the telephone: 11-24-10:42-7F3A."""
    return f"{local_moment(at):%m-%d-%H:%M}-{secrets.token_hex(2).upper()}"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same page for what doesn't exist and for what one may not know of.

    In the public library nobody is asked for a share; what was taken back is told in words.
    """
    is_public = request.path.startswith(reverse("public:library"))
    name = "not_published" if is_public else "not_found"
    return _page(request, name, 404, type(exception).__name__)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role has no such action."""
    return _page(request, "denied", 403, str(exception))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    reason = str(exception) if isinstance(exception, BadRequest) else type(exception).__name__
    return _page(request, "bad_request", 400, reason)


def not_allowed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """405: an address that only takes what a form sends was opened, or the other way round."""
    if "application/json" in request.headers.get("Accept", ""):
        return answer
    page = _page(request, "not_allowed", 405, "method")
    page["Allow"] = answer["Allow"]
    return page


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """500: drawn without asking the database or the session for anything."""
    number = _logged(request, 500, "failed")
    html = get_template("refusals/server_error.html").render({"number": number})
    return HttpResponseServerError(html)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came with an earlier sign-in's token; nothing is done, what was written shown.

    From one of our own pages it may be sent once more with the present token.
    """
    fields = fields_of(request)
    more = {
        "kept": tuple(texts_of(fields)),
        "fields": fields if _is_from_here(request) else [],
        "send_url": request.get_full_path(),
        "back_url": written_at(request),
    }
    return _page(request, "stale_page", 403, reason, **more)


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """429: too many failed sign-ins, or too many wrong codes of letters."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    minutes = int(pause.total_seconds() // 60)
    by_letter = getattr(request, "comes_by_letter", False)
    values = {
        "by_letter": by_letter,
        "number": _logged(request, 429, "locked out"),
        "failure_limit": settings.CODE_FAILURES if by_letter else settings.SIGN_IN_FAILURES,
        "minutes": minutes,
        "sentence": gettext("%(minutes)d分のあいだ入れません") % {"minutes": minutes},
    }
    return render(request, "account/lockout.html", values, status=429)


def refuse(
    request: HttpRequest,
    refusal: Refusal,
    *,
    facts: Sequence[tuple[str, str]] = (),
    remedy: Link | None = None,
    other: Link | None = None,
) -> HttpResponse:
    """Answer with a refusal on a page of its own (where there is no form to show it in).

    `facts` say for whom and by which rule; `remedy` is the button that puts it right, and if the
    refusal names an address itself, that is taken.
    """
    title, _, body = str(refusal).partition("。")
    if remedy is None and refusal.remedy:
        remedy = Link(gettext("直しに行く"), reverse(refusal.remedy))
    values = {
        "title": title,
        "body": body,
        "facts": facts,
        "code": refusal.code,
        "remedy": remedy,
        "other": other,
    }
    return render(request, "refusals/refusal.html", values, status=403)


def _page(request: HttpRequest, name: str, status: int, reason: str, **values: Any) -> HttpResponse:
    values["number"] = _logged(request, status, reason)
    return render(request, f"refusals/{name}.html", values, status=status)


def _logged(request: HttpRequest, status: int, reason: str) -> str:
    at: datetime = getattr(request, "now", None) or timezone.now()
    number = enquiry_number(at)
    _log.info("%s: %s %s %s (%s)", number, status, request.method, request.path, reason)
    return number


def _is_from_here(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
