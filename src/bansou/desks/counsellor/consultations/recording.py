"""Recording a consultation: the form, its drafts, and what happens when it is sent."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.clock import day_in_list, day_in_sentence, local_moment, wareki
from bansou.commons.drafts.models import Draft
from bansou.commons.drafts.queries import latest_drafts
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.commons.tasks.queries import owed_on
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import confirmed, crumbs
from bansou.desks.counsellor.consultations.booked import booked_times, keep_booked
from bansou.desks.counsellor.consultations.drafts import (
    RECORD,
    Desk,
    keys_in,
    saved,
    shown_states,
)
from bansou.desks.counsellor.consultations.forms import RecordForm, from_draft, usual
from bansou.desks.counsellor.consultations.moves import moves
from bansou.desks.counsellor.members import choices, counselling_members
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.people.cases.queries import Enrolled, enrolled_on
from bansou.people.steps.queries import tallies_of
from bansou.schemes.shape import Scheme
from bansou.support.consultation.actions import Talk, record_consultation
from bansou.support.consultation.doubles import SameTalkRecorded
from bansou.support.consultation.models import Consultation
from bansou.support.consultation.queries import consultations_of

_ACTION = "consultation.record"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the form needs to know about the case."""

    it: Opened
    enrolled: Enrolled
    last: Consultation | None

    @classmethod
    def of(cls, request: Any, pk: UUID) -> "Sitting":
        it = opened(request, pk, _ACTION, Level.CASEWORK)
        enrolled = enrolled_on(it.case, request.today)
        if enrolled is None:
            raise NotInAProgramme(name=addressed(it.case))
        last = consultations_of(it.case, up_to_level=it.reach).first()
        return cls(it, enrolled, last)

    def desk(self, written_key: str) -> Desk:
        """Where one opening of the form keeps its draft; one that lost its key, at the case."""
        key = next(iter(keys_in(written_key)), self.it.case.pk)
        return Desk(self.it.actor, RECORD, key, self.it.case.pk)

    def begun(self) -> list[Draft]:
        """The records of this case that the member has begun, each as it was last saved."""
        return latest_drafts(self.it.actor, form=RECORD, case_id=self.it.case.pk)

    def form(self, data: Any = None, initial: Any = None) -> RecordForm:
        """The form with the choices that this member has on this case."""
        it = self.it
        members = counselling_members(it.actor.organisation_id, it.today)
        levels = [n for n in (Level.CASEWORK, Level.SENSITIVE) if it.may(_ACTION, n)]
        return RecordForm(
            data,
            initial=initial,
            scheme=self.enrolled.scheme,
            levels=levels,
            owners=choices(members, it.actor.membership_id),
            promises=[(str(task.pk), task.title) for task in owed_on(it.case.pk)],
        )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Show the form with what is usual or was half written; record what is sent."""
    sitting = Sitting.of(request, pk)
    if request.method == "POST":
        return _taken(request, sitting)
    note_opening(request, sitting.it.case, "consultation.form")
    chosen = _to_go_on_with(request, sitting)
    initial = usual(request.now, sitting.last, sitting.enrolled.scheme) | {
        "owner": str(request.actor.membership_id),
        "request_key": uuid7(),
    }
    initial |= booked_times(request.GET.get("booking", ""), sitting.it.case, request.now)
    if chosen:
        names = list(sitting.form().fields)
        initial |= from_draft(chosen.content, names) | {"continues": chosen.pk}
    form = sitting.form(initial=initial)
    form.fields["on"].widget.attrs["autofocus"] = True
    return _page(request, sitting, form, chosen)


def _to_go_on_with(request: Any, sitting: Sitting) -> Draft | None:
    """The draft that was asked for, or an earlier state of it; unless told otherwise the latest."""
    if "new" in request.GET:
        return None
    begun = sitting.begun()
    asked = [draft for draft in begun if str(draft.subject_id) == request.GET.get("draft")]
    draft = next(iter(asked or begun), None)
    state = request.GET.get("state", "")
    return sitting.desk(str(draft.subject_id)).state(state) if draft else None


@require_POST
@door(_ACTION)
@refusing
def save_draft(request: Any, pk: UUID) -> HttpResponse:
    """Keep what is in the form; asked for by the page's script every few seconds."""
    sitting = Sitting.of(request, pk)
    return saved(_kept(request, sitting, sitting.form(request.POST)))


def _kept(request: Any, sitting: Sitting, form: RecordForm) -> Draft:
    return _own_desk(request, sitting).save(form, request.now)


