"""職員・権限: who works in which role, in the organisation and for its contractors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.actions import add_member, end_membership, open_account
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.commons.organisations.queries import members_in
from bansou.desks.manager.finding import may_here
from bansou.desks.manager.forms import ContractorMemberForm, EndMemberForm, MemberForm
from bansou.desks.shared.door import door
from bansou.desks.shared.invitations import password_path
from bansou.people.cases.queries import running_cases_of
from bansou.programmes.contracts import add_contractor_member, works_for_others
from bansou.programmes.models import Contract, StaffCourseSeat
from bansou.programmes.queries import contracts_on
from bansou.programmes.staff_training import completed_by


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its members, those at work today first.

    :param contracts: by which it works for us; none for our own organisation
    :param may_edit: whether we say who works there
    :param is_shared: it works under contract for us today, and for others too
    :param completed: the courses for supporters that its members completed, by member
    """

    organisation: Organisation
    members: Sequence[tuple[Membership, str]]
    contracts: Sequence[Contract]
    may_edit: bool
    is_shared: bool = False
    completed: Mapping[UUID, Sequence[StaffCourseSeat]] = MappingProxyType({})

    @property
    def rows(self) -> list[tuple[Membership, str, Sequence[StaffCourseSeat]]]:
        """The members with the state of their membership and the courses they completed."""
        return [(it, state, self.completed.get(it.pk, ())) for it, state in self.members]

    @property
    def table_name(self) -> str:
        """What a screen reader calls the list of members."""
        return _("%(body)sの職員") % {"body": self.organisation.name}


@door("staff.read")
def index(request: Any) -> HttpResponse:
    """The members of the organisation and of its contractors."""
    own = Organisation.objects.get(pk=request.actor.organisation_id)
    contracts: dict[Organisation, list[Contract]] = {}
    for contract in (
        Contract.objects.filter(organisation=own)
        .select_related("contractor", "programme")
        .order_by("-starts_on")
    ):
        contracts.setdefault(contract.contractor, []).append(contract)
    may_edit = may_here(request, "staff.edit")
    bodies = [
        Body(own, members_of(own, request.today), (), may_edit, completed=_completed(own)),
        *(_contractor(request, body, those, may_edit) for body, those in contracts.items()),
    ]
    return render(
        request,
        "manager/staff/index.html",
        {"bodies": bodies, "own": own, "may_edit": may_edit},
    )


def _completed(own: Organisation) -> dict[UUID, list[StaffCourseSeat]]:
    """The courses that each member of our own completed."""
    found: dict[UUID, list[StaffCourseSeat]] = {}
    for seat in completed_by(own.pk):
        if seat.member_id:
            found.setdefault(seat.member_id, []).append(seat)
    return found


def _contractor(
    request: Any, body: Organisation, contracts: Sequence[Contract], may_edit: bool
) -> Body:
    """A contractor as it is listed: we say who works there while it works for us alone."""
    is_ours = any(it.starts_on <= request.today <= it.ends_on for it in contracts)
    is_shared = is_ours and works_for_others(body, request.actor.organisation_id, request.today)
    members = members_of(body, request.today)
    return Body(body, members, contracts, may_edit and is_ours and not is_shared, is_shared)


