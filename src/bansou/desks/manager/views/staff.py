"""職員・権限: who works in which role, in the organisation and for its contractors. To be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.desks.shared.door import door
from bansou.programmes.models import Contract


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its members, those at work today first.

    :param contracts: by which it works for us; none for our own organisation
    """

    organisation: Organisation
    members: Sequence[tuple[Membership, str]]
    contracts: Sequence[Contract]

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
    bodies = [
        Body(body, members_of(body, request.today), contracts.get(body, []))
        for body in (own, *contracts)
    ]
    return render(request, "manager/staff/index.html", {"bodies": bodies})


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
