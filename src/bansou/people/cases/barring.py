"""Keeping somebody at work apart from a case: a neighbour, a relative of the person (利益相反)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import bar, end_block
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import ConflictBlock
from bansou.commons.access.queries import conflicts_in_force, live_grants
from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, Role, User
from bansou.commons.tasks.actions import hand_over
from bansou.people.cases.actions import of_the_same_person, relieve_of_case
from bansou.people.cases.models import Case


class HandOverFirst(Refusal):
    """Somebody would bar themselves from a case for which they are responsible."""

    code = "people.hand_over_first"
    message = _(
        "あなたが担当しているケースです。先に別の人に引き継いでから、利益相反を記録してください。"
    )


def bar_from_case(
    *, by: Actor, case: Case, user: User, relation: str, reason: str, at: datetime
) -> None:
    """Bar somebody from a case and from all else that is kept of its person, from now on.

    It beats every right. What was granted to them ends; if they were responsible nobody is any
    more, and what they owed on it passes to the responsible member, else to who bars them.

    :raises HandOverFirst: they bar themselves and are responsible
    :raises bansou.commons.access.actions.BarredAlready: they are barred
    """
    with transaction.atomic():
        cases = list(of_the_same_person(case).select_for_update(of=("self",)))
        seats = set(Membership.objects.filter(user=user).values_list("pk", flat=True))
        held = [one for one in cases if one.is_open and one.responsible_id in seats]
        if held and user.pk == by.user_id:
            raise HandOverFirst()
        for one in held:
            relieve_of_case(case=one, on=local_day(at), at=at)
        _pass_on(by, [one for one in cases if one.is_open], seats)
        bar(
            by=by,
            keeper_id=case.organisation_id,
            case_ids=[one.pk for one in cases],
            user=user,
            relation=relation,
            reason=reason,
            at=at,
        )


def _pass_on(by: Actor, cases: list[Case], seats: set[UUID]) -> None:
    for case in cases:
        to_id = case.responsible_id or by.membership_id
        if to_id is None or to_id in seats:
            continue
        for seat in seats:
            hand_over(keeper_id=case.organisation_id, case_id=case.pk, from_id=seat, to_id=to_id)


def conflicts_on(case: Case) -> QuerySet[ConflictBlock]:
    """Who is barred from a case, the latest first."""
    return (
        conflicts_in_force()
        .filter(organisation_id=case.organisation_id, case_id=case.pk)
        .select_related("user")
        .order_by("-from_at", "-id")
    )


def with_conflicts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Say of each case whether it `has_conflicts`: somebody is barred from it."""
    barring = conflicts_in_force().filter(
        organisation_id=OuterRef("organisation_id"), case_id=OuterRef("pk")
    )
    return cases.annotate(has_conflicts=Exists(barring))


def who_may_be_barred(case: Case, day: date) -> QuerySet[Membership]:
    """The keeper's staff on a day, and that of bodies to which the case is shown, by body and name."""
    shown = live_grants(day, Q(case_id=case.pk))
    bodies = [
        case.organisation_id,
        *shown.exclude(to_organisation=None).values_list("to_organisation_id", flat=True),
        *shown.exclude(to_membership=None).values_list("to_membership__organisation_id", flat=True),
    ]
    return (
        Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=day))
        .filter(organisation_id__in=bodies, from_on__lte=day)
        .exclude(role__in=(Role.SERVICE, Role.PERSON, Role.EMPLOYER))
        .select_related("user", "organisation")
        .order_by("organisation__name", "user__name", "pk")
    )


def lift_bar(*, case: Case, user_id: UUID, because: str, at: datetime) -> None:
    """Bar somebody no longer; they see again what their role shows, and no grant comes back.

    :raises bansou.commons.access.actions.NoSuchBlock: they are not barred any more
    """
    with transaction.atomic():
        end_block(
            keeper_id=case.organisation_id,
            case_ids=list(of_the_same_person(case).values_list("pk", flat=True)),
            user_id=user_id,
            because=because,
            at=at,
        )
