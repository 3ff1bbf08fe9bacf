"""Writing the record of a session, writing it anew, adding a file, agreeing on what others may know."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.counselling.forms import (
    FileForm,
    RecordForm,
    RewriteForm,
    SummaryForm,
)
from bansou.desks.counsellor.counselling.reading import record_at, to_page
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.support.counselling.recording import (
    add_file,
    is_author,
    record_session,
    rewrite_record,
    scheme_of_counselling,
    share_summary,
    text_of,
)
from bansou.support.counselling.refusals import WrittenByAnother

_RECORD = "counselling.record"


def _opened(request: Any, pk: UUID) -> Opened:
    return opened(request, pk, _RECORD, Level.PSYCHOLOGICAL)


@require_http_methods(["GET", "POST"])
@door(_RECORD)
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Ask for what was said in a session; seal it, once."""
    it = _opened(request, pk)
    scheme = scheme_of_counselling(it.case, it.today)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        scheme=scheme,
        initial={"on": it.today},
    )
    if form.is_valid():
        try:
            made = _record(request, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("暗号にして記録しました。経過には「実施あり」とだけ出ます。")
            )
            return redirect("counsellor:counselling_record", pk, made["record"])
    title = _("心理の記録を書く")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("記録する"),
        crumb=title,
        form=form,
        back_url=to_page(pk),
    )


def _record(request: Any, it: Opened, form: RecordForm) -> Mapping[str, Any]:
    session, written, files = form.session(), form.written(), _files(form)

    def work() -> Mapping[str, Any]:
        made = record_session(
            by=request.actor,
            case=it.case,
            session=session,
            written=written,
            files=files,
            today=it.today,
            at=request.now,
        )
        return {"record": str(made.pk)}

    # What was said goes into the key of the request as a digest of it with the key itself, and so
    # stands nowhere in the clear.
    key = form.cleaned_data["request_key"]
    said = repr((key, session, written, files)).encode()
    body = {"case": it.case.pk, "said": sha256(said).hexdigest()}
    return once(by=request.actor, key=key, action=_RECORD, body=body, work=work)


def _files(form: RecordForm | FileForm) -> Sequence[tuple[str, bytes]]:
    handed_in = form.cleaned_data["file"]
    return [(handed_in.name, handed_in.read())] if handed_in else []


@require_http_methods(["GET", "POST"])
@door(_RECORD)
@refusing
def rewrite(request: Any, pk: UUID, record: UUID) -> HttpResponse:
    """Show what one's own record says in its form; seal it anew."""
    it = _opened(request, pk)
    written = record_at(it, record)
    if request.method == "GET" and not is_author(request.actor, written):
        raise WrittenByAnother()
    said = text_of(written)
    if request.method == "GET":
        note_opening(request, it.case, "counselling.record.form", written.pk)
    form = RewriteForm(
        request.POST or None,
        initial={
            "text": said.text,
            "tool": said.tool,
            "result": said.result,
            "version": written.version,
        },
    )
    if form.is_valid():
        try:
            rewrite_record(
                by=request.actor,
                record=written,
                written=form.written(),
                seen_version=form.cleaned_data["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("書き直しました。前の版も、暗号のまま残ります。"))
            return redirect("counsellor:counselling_record", pk, record)
    title = _("心理の記録を書き直す")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("保存する"),
        crumb=title,
        form=form,
        back_url=reverse("counsellor:counselling_record", args=[pk, record]),
    )


@require_http_methods(["GET", "POST"])
@door(_RECORD)
@refusing
def file_add(request: Any, pk: UUID, record: UUID) -> HttpResponse:
    """Ask for a file; seal it and keep it with the record."""
    it = _opened(request, pk)
    written = record_at(it, record)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid():
        try:
            for name, content in _files(form):
                add_file(
                    by=request.actor, record=written, name=name, content=content, at=request.now
                )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("暗号にして預かりました。"))
            return redirect("counsellor:counselling_record", pk, record)
    title = _("ファイルを預ける")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("預ける"),
        crumb=title,
        form=form,
        back_url=reverse("counsellor:counselling_record", args=[pk, record]),
    )


@require_http_methods(["GET", "POST"])
@door(_RECORD)
@refusing
def summary(request: Any, pk: UUID) -> HttpResponse:
    """Ask for what the person agreed that others may know; put it on the timeline, once."""
    it = _opened(request, pk)
    form = SummaryForm(request.POST or None, initial={"agreed_on": it.today})
    if form.is_valid():
        try:
            _share(request, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("要約を経過に載せました。担当の相談員が読めます。"))
            return redirect(to_page(pk))
    title = _("合意した要約を書く")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("載せる"),
        crumb=title,
        body=_("閲覧区分2の記録になります。心理の記録そのものは、見えるようになりません。"),
        form=form,
        back_url=to_page(pk),
    )


def _share(request: Any, it: Opened, form: SummaryForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("text", "agreed_on")}

    def work() -> Mapping[str, Any]:
        made = share_summary(by=request.actor, case=it.case, today=it.today, at=request.now, **said)
        return {"summary": str(made.pk)}

    once(
        by=request.actor,
        key=form.cleaned_data["request_key"],
        action="counselling.summary",
        body={"case": it.case.pk, **said},
        work=work,
    )