def _own_desk(request: Any, sitting: Sitting) -> Desk:
    """Where this opening keeps its draft, with what it went on from."""
    desk = sitting.desk(request.POST.get("request_key", ""))
    desk.take_up(request.POST.get("continues", ""))
    return desk


@require_POST
@door(_ACTION)
@refusing
def discard_draft(request: Any, pk: UUID) -> HttpResponse:
    """Forget the draft and begin with an empty form."""
    _own_desk(request, Sitting.of(request, pk)).clear()
    return redirect(f"{reverse('counsellor:record', args=[pk])}?new=1")


def _taken(request: Any, sitting: Sitting) -> HttpResponse:
    form = sitting.form(request.POST)
    if "later" in request.POST:
        _kept(request, sitting, form)
        messages.success(
            request, _("下書きのまま閉じました。「今日」の「書きかけの記録」から続けられます。")
        )
        return redirect("counsellor:case", sitting.it.case.pk)
    recorded = None
    if form.is_valid():
        try:
            _record(request, sitting, form)
        except SameTalkRecorded as refusal:
            recorded = refusal.recorded
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("counsellor:case", sitting.it.case.pk)
    draft = _kept(request, sitting, form)
    status = 409 if recorded else 422
    return _page(request, sitting, form, draft, recorded=recorded, status=status)


def _record(request: Any, sitting: Sitting, form: RecordForm) -> None:
    talk, said = form.talk(), form.cleaned_data
    scheme = sitting.enrolled.scheme

    def work() -> dict[str, str]:
        consultation = record_consultation(
            by=request.actor,
            case=sitting.it.case,
            talk=talk,
            title=title_of(scheme, talk),
            at=request.now,
            next_owner_id=UUID(said["owner"]),
            fulfilled=[UUID(key) for key in said.get("fulfilled", [])],
            is_another="another" in request.POST,
        )
        keep_booked(said["booking"], consultation, request.now)
        return {"step": str(consultation.step_id)}

    body = {
        "case": sitting.it.case.pk,
        "talk": asdict(talk),
        "owner": said["owner"],
        "fulfilled": sorted(said.get("fulfilled", [])),
    }
    once(by=request.actor, key=said["request_key"], action=RECORD, body=body, work=work)
    _own_desk(request, sitting).clear()
    messages.success(
        request,
        _("記録しました。次の行動を%(day)sの約束に入れました。")
        % {"day": day_in_sentence(talk.next_action_on, request.today)},
    )


def _last_title(last: Consultation | None, scheme: Scheme, today: date) -> str:
    if last is None:
        return ""
    channel = scheme.label("channels", last.channel)
    day = day_in_list(last.step.on, today)
    return _("前回　%(day)s　%(channel)s") % {"day": day, "channel": channel}


def title_of(scheme: Scheme, talk: Talk) -> str:
    """継続面談（電話）."""
    kind = scheme.label("consultation_kinds", talk.kind)
    return f"{kind}（{scheme.label('channels', talk.channel)}）"


def _said_of(recorded: Consultation) -> Link:
    """The talk that is on record at the time of the one being written.

    Whoever may record may read it: what is above their level the database does not let them find.
    """
    step = recorded.step
    times = [f"{local_moment(at):%H:%M}" for at in (recorded.starts_at, recorded.ends_at) if at]
    who = step.by.user.name if step.by else ""
    said = "　".join(filter(None, [wareki(step.on), "–".join(times), step.title, who]))
    return Link(said, reverse("counsellor:consultation", args=[step.pk]))


def _page(
    request: Any,
    sitting: Sitting,
    form: RecordForm,
    draft: Draft | None,
    *,
    recorded: Consultation | None = None,
    status: int = 200,
) -> HttpResponse:
    it = sitting.it
    states = sitting.desk(str(draft.subject_id)).states() if draft else []
    values = {
        "it": it,
        "case": it.case,
        "form": form,
        "crumbs": crumbs(request.actor, it.case, _("相談を記録する")),
        "draft": draft,
        "states": shown_states(states, draft),
        "others": [
            one for one in sitting.begun() if not draft or one.subject_id != draft.subject_id
        ],
        "same": _said_of(recorded) if recorded else None,
        "last": sitting.last,
        "last_title": _last_title(sitting.last, sitting.enrolled.scheme, request.today),
        "confirmed": confirmed(it),
        "moves": moves(it.case, sitting.enrolled, tallies_of(it.case), request.today),
    }
    return render(request, "counsellor/consultations/record.html", values, status=status)
