"""One import of a ledger: how it stands, what is decided about it, and taking it back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.ledger.marking import marked_copy
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.ledger.problems import Problem
from bansou.commons.ledger.undoing import uses_of
from bansou.desks.manager.finding import may_here
from bansou.desks.manager.import_jobs import check_ledger, take_ledger_in, undo_ledger
from bansou.desks.manager.import_records import (
    AT_WORK,
    EVERY,
    OPEN,
    State,
    begun_by,
    brings_nothing,
    chip_of,
    is_begun,
    programme_of,
    put,
    record_at,
    template_title,
    total_of,
)
from bansou.desks.manager.import_uses import ROOMS
from bansou.desks.manager.imports import PARTS
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import XLSX, named_file
from bansou.programmes.models import Programme

_SHOWN = 100
#: What a question's answer says where the row is nobody of those registered.
OTHER = "-"


@door("ledger.import")
@require_safe
def page(request: Any, key: UUID) -> HttpResponse:
    """How it stands: at work, what must be put right or decided, what it would do, what it did."""
    record = record_at(request, key, EVERY)
    if record.questions or record.problems:
        _note(request, record, AccessLog.Kind.OPEN)
    programme = programme_of(record)
    labels = {part.name: part.label for part in PARTS}
    return render(
        request,
        "manager/imports/page.html",
        {
            "record": record,
            "chip": chip_of(record),
            "scheme": template_title(record.scheme_id),
            "year": _label(record.result.get("fiscal_year") or record.fiscal_year),
            "programme": programme,
            "years": _years(record),
            "is_at_work": record.state in AT_WORK,
            "is_open": record.state in OPEN,
            "problems": [_told(it) for it in record.problems[:_SHOWN]],
            "number_of_problems": len(record.problems),
            "sheets": [
                {**it, "label": labels.get(it["ledger"], it["ledger"])}
                for it in record.result.get("sheets", ())
            ],
            "total": total_of(record),
            "brings_nothing": brings_nothing(record),
            "questions": record.questions,
            "other": OTHER,
            "may_undo": record.state == State.IMPORTED and may_here(request, "ledger.import"),
        },
    )


def _note(request: Any, record: LedgerImport, kind: AccessLog.Kind) -> None:
    """Write into the log that somebody saw what a ledger says of people."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="ledger",
        subject_id=record.pk,
        keeper_id=record.organisation_id,
        at=request.now,
        detail={"file": record.name},
    )


def _label(year: int | None) -> str:
    return FiscalYear(year).label if year else ""


def _years(record: LedgerImport) -> dict[str, Any]:
    """The year it was handed in for, and the other one that it says itself; else nothing."""
    years = record.result.get("years")
    if not years:
        return {}
    written = Programme.objects.filter(
        organisation_id=record.organisation_id,
        scheme_id=record.scheme_id,
        fiscal_year=years["written"],
    ).first()
    return {
        "said": _label(years["said"]),
        "written": _label(years["written"]),
        "place": years["place"],
        "programme": written,
    }


def _told(problem: Sequence[str]) -> Problem:
    return Problem(*problem)


@door("ledger.import")
@require_POST
def answer(request: Any, key: UUID) -> HttpResponse:
    """Decide who is who, and have the ledger checked again."""
    record = record_at(request, key, {State.REFUSED})
    if record.problems:
        raise Http404
    answers = dict(record.answers)
    for place, question in enumerate(record.questions):
        said = request.POST.get(f"person-{place}", "")
        numbers = {number for number, _name, _reasons in question["candidates"]}
        if said == OTHER or said in numbers:
            answers[question["key"]] = "" if said == OTHER else said
    if any(question["key"] not in answers for question in record.questions):
        messages.error(request, _("まだ決めていない人がいます。1人ずつ選んでください。"))
        return redirect("manager:import", key=record.pk)
    put(record, request, state=State.CHECKING, answers=answers, questions=[], problems=[])
    check_ledger.later(by=request.actor, record=record.pk)
    return redirect("manager:import", key=record.pk)


@door("ledger.import")
@require_POST
def take_year(request: Any, key: UUID) -> HttpResponse:
    """Take the year that the ledger itself says, and have it checked again."""
    record = record_at(request, key, {State.REFUSED})
    if "years" not in record.result:
        raise Http404
    written = record.result["years"]["written"]
    put(record, request, state=State.CHECKING, fiscal_year=written, result={})
    check_ledger.later(by=request.actor, record=record.pk)
    return redirect("manager:import", key=record.pk)


@door("ledger.import")
@require_POST
def take_in(request: Any, key: UUID) -> HttpResponse:
    """Import what was found sound, where anything of it is new."""
    record = record_at(request, key, {State.READY})
    if brings_nothing(record):
        return redirect("manager:import", key=record.pk)
    put(record, request, state=State.IMPORTING)
    take_ledger_in.later(by=request.actor, record=record.pk)
    return redirect("manager:import", key=record.pk)


@door("ledger.import")
@require_POST
def give_up(request: Any, key: UUID) -> HttpResponse:
    """Let it be: the file is removed at once."""
    begun = begun_by(request, key)
    if begun and is_begun(begun):
        begun.delete()
    else:
        record = record_at(request, key, OPEN)
        put(record, request, state=State.GIVEN_UP, content=None, problems=[], questions=[])
    messages.success(request, _("取込みをやめました。渡したファイルは消しました。"))
    return redirect("manager:imports")


@door("ledger.import")
def undo(request: Any, key: UUID) -> HttpResponse:
    """Ask whether to take a whole import back; say what rests on it where that cannot be."""
    record = record_at(request, key, {State.IMPORTED, State.UNDOING, State.UNDONE})
    if record.state != State.IMPORTED:
        messages.info(request, _("この取込みは、すでに取り消されています。"))
        return redirect("manager:import", key=record.pk)
    uses = uses_of(record, ROOMS)
    if request.method == "POST" and not uses:
        put(record, request, state=State.UNDOING, undone_by_id=request.actor.membership_id)
        undo_ledger.later(by=request.actor, record=record.pk)
        return redirect("manager:import", key=record.pk)
    total = total_of(record)
    facts = (
        (_("台帳"), record.name),
        (_("消える記録"), _("新しく入れた%d行の記録") % total["new"]),
        (_("元に戻る記録"), _("更新した%d行の記録") % total["updated"]),
    )
    return render(
        request,
        "manager/imports/undo.html",
        {
            "record": record,
            "uses": uses,
            "question": _("この取込みを取り消しますか"),
            "body": _(
                "取り込む前の状態に戻します。取り込んだことと取り消したことは、履歴に残ります。"
            ),
            "facts": facts,
            "back_url": reverse("manager:import", args=[record.pk]),
        },
    )


@door("ledger.import")
@require_safe
def marked(request: Any, key: UUID) -> HttpResponse:
    """A copy of the workbook with the cells marked that must be put right."""
    record = record_at(request, key, {State.REFUSED}, with_content=True)
    _note(request, record, AccessLog.Kind.EXPORT)
    problems = [_told(it) for it in record.problems]
    content = marked_copy(bytes(record.content or b""), record.name, problems)
    stem = record.name.rpartition(".")[0] or record.name
    return named_file(content, XLSX, _("直すところ_%s.xlsx") % stem)


@door("ledger.import")
@require_safe
def mapping_file(request: Any, key: UUID) -> HttpResponse:
    """The mapping as the TOML that `bansou import` reads."""
    record = record_at(request, key, EVERY)
    if not record.mapping:
        raise Http404
    return named_file(record.mapping.encode(), "application/toml; charset=utf-8", "mapping.toml")
