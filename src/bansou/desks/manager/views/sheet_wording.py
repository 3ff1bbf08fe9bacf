"""Wording a draft on the sheet: the form, the sheet as it would be printed, two people at once."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.errors import Refusal
from bansou.desks.manager.finding import may_here, version_in
from bansou.desks.manager.wording_form import SheetWordingForm, initial_of
from bansou.desks.manager.wording_merge import Merge
from bansou.desks.shared.door import action_of, door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import (
    as_drawn_up,
    sheet_of,
    sheets_of,
    wording_at,
    wording_number,
    wordings_of,
)
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.rewording import RewordedMeanwhile, reword_sheet, settle_wording
from bansou.grants.casebook.room import Room, room_left
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.standing import DecidedOtherwise, standing_of
from bansou.grants.casebook.wording import Wording, worded, wording_of


@dataclass(frozen=True)
class Draft:
    """A draft sheet whose texts this member may word."""

    drawn_up: CaseSheet
    number: int
    wording: Wording
    is_draft: bool

    @classmethod
    def of(cls, request: Any, key: UUID) -> "Draft":
        """The sheet of an address; what is typed for one that was approved meanwhile is not lost.

        :raises Http404: there is none, it is not this member's to word, or it is opened approved
        """
        found = sheets_of(request.actor.sees).filter(pk=key).first()
        if found is None or not may_here(request, action_of(request.resolver_match) or ""):
            raise Http404
        is_draft = standing_of(found).is_draft
        if not is_draft and request.method != "POST":
            raise Http404
        return cls(found, wording_number(found), wording_of(sheet_of(found)), is_draft)

    def form(self, data: Any = None) -> SheetWordingForm:
        initial = initial_of(self.wording, self.number)
        return SheetWordingForm(data, base=self.wording, initial=initial)

    def sheet_with(self, wording: Wording) -> Sheet:
        return replace(worded(as_drawn_up(self.drawn_up), wording), is_draft=True)


@require_http_methods(["GET", "POST"])
@door("sheet.reword")
def reword(request: Any, key: UUID) -> HttpResponse:
    """The texts in a form; as they would be printed; saved."""
    draft = Draft.of(request, key)
    if request.method != "POST":
        form = draft.form()
        return _form_page(request, draft, form, room_left(draft.sheet_with(draft.wording)))
    form = draft.form(request.POST)
    room = _checked(draft, form)
    if room is None:
        return _form_page(request, draft, form, None, status=422)
    if "back" in request.POST:
        return _form_page(request, draft, form, room)
    if "preview" in request.POST:
        return _preview(request, draft, form, room)
    return _saved(request, draft, form)


def _checked(draft: Draft, form: SheetWordingForm) -> Room | None:
    """How much room the typed texts leave; None where something is to be put right first."""
    if not form.is_valid():
        return None
    if not draft.is_draft:
        form.add_refusal(DecidedOtherwise())
        return None
    return form.room_on(draft.sheet_with)


def _saved(request: Any, draft: Draft, form: SheetWordingForm) -> HttpResponse:
    seen, wording = form.cleaned_data["version"], form.wording()
    if seen == draft.number and wording == draft.wording:
        messages.success(request, _("文は変わっていません。"))
        return redirect("manager:sheet", key=draft.drawn_up.pk)
    try:
        reword_sheet(
            sheet=draft.drawn_up, seen=seen, wording=wording, by=request.actor, at=request.now
        )
    except RewordedMeanwhile:
        return _second(request, draft, form)
    except TextTooLong as refusal:
        form.add_too_long(refusal)
        return _form_page(request, draft, form, None, status=422)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _form_page(request, draft, form, None, status=422)
    return _done(request, draft)


def _done(request: Any, draft: Draft) -> HttpResponse:
    messages.success(request, _("文を保存しました。数値は変わっていません。"))
    return redirect("manager:sheet", key=draft.drawn_up.pk)


def _merge(draft: Draft, form: SheetWordingForm) -> Merge:
    base = wording_at(draft.drawn_up, form.cleaned_data["version"])
    return Merge(base, form.wording(), draft.wording)


def _second(request: Any, draft: Draft, form: SheetWordingForm) -> HttpResponse:
    """Answer who comes second: what both changed side by side, unless nothing is left to save."""
    merge = _merge(draft, form)
    if merge.adds_nothing:
        messages.success(request, _("同じ文が、すでに保存されています。"))
        return redirect("manager:sheet", key=draft.drawn_up.pk)
    saved = wordings_of(draft.drawn_up).first()
    return render(
        request,
        "manager/sheets/reword_conflict.html",
        {
            "drawn_up": draft.drawn_up,
            "programme": draft.drawn_up.programme,
            "merge": merge,
            "saved_by": saved.by.user.name if saved else "",
            "saved_at": saved.at if saved else draft.drawn_up.drawn_up_at,
            "typed": form.typed(),
            "theirs": draft.number,
        },
        status=409,
    )


@require_POST
@door("sheet.reword")
def settle(request: Any, key: UUID) -> HttpResponse:
    """Save what was chosen from two texts, or go back to one's own in the form."""
    draft = Draft.of(request, key)
    form = draft.form(request.POST)
    if _checked(draft, form) is None:
        return _form_page(request, draft, form, None, status=422)
    merge = _merge(draft, form)
    if request.POST.get("theirs") != str(draft.number):
        return _second(request, draft, form)
    choices = {name: request.POST.get(f"choice_{name}", "") for name in merge.asked}
    try:
        settle_wording(
            sheet=draft.drawn_up,
            seen=draft.number,
            mine=merge.mine,
            chosen=merge.chosen(choices),
            by=request.actor,
            at=request.now,
        )
    except TextTooLong as refusal:
        form.add_too_long(refusal)
    except Refusal as refusal:
        form.add_refusal(refusal)
    else:
        return _done(request, draft)
    return _form_page(request, draft, form, None, status=422)


