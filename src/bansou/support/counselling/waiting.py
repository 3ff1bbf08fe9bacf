"""Proposals that records leave their team, for who may decide: a letter each, and what waits now."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.access.queries import conflicts_in_force, live_grants, unbarred
from bansou.commons.access.table import entries
from bansou.commons.jobs.declaring import job
from bansou.commons.messages.jobs import AGAIN, send_to_member
from bansou.commons.messages.letters import RELEASE_WAITS
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.teams import team_of

_DECIDERS = tuple(role.value for role in Role if entries("release.decide", role))


def who_may_decide(release: SealedRelease, day: date) -> QuerySet[Membership]:
    """Who may decide, each in one seat: not who proposes it, who reads the records or is barred."""
    case = release.case
    barred = conflicts_in_force().filter(organisation_id=case.organisation_id, case_id=case.pk)
    proposer = Membership.objects.filter(pk=release.proposed_by_id).values("user_id")
    seats = (
        members_in(_DECIDERS, case.organisation_id, day)
        .filter(user__is_active=True)
        .exclude(user_id__in=proposer)
        .exclude(user_id__in=team_of(case, day).order_by().values("to_membership__user_id"))
        .exclude(user_id__in=barred.values("user_id"))
    )
    one_each = seats.order_by("user_id", "id").distinct("user_id")
    return seats.filter(pk__in=one_each.values("pk"))


def waiting_for(actor: Actor, day: date) -> QuerySet[SealedRelease]:
    """The proposals about which somebody may decide on a day, the first first."""
    reads = live_grants(day, Q(source=Grant.Source.COUNSELLING)).filter(
        to_membership__user_id=actor.user_id, case_id=OuterRef("case_id")
    )
    rows = SealedRelease.objects.filter(
        organisation_id=actor.require_organisation(), state=SealedRelease.State.PROPOSED
    ).exclude(proposed_by__user_id=actor.user_id)
    return unbarred(actor, rows).filter(~Exists(reads)).order_by("id")


def tell_who_decides(*, by: Actor, release: SealedRelease, day: date) -> None:
    """Write to everybody who may decide that it waits."""
    for member_id in who_may_decide(release, day).values_list("pk", flat=True):
        send_release_waits.later(by=by, member=member_id, release=release.pk)


@job("letters.release_waits", service="letters", retry=AGAIN)
def send_release_waits(actor: Actor, *, member: UUID, release: UUID) -> None:
    """Tell a member that a proposal waits; once it is decided, nobody is told any more."""
    waits = SealedRelease.objects.filter(
        organisation_id=actor.require_organisation(),
        pk=release,
        state=SealedRelease.State.PROPOSED,
    )
    if waits.exists():
        send_to_member(RELEASE_WAITS, member, actor)
