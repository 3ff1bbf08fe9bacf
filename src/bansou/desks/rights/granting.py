"""Deciding a request as a whole, and handing out what was decided."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Basis, Level
from bansou.desks.rights.finding import answered, note_about, of_request, refusing, request_at
from bansou.desks.rights.forms import DecideForm, HandForm, RefuseForm
from bansou.desks.rights.notices import decision_paper, refusal_paper
from bansou.desks.rights.papers import files_of, kept_paper, refuse_parted, shown_files
from bansou.desks.rights.reviewing import Item, items_of
from bansou.desks.shared.door import door
from bansou.people.answering.actions import decide, hand_out, held_under_review, refuse
from bansou.people.answering.items import leave_out
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.queries import decisions_of
from bansou.people.answering.refusals import (
    NotAllDecided,
    NothingShown,
    SealedNotTaken,
    SealedUndecided,
)
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.support.counselling.queries import Released, released_for
from bansou.support.counselling.releases import SealedRelease

_DECIDE = "disclosure.decide"
_State, _Verdict = DisclosureRequest.State, ItemDecision.Verdict
_Release = SealedRelease.State
_PDF = "application/pdf"


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def grant(request: Any, key: UUID) -> HttpResponse:
    """Ask whether it is decided as every item was; draw up the paper that is handed out."""
    it = request_at(request, key)
    form = DecideForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: _grant(request, it, form.cleaned_data["number"]),
        title=_("開示することに決めますか"),
        crumb=_("決定する"),
        above=of_request(it),
        verb=_("決定する"),
        body=_(
            "決めたとおりの文書ができ、そのあとで記録が書き換えられても変わりません。"
            "決定のあとは、項目を決め直せません。先に案を開いて確かめてください。"
        ),
        facts=_counts(items_of(request, it)),
        back_url=reverse("rights:request", args=[it.pk]),
        done=_("決定しました。文書を渡して、渡したことを記録してください。"),
    )


def _grant(request: Any, it: DisclosureRequest, number: str) -> None:
    with transaction.atomic():
        it = held_under_review(it)
        items = items_of(request, it)
        _refuse_unready(it, items)
        leave_out(request=it, but=[(one.held.source, one.held.source_id) for one in items])
        # A file that is lost is found while it can still be decided otherwise.
        shown_files(it, [one.decision for one in items if one.decision])
        content = decision_paper(it, items, number=number, at=request.now)
        paper = kept_paper(request, it, content)
        decide(by=request.actor, request=it, number=number, paper=paper, at=request.now)


def _refuse_unready(it: DisclosureRequest, items: Sequence[Item]) -> None:
    if still_open := sum(not one.is_decided for one in items):
        raise NotAllDecided(count=still_open)
    shown = [one for one in items if one.decision and one.decision.verdict != _Verdict.WITHHELD]
    if not shown:
        raise NothingShown()
    sealed = Counter(one.held.text for one in shown if one.held.is_sealed)
    beyond = sealed - Counter(one.session for one in _released(it))
    if beyond:
        raise SealedUndecided(count=beyond.total())


def refuse_untaken(it: DisclosureRequest) -> None:
    """Refuse while psychological records that go with it are decided about and not opened.

    :raises SealedNotTaken: the team has not taken one, or its new version
    """
    if any(one.state == _Release.APPROVED for one in _released(it)):
        raise SealedNotTaken()


def _released(it: DisclosureRequest) -> list[Released]:
    """The records that two people decided to release for a request, by their latest version."""
    return released_for(it, _Release.APPROVED, _Release.HANDED)


def _counts(items: Sequence[Item]) -> list[tuple[str, str]]:
    said = Counter(one.decision.verdict for one in items if one.decision and one.is_decided)
    number = _("%(count)d件")
    return [
        *((str(label), number % {"count": said[key]}) for key, label in _Verdict.choices),
        (_("まだ決めていない"), number % {"count": len(items) - said.total()}),
    ]


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def not_shown(request: Any, key: UUID) -> HttpResponse:
    """Ask why nothing is shown at all."""
    it = request_at(request, key)
    form = RefuseForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: _refuse(request, it, **form.cleaned_data),
        title=_("全部を開示しないことに決めますか"),
        crumb=_("開示しない"),
        above=of_request(it),
        verb=_("開示しないことに決める"),
        body=_("記録があるかどうかも答えられないときや、記録がないときもここから決めます。"),
        facts=[(_("受付番号"), it.number), (_("請求の内容"), it.asked_for)],
        back_url=reverse("rights:request", args=[it.pk]),
        done=_("開示しないことに決めました。通知を印刷して、本人に渡してください。"),
    )


def _refuse(request: Any, it: DisclosureRequest, number: str, because: str) -> None:
    with transaction.atomic():
        held_under_review(it)
        content = refusal_paper(it, number=number, because=because, at=request.now)
        paper = kept_paper(request, it, content)
        refuse(
            by=request.actor,
            request=it,
            number=number,
            because=because,
            paper=paper,
            at=request.now,
        )


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def hand(request: Any, key: UUID) -> HttpResponse:
    """Ask how it is handed out; give the files, and write down that they were handed over."""
    it = request_at(request, key)
    form = HandForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                return _handed(request, it, form.cleaned_data["how"])
        except Refusal as refusal:
            form.add_refusal(refusal)
    return answered(
        request,
        form,
        lambda: None,
        title=_("開示文書を渡しますか"),
        crumb=_("渡す"),
        above=of_request(it),
        verb=_("ファイルを受け取り、渡したことを記録する"),
        body=_(
            "決定した文書と、開示する添付ファイルを受け取ります。"
            "渡したことは、情報提供の記録に残ります。渡す前に、もう一度本人確認をしてください。"
        ),
        facts=[
            (_("受付番号"), it.number),
            (_("決定の番号"), it.decision_number),
            (_("渡す相手"), it.agent_name or _("本人")),
        ],
        back_url=reverse("rights:request", args=[it.pk]),
        done="",
    )


def _handed(request: Any, it: DisclosureRequest, how: str) -> HttpResponse:
    it = hand_out(by=request.actor, request=it, how=how, at=request.now)
    refuse_parted(it)
    refuse_untaken(it)
    decisions = list(decisions_of(it).values())
    disclose(by=request.actor, case=it.case, handed=_of_request(it, decisions), at=request.now)
    note_about(request, it.case, subject="disclosure", kind=AccessLog.Kind.EXPORT, number=it.number)
    return files_of(it, decisions)


def _of_request(it: DisclosureRequest, decisions: Sequence[ItemDecision]) -> Handed:
    """What is written of it: how many items; what they say is in the paper that is kept."""
    shown = [one for one in decisions if one.verdict != _Verdict.WITHHELD]
    label = _("開示文書（%(count)d件の項目）") % {"count": len(shown)}
    text = _("決定 %(number)s による文書のとおり") % {"number": it.decision_number}
    return Handed(
        recipient=recipient_of(it),
        purpose=_("開示請求（%(number)s）に答えるため") % {"number": it.number},
        basis=Basis.LAW,
        basis_label=it.basis,
        items=[{"key": "disclosure", "label": label, "text": text}],
        source="disclosure_request",
        source_id=it.pk,
        level=Level.SENSITIVE,
    )


def recipient_of(it: DisclosureRequest) -> str:
    """To whom it is handed out, by no name: it stays after an erasure."""
    return _("代理人") if it.agent_name else _("本人")
