"""事例シート: one that was drawn up, as page and PDF, and drawing up a new one."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.figures import target_actual_on_screen
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.commons.organisations.queries import members_in
from bansou.commons.requests.actions import once
from bansou.desks.manager.finding import key_in, may_here, programme_at
from bansou.desks.manager.logged import of_programme
from bansou.desks.manager.sheet_rows import chip_of, figures_of, midyear_said
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.desks.shared.sheet_files import FORMATS, file_of, offered
from bansou.evidence.indicators.queries import readings
from bansou.grants.casebook.actions import JointNotCounted, draw_up_sheet
from bansou.grants.casebook.awaiting import must_leave_it
from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.midyear import midyear_in, midyear_of
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import (
    edition_of,
    sheet_of,
    sheets_of,
    wording_number,
    wordings_of,
)
from bansou.grants.casebook.standing import Kind, Standing, standing_of
from bansou.programmes.models import Programme


@door("sheet.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """One sheet; each of its figures opens the frozen figure behind it."""
    drawn_up = _drawn_up(request, key)
    standing = standing_of(drawn_up)
    sheet = replace(sheet_of(drawn_up), is_draft=standing.is_draft)
    return render(
        request,
        "manager/sheets/page.html",
        {
            "drawn_up": drawn_up,
            "programme": drawn_up.programme,
            "sheet": sheet,
            "flow": svg(sheet.flow) if sheet.flow else "",
            "figures": figures_of(drawn_up, sheet),
            "midyear": midyear_said(midyear_in(drawn_up)),
            "formats": offered(),
            "may_draw_up": may_here(request, "sheet.draw_up"),
            **_standing(request, drawn_up, standing),
        },
    )


def _standing(request: Any, drawn_up: CaseSheet, standing: Standing) -> dict[str, Any]:
    """How the sheet stands, and what this member may decide about it now."""
    may_approve = may_here(request, "sheet.approve") and standing.is_draft
    may_publish = may_here(request, "sheet.publish")
    waits = may_approve and must_leave_it(drawn_up, request.actor.membership_id, request.now)
    return {
        "chip": chip_of(standing.kind),
        "decisions": standing.decisions,
        "may_approve": may_approve and not waits,
        "waits_for_another": waits,
        "may_reword": may_here(request, "sheet.reword") and standing.is_draft,
        "wordings": wordings_of(drawn_up),
        "wording": wording_number(drawn_up),
        "may_publish": may_publish and standing.kind in (Kind.APPROVED, Kind.WITHDRAWN),
        "publishers": _publishers(drawn_up, request.today)
        if standing.kind == Kind.APPROVED
        else [],
        "may_withdraw": may_publish and standing.kind == Kind.PUBLISHED,
        "publication": drawn_up.publications.filter(
            organisation_id=drawn_up.organisation_id, withdrawn_at=None
        ).first(),
    }


def _publishers(drawn_up: CaseSheet, today: date) -> list[str]:
    """Who can publish what has been approved."""
    members = members_in([Role.PROGRAMME_MANAGER], drawn_up.organisation_id, today)
    return [member.user.name for member in members]


@door("sheet.read")
def file(request: Any, key: UUID, form: str) -> HttpResponse:
    """The sheet as a file, in the format that the address ends with."""
    if form not in FORMATS:
        raise Http404
    drawn_up = _drawn_up(request, key)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="sheet",
        subject_id=drawn_up.pk,
        keeper_id=drawn_up.organisation_id,
        at=request.now,
        detail={**of_programme(drawn_up.programme), "format": form, "number": drawn_up.number},
    )
    return file_of(edition_of(drawn_up), form)


@door("sheet.draw_up")
def draw_up(request: Any, key: UUID) -> HttpResponse:
    """Ask, then draw up a programme's sheet on today's figures."""
    programme = programme_at(request, key)
    if request.method == "POST":
        try:
            sheet = _draw_up(request, programme)
        except Refusal as refusal:
            return _refused(request, programme, refusal)
        messages.success(request, _("事例シートを作りました。数値は確定値として残りました。"))
        return redirect("manager:sheet", key=sheet)
    found = readings(programme, request.today)
    return render(
        request,
        "manager/sheets/draw_up.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "question": _("%(year)sの事例シートを作りますか")
            % {"year": FiscalYear(programme.fiscal_year).label},
            "body": _("いまの数値が確定値として固定され、シートの文と並びます。"),
            "facts": [
                (
                    reading.definition.label,
                    target_actual_on_screen(reading.target, reading.value)
                    + reading.definition.unit,
                )
                for reading in found
            ],
            "midyear": midyear_said(midyear_of(programme, request.today)),
            "back_url": reverse("manager:programme", args=[programme.pk]),
            "request_key": uuid7(),
        },
    )


def _refused(request: Any, programme: Programme, refusal: Refusal) -> HttpResponse:
    """Say which text of the scheme, or which body, is in the way, and lead there."""
    edit = Link(_("事業スキームを直す"), reverse("manager:scheme_revise", args=[programme.pk]))
    if isinstance(refusal, JointNotCounted):
        edit = Link(_("共同集計を見る"), reverse("manager:joint", args=[programme.pk]))
    back = Link(_("事業の状況へ"), reverse("manager:programme", args=[programme.pk]))
    year = FiscalYear(programme.fiscal_year).label
    return refuse(
        request,
        refusal,
        facts=[(_("対象"), f"{programme.name}\u3000{year}")],
        remedy=edit,
        other=back,
    )


def _draw_up(request: Any, programme: Programme) -> str:
    def work() -> dict[str, str]:
        sheet = draw_up_sheet(
            programme=programme, by=request.actor, as_of=request.today, at=request.now
        )
        return {"sheet": str(sheet.pk)}

    done = once(
        by=request.actor,
        key=key_in(request.POST.get("request_key", "")) or uuid7(),
        action="sheet.draw_up",
        body={"programme": programme.pk},
        work=work,
    )
    return str(done["sheet"])


def _drawn_up(request: Any, key: UUID) -> CaseSheet:
    found = sheets_of(request.actor.sees).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
