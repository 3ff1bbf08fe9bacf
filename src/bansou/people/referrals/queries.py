"""Referrals as the desks ask for them."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, QuerySet

from bansou.people.cases.models import Case
from bansou.people.cases.queries import programmes_to_join
from bansou.people.referrals.models import Referral
from bansou.programmes.models import Contract
from bansou.programmes.queries import contracts_on


def referral_of(key: UUID) -> Referral | None:
    """One referral, with whom it names, as far as the transaction may see it."""
    return Referral.objects.select_related("to_organisation", "case").filter(pk=key).first()


def running_contracts(case: Case, day: date) -> QuerySet[Contract]:
    """The contracts of a case's keeper that run on a day and under which it is not referred yet."""
    taken = case.referrals.filter(ended_on=None).values("contract_id")
    return contracts_on(case.organisation_id, day).exclude(pk__in=taken).order_by("id")


class OpenWays(NamedTuple):
    """Whether there is still a programme to join, and a contract to be referred under."""

    can_join: bool
    can_be_referred: bool


def open_ways(case: Case, day: date) -> OpenWays:
    """What is still open to a case on a day, in one statement."""
    ways = Exists(programmes_to_join(case, day)), Exists(running_contracts(case, day))
    found = Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk)
    return OpenWays(*found.values_list(*ways).get())
