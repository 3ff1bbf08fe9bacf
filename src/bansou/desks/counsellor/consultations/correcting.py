"""One record: reading it, putting it right, settling what two people wrote, taking it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import local_moment
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Role
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, note_opening, opened
from bansou.desks.counsellor.cases.page import confirmed, crumbs
from bansou.desks.counsellor.consultations import comparing
from bansou.desks.counsellor.consultations.drafts import CORRECT, Desk, saved, shown_states
from bansou.desks.counsellor.consultations.forms import (
    CorrectionForm,
    WithdrawalForm,
    from_draft,
    written,
)
from bansou.desks.counsellor.consultations.recording import title_of
from bansou.desks.counsellor.extras import extras_of, said_of
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, NotTheAuthor, refusing
from bansou.desks.shared.door import door
from bansou.people.cases.queries import Enrolled, enrolled_on
from bansou.people.steps.actions import AlreadyWithdrawn
from bansou.support.consultation.actions import (
    OWN_FIELDS,
    ChangedMeanwhile,
    Talk,
    correct_consultation,
    settle_conflict,
    withdraw_consultation,
)
from bansou.support.consultation.models import Consultation
from bansou.support.consultation.queries import consultation_of, versions_of
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
        if consultation.step.level > it.reach:
            raise Http404
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
        """What the record says now, as the action would write it."""
        it, step = self.consultation, self.consultation.step
        return Talk(
            on=step.on,
            starts_at=it.starts_at,
            ends_at=it.ends_at,
            channel=it.channel,
            kind=it.kind,
            note=step.note,
            own_words=it.own_words,
            formulation=it.formulation,
            next_action=it.next_action,
            next_action_on=it.next_action_on,
            level=step.level,
            extra={key: value for key, value in step.fields.items() if key not in OWN_FIELDS},
        )

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


def _to_change(request: Any, step_id: UUID) -> Record:
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
        "may_change": record.may_change,
    }
    return render(request, "counsellor/consultations/page.html", values)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def correct(request: Any, step: UUID) -> HttpResponse:
    """The record in its form; if somebody saved in between, both texts side by side."""
    record = _to_change(request, step)
    if request.method == "POST":
        return _corrected(request, record)
    note_opening(request, record.it.case, "consultation.form", record.consultation.pk)
    initial = written(record.consultation, record.require_enrolled().scheme)
    chosen = record.desk.state(request.GET.get("state", ""))
    if chosen:
        initial |= from_draft(chosen.content, list(record.form().fields))
        if chosen.subject_version:
            initial["version"] = chosen.subject_version
    return _form_page(request, record, record.form(initial=initial), chosen)


@require_POST
@door("case.edit")
@refusing
def save_correction_draft(request: Any, step: UUID) -> HttpResponse:
    """Keep what is in the form, with the version of the record that it began from."""
    record = _to_change(request, step)
    form = record.form(request.POST)
    return saved(record.desk.save(form, request.now, _seen(request)))


def _seen(request: Any) -> int | None:
    written_version = request.POST.get("version", "")
    is_number = written_version.isdecimal() and len(written_version) <= _LONGEST_VERSION
    return int(written_version) if is_number else None


def _corrected(request: Any, record: Record) -> HttpResponse:
    form = record.form(request.POST)
    if "later" in request.POST:
        record.desk.save(form, request.now, _seen(request))
        messages.success(
            request, _("下書きのまま閉じました。「今日」の「書きかけの記録」から続けられます。")
        )
        return redirect("counsellor:case", record.it.case.pk)
    if form.is_valid():
        talk = form.talk()
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
            return _second(request, record, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _done(request, record, _("直しました。前の文は履歴に残っています。"))
    draft = record.desk.save(form, request.now, _seen(request))
    return _form_page(request, record, form, draft, status=422)


def _second(request: Any, record: Record, form: CorrectionForm) -> HttpResponse:
    """Answer who comes second: both texts side by side, unless they are alike."""
    if not _differing(record, form):
        return _done(request, record, _("同じ内容が、すでに保存されています。"))
    draft = record.desk.save(form, request.now, record.consultation.version)
    return _conflict_page(request, record, form, draft)


def _done(request: Any, record: Record, sentence: str) -> HttpResponse:
    record.desk.clear()
    messages.success(request, sentence)
    return redirect("counsellor:consultation", record.consultation.step_id)


@require_POST
@door("case.edit")
@refusing
def settle(request: Any, step: UUID) -> HttpResponse:
    """Save what was chosen from two texts, or go back to one's own as a draft."""
    record = _to_change(request, step)
    form = record.form(request.POST)
    if "back" in request.POST:
        record.desk.save(form, request.now, record.consultation.version)
        return redirect("counsellor:correct", step)
    if not form.is_valid():
        draft = record.desk.save(form, request.now, record.consultation.version)
        return _form_page(request, record, form, draft, status=422)
    mine, theirs = form.talk(), record.talk()
    names = (request.actor.name, _saved_by(record)[0])
    choices = {name: request.POST.get(f"choice_{name}", "") for name in _differing(record, form)}
    talk = comparing.chosen(mine, theirs, choices, names)
    try:
        settle_conflict(
            consultation=record.consultation,
            seen_version=form.cleaned_data["version"],
            mine=mine,
            chosen=talk,
            title=title_of(record.require_enrolled().scheme, talk),
            at=request.now,
            contact_kinds=record.contact_kinds,
        )
    except ChangedMeanwhile:
        return _second(request, record, form)
    except Refusal as refusal:
        form.add_refusal(refusal)
        draft = record.desk.save(form, request.now, record.consultation.version)
        return _form_page(request, record, form, draft, status=422)
    return _done(request, record, _("保存しました。選ばなかった文も履歴に残っています。"))


def _differing(record: Record, form: CorrectionForm) -> list[str]:
    scheme = record.require_enrolled().scheme
    found, _same = comparing.differences(form.talk(), record.talk(), scheme)
    return [difference.part.name for difference in found]


def _saved_by(record: Record) -> tuple[str, Any]:
    """Who saved the record last, and when."""
    versions = versions_of(record.consultation)
    return (versions[0].by, versions[0].at) if versions else ("", None)


def _conflict_page(request: Any, record: Record, form: CorrectionForm, draft: Any) -> HttpResponse:
    scheme = record.require_enrolled().scheme
    found, same = comparing.differences(form.talk(), record.talk(), scheme)
    by, at = _saved_by(record)
    typed = form.typed() | {"version": record.consultation.version}
    values = {
        "it": record.it,
        "case": record.it.case,
        "step": record.consultation.step,
        "crumbs": crumbs(request.actor, record.it.case, _("重なった変更")),
        "differences": found,
        "same": same,
        "saved_by": by,
        "saved_at": at,
        "typed": [(name, value) for name, value in typed.items() if value not in (None, "")],
        "draft": draft,
    }
    return render(request, "counsellor/consultations/conflict.html", values, status=409)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def withdraw(request: Any, step: UUID) -> HttpResponse:
    """Ask whether to take the record back, and why; do it."""
    record = _to_change(request, step)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_consultation(
            consultation=record.consultation,
            because=form.cleaned_data["because"],
            at=request.now,
            contact_kinds=record.contact_kinds,
        )
        return _done(request, record, _("記録を取り消しました。理由と元の文は残っています。"))
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


def _form_page(
    request: Any, record: Record, form: CorrectionForm, draft: Any, *, status: int = 200
) -> HttpResponse:
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
