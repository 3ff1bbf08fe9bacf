"""What was agreed: that the plan was signed, how far its goals have come, what precedes an interview."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.members import choices, counselling_members
from bansou.desks.counsellor.papers.finding import Sheet, plan_of
from bansou.desks.counsellor.papers.forms import GoalForm, InterviewForm, SignatureForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.people.papers.goals import mark_goal
from bansou.people.papers.models import Goal
from bansou.people.papers.preparing import prepare_interview
from bansou.people.papers.queries import signature_in_force
from bansou.people.papers.refusals import NotSigned
from bansou.people.papers.signing import sign_paper, take_back_signature
from bansou.schemes.papers import papers


@require_http_methods(["GET", "POST"])
@door("plan.edit")
@refusing
def sign(request: Any, pk: UUID) -> HttpResponse:
    """Record that the plan was signed on paper, by the version that is printed on it."""
    sheet = plan_of(request, pk, "edit")
    plan = sheet.require_paper()
    form = SignatureForm(request.POST or None, initial={"signed_on": request.today})
    if form.is_valid():
        try:
            sign_paper(
                by=request.actor,
                case=sheet.it.case,
                paper=plan,
                printed_version=form.cleaned_data["printed_version"],
                signed_on=form.cleaned_data["signed_on"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            said = {"number": plan.version}
            messages.success(request, _("第%(number)d版に署名を受けたことを記録しました。") % said)
            return redirect(sheet.address())
    title = _("署名を受けたことを記録する")
    return ask(
        request,
        sheet.it.case,
        title=title,
        verb=_("記録する"),
        crumb=title,
        form=form,
        body=_("印刷した紙に、%(signers)sの署名がそろったら記録します。")
        % {"signers": _("と").join(sheet.kind.signers)},
        back_url=sheet.address(),
    )


@require_http_methods(["GET", "POST"])
@door("plan.edit")
@refusing
def unsign(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether the signature was recorded by mistake; take it back."""
    sheet = plan_of(request, pk, "edit")
    plan = sheet.require_paper()
    signature = signature_in_force(plan)
    if signature is None:
        raise NotSigned()
    if request.method == "POST":
        take_back_signature(case=sheet.it.case, paper=plan)
        messages.success(request, _("署名の記録を取り消しました。プランの文はそのままです。"))
        return redirect(sheet.address())
    said = {"number": plan.version, "day": wareki(signature.signed_on)}
    return ask(
        request,
        sheet.it.case,
        title=_("署名の記録を取り消しますか"),
        verb=_("取り消す"),
        crumb=_("署名の記録を取り消す"),
        body=_(
            "第%(number)d版に%(day)sに署名を受けたという記録を取り消します。"
            "取り消したことは履歴に残り、正しい日をもう一度記録できます。"
        )
        % said,
        is_final=True,
        back_url=sheet.address(),
    )


@require_http_methods(["GET", "POST"])
@door("plan.edit")
@refusing
def goal(request: Any, pk: UUID) -> HttpResponse:
    """Say how far a goal of the plan has come."""
    it = Goal.objects.filter(pk=pk).first()
    if it is None:
        raise Http404
    sheet = plan_of(request, it.case_id, "edit")
    now = {"state": it.state, "on": request.today, "version": it.version}
    form = GoalForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            _mark(request, sheet, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
            if isinstance(refusal, EditedMeanwhile):
                it.refresh_from_db()
                form.data = form.data.copy()
                form.data["version"] = str(it.version)
        else:
            said = {"title": it.title, "state": it.get_state_display()}
            messages.success(request, _("「%(title)s」を「%(state)s」にしました。") % said)
            return redirect(sheet.address())
    return ask(
        request,
        sheet.it.case,
        title=_("目標がどこまで進んだか"),
        verb=_("記録する"),
        crumb=_("目標の状況"),
        form=form,
        facts=_facts(it),
        back_url=sheet.address(),
    )


def _mark(request: Any, sheet: Sheet, goal: Goal, form: GoalForm) -> None:
    said = form.cleaned_data
    mark_goal(
        case=sheet.it.case,
        goal=goal,
        state=said["state"],
        on=said["on"],
        seen_version=said["version"],
        today=request.today,
    )


def _facts(goal: Goal) -> list[tuple[str, str]]:
    """What the goal says, and how it stands."""
    since = f"（{wareki(goal.state_on)}）" if goal.state_on else ""
    facts = [(_("目標"), goal.title)]
    if goal.own_words:
        facts.append((_("本人の言葉"), goal.own_words))
    if goal.due_on:
        facts.append((_("期限"), wareki(goal.due_on)))
    return [*facts, (_("いまの状況"), f"{goal.get_state_display()}{since}")]


@require_http_methods(["GET", "POST"])
@door("paper.edit")
@refusing
def interview(request: Any, pk: UUID) -> HttpResponse:
    """Promise what is done before an interview."""
    it = opened(request, pk, "paper.edit", Level.CASEWORK)
    preparation = papers().preparation
    members = counselling_members(it.actor.organisation_id, it.today)
    form = InterviewForm(
        request.POST or None,
        initial={"chosen": [one.key for one in preparation], "request_key": uuid7()},
        preparation=preparation,
        owners=choices(members, it.actor.membership_id),
    )
    if form.is_valid():
        try:
            _prepare(request, it.case, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("面接の準備を約束に入れました。"))
            return redirect("counsellor:case", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("面接の準備をする"),
        verb=_("約束に入れる"),
        crumb=_("面接の準備をする"),
        form=form,
        body=_(
            "面接の日から数えた期限で、することを約束に入れます。「今日」と支援ケースのページに出ます。"
        ),
        back_url=reverse("counsellor:papers", args=[it.case.pk]),
    )


def _prepare(request: Any, case: Any, form: InterviewForm) -> None:
    said = form.cleaned_data

    def work() -> dict[str, str]:
        promised = prepare_interview(
            by=request.actor,
            case=case,
            owner_id=form.owner_id(),
            chosen=form.chosen_ones(),
            interview_on=said["interview_on"],
            with_whom=said["with_whom"],
            today=request.today,
        )
        return {"first": str(promised[0].pk)}

    body = {"case": case.pk, **{name: said[name] for name in said if name != "request_key"}}
    once(
        by=request.actor, key=said["request_key"], action="interview.prepare", body=body, work=work
    )
