"""Writing and ending grants and blocks.

Rooms above do it through these, so that nothing above is imported.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import ConflictBlock, Grant
from bansou.commons.access.queries import conflicts_in_force
from bansou.commons.database.gathering import asked_once, create, waiting_of
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, User
from bansou.commons.rows import Basis


class ConflictOfInterest(Refusal):
    """The member is barred from the case."""

    code = "access.conflict_of_interest"
    message = _(
        "%(name)sさんには、このケースについて利益相反の記録があるため、"
        "担当やメンバーにできません。別の人を選んでください。"
    )


class BarredAlready(Refusal):
    """The same person is barred from the case."""

    code = "access.barred_already"
    message = _("%(name)sさんの利益相反は、すでに記録されています。ケースを開き直してください。")


class NoSuchBlock(Refusal):
    """Somebody ended the block first."""

    code = "access.block_ended"
    message = _("この利益相反の記録は、すでに終わっています。ケースを開き直してください。")


def write_grant(
    *,
    by: Actor,
    keeper_id: UUID,
    case_id: UUID,
    level: int,
    purpose: str,
    basis: Basis,
    from_on: date,
    source: Grant.Source,
    source_id: UUID,
    until_on: date | None = None,
    to_organisation_id: UUID | None = None,
    to_membership_id: UUID | None = None,
    items: Sequence[str] = (),
    ends_at: datetime | None = None,
) -> Grant:
    """Permit one organisation or one member to see a case up to `level` within the dates.

    :param ends_at: when it ends by itself, where hours count and not days
    :raises ConflictOfInterest: the member is barred from the case
    """
    if to_membership_id:
        refuse_barred(keeper_id=keeper_id, case_id=case_id, member_id=to_membership_id)
    return create(
        Grant,
        organisation_id=keeper_id,
        recorded_by_id=by.require_organisation(),
        case_id=case_id,
        to_organisation_id=to_organisation_id,
        to_membership_id=to_membership_id,
        level=level,
        items=list(items),
        purpose=purpose,
        basis=basis,
        from_on=from_on,
        until_on=until_on,
        ended_at=ends_at,
        source=source,
        source_id=source_id,
    )


def end_grants(
    *, keeper_id: UUID, case_id: UUID, source: Grant.Source, source_id: UUID, at: datetime
) -> int:
    """End every grant that this source wrote: from now on nobody sees by them. Returns how many."""
    if waiting := [it for it in waiting_of(Grant, case_id) if it.source_id == source_id]:
        for grant in waiting:
            grant.ended_at = at
        return len(waiting)
    return Grant.objects.filter(
        _open_at(at), organisation_id=keeper_id, source=source, source_id=source_id
    ).update(ended_at=at)


def _open_at(at: datetime) -> Q:
    """Not ended, or only at a moment that is still to come."""
    return Q(ended_at=None) | Q(ended_at__gt=at)


def refuse_barred(
    *, keeper_id: UUID, case_id: UUID, member_id: UUID, field: str = "membership"
) -> None:
    """Refuse to let a member have to do with a case from which they are barred.

    :param field: where the member was chosen
    :raises ConflictOfInterest: they are
    """
    users = {user for case, user in _barred(keeper_id) if case == case_id}
    if not users:
        return
    member = Membership.objects.select_related("user").get(pk=member_id)
    if member.user_id in users:
        raise ConflictOfInterest(name=member.user.name, field=field)


def _barred(keeper_id: UUID) -> set[tuple[UUID, UUID]]:
    """Case and account of every block of a keeper that holds."""
    held = conflicts_in_force().filter(organisation_id=keeper_id)
    return asked_once(("conflicts", keeper_id), lambda: set(held.values_list("case_id", "user_id")))


def bar(
    *,
    by: Actor,
    keeper_id: UUID,
    case_ids: Sequence[UUID],
    user: User,
    relation: str,
    reason: str,
    at: datetime,
) -> None:
    """Bar somebody at work from cases of one person; what was granted to them on these ends now.

    :raises BarredAlready: they are barred from all of them
    """
    named = Grant.objects.filter(
        _open_at(at), organisation_id=keeper_id, case_id__in=case_ids, to_membership__user=user
    )
    barred = _barred(keeper_id)
    new = [case_id for case_id in case_ids if (case_id, user.pk) not in barred]
    if not new:
        raise BarredAlready(name=user.name, field="user")
    # What bars them is written last: whoever bars themselves sees no grant from then on.
    named.update(ended_at=at)
    ConflictBlock.objects.bulk_create(
        ConflictBlock(
            organisation_id=keeper_id,
            recorded_by_id=by.require_organisation(),
            case_id=case_id,
            user=user,
            relation=relation,
            reason=reason,
            from_at=at,
        )
        for case_id in new
    )


def bar_alike(*, keeper_id: UUID, case_ids: Collection[UUID]) -> None:
    """Bar whoever is barred from one of these cases of one person from the others as well."""
    barred = _barred(keeper_id)
    if not any(case_id in case_ids for case_id, _user in barred):
        return
    held = conflicts_in_force().filter(organisation_id=keeper_id, case_id__in=case_ids)
    ConflictBlock.objects.bulk_create(
        ConflictBlock(
            organisation_id=keeper_id,
            recorded_by_id=block.recorded_by_id,
            case_id=case_id,
            user_id=block.user_id,
            relation=block.relation,
            reason=block.reason,
            from_at=block.from_at,
        )
        for block in {block.user_id: block for block in held}.values()
        for case_id in case_ids
        if (case_id, block.user_id) not in barred
    )


def end_block(
    *, keeper_id: UUID, case_ids: Sequence[UUID], user_id: UUID, because: str, at: datetime
) -> None:
    """Let somebody be barred from cases of one person no longer. What was granted stays ended.

    :raises NoSuchBlock: they are not barred any more
    """
    held = conflicts_in_force().filter(
        organisation_id=keeper_id, case_id__in=case_ids, user_id=user_id
    )
    if not held.update(ended_at=at, ended_because=because):
        raise NoSuchBlock()
