"""修了証・免許証: keeping the certificate of a qualification as a file, and handing it out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.handing_in import FileForm, handed_out
from bansou.support.training.certificates import keep_certificate
from bansou.support.training.models import HeldQualification
from bansou.support.training.queries import held_of


def _held_at(request: Any, pk: UUID, action: str) -> tuple[Opened, HeldQualification]:
    held = held_of(pk)
    if held is None:
        raise Http404
    return opened(request, held.case_id, action, Level.CASEWORK), held


@require_http_methods(["GET", "POST"])
@door("training.apply")
@refusing
def keep(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the certificate's file; keep it with the qualification."""
    it, held = _held_at(request, pk, "training.apply")
    form = FileForm.of(request)
    if form.is_valid():
        name, content = form.handed_in()
        try:
            keep_certificate(
                by=request.actor, held=held, name=name, content=content, at=request.now
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("修了証を付けました。"))
            return redirect("counsellor:training", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("「%(label)s」の修了証・免許証を付ける") % {"label": held.label},
        crumb=_("修了証を付ける"),
        verb=_("付ける"),
        form=form,
        body=_("いまのファイルがあるときは、入れ替わります。") if held.file_id else "",
        back_url=reverse("counsellor:training", args=[it.case.pk]),
    )


@require_safe
@door("case.open")
@refusing
def file(request: Any, pk: UUID) -> HttpResponse:
    """The certificate as it was handed in; that it was taken is noted."""
    it, held = _held_at(request, pk, "case.open")
    if held.file is None:
        raise Http404
    answer = handed_out(held.file)
    note_opening(request, it.case, "attachment", held.file_id, kind=AccessLog.Kind.EXPORT)
    return answer
