"""A new version of a scheme on its last page: its problems, or what it changes and does to the figures."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bansou.benefits.claims.revising import check_revision_with_claims, revise_with_claims
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.desks.manager.forms import SchemeForm
from bansou.desks.manager.scheme_changes import changes
from bansou.desks.manager.scheme_effects import ShownEffect, shown_effects
from bansou.desks.shared.forms import DeskForm
from bansou.evidence.indicators.comparing import effects
from bansou.programmes.actions import SchemeMovedOn
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import read
from bansou.schemes.reader import SchemeProblems


def latest_of(programme: Programme) -> SchemeVersion:
    """The version that a new one follows; it may not be in force yet."""
    return programme.scheme_versions.order_by("-number")[0]


def is_of_latest(form: DeskForm, name: str, latest: SchemeVersion) -> bool:
    """Tell whether a form was filled in over the latest version; else it says so.

    What was typed stays, to be looked at once more: the form is of the latest version from then on.

    :param name: of the field that says which version it was
    """
    if form.cleaned_data[name] == latest.number:
        return True
    form.data = {**dict(form.data.items()), name: str(latest.number)}
    form.add_refusal(SchemeMovedOn(version=latest))
    return False


def offered_day(request: Any, programme: Programme, latest: SchemeVersion) -> Any:
    """From when a new version is proposed: today, within what is possible."""
    return min(max(request.today, latest.valid_from), programme.ends_on)


def proposed(
    request: Any, programme: Programme, latest: SchemeVersion, text: str, note: str = ""
) -> HttpResponse:
    """Show a text that a form has written, with what it changes; nothing is in force yet."""
    form = SchemeForm(
        {
            "text": text,
            "valid_from": wareki(offered_day(request, programme, latest)),
            "note": note,
            "base": latest.number,
            "request_key": str(uuid7()),
        }
    )
    return revision(request, programme, latest, form, is_sent=True)


def revision(
    request: Any, programme: Programme, latest: SchemeVersion, form: SchemeForm, *, is_sent: bool
) -> HttpResponse:
    """The text of a new version, its problems or what it changes; saved if that was asked for."""
    problems: list[Any] = []
    preview: list[str] = []
    moved: Sequence[ShownEffect] = ()
    if is_sent and form.is_valid():
        follows = form.cleaned_data["base"]
        form = _with_text(form, latest)
        try:
            if "save" in request.POST:
                return _saved(request, programme, form, follows)
            said = {name: form.cleaned_data[name] for name in ("text", "valid_from")}
            before = read(latest.text)
            after = check_revision_with_claims(programme=programme, **said)
            preview = changes(before, after)
            moved = shown_effects(request, effects(programme, before, after, request.today))
        except SchemeProblems as found:
            problems = found.problems
            form.add_error(
                "text",
                _("直すところが%(count)d件あります。行の番号は「直すところ」を見てください。")
                % {"count": len(problems)},
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return render(
        request,
        "manager/schemes/revise.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "latest": latest,
            "form": form,
            "problems": problems,
            "preview": preview,
            "moved": [it for it in moved if it.is_changed],
            "still": [it for it in moved if not it.is_changed],
        },
    )


def _with_text(form: SchemeForm, latest: SchemeVersion) -> SchemeForm:
    """The same form with the file's text in its field, to be put right beside the latest version."""
    written = {"text": form.cleaned_data["text"], "base": latest.number}
    data = {**dict(form.data.items()), **written}
    filled = SchemeForm(data)
    filled.is_valid()
    return filled


def _saved(
    request: Any, programme: Programme, form: SchemeForm, follows: int | None
) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("text", "valid_from", "note")}

    def work() -> dict[str, int]:
        made = revise_with_claims(programme=programme, at=request.now, follows=follows, **said)
        return {"number": made.number}

    done = once(
        by=request.actor,
        key=form.key,
        action="programme.edit",
        body={"programme": programme.pk, **said},
        work=work,
    )
    messages.success(
        request,
        _("事業スキームの第%(number)d版を、%(day)sから適用します。")
        % {"number": done["number"], "day": wareki(said["valid_from"])},
    )
    return redirect("manager:scheme", key=programme.pk)
