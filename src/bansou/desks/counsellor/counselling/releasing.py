"""Handing psychological records to somebody outside the team: proposing, and opening what was decided."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.documents.disclosed import DisclosedPaper, Entry, Group, disclosed_pdf
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.counselling.forms import OpenForm, ReleaseForm
from bansou.desks.counsellor.counselling.reading import to_page
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.bundle import ZIP, bundled
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.people.answering.queries import requests_about
from bansou.people.cases.actions import of_the_same_person
from bansou.people.sharing.items import Item
from bansou.people.sharing.queries import sharing_consents_of
from bansou.support.counselling.queries import records_of, releases_about
from bansou.support.counselling.refusals import ReleaseNotApproved
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.releasing import OpenedRecord, open_release, propose_release
from bansou.support.counselling.waiting import who_may_decide

_MAKE = "release.make"


@require_http_methods(["GET", "POST"])
@door(_MAKE)
@refusing
def propose(request: Any, pk: UUID) -> HttpResponse:
    """Ask which records are to go to whom and why; somebody else decides."""
    it = opened(request, pk, _MAKE, Level.PSYCHOLOGICAL)
    form = _form(request, it)
    if form.is_valid():
        try:
            release = propose_release(
                by=request.actor,
                case=it.case,
                wanted=form.wanted(),
                at=request.now,
                today=it.today,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            _say_who_decides(request, release)
            return redirect(to_page(pk))
    note_opening(request, it.case, "release")
    title = _("心理の記録を渡すことを提案する")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("提案する"),
        crumb=title,
        form=form,
        body=_(
            "まだ何も開きません。記録を読まない別の職員が決めたあと、"
            "チームの心理職が、決まった分だけを1回、ファイルで受け取れます。"
        ),
        back_url=to_page(pk),
    )


def _say_who_decides(request: Any, release: SealedRelease) -> None:
    """Name those who were written to, or what to do where nobody may decide."""
    names = [one.user.name for one in who_may_decide(release, request.today)]
    if names:
        told = _("提案しました。決められる人（%(names)s）にメールで知らせました。")
        messages.success(request, told % {"names": "、".join(names)})
    else:
        messages.warning(
            request,
            _(
                "提案しましたが、決められる職員がいません。チームではない統括カウンセラーか"
                "事業担当者の登録を、団体に頼んでください。"
            ),
        )


def _form(request: Any, it: Opened) -> ReleaseForm:
    records = records_of(it.case).select_related("step").order_by("-step__on", "-id")
    consents = [
        one
        for one in sharing_consents_of(it.case)
        if Item.PSYCHOLOGICAL in one.items and not one.withdrawn_at and one.until_on >= it.today
    ]
    asked = requests_about(of_the_same_person(it.case), it.case.organisation_id)
    running = [one for one in asked if one.is_running]
    return ReleaseForm(
        request.POST or None,
        records=[(str(one.pk), f"{wareki(one.step.on)}　{one.step.title}") for one in records],
        consents=consents,
        requests=running,
    )


@require_http_methods(["GET", "POST"])
@door(_MAKE)
@refusing
def hand_over(request: Any, pk: UUID, release: UUID) -> HttpResponse:
    """Ask once more, then open what was decided and give it as a file; it opens this once."""
    it = opened(request, pk, _MAKE, Level.PSYCHOLOGICAL)
    found = releases_about(it.case).filter(pk=release).first()
    if found is None:
        raise Http404
    if request.method == "GET" and found.state != SealedRelease.State.APPROVED:
        raise ReleaseNotApproved()
    form = OpenForm(request.POST or None, number=it.case.number)
    if form.is_valid():
        try:
            # What cannot be printed was not handed over.
            with transaction.atomic():
                records = open_release(
                    by=request.actor, release=found, at=request.now, today=it.today
                )
                return _as_file(request, it, found, records)
        except Refusal as refusal:
            form.add_refusal(refusal)
    note_opening(request, it.case, "release", found.pk)
    title = _("決定された心理の記録を受け取る")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("受け取って、渡したことを記録する"),
        crumb=title,
        form=form,
        body=_("受け取れるのは1回だけです。受け取ると、渡した記録（情報提供の記録）に残ります。"),
        facts=[(_("ケース番号"), it.case.number), *facts_of(found)],
        back_url=to_page(pk),
    )


def facts_of(it: SealedRelease) -> list[tuple[str, str]]:
    """What a release is about, as who decides may know."""
    facts = [
        (_("渡す相手"), it.recipient),
        (_("目的"), it.purpose),
        (_("根拠"), it.basis_label),
        (_("記録"), "、".join(it.sessions)),
        (_("添付ファイル"), _("いっしょに渡す") if it.with_files else _("渡さない")),
        (_("提案した人"), it.proposed_by.user.name),
    ]
    return [*facts, (_("決めた人"), it.decided_by.user.name)] if it.decided_by else facts


def _as_file(
    request: Any, it: Opened, release: SealedRelease, records: Sequence[OpenedRecord]
) -> HttpResponse:
    paper = disclosed_pdf(_paper(request, it, release, records), at=request.now)
    name = _("心理の記録_%(number)s") % {"number": it.case.number}
    files = [(f"{name}.pdf", paper)]
    files += [(_("添付/%(name)s") % {"name": f.name}, f.content) for r in records for f in r.files]
    if len(files) == 1:
        return kept_file(paper, "application/pdf", f"{name}.pdf")
    return kept_file(bundled(files, request.now), ZIP, f"{name}.zip")


def _paper(
    request: Any, it: Opened, release: SealedRelease, records: Sequence[OpenedRecord]
) -> DisclosedPaper:
    said = {"name": it.case.person.name if it.case.person else it.case.number}
    return DisclosedPaper(
        title=_("心理カウンセリングの記録"),
        number=_("ケース %(number)s") % {"number": it.case.number},
        on=wareki(it.today),
        to=_("%(to)s　あて") % {"to": release.recipient},
        body=it.case.organisation.name,
        intro=_("%(name)sさんについての記録を、次の決定により渡します。") % said,
        facts=[fact for fact in facts_of(release) if fact[0] != _("渡す相手")],
        groups=[
            Group(
                heading=_("記録"),
                entries=[entry for one in records for entry in _entries(one)],
            )
        ],
        caveat=_(
            "閲覧区分4　心理・精神の記録\n"
            "この記録は、下の目的のためだけに使ってください。ほかの人には見せないでください。"
        ),
        foot=_("閲覧区分4　心理・精神の記録"),
    )


def _entries(one: OpenedRecord) -> list[Entry]:
    step = one.record.step
    about = f"{wareki(step.on)}\n{one.record.written_by.user.name}"
    entries = [Entry(label=step.title, about=about, text=one.said.text)]
    if one.said.tool or one.said.result:
        judged = "\n".join(part for part in (one.said.tool, one.said.result) if part)
        entries.append(Entry(label=_("検査と結果のまとめ"), about=wareki(step.on), text=judged))
    return entries
