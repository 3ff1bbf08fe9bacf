"""Referrals as the desks ask for them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from bansou.people.cases.models import Case
from bansou.people.cases.queries import further_out, programmes_without
from bansou.people.referrals.models import Referral
from bansou.programmes.models import Contract
from bansou.programmes.queries import contracts_on


def referral_of(key: UUID) -> Referral | None:
    """One referral, with whom it names, as far as the transaction may see it."""
    return (
        Referral.objects.select_related("to_organisation", "body", "case", "consent")
        .filter(pk=key)
        .first()
    )


def referrals_of(case: Case) -> QuerySet[Referral]:
    """A case's referrals, the latest first."""
    rows = Referral.objects.filter(organisation_id=case.organisation_id, case=case)
    known = rows.select_related("to_organisation", "body", "consent", "by__user")
    return known.order_by("-referred_on", "-id")


def running_referral_to(case: Case, organisation_id: UUID | None) -> Referral | None:
    """The latest referral of a case to an organisation that has not ended."""
    return referrals_of(case).filter(to_organisation_id=organisation_id, ended_on=None).first()


def running_contracts(case: Case, day: date) -> QuerySet[Contract]:
    """The contracts of a case's keeper that run on a day and under which it is not referred yet."""
    return _contracts_without(case.organisation_id, case.pk, day).order_by("id")


def _contracts_without(keeper_id: Any, case_id: Any, day: date) -> QuerySet[Contract]:
    """The same by keys, or by the columns of a query around it."""
    taken = Referral.objects.filter(case_id=further_out(case_id), ended_on=None)
    return contracts_on(keeper_id, day).exclude(pk__in=taken.values("contract_id"))


def with_open_ways(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Say of each case whether it `can_join` a programme, and `can_be_referred` under a contract.

    :param day: the day on which the programme or the contract runs
    """
    of_case = OuterRef("organisation_id"), OuterRef("pk"), day
    return cases.annotate(
        can_join=Exists(programmes_without(*of_case)),
        can_be_referred=Exists(_contracts_without(*of_case)),
    )
