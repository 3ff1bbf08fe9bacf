"""Referrals as the desks ask for them."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bansou.people.cases.models import Case, Enrolment
from bansou.people.referrals.models import Referral
from bansou.programmes.models import Contract, Programme
from bansou.programmes.queries import contracts_on


def referral_of(key: UUID) -> Referral | None:
    """One referral, with whom it names, as far as the transaction may see it."""
    return Referral.objects.select_related("to_organisation", "case").filter(pk=key).first()


def running_contracts(case: Case, day: date) -> QuerySet[Contract]:
    """The contracts of a case's keeper that run on a day and under which it is not referred yet."""
    taken = case.referrals.filter(ended_on=None).values("contract_id")
    return contracts_on(case.organisation_id, day).exclude(pk__in=taken).order_by("id")


def with_open_ways(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Say of each case whether it `can_join` a programme, and `can_be_referred` under a contract.

    :param day: the day on which the programme or the contract runs
    """
    running = {
        "organisation_id": OuterRef("organisation_id"),
        "starts_on__lte": day,
        "ends_on__gte": day,
    }
    places = Enrolment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day), case=OuterRef(OuterRef("pk"))
    )
    referrals = Referral.objects.filter(case=OuterRef(OuterRef("pk")), ended_on=None)
    return cases.annotate(
        can_join=Exists(
            Programme.objects.filter(**running).exclude(pk__in=places.values("programme_id"))
        ),
        can_be_referred=Exists(
            Contract.objects.filter(**running).exclude(pk__in=referrals.values("contract_id"))
        ),
    )
