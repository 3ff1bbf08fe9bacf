"""What changes about one case: next act, care, contact, place in a programme, its end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.commons.tasks.queries import owed_on
from bansou.desks.counsellor.cases.asking import anew, ask, kept
from bansou.desks.counsellor.cases.called_off import called_off_with
from bansou.desks.counsellor.cases.forms import (
    CareForm,
    CloseForm,
    ContactForm,
    EnrolForm,
    NextActionForm,
)
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NothingToJoin, refusing
from bansou.desks.shared.door import door
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.noting import note_avoided
from bansou.people.cases.promising import ENDS_WITH_CASE, promise_instead
from bansou.people.cases.queries import programmes_to_join
from bansou.people.persons.actions import amend_person
from bansou.placement.followup.actions import SUBJECT as FOLLOW_UP
from bansou.support.concluding import conclude_support


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def next_action(request: Any, pk: UUID) -> HttpResponse:
    """Change what is done next."""
    it = opened(request, pk, "case.edit")
    case = it.case
    now = {"next_action": case.next_action, "version": case.version}
    if case.next_action_on and case.next_action_on >= it.today:
        now["next_action_on"] = case.next_action_on
    form = NextActionForm(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        try:
            promise_instead(
                by=request.actor,
                case=case,
                seen_version=said["version"],
                title=said["next_action"],
                due_on=said["next_action_on"],
                at=request.now,
            )
        except Refusal as refusal:
            anew(form, refusal, case.version)
        else:
            return kept(request, it, _("次の行動を変えました。"))
    return ask(
        request, case, title=_("次の行動を変える"), verb=_("変える"), form=form, facts=_now_next(it)
    )


def _now_next(it: Opened) -> list[tuple[str, str]]:
    return [(_("いまの次の行動"), it.case.next_action)] if it.case.next_action else []


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def care(request: Any, pk: UUID) -> HttpResponse:
    """Write down which ways of approach the person does not bear."""
    it = opened(request, pk, "case.edit")
    case = it.case
    now = {"avoid": "\n".join(case.avoid), "confirmed_on": it.today, "version": case.version}
    form = CareForm(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        try:
            note_avoided(
                case=case,
                seen_version=said["version"],
                avoid=said["avoid"],
                confirmed_on=said["confirmed_on"],
            )
        except Refusal as refusal:
            anew(form, refusal, case.version)
        else:
            return kept(request, it, _("避けたい関わり方を書きとめました。"))
    body = _("電話を取る人、相談を記録する人、引継ぎを受ける人の画面に、いつも出ます。")
    return ask(
        request, case, title=_("避けたい関わり方を書く"), verb=_("書きとめる"), form=form, body=body
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def contact(request: Any, pk: UUID) -> HttpResponse:
    """Change the person's name, birth date and contact."""
    it = opened(request, pk, "case.edit")
    person = it.case.person
    if person is None:
        raise Http404
    now = {name: getattr(person, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=now)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            amend_person(person=person, seen_version=said.pop("version"), **said)
        except Refusal as refusal:
            anew(form, refusal, person.version)
        else:
            return kept(request, it, _("連絡先を変えました。"))
    return ask(request, it.case, title=_("連絡先を変える"), verb=_("変える"), form=form)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def enrolment(request: Any, pk: UUID) -> HttpResponse:
    """Give the case a place in a programme."""
    it = opened(request, pk, "case.edit")
    running = list(programmes_to_join(it.case, it.today))
    if not running:
        raise NothingToJoin()
    form = EnrolForm(request.POST or None, initial={"from_on": it.today}, programmes=running)
    if form.is_valid():
        said = form.cleaned_data
        programme = next(p for p in running if str(p.pk) == said["programme"])
        try:
            enrol(case=it.case, programme=programme, from_on=said["from_on"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return kept(request, it, _("事業への参加を登録しました。"))
    body = _("参加している期間の相談と就職が、事業の指標に数えられます。")
    return ask(
        request,
        it.case,
        title=_("事業への参加を登録する"),
        verb=_("登録する"),
        form=form,
        body=body,
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def close(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to end the case, and why; end it."""
    it = opened(request, pk, "case.edit")
    form = CloseForm(request.POST or None, initial={"on": it.today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            conclude_support(
                by=request.actor,
                case=it.case,
                on=said["on"],
                reason=said["reason"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("終結にしました。記録は残っています。"))
            return redirect("counsellor:cases")
    title = _("%(name)sのケースを終結にしますか") % {"name": addressed(it.case)}
    return ask(
        request,
        it.case,
        title=title,
        verb=_("終結にする"),
        form=form,
        facts=_at_the_end(it, request.now),
        is_final=True,
    )


def _at_the_end(it: Opened, at: datetime) -> list[tuple[str, str]]:
    """What closing ends, what stays, and who can do what with it afterwards."""
    owed = list(owed_on(it.case.pk))
    promised = [task.title for task in owed if task.subject in ENDS_WITH_CASE]
    asked = sum(task.subject == FOLLOW_UP for task in owed)
    referred = sum(grant.source == "referral" for grant in it.live_grants)
    return [
        (_("終わるもの"), _what_ends(referred)),
        (_("終わる約束"), _promises_that_end(promised)),
        (_("取りやめになるもの"), "、".join(called_off_with(it.case, at)) or _("ありません")),
        (_("残るもの"), _what_stays(asked)),
        (_("終結のあと"), _("記録の内容を読めるのは、統括カウンセラーだけになります。")),
        (_("続きがあるとき"), _("新しいケースを開きます")),
    ]


def _promises_that_end(titles: list[str]) -> str:
    if not titles:
        return _("ありません")
    said = {"number": len(titles), "titles": "、".join(titles)}
    return _("%(number)d件（%(titles)s）") % said


def _what_stays(asked: int) -> str:
    if not asked:
        return _("記録と履歴")
    return _(
        "記録と履歴、就職後の確認%(number)d件。"
        "確認の答えは、いまの担当の人と統括カウンセラーが、終結のあとも記録できます。"
    ) % {"number": asked}


def _what_ends(referred: int) -> str:
    if not referred:
        return _("担当、事業への参加、終わっていない受講の申込み")
    return _("担当、事業への参加、終わっていない受講の申込み、委託先への紹介%(number)d件") % {
        "number": referred
    }
