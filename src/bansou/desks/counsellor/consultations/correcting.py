"""One record: reading it, putting it right, taking it back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import local_moment, wareki
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.consultations.drafts import saved
from bansou.desks.counsellor.consultations.forms import WithdrawalForm, from_draft, written
from bansou.desks.counsellor.consultations.recording import title_of
from bansou.desks.counsellor.consultations.records import (
    Record,
    done,
    form_page,
    to_change,
    version_in,
)
from bansou.desks.counsellor.consultations.settling import second
from bansou.desks.counsellor.extras import extras_of, said_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.schemes.papers import papers
from bansou.support.consultation.actions import (
    ChangedMeanwhile,
    correct_consultation,
    withdraw_consultation,
)
from bansou.support.consultation.queries import versions_of


@require_safe
@door("case.open")
@refusing
def consultation(request: Any, step: UUID) -> HttpResponse:
    """The whole record, and the texts that it had before."""
    record = Record.of(request, step)
    it, talk = record.it, record.consultation
    scheme = record.enrolled.scheme if record.enrolled else None
    note_opening(request, it.case, "consultation", talk.pk)
    versions = versions_of(talk)
    values = {
        "it": it,
        "case": it.case,
        "talk": talk,
        "step": talk.step,
        "crumbs": crumbs(request.actor, it.case, talk.step.title),
        "channel": scheme.label("channels", talk.channel) if scheme else "",
        "times": "–".join(
            f"{local_moment(at):%H:%M}" for at in (talk.starts_at, talk.ends_at) if at
        ),
        "level": Level(talk.step.level).label,
        "extra": said_of(extras_of(scheme, "step"), talk.step.fields),
        "former": versions[1:],
        "remarks_url": _remarks_url(record),
        "may_change": record.may_change,
    }
    return render(request, "counsellor/consultations/page.html", values)


def _remarks_url(record: Record) -> str:
    """Where the points of this kind of talk are written, if it has a paper for them."""
    kind = papers().kind(record.consultation.kind)
    if kind is None or not record.it.may(f"{kind.family}.edit", kind.level):
        return ""
    address = reverse("counsellor:paper_new", args=[record.it.case.pk, kind.key])
    title = _("%(day)sの練習") % {"day": wareki(record.consultation.step.on)}
    return f"{address}?{urlencode({'title': title})}"


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def correct(request: Any, step: UUID) -> HttpResponse:
    """The record in its form; if somebody saved in between, both texts side by side."""
    record = to_change(request, step)
    if request.method == "POST":
        return _corrected(request, record)
    note_opening(request, record.it.case, "consultation.form", record.consultation.pk)
    initial = written(record.consultation, record.require_enrolled().scheme)
    chosen = record.desk.state(request.GET.get("state", ""))
    if chosen:
        initial |= from_draft(chosen.content, list(record.form().fields))
        if chosen.subject_version:
            initial["version"] = chosen.subject_version
    return form_page(request, record, record.form(initial=initial), chosen)


@require_POST
@door("case.edit")
@refusing
def save_correction_draft(request: Any, step: UUID) -> HttpResponse:
    """Keep what is in the form, with the version of the record that it began from."""
    record = to_change(request, step)
    form = record.form(request.POST)
    return saved(record.desk.save(form, request.now, version_in(request)))


def _corrected(request: Any, record: Record) -> HttpResponse:
    form = record.form(request.POST)
    if "later" in request.POST:
        record.desk.save(form, request.now, version_in(request))
        messages.success(
            request, _("下書きのまま閉じました。「今日」の「書きかけの記録」から続けられます。")
        )
        return redirect("counsellor:case", record.it.case.pk)
    if form.is_valid():
        talk = form.talk()
        if record.says(talk, form.cleaned_data["version"]):
            return done(request, record, _("変わったところがありません。記録はそのままです。"))
        try:
            correct_consultation(
                consultation=record.consultation,
                seen_version=form.cleaned_data["version"],
                talk=talk,
                title=title_of(record.require_enrolled().scheme, talk),
                at=request.now,
                contact_kinds=record.contact_kinds,
            )
        except ChangedMeanwhile:
            return second(request, record, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return done(request, record, _("直しました。前の文は履歴に残っています。"))
    draft = record.desk.save(form, request.now, version_in(request))
    return form_page(request, record, form, draft, status=422)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def withdraw(request: Any, step: UUID) -> HttpResponse:
    """Ask whether to take the record back, and why; do it."""
    record = to_change(request, step)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_consultation(
            consultation=record.consultation,
            because=form.cleaned_data["because"],
            at=request.now,
            contact_kinds=record.contact_kinds,
        )
        return done(request, record, _("記録を取り消しました。理由と元の文は残っています。"))
    return ask(
        request,
        record.it.case,
        title=_("この相談の記録を取り消しますか"),
        crumb=_("記録を取り消す"),
        body=(
            _(
                "取り消した記録は数えません。元の文と理由は履歴に残り、担当の人が読めます。"
                "もとには戻せません。"
            )
        ),
        verb=_("取り消す"),
        form=form,
        is_final=True,
        back_url=reverse("counsellor:consultation", args=[step]),
    )
