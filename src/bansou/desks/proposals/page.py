"""One proposal: its reasons, both sides' answers, and what comes next."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.rows import Level
from bansou.desks.proposals.gate import ANSWER, MAKE, READ, may_do, proposal_at, refusing
from bansou.desks.proposals.sections import crumbs
from bansou.desks.proposals.words import Words, groups_of, lines_of, state_chip, tally_of
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import wish_of
from bansou.placement.matching.rules import POLICY

State = Proposal.State


@require_safe
@door(READ)
@refusing
def proposal(request: Any, pk: UUID) -> HttpResponse:
    """The page. Opening it is written into the keeper's log."""
    it = proposal_at(request, pk)
    vocabulary = Vocabulary.of(it.organisation_id, request.today)
    lines = lines_of(it.terms, wish_of(it.case), it.opening, Words.of(vocabulary))
    consent = consent_in_force(it.case, Consent.Purpose.INTRODUCTION)
    values = {
        "it": it,
        "case": it.case,
        "name": called(it.case),
        "chip": state_chip(it),
        "crumbs": crumbs(it.case, Link(it.opening.title)),
        "groups": groups_of(lines),
        "tally": tally_of(lines),
        "most": POLICY.most,
        "consent": consent,
        "told": list(_told(it, vocabulary.choices("mismatch_reasons"))),
        "acts": list(_acts(request, it, has_consent=consent is not None)),
        "more_acts": list(_more(request, it, has_consent=consent is not None)),
    }
    note_opening(request, it.case, "proposal", it.pk)
    return render(request, "proposals/page.html", values)


def _told(it: Proposal, reasons: dict[str, str]) -> Iterator[tuple[Any, str, str]]:
    """What has happened, in its order: day, what, and what was said."""
    yield it.proposed_on, _("本人に提案した"), it.remark
    if it.answered_on:
        declined = it.state == State.DECLINED
        said = _why(reasons, it.decline_reason, it.decline_note)
        yield it.answered_on, _("本人が見送った") if declined else _("本人が希望した"), said
    if it.offered_on:
        yield it.offered_on, _("氏名を出さずに企業に聞いた"), ""
    if it.company_answered_on:
        declined = it.state == State.TURNED_DOWN
        said = _why(reasons, it.company_reason, it.company_note)
        yield (
            it.company_answered_on,
            _("企業が見送った") if declined else _("企業が会いたいと答えた"),
            said,
        )
    if it.introduced_on:
        yield (
            it.introduced_on,
            _("企業に紹介した"),
            _("紹介番号 %(number)s") % {"number": it.ticket},
        )
    if it.interview_on:
        at = f"{it.interview_at:%H:%M}" if it.interview_at else ""
        yield it.interview_on, _("面接"), "　".join(filter(None, (at, it.interview_place)))
    if it.result_on:
        said = _why(reasons, it.result_reason, it.result_note)
        words = {
            State.NOT_CHOSEN: _("不採用になった"),
            State.WITHDREW: _("本人が辞退した"),
        }
        yield it.result_on, words.get(State(it.state), _("採用になった")), said
    if it.ended_on:
        yield it.ended_on, _("取りやめた"), it.ended_because


def _why(reasons: dict[str, str], reason: str, note: str) -> str:
    return "　".join(filter(None, (reasons.get(reason, reason), note)))


def _acts(request: Any, it: Proposal, *, has_consent: bool) -> Iterator[Link]:
    """What comes next, for whoever may do it."""
    state, may_make = State(it.state), may_do(request, it.case, MAKE)
    may_answer = may_do(request, it.case, ANSWER)
    if state == State.PROPOSED and may_answer:
        yield _to(it, "answer", _("本人の返事を記録する"))
    if state == State.WANTED and may_make:
        yield _to(it, "ask_company", _("氏名を出さずに企業に聞く"))
    if state == State.OFFERED and may_make:
        yield _to(it, "company_answer", _("企業の返事を記録する"))
    if state == State.WELCOMED:
        if not has_consent and may_answer:
            yield _to(it, "consent", _("本人の同意を記録する"))
        if has_consent and may_make:
            yield _to(it, "introduce", _("企業に紹介する"))
    if state == State.INTRODUCED and may_make:
        yield from _about_interview(it, request.today)
    may_hire = allowed(request, "hire.record", it.case.thing(Level.CASEWORK))
    if state == State.CHOSEN and may_hire:
        url = reverse("counsellor:record_hire", args=[it.case_id])
        yield Link(_("就職を記録する"), f"{url}?proposal={it.pk}")


def _about_interview(it: Proposal, today: date) -> Iterator[Link]:
    """Its day first, and what came of it once that has come."""
    if it.interview_on is None:
        yield _to(it, "interview", _("面接の日を決める"))
    elif it.interview_on <= today:
        yield _to(it, "result", _("面接の結果を記録する"))


def _more(request: Any, it: Proposal, *, has_consent: bool) -> Iterator[Link]:
    """What else can be done or printed."""
    may_make = may_do(request, it.case, MAKE)
    if it.state in (State.WANTED, State.OFFERED) and may_make:
        yield _to(it, "profile", _("氏名のない人材情報"))
    if it.is_named:
        yield _to(it, "letter", _("紹介状（PDF）"))
    if it.state == State.INTRODUCED and it.interview_on and may_make:
        yield _to(it, "interview", _("面接の日を変える"))
    if has_consent and it.is_open and may_do(request, it.case, ANSWER):
        yield _to(it, "consent_withdraw", _("紹介への同意を取り消す"))
    if it.is_open and may_make:
        yield _to(it, "end", _("提案を取りやめる"))


def _to(it: Proposal, name: str, text: str) -> Link:
    return Link(text, reverse(f"proposals:{name}", args=[it.pk]))
