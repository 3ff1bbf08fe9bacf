"""事業スキーム: the rules in force in words and as text, their versions, and a new version."""

from dataclasses import dataclass
from difflib import ndiff
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.audit.authors import first_written
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.figures import MISSING, figure
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.forms import SchemeForm
from bansou.desks.manager.scheme_changes import changes
from bansou.desks.manager.scheme_parts import SchemePartsForm
from bansou.desks.manager.views.revising import (
    is_of_latest,
    latest_of,
    offered_day,
    proposed,
    revision,
)
from bansou.desks.manager.words import words_of
from bansou.desks.shared.door import door
from bansou.engines.indicators import definition_digest, explain, explain_unit
from bansou.evidence.indicators.queries import scheme_day, scope_of, targets_of
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import read, scheme_version_on
from bansou.schemes.editing import edited
from bansou.schemes.shape import Scheme, Stage


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator as the scheme defines it, with the target in force."""

    id: str
    label: str
    unit: str
    version: int
    counting: str
    digest: str
    target: str
    may_change: bool


@door("programme.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """The version in force, in words and as text, and all versions."""
    programme = programme_at(request, key)
    version = scheme_version_on(programme, scheme_day(programme, request.today))
    scheme = read(version.text)
    versions = list(programme.scheme_versions.order_by("-number"))
    written = first_written(SchemeVersion, [each.pk for each in versions])
    return render(
        request,
        "manager/schemes/page.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "version": version,
            "scheme": scheme,
            "stages": [(stage, _done_by(scheme, stage)) for stage in scheme.stages],
            "counted": _counted(programme, scheme, request),
            "versions": [(each, written.get(each.pk), each.pk == version.pk) for each in versions],
            "may_edit": may_here(request, "programme.edit"),
        },
    )


def _done_by(scheme: Scheme, stage: Stage) -> str:
    """Which record means that a stage is done: 「相談」を1回."""
    if stage.done_by is None:
        return MISSING
    act = scheme.act(stage.done_by.kind)
    return _("「%(act)s」を%(count)d回") % {
        "act": act.label if act else stage.done_by.kind,
        "count": stage.done_by.count,
    }


def _counted(programme: Programme, scheme: Scheme, request: Any) -> list[Counted]:
    scope = scope_of(programme, request.today, has_facts=True)
    lists, words = scheme.lists(), words_of(scheme)
    others = scheme.in_force(programme.fiscal_year)
    targets = targets_of(programme)
    latest = read(latest_of(programme).text).in_force(programme.fiscal_year)
    return [
        Counted(
            id=definition.id,
            label=definition.label,
            unit=explain_unit(definition),
            version=definition.version,
            counting=explain(definition, scope, lists, others, words, write_day=wareki),
            digest=definition_digest(definition, lists, others),
            target=figure(targets.get(definition.id), definition.unit),
            may_change=definition.id in latest,
        )
        for definition in others.values()
    ]


@door("programme.read")
def version(request: Any, key: UUID, number: int) -> HttpResponse:
    """One version as text, with what it changed."""
    programme = programme_at(request, key)
    versions = {each.number: each for each in programme.scheme_versions.all()}
    if number not in versions:
        raise Http404
    shown, former = versions[number], versions.get(number - 1)
    return render(
        request,
        "manager/schemes/version.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "version": shown,
            "heading": _("事業スキーム%(version)s") % {"version": shown},
            "former": former,
            "changes": changes(read(former.text), read(shown.text)) if former else [],
            "lines": diff(former.text, shown.text) if former else [],
            "written": first_written(SchemeVersion, [shown.pk]).get(shown.pk),
        },
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that was taken out, put in, or stands near such a line."""

    kind: str
    text: str

    @property
    def mark(self) -> str:
        return {"out": "−", "in": "＋"}.get(self.kind, "")

    @property
    def word(self) -> str:
        return {"out": _("消した行："), "in": _("加えた行：")}.get(self.kind, "")


_KINDS = {"- ": "out", "+ ": "in", "  ": "same"}


def diff(before: str, after: str, around: int = 2) -> list[Line]:
    """The lines that differ with those around them; "gap" stands for what lies between."""
    lines = [
        Line(_KINDS[line[:2]], line[2:])
        for line in ndiff(before.splitlines(), after.splitlines(), None, None)
        if line[:2] in _KINDS
    ]
    near = {
        place
        for number, line in enumerate(lines)
        if line.kind != "same"
        for place in range(number - around, number + around + 1)
    }
    shown: list[Line] = []
    for number, line in enumerate(lines):
        if number in near:
            shown.append(line)
        elif shown and shown[-1].kind != "gap":
            shown.append(Line("gap", "…"))
    return shown


@door("programme.read")
def text(request: Any, key: UUID, number: int) -> HttpResponse:
    """One version as the TOML file that can be handed in again."""
    programme = programme_at(request, key)
    version = programme.scheme_versions.filter(number=number).first()
    if version is None:
        raise Http404
    response = HttpResponse(version.text, content_type="application/toml; charset=utf-8")
    name = f"{programme.scheme_id}-{programme.fiscal_year}-v{number}.toml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@door("programme.edit")
def revise(request: Any, key: UUID) -> HttpResponse:
    """Write a new version, see what it changes, then put it in force."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    first_day = offered_day(request, programme, latest)
    initial = {"text": latest.text, "valid_from": first_day, "base": latest.number}
    form = SchemeForm(request.POST or None, request.FILES or None, initial=initial)
    return revision(request, programme, latest, form, is_sent=request.method == "POST")


@door("programme.edit")
def parts(request: Any, key: UUID) -> HttpResponse:
    """Change a scheme part by part; what comes of it is shown as its text, before it is in force."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    scheme = read(latest.text)
    form = SchemePartsForm(request.POST or None, scheme=scheme, number=latest.number)
    if form.is_valid() and is_of_latest(form, "base", latest):
        return proposed(request, programme, latest, edited(latest.text, form.edits()))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "manager/schemes/parts.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "latest": latest,
            "form": form,
        },
        status=status,
    )
