"""A form that came after its session had ended: what was in it, and what is answered."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

#: What else is posted with a form, and what is never kept or shown.
_OURS = frozenset({"csrfmiddlewaretoken", "next", "code"})
_SECRET = ("password", "credential")
#: Texts at least this long are shown to whoever is to send them again.
_WORTH_SHOWING = 12

type Fields = list[tuple[str, str]]


def fields_of(request: HttpRequest) -> Fields:
    """What a form sent, in its order, to be sent once more; without passwords and codes."""
    names = [
        name
        for name in request.POST
        if name not in _OURS and not any(word in name for word in _SECRET)
    ]
    return [(name, str(value)) for name in names for value in request.POST.getlist(name)]


def texts_of(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Those of some fields that somebody wrote; keys that a form carries are none."""
    for _name, value in fields:
        if len(value) >= _WORTH_SHOWING and not _is_key(value):
            yield value


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def signed_out(request: HttpRequest, reason: str = "", kept_at: str = "") -> HttpResponse:
    """Ask to sign in, in the way that the asker can show it; a form that was sent is not lost.

    :param kept_at: the page that gives back what was sent; without it this answer holds it itself
    """
    if request.method in {"GET", "HEAD"}:
        sign_in = sign_in_for(request.get_full_path())
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": sign_in})
        return redirect(sign_in)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": reason or _("ログアウトしています。")}, status=401)
    fields = fields_of(request)
    values = {
        "reason": reason,
        "sign_in": sign_in_for(kept_at or written_at(request)),
        "is_kept": bool(kept_at),
        "send_url": request.get_full_path(),
        "fields": fields,
        "kept": tuple(texts_of(fields)),
    }
    return render(request, "session_ended.html", values, status=403)


def sign_in_for(page: str) -> str:
    """The way to a page over signing in."""
    return f"{reverse('account_login')}?{urlencode({'next': page})}"


def written_at(request: HttpRequest) -> str:
    """The page of ours that a form stood on, as far as the browser names it."""
    referer = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/"
    parts = urlsplit(referer)
    return parts.path + (f"?{parts.query}" if parts.query else "")
