"""One record at this desk: who may read and change it, its form, and where its drafts lie."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bansou.commons.organisations.models import Role
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, hide_above_reach, opened
from bansou.desks.counsellor.cases.page import confirmed, crumbs
from bansou.desks.counsellor.consultations.drafts import CORRECT, Desk, shown_states
from bansou.desks.counsellor.consultations.forms import CorrectionForm
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, NotTheAuthor
from bansou.people.cases.queries import Enrolled, enrolled_on
from bansou.people.steps.actions import AlreadyWithdrawn
from bansou.support.consultation.actions import Talk
from bansou.support.consultation.models import Consultation
from bansou.support.consultation.queries import consultation_of, talk_of
from bansou.support.consultation.rules import may_put_right

#: More digits than any version has, and no more than the database takes.
_LONGEST_VERSION = 9


@dataclass(frozen=True, slots=True)
class Record:
    """A record that the member may read, its case, and the scheme in force on its day."""

    it: Opened
    consultation: Consultation
    enrolled: Enrolled | None

    @classmethod
    def of(cls, request: Any, step_id: UUID) -> "Record":
        """The record of an address.

        :raises Http404: there is none, or its level is above what the member may read
        """
        consultation = consultation_of(step_id)
        if consultation is None:
            raise Http404
        it = opened(request, consultation.case_id)
        hide_above_reach(request, it, consultation.step.level, "consultation", consultation.pk)
        return cls(it, consultation, enrolled_on(it.case, consultation.step.on))

    @property
    def may_change(self) -> bool:
        """Tell whether this member may put the record right or take it back."""
        step = self.consultation.step
        return (
            step.withdrawn_at is None
            and self.it.may("case.edit", step.level)
            and self._is_theirs_to_change
        )

    @property
    def _is_theirs_to_change(self) -> bool:
        supervises = self.it.actor.role == Role.SUPERVISING_COUNSELLOR
        author = self.consultation.step.by_id
        return may_put_right(author, self.it.actor.membership_id, supervises=supervises)

    @property
    def desk(self) -> Desk:
        return Desk(self.it.actor, CORRECT, self.consultation.pk, self.it.case.pk)

    @property
    def contact_kinds(self) -> frozenset[str]:
        acts = self.enrolled.scheme.acts if self.enrolled else ()
        return frozenset(act.kind for act in acts if act.is_contact)

    def talk(self) -> Talk:
        """What the record says now."""
        return talk_of(self.consultation, self.consultation.step)

    def says(self, talk: Talk, version: int) -> bool:
        """Tell whether the record says just this, and nobody saved it since `version`."""
        return version == self.consultation.version and talk == self.talk()

    def form(self, data: Any = None, initial: Any = None) -> CorrectionForm:
        levels = [n for n in (Level.CASEWORK, Level.SENSITIVE) if self.it.may("case.edit", n)]
        form = CorrectionForm(
            data,
            initial=initial,
            scheme=self.require_enrolled().scheme,
            levels=levels,
            talked_on=self.consultation.step.on,
        )
        if not self.consultation.next_action:
            # Whoever puts a slip of the pen right promises nothing by it.
            form.fields["next_action"].required = form.fields["next_action_on"].required = False
        return form

    def require_enrolled(self) -> Enrolled:
        if self.enrolled is None:
            raise NotInAProgramme(name=addressed(self.it.case))
        return self.enrolled


def to_change(request: Any, step_id: UUID) -> Record:
    """A record that is to be changed.

    :raises Refusal: it was taken back, the case has ended, or it is not this member's to change
    """
    record = Record.of(request, step_id)
    step = record.consultation.step
    if step.withdrawn_at:
        raise AlreadyWithdrawn()
    opened(request, record.it.case.pk, "case.edit", step.level)
    if not record.may_change:
        raise NotTheAuthor()
    return record


def version_in(request: Any, name: str = "version") -> int | None:
    """The version of the record that a form says; None where it says no number."""
    written = request.POST.get(name, "")
    is_number = written.isdecimal() and len(written) <= _LONGEST_VERSION
    return int(written) if is_number else None


def done(request: Any, record: Record, sentence: str) -> HttpResponse:
    """Go to the record and say what became of it; its drafts are forgotten."""
    record.desk.clear()
    messages.success(request, sentence)
    return redirect("counsellor:consultation", record.consultation.step_id)


def form_page(
    request: Any, record: Record, form: CorrectionForm, draft: Any, *, status: int = 200
) -> HttpResponse:
    """The record in its form."""
    values = {
        "it": record.it,
        "case": record.it.case,
        "step": record.consultation.step,
        "form": form,
        "crumbs": crumbs(request.actor, record.it.case, _("記録を直す")),
        "draft": draft,
        "states": shown_states(record.desk.states(), draft),
        "confirmed": confirmed(record.it),
    }
    return render(request, "counsellor/consultations/correct.html", values, status=status)
