"""Receiving somebody at the desk, named or not, and naming them later."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Organisation
from bansou.commons.requests.actions import once
from bansou.commons.requests.queries import was_sent
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.forms import PersonFields, RegisterForm
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.members import COUNSELLING
from bansou.desks.counsellor.refusing import NotAKeeper, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.actions import AlreadyNamed
from bansou.people.cases.models import Case
from bansou.people.cases.receiving import Beginning, Particulars, identify, receive
from bansou.people.persons.queries import Possible, possibly_same
from bansou.programmes.queries import programmes_running_on

_ACTION = "case.register"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def register(request: Any) -> HttpResponse:
    """Ask who comes, or for whom; open the case. Who might be registered already is shown first."""
    keeper_id = request.actor.require_organisation()
    if not Organisation.objects.filter(pk=keeper_id, kind__in=Organisation.KEEPERS).exists():
        raise NotAKeeper()
    programmes = list(programmes_running_on(keeper_id, request.today))
    form = RegisterForm(
        request.POST or None,
        initial=_usual(request, programmes),
        vocabulary=Vocabulary.of(keeper_id, request.today),
        programmes=programmes,
    )
    possible: list[Possible] = []
    if form.is_valid():
        # A form that comes again would find the person it has registered itself.
        if not was_sent(request.actor, form.cleaned_data["request_key"], _ACTION):
            possible = _possible(request, form, keeper_id)
        chosen = _chosen(form, possible)
        if chosen is not None:
            try:
                case_id = _received(request, form, programmes, chosen)
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _("受け付けました。最初の相談を記録できます。"))
                return redirect("counsellor:case", case_id)
    values = {"form": form, "possible": possible, "crumbs": _crumbs()}
    status = 422 if form.is_bound else 200
    return render(request, "counsellor/cases/register.html", values, status=status)


def _crumbs() -> list[Link]:
    return [Link(_("担当ケース"), reverse("counsellor:cases")), Link(_("相談を受け付ける"))]


def _usual(request: Any, programmes: list[Any]) -> dict[str, Any]:
    client = request.GET.get("client", "")
    return {
        "client": client if client in Case.Client.values else Case.Client.PERSON,
        "opened_on": request.today,
        "programme": str(programmes[0].pk) if programmes else "",
        "takes_on": request.actor.role in COUNSELLING,
        "request_key": uuid7(),
    }


def _possible(request: Any, form: PersonFields, keeper_id: UUID) -> list[Possible]:
    """Who might be the same person; then the form asks to choose, and that they were shown is logged."""
    if not form.cleaned_data["name"].strip():
        return []
    found = possibly_same(keeper_id, form.particulars())
    if found:
        form.offer(found)
        note_reading(
            by=request.actor,
            kind=AccessLog.Kind.SEARCH,
            subject="persons",
            at=request.now,
            keeper_id=keeper_id,
            detail={"asked": form.cleaned_data["name"].strip(), "hits": len(found)},
        )
    return found


def _chosen(form: PersonFields, possible: list[Possible]) -> Particulars | None:
    """The person as chosen; None as long as the choice between possible doubles is open."""
    choice = form.data.get("same_as", "")
    if possible and choice != "new":
        one = next((p.person for p in possible if str(p.person.pk) == choice), None)
        if one is None:
            form.add_error("same_as", _which(possible))
            return None
        return form.particulars(one)
    return form.particulars()


def _which(possible: list[Possible]) -> str:
    if any(one.is_namesake for one in possible):
        return _("同じ氏名の方がいます。別の方ですか。同じ人かどうか、選んでください。")
    return _("登録済みの人と同じ人かどうか、選んでください。")


def _received(request: Any, form: RegisterForm, programmes: list[Any], who: Particulars) -> UUID:
    said = form.cleaned_data
    programme = next((p for p in programmes if str(p.pk) == said["programme"]), None)
    beginning = Beginning(
        opened_on=said["opened_on"],
        client=said["client"],
        particulars=who if form.has_person or who.person else None,
        alias=said["alias"],
        category=said["category"],
        pathway=said["pathway"],
        fields=form.fields_of_case(),
        programme=programme,
        responsible=_myself(request) if said["takes_on"] else None,
    )

    def work() -> dict[str, str]:
        return {"case": str(receive(by=request.actor, beginning=beginning, at=request.now).pk)}

    body = {name: str(value) for name, value in said.items() if name != "request_key"}
    body["same_as"] = form.data.get("same_as", "")
    answer = once(by=request.actor, key=said["request_key"], action=_ACTION, body=body, work=work)
    return UUID(str(answer["case"]))


def _myself(request: Any) -> Membership:
    return Membership.objects.select_related("user").get(pk=request.actor.membership_id)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def name_person(request: Any, pk: UUID) -> HttpResponse:
    """Say who the person of a case without a name is."""
    it = opened(request, pk, "case.edit")
    if it.case.person:
        raise AlreadyNamed()
    form = PersonFields(request.POST or None)
    possible: list[Possible] = []
    if form.is_valid():
        possible = _possible(request, form, it.case.organisation_id)
        done = _identified(request, it.case, form, _chosen(form, possible))
        if done:
            messages.success(request, _("本人を登録しました。これまでの記録はそのまま続きます。"))
            return redirect("counsellor:case", pk)
    if not possible:
        form.fields.pop("same_as", None)
    body = _("これまでの記録は、そのままこの人のケースとして続きます。")
    return ask(
        request,
        it.case,
        title=_("本人を登録する"),
        verb=_("登録する"),
        form=form,
        body=body,
        possible=possible,
    )


def _identified(request: Any, case: Case, form: PersonFields, who: Particulars | None) -> bool:
    if who is None:
        return False
    try:
        identify(by=request.actor, case=case, particulars=who)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True