@require_http_methods(["GET", "POST"])
@door("sheet.reword")
def restore(request: Any, key: UUID) -> HttpResponse:
    """Ask, then put the texts back as the scheme gave them; the versions between stay."""
    draft = Draft.of(request, key)
    back = reverse("manager:sheet", args=[draft.drawn_up.pk])
    if request.method == "POST":
        try:
            reword_sheet(
                sheet=draft.drawn_up,
                seen=version_in(request.POST.get("version", "")),
                wording=wording_of(as_drawn_up(draft.drawn_up)),
                by=request.actor,
                at=request.now,
            )
        except Refusal as refusal:
            return refuse(request, refusal, remedy=Link(_("シートへ戻る"), back))
        messages.success(
            request, _("作ったときの文に戻しました。直した文は、版として残っています。")
        )
        return redirect("manager:sheet", key=draft.drawn_up.pk)
    return render(
        request,
        "manager/sheets/decide.html",
        {
            "question": _("作ったときの文に戻しますか"),
            "body": _(
                "事業スキームから入った文に戻ります。直した文は、版として残ります。数値は変わりません。"
            ),
            "verb": _("元に戻す"),
            "programme": draft.drawn_up.programme,
            "facts": [(_("いまの文"), _("第%(number)d版") % {"number": draft.number})],
            "back_url": back,
            "version": draft.number,
        },
    )


def _form_page(
    request: Any, draft: Draft, form: SheetWordingForm, room: Room | None, *, status: int = 200
) -> HttpResponse:
    if room:
        form.tell(room)
    return render(
        request,
        "manager/sheets/reword.html",
        {
            "drawn_up": draft.drawn_up,
            "programme": draft.drawn_up.programme,
            "form": form,
            "room": room,
            "number": draft.number,
        },
        status=status,
    )


def _preview(request: Any, draft: Draft, form: SheetWordingForm, room: Room) -> HttpResponse:
    sheet = draft.sheet_with(form.wording())
    return render(
        request,
        "manager/sheets/reword_preview.html",
        {
            "drawn_up": draft.drawn_up,
            "programme": draft.drawn_up.programme,
            "sheet": sheet,
            "flow": svg(sheet.flow) if sheet.flow else "",
            "figures": [(row, "") for row in sheet.kpi],
            "room": room,
            "typed": form.typed(),
        },
    )
