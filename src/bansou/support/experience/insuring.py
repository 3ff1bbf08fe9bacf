"""Keeping insurances for people at workplaces, and their insured lists."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.editing import save_seen
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.support.experience import rules
from bansou.support.experience.models import Experience, InsuredPerson, InternshipPolicy
from bansou.support.experience.refusals import (
    InsuredAlready,
    InsuredShrinks,
    KindNotCovered,
    OutsideCover,
    PolicyCoversNothing,
    PolicyFull,
    PolicyOnRecord,
    PolicyOutsideDays,
)


def take_out_policy(*, by: Actor, programme: Programme, **said: Any) -> InternshipPolicy:
    """Record an insurance that the office took out.

    :param said: insurer, number, starts_on, ends_on, covers_visits, covers_trials, persons_limit,
        note
    :raises PolicyOutsideDays: it would end before it starts
    :raises PolicyCoversNothing: neither visits nor trials are covered
    :raises PolicyOnRecord: the insurer's policy of this number is on record
    """
    _refuse_unsound(said)
    try:
        with transaction.atomic():
            return InternshipPolicy.objects.create(
                organisation_id=programme.organisation_id,
                recorded_by_id=by.require_organisation(),
                programme=programme,
                **said,
            )
    except IntegrityError:
        raise PolicyOnRecord(field="number") from None


def correct_policy(*, policy: InternshipPolicy, seen_version: int, **said: Any) -> None:
    """Put right what is written of an insurance, such as a longer period or more people.

    :raises PolicyOutsideDays: it would end before it starts
    :raises PolicyCoversNothing: neither visits nor trials are covered
    :raises InsuredShrinks: somebody on its list would be outside its period
    :raises PolicyOnRecord: another one has this number
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse_unsound(said)
    outside = InsuredPerson.objects.filter(
        organisation_id=policy.organisation_id, policy=policy
    ).exclude(from_on__gte=said["starts_on"], until_on__lte=said["ends_on"])
    if number := outside.count():
        raise InsuredShrinks(number=number, field="ends_on")
    try:
        with transaction.atomic():
            save_seen(policy, seen_version, **said)
    except IntegrityError:
        raise PolicyOnRecord(field="number") from None


def _refuse_unsound(said: dict[str, Any]) -> None:
    if said["ends_on"] < said["starts_on"]:
        raise PolicyOutsideDays(field="ends_on")
    if not (said.get("covers_visits") or said.get("covers_trials")):
        raise PolicyCoversNothing(field="covers_visits")


def insure(
    *,
    by: Actor,
    policy: InternshipPolicy,
    case: Case,
    kind: str,
    from_on: date,
    until_on: date,
) -> InsuredPerson:
    """Put the person of a case on the insured list of a policy.

    :param kind: of what they are insured for: visit or trial
    :raises KindNotCovered: the policy does not cover that
    :raises OutsideCover: the days do not lie within its period
    :raises PolicyFull: as many as it covers are on its list at that time
    :raises InsuredAlready: they are on the list for these days
    """
    if not policy.covers(kind):
        raise KindNotCovered(kind=Experience.Kind(kind).label, field="policy")
    if not policy.starts_on <= from_on <= until_on <= policy.ends_on:
        raise OutsideCover(
            starts=wareki(policy.starts_on), ends=wareki(policy.ends_on), field="from_on"
        )
    with transaction.atomic():
        InternshipPolicy.objects.select_for_update().get(
            organisation_id=policy.organisation_id, pk=policy.pk
        )
        _refuse_full(policy, case, from_on, until_on)
        insured, _is_new = InsuredPerson.objects.update_or_create(
            organisation_id=policy.organisation_id,
            policy=policy,
            case=case,
            from_on=from_on,
            defaults={"until_on": until_on, "recorded_by_id": by.require_organisation()},
        )
    return insured


def _refuse_full(policy: InternshipPolicy, case: Case, from_on: date, until_on: date) -> None:
    insured = InsuredPerson.objects.filter(organisation_id=policy.organisation_id, policy=policy)
    own = insured.filter(case=case)
    if own.filter(from_on__lte=from_on, until_on__gte=until_on).exists():
        raise InsuredAlready()
    if policy.persons_limit is None:
        return
    others = list(insured.exclude(case=case).values_list("from_on", "until_on"))
    if rules.most_at_once(from_on, until_on, others) >= policy.persons_limit:
        raise PolicyFull(limit=policy.persons_limit)
