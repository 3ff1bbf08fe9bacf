"""Each question about a proposal on a page of its own: what changes, a few fields, and the verb."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.desks.proposals import forms
from bansou.desks.proposals.gate import ANSWER, MAKE, proposal_at, refusing
from bansou.desks.proposals.nameless import nameless_facts
from bansou.desks.proposals.sections import crumbs
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.names import addressed
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.consent.actions import withdraw_consent
from bansou.people.consent.models import Consent
from bansou.placement.matching import actions
from bansou.placement.matching.models import Proposal
from bansou.support.experience.naming import agree_to_introduction


def settle(
    request: Any,
    it: Proposal,
    form: DeskForm | None,
    work: Callable[[], None],
    *,
    title: str,
    verb: str,
    done: str,
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
    is_final: bool = False,
) -> HttpResponse:
    """Ask, and do it once it is answered; after a refused answer with what was filled in."""
    back_url = reverse("proposals:proposal", args=[it.pk])
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            work()
        except Refusal as refusal:
            if form is None or refusal.field not in form.fields:
                raise
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect(back_url)
    values = {
        "it": it,
        "form": form,
        "title": title,
        "verb": verb,
        "body": body,
        "facts": facts,
        "is_final": is_final,
        "back_url": back_url,
        "crumbs": crumbs(it.case, Link(it.opening.title, back_url), Link(verb)),
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "proposals/form.html", values, status=status)


def posted(request: Any) -> Any:
    """What a form was sent with."""
    return request.POST if request.method == "POST" else None


def reasons_of(request: Any, it: Proposal) -> dict[str, str]:
    """Reasons against, as the schemes name them."""
    return Vocabulary.of(it.organisation_id, request.today).choices("mismatch_reasons")


def confirm_days(request: Any, it: Proposal) -> int:
    """So long an opening is taken to stand without having been confirmed."""
    return Vocabulary.of(it.organisation_id, request.today).opening_confirm_days


@require_http_methods(["GET", "POST"])
@door(ANSWER)
@refusing
def answer(request: Any, pk: UUID) -> HttpResponse:
    """What the person says."""
    it = proposal_at(request, pk, ANSWER)
    form = forms.AnswerForm(
        posted(request), initial={"on": request.today}, reasons=reasons_of(request, it)
    )

    def work() -> None:
        said = dict(form.cleaned_data)
        is_wanted = said.pop("is_wanted") == "yes"
        actions.answer_for_person(
            by=request.actor,
            proposal=it,
            is_wanted=is_wanted,
            today=request.today,
            at=request.now,
            **said,
        )

    title = _("%(name)sの返事を記録する") % {"name": addressed(it.case)}
    done = _("本人の返事を記録しました。")
    return settle(request, it, form, work, title=title, verb=_("記録する"), done=done)


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def ask_company(request: Any, pk: UUID) -> HttpResponse:
    """The company is asked without a name."""
    it = proposal_at(request, pk, MAKE)
    profile = nameless_facts(request, it)

    def work() -> None:
        actions.ask_company(
            proposal=it,
            on=request.today,
            today=request.today,
            confirm_days=confirm_days(request, it),
            profile=profile,
        )

    return settle(
        request,
        it,
        None,
        work,
        title=_("氏名を出さずに企業に聞きましたか"),
        body=_(
            "企業には、下の「氏名のない人材情報」だけを渡します。企業のページがあれば、そこにも同じものが出ます。"
            "氏名は、本人が同意して紹介するまで伝えません。"
        ),
        facts=[(_("企業"), it.opening.company.name), (_("求人"), it.opening.title), *profile],
        verb=_("聞いたことを記録する"),
        done=_("企業に聞いたことを記録しました。"),
    )


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def company_answer(request: Any, pk: UUID) -> HttpResponse:
    """What the company says about somebody without a name."""
    it = proposal_at(request, pk, MAKE)
    form = forms.CompanyAnswerForm(
        posted(request), initial={"on": request.today}, reasons=reasons_of(request, it)
    )

    def work() -> None:
        said = dict(form.cleaned_data)
        is_welcome = said.pop("is_welcome") == "yes"
        actions.answer_for_company(proposal=it, is_welcome=is_welcome, today=request.today, **said)

    title = _("%(name)sの返事を記録する") % {"name": it.opening.company.name}
    done = _("企業の返事を記録しました。")
    return settle(request, it, form, work, title=title, verb=_("記録する"), done=done)


@require_http_methods(["GET", "POST"])
@door(ANSWER)
@refusing
def consent(request: Any, pk: UUID) -> HttpResponse:
    """The person agrees that companies to which they go learn who they are."""
    it = proposal_at(request, pk, ANSWER)
    form = forms.ConsentForm(posted(request), initial={"on": request.today})

    def work() -> None:
        agree_to_introduction(
            by=request.actor,
            case=it.case,
            on=form.cleaned_data["on"],
            today=request.today,
            at=request.now,
        )

    return settle(
        request,
        it,
        form,
        work,
        title=_("紹介への%(name)sの同意を記録する") % {"name": addressed(it.case)},
        body=_(
            "紹介する企業に、氏名、連絡先、職歴のあらましを伝えることへの同意です。いつでも取り消せます。"
        ),
        verb=_("同意を記録する"),
        done=_("紹介への同意を記録しました。"),
    )


@require_http_methods(["GET", "POST"])
@door(ANSWER)
@refusing
def consent_withdraw(request: Any, pk: UUID) -> HttpResponse:
    """The person no longer agrees; who was introduced before stays so."""
    it = proposal_at(request, pk, ANSWER)
    form = forms.ConsentForm(posted(request), initial={"on": request.today})

    def work() -> None:
        withdraw_consent(
            case=it.case,
            purpose=Consent.Purpose.INTRODUCTION,
            on=form.cleaned_data["on"],
            today=request.today,
        )

    return settle(
        request,
        it,
        form,
        work,
        title=_("紹介への同意を取り消しますか"),
        body=_(
            "この日から、どの企業にも紹介できなくなります。すでに紹介した企業には、別に連絡してください。"
        ),
        verb=_("同意を取り消す"),
        done=_("紹介への同意を取り消しました。"),
        is_final=True,
    )


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def end(request: Any, pk: UUID) -> HttpResponse:
    """A proposal is given up."""
    it = proposal_at(request, pk, MAKE)
    form = forms.EndForm(posted(request))

    def work() -> None:
        actions.end_proposal(proposal=it, on=request.today, because=form.cleaned_data["because"])

    return settle(
        request,
        it,
        form,
        work,
        title=_("この提案を取りやめますか"),
        body=_("記録は残ります。同じ求人を、また提案することもできます。"),
        verb=_("取りやめる"),
        done=_("提案を取りやめました。"),
        is_final=True,
    )