@door("staff.edit")
def add(request: Any) -> HttpResponse:
    """Register somebody with the organisation; a new account gets a link for its password."""
    form = MemberForm(request.POST or None, initial={"from_on": request.today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                user = open_account(email=said["email"], name=said["name"], at=request.now)
                member = add_member(
                    user=user,
                    organisation=Organisation.objects.get(pk=request.actor.organisation_id),
                    role=Role(said["role"]),
                    from_on=said["from_on"],
                )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _added(request, member)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manager/staff/add.html", {"form": form}, status=status)


@door("staff.edit")
def add_at_contractor(request: Any, key: UUID) -> HttpResponse:
    """Register somebody with an operator that has a contract with us today."""
    contract = _contract_today(request, key)
    form = ContractorMemberForm(request.POST or None, initial={"from_on": request.today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                user = open_account(email=said["email"], name=said["name"], at=request.now)
                member = add_contractor_member(
                    contract=contract, user=user, from_on=said["from_on"], day=request.today
                )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _added(request, member)
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "contract": contract}
    return render(request, "manager/staff/add_at_contractor.html", values, status=status)


def _contract_today(request: Any, contractor: UUID) -> Contract:
    """A contract of ours with this operator that runs today; without one there is no such page."""
    own = request.actor.require_organisation()
    contract = contracts_on(own, request.today).filter(contractor_id=contractor).first()
    if contract is None:
        raise Http404
    return contract


def _added(request: Any, member: Membership) -> HttpResponse:
    """Show the link once: whoever holds it chooses the password.

    Who works elsewhere too was given one there, and it opens their other desks.
    """
    works_elsewhere = (
        Membership.objects.filter(user=member.user)
        .exclude(organisation=member.organisation)
        .exists()
    )
    has_password = member.user.has_usable_password()
    link = ""
    if not has_password and not works_elsewhere:
        link = request.build_absolute_uri(password_path(member.user))
    is_own = member.organisation_id == request.actor.organisation_id
    values = {
        "member": member,
        "link": link,
        "has_password": has_password,
        "again": reverse("manager:staff_add")
        if is_own
        else reverse("manager:staff_add_contractor", args=[member.organisation_id]),
    }
    return render(request, "manager/staff/added.html", values)


@door("staff.edit")
def end(request: Any, key: UUID) -> HttpResponse:
    """Say until when somebody works here, or at an operator that works for us alone."""
    member = _member(request, key)
    form = EndMemberForm(request.POST or None, initial={"until_on": request.today})
    if form.is_valid():
        until_on = form.cleaned_data["until_on"]
        try:
            end_membership(membership=member, by_user=request.actor.user_id, until_on=until_on)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request,
                _("%(name)sさんの最後の日を %(day)s にしました。")
                % {"name": member.user.name, "day": wareki(until_on)},
            )
            return redirect("manager:staff")
    status = 422 if form.is_bound and form.errors else 200
    left = running_cases_of(member).count()
    values = {
        "form": form,
        "member": member,
        "left": left,
        "supervisors": _supervisors(member, request.today) if left else [],
        "handover_url": request.build_absolute_uri(_cases_url(member)),
    }
    return render(request, "manager/staff/end.html", values, status=status)


def _cases_url(member: Membership) -> str:
    """Where a supervisor finds the cases of one member; the manager's desk lists none."""
    return f"{reverse('counsellor:cases')}?{urlencode({'who': member.pk})}"


def _supervisors(leaving: Membership, today: date) -> list[str]:
    """Who else can decide about the cases that somebody leaves behind."""
    roles = [Role.SUPERVISING_COUNSELLOR]
    members = members_in(roles, leaving.organisation_id, today).exclude(pk=leaving.pk)
    return [member.user.name for member in members]


def _member(request: Any, key: UUID) -> Membership:
    """A member about whom we may say this; of anybody else there is no such page."""
    members = Membership.objects.select_related("user", "organisation")
    member = members.filter(pk=key, user__is_service=False).exclude(role=Role.SERVICE).first()
    if member is None:
        raise Http404
    if member.organisation_id != request.actor.organisation_id:
        contract = _contract_today(request, member.organisation_id)
        if works_for_others(contract.contractor, request.actor.organisation_id, request.today):
            raise Http404
    return member


def members_of(body: Organisation, today: date) -> list[tuple[Membership, str]]:
    """People (no services) with the state of their membership: current, coming or past."""
    members = (
        Membership.objects.filter(organisation=body, user__is_service=False)
        .exclude(role=Role.SERVICE)
        .select_related("user")
        .order_by("user__name", "from_on")
    )
    stated = [(member, state_on(member, today)) for member in members]
    order = ("current", "coming", "past")
    return sorted(stated, key=lambda pair: order.index(pair[1]))


def state_on(member: Membership, today: date) -> str:
    """Whether somebody works in this role today, will, or did."""
    if member.from_on > today:
        return "coming"
    return "past" if member.until_on and member.until_on < today else "current"
