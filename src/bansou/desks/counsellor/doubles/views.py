"""Pairs that look like one person: the list, two side by side, one out of two, and two again."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.doubles.forms import MergeForm, TwoForm, UndoForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.people.merging.actions import merge, settle_as_two, undo_merge
from bansou.people.merging.queries import (
    Double,
    both_of,
    distinct_of,
    double_of,
    doubles_of,
    merges_of,
)
from bansou.people.persons.models import Person
from bansou.people.persons.weighing import FOLDED

_ACTION = "person.merge"
#: So many pairs are shown; settling one makes room for the next.
_MOST = 50


@require_safe
@door(_ACTION)
def doubles(request: Any) -> HttpResponse:
    """The pairs to settle, the likeliest first; below what was settled."""
    keeper_id = request.actor.require_organisation()
    found = doubles_of(keeper_id)
    shown = found[:_MOST]
    _note(request, (person for it in shown for person in (it.one, it.other)))
    values = {
        "crumbs": _crumbs(),
        "rows": shown,
        "total": len(found),
        "merges": list(merges_of(keeper_id)[:_MOST]),
        "settled": list(distinct_of(keeper_id)[:_MOST]),
    }
    return render(request, "counsellor/doubles/list.html", values)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def pair(request: Any, one: UUID, other: UUID) -> HttpResponse:
    """Two side by side, with what speaks for their being one; make them one."""
    double = _double(request, one, other)
    form = MergeForm(request.POST or None, double=double)
    if form.is_valid():
        stays = UUID(form.cleaned_data["stays"])
        goes = double.other.pk if stays == double.one.pk else double.one.pk
        try:
            merge(
                by=request.actor,
                person_id=stays,
                other_id=goes,
                reason=form.cleaned_data["reason"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("1人にまとめました。一覧の下から、取り消せます。"))
            return redirect("counsellor:doubles")
    return _side_by_side(request, double, form, TwoForm())


@require_POST
@door(_ACTION)
@refusing
def two(request: Any, one: UUID, other: UUID) -> HttpResponse:
    """Say that they are two people."""
    double = _double(request, one, other)
    form = TwoForm(request.POST)
    if form.is_valid():
        try:
            settle_as_two(
                by=request.actor,
                one_id=one,
                other_id=other,
                reason=form.cleaned_data["why"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("別人としました。この組は、もう出ません。"))
            return redirect("counsellor:doubles")
    return _side_by_side(request, double, MergeForm(double=double), form)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def undo(request: Any, pk: UUID) -> HttpResponse:
    """Ask why, and let them be two rows again."""
    made = merges_of(request.actor.require_organisation()).filter(pk=pk).first()
    if made is None:
        raise Http404
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            undo_merge(
                by=request.actor,
                made=made,
                because=form.cleaned_data["because"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("名寄せを取り消し、2人の記録に戻しました。"))
            return redirect("counsellor:doubles")
    _note(request, (made.person, made.other))
    values = {"crumbs": _crumbs(_("名寄せを取り消す")), "made": made, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "counsellor/doubles/undo.html", values, status=status)


def _double(request: Any, one: UUID, other: UUID) -> Double:
    """The pair of an address; none where one of them is not there, or goes on as somebody else."""
    both = both_of(request.actor.require_organisation(), one, other)
    if both is None or any(person.merged_into_id for person in both):
        raise Http404
    return double_of(*both)


def _side_by_side(request: Any, double: Double, form: MergeForm, two_form: TwoForm) -> HttpResponse:
    _note(request, (double.one, double.other))
    values = {
        "crumbs": _crumbs(_("2人の記録")),
        "double": double,
        "facts": _facts(double),
        "form": form,
        "two_form": two_form,
    }
    is_refused = form.is_bound or two_form.is_bound
    return render(
        request, "counsellor/doubles/pair.html", values, status=422 if is_refused else 200
    )


def _facts(double: Double) -> list[tuple[str, Any, Any, str]]:
    """What is known of both, row by row: `same`, `written` another way, or `other`."""
    words = {
        "name": _("氏名"),
        "kana": _("フリガナ"),
        "birth_on": _("生年月日"),
        "phone": _("電話"),
        "email": _("メール"),
        "address": _("住まい"),
    }
    rows = []
    for name, word in words.items():
        one, other = getattr(double.one, name), getattr(double.other, name)
        if one or other:
            rows.append((word, one, other, _compared(one, other, FOLDED.get(name))))
    return rows


def _compared(one: Any, other: Any, folded: Callable[[str], str] | None) -> str:
    if one == other:
        return "same"
    is_alike = folded and one and other and folded(one) == folded(other)
    return "written" if is_alike else "other"


def _note(request: Any, persons: Iterable[Person]) -> None:
    """Whose particulars were shown side by side stands in the log."""
    keys = list(dict.fromkeys(str(person.pk) for person in persons))
    if keys:
        note_reading(
            by=request.actor,
            kind=AccessLog.Kind.OPEN,
            subject="persons",
            at=request.now,
            keeper_id=request.actor.require_organisation(),
            detail={"persons": keys, "hits": len(keys)},
        )


def _crumbs(*further: str) -> list[Link]:
    here = _("二重登録の確認")
    above = [
        Link(_("今日"), reverse("counsellor:today")),
        Link(_("相談員ごとのようす"), reverse("counsellor:board")),
    ]
    if not further:
        return [*above, Link(here)]
    return [*above, Link(here, reverse("counsellor:doubles")), *(Link(text) for text in further)]
