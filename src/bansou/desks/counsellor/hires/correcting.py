"""One hire: reading it, putting it right, taking it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, hide_above_reach, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.hires.forms import HireCorrection, HireWithdrawal, written
from bansou.desks.counsellor.hires.offering import offered
from bansou.desks.counsellor.hires.telling import facts_of
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.cases.queries import Enrolled, enrolled_on
from bansou.people.steps.actions import AlreadyWithdrawn
from bansou.placement.followup.models import FollowUp, StayReport
from bansou.placement.followup.queries import follow_ups_of
from bansou.placement.followup.reporting import reports_on
from bansou.placement.hires.actions import REGULAR, withdraw_hire
from bansou.placement.hires.models import Hire
from bansou.placement.hires.queries import days_gone_by, hire_of
from bansou.placement.matching.introducing import correct_hired


@dataclass(frozen=True, slots=True)
class Record:
    """A hire that the member may read, its case, and the scheme in force on its day."""

    it: Opened
    hire: Hire
    enrolled: Enrolled | None

    @classmethod
    def of(cls, request: Any, step_id: UUID) -> "Record":
        """The hire of an address.

        :raises Http404: there is none, or its level is above what the member may read
        """
        hire = hire_of(step_id)
        if hire is None:
            raise Http404
        it = opened(request, hire.case_id)
        hide_above_reach(request, it, hire.step.level, "hire", hire.pk)
        return cls(it, hire, enrolled_on(it.case, hire.hired_on))

    @classmethod
    def to_change(cls, request: Any, step_id: UUID) -> "Record":
        """A hire that is to be changed.

        :raises Refusal: it was taken back, the case has ended, or it is not this member's to change
        """
        record = cls.of(request, step_id)
        if record.hire.step.withdrawn_at:
            raise AlreadyWithdrawn()
        opened(request, record.it.case.pk, "case.edit", Level.CASEWORK)
        return record

    @property
    def may_change(self) -> bool:
        """Tell whether this member may put the record right or take it back."""
        is_standing = self.hire.step.withdrawn_at is None
        return is_standing and self.it.may("case.edit", Level.CASEWORK)

    @property
    def may_convert(self) -> bool:
        """Tell whether it can be written down that the job has become regular."""
        began_otherwise = self.hire.employment_type not in ("", REGULAR)
        return self.may_change and began_otherwise and self.hire.regular_on is None

    @property
    def facts(self) -> list[tuple[str, str]]:
        return facts_of(self.hire, self.enrolled.scheme if self.enrolled else None)


@require_safe
@door("case.open")
@refusing
def hire(request: Any, step: UUID) -> HttpResponse:
    """What is known of a hire, and whether it is counted."""
    record = Record.of(request, step)
    case, written_step = record.it.case, record.hire.step
    note_opening(request, case, "hire", record.hire.pk)
    values = {
        "case": case,
        "hire": record.hire,
        "step": written_step,
        "facts": record.facts,
        "may_change": record.may_change,
        "may_convert": record.may_convert,
        "follow_ups": _followed(record.hire),
        "gone_by": days_gone_by(record.hire, request.today),
        "may_answer": record.it.may_answer,
        "crumbs": crumbs(request.actor, case, written_step.title),
    }
    return render(request, "counsellor/hires/page.html", values)


def _followed(hire: Hire) -> list[tuple[FollowUp, StayReport | None]]:
    """The days of asking, each with what the company says about it."""
    asked = list(follow_ups_of(hire.pk))
    said = reports_on(one.pk for one in asked)
    return [(one, said.get(one.pk)) for one in asked]


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def correct(request: Any, step: UUID) -> HttpResponse:
    """The hire in its form; who comes second sees what is on record and keeps what they typed."""
    record = Record.to_change(request, step)
    form = _form(request, record)
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            corrected = correct_hired(
                by=request.actor,
                hire=record.hire,
                at=request.now,
                seen_version=form.cleaned_data["version"],
                **form.said(),
            )
        except EditedMeanwhile as refusal:
            record = Record.to_change(request, step)
            facts = _come_between(record, form, refusal)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _corrected(corrected))
            return redirect("counsellor:hire", step)
    return ask(
        request,
        record.it.case,
        title=_("就職の記録を直す"),
        crumb=_("就職の記録を直す"),
        body=_("指標の数も、直した内容で数え直します。前の内容は履歴に残ります。"),
        verb=_("直して保存する"),
        form=form,
        facts=facts,
        back_url=reverse("counsellor:hire", args=[step]),
    )


def _form(request: Any, record: Record) -> HireCorrection:
    if record.enrolled is None:
        raise NotInAProgramme(name=addressed(record.it.case))
    choices = offered(record.it, record.enrolled.scheme, also=[record.hire.qualification_used])
    form = HireCorrection(request.POST if request.method == "POST" else None, **choices)
    form.initial = written(record.hire, form.companies)
    return form


def _come_between(
    record: Record, form: HireCorrection, refusal: EditedMeanwhile
) -> list[tuple[str, str]]:
    """Keep what was typed, take the version on record, and tell what that says."""
    form.add_refusal(refusal)
    form.data = form.data.copy()
    form.data["version"] = str(record.hire.version)
    return [(_("いまの記録の%(what)s") % {"what": term}, said) for term, said in record.facts]


def _corrected(hire: Hire) -> str:
    if hire.enrolment_id is None:
        return _("直しました。就職日が参加の期間の外なので、事業の指標には数えません。")
    return _("直しました。前の内容は履歴に残っています。")


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def withdraw(request: Any, step: UUID) -> HttpResponse:
    """Ask whether to take the hire back, and why; do it."""
    record = Record.to_change(request, step)
    form = HireWithdrawal(request.POST if request.method == "POST" else None)
    if form.is_valid():
        withdraw_hire(hire=record.hire, because=form.cleaned_data["because"], at=request.now)
        messages.success(request, _("就職の記録を取り消しました。内容と理由は残っています。"))
        return redirect("counsellor:hire", step)
    return ask(
        request,
        record.it.case,
        title=_("この就職の記録を取り消しますか"),
        crumb=_("就職の記録を取り消す"),
        body=_(
            "取り消した就職は、指標に数えません。内容と理由は残り、担当の人が読めます。"
            "もとには戻せません。辞めたときは、取り消さずに離職日を入れます。"
        ),
        facts=record.facts[:2],
        verb=_("取り消す"),
        form=form,
        is_final=True,
        back_url=reverse("counsellor:hire", args=[step]),
    )
