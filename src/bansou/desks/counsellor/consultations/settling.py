"""Two people wrote one record: what only one of them changed stands, the rest is chosen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.consultations.comparing import Part
from bansou.desks.counsellor.consultations.forms import CorrectionForm
from bansou.desks.counsellor.consultations.merging import Merge
from bansou.desks.counsellor.consultations.recording import title_of
from bansou.desks.counsellor.consultations.records import (
    Record,
    done,
    form_page,
    to_change,
    version_in,
)
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.support.consultation.actions import ChangedMeanwhile, settle_conflict
from bansou.support.consultation.queries import Version, versions_of


def second(request: Any, record: Record, form: CorrectionForm) -> HttpResponse:
    """Answer who comes second: what both wrote, unless the saved text has all of it."""
    versions = versions_of(record.consultation)
    merge = _merge(record, form, versions)
    if merge.adds_nothing:
        sentence = _(
            "書いている間に%(name)sさんが保存しました。"
            "あなたの直しで変わるところはないので、その文のままです。"
        )
        return done(request, record, sentence % {"name": _latest(versions).by})
    draft = record.desk.save(form, request.now, version_in(request))
    values = {
        "it": record.it,
        "case": record.it.case,
        "step": record.consultation.step,
        "crumbs": crumbs(request.actor, record.it.case, _("重なった変更")),
        "differences": merge.differences,
        "my_changes": merge.my_changes,
        "their_changes": merge.their_changes,
        "same": [str(part.label) for part in merge.same],
        "saved_by": _latest(versions).by,
        "saved_at": _latest(versions).at,
        "typed": [*_typed(form), ("seen", record.consultation.version)],
        "draft": draft,
    }
    return render(request, "counsellor/consultations/conflict.html", values, status=409)


def _merge(record: Record, form: CorrectionForm, versions: list[Version]) -> Merge:
    """What was sent, beside the record as it is and as it was when they began to write."""
    opened = form.cleaned_data["version"]
    base = next((version.talk for version in versions if version.number == opened), None)
    return Merge(base, form.talk(), record.talk(), record.require_enrolled().scheme)


def _latest(versions: list[Version]) -> Version:
    """The saved text; every record has one."""
    return versions[0]


def _typed(form: CorrectionForm) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in form.typed().items() if value not in (None, "")]


@require_POST
@door("case.edit")
@refusing
def settle(request: Any, step: UUID) -> HttpResponse:
    """Save what was chosen from two texts, or go back to one's own as a draft."""
    record = to_change(request, step)
    form = record.form(request.POST)
    if not form.is_valid():
        draft = record.desk.save(form, request.now, version_in(request))
        return form_page(request, record, form, draft, status=422)
    versions = versions_of(record.consultation)
    merge = _merge(record, form, versions)
    if "back" in request.POST:
        return _back(request, record, form, merge)
    choices = {part.name: request.POST.get(f"choice_{part.name}", "") for part in merge.asked}
    talk = merge.chosen(choices, (request.actor.name, _latest(versions).by))
    try:
        settle_conflict(
            consultation=record.consultation,
            seen_version=version_in(request, "seen") or 0,
            mine=merge.mine_on_theirs,
            chosen=talk,
            title=title_of(record.require_enrolled().scheme, talk),
            at=request.now,
            contact_kinds=record.contact_kinds,
        )
    except ChangedMeanwhile:
        return second(request, record, form)
    except Refusal as refusal:
        form.add_refusal(refusal)
        draft = record.desk.save(form, request.now, version_in(request))
        return form_page(request, record, form, draft, status=422)
    return done(request, record, _("保存しました。選ばなかった文も履歴に残っています。"))


def _back(request: Any, record: Record, form: CorrectionForm, merge: Merge) -> HttpResponse:
    """Take up one's own text again, on top of the saved one that they have now seen."""
    untouched = [name for part in merge.only_theirs for name in _fields(part)]
    record.desk.save(form, request.now, version_in(request, "seen"), without=untouched)
    return redirect("counsellor:correct", record.consultation.step_id)


def _fields(part: Part) -> tuple[str, ...]:
    """The fields of the form that a part consists of: they bear the names of its columns."""
    return part.columns or (part.name,)
