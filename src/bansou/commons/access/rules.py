"""Deciding access from plain values: the table, the grants that live on the day, the thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.access.table import Entry, Relation, entries


@dataclass(frozen=True, slots=True)
class Permission:
    """A grant as plain values (a row of `commons.Grant`)."""

    case_id: UUID
    to_organisation_id: UUID | None
    to_membership_id: UUID | None
    level: int
    basis: str
    from_on: date
    until_on: date | None
    ended: bool = False

    def lives_on(self, day: date) -> bool:
        """Tell whether the grant is in force on `day`, both ends included."""
        return not self.ended and self.from_on <= day <= (self.until_on or date.max)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about: who keeps it, which case it belongs to, how sensitive it is.

    :ivar responsible_id: the member who is, or was last, responsible for the case
    :ivar person_id: whom it is about
    :ivar company_id: which company it is about
    """

    organisation_id: UUID
    case_id: UUID | None = None
    level: int = 1
    case_is_open: bool = True
    responsible_id: UUID | None = None
    person_id: UUID | None = None
    company_id: UUID | None = None


def is_allowed(
    actor: Actor,
    action: str,
    thing: Thing | None,
    permissions: Iterable[Permission],
    day: date,
) -> bool:
    """Tell whether the table lets `actor` do `action` to `thing` on `day`.

    Without a thing the question is whether the role has the action at all (for menus and lists).
    """
    lines = entries(action, actor.role)
    if thing is None:
        return bool(lines)
    live = [p for p in permissions if p.case_id == thing.case_id and p.lives_on(day)]
    return any(_line_allows(line, actor, thing, live) for line in lines)


def reach_among(
    actor: Actor, action: str, thing: Thing, permissions: Iterable[Permission], day: date
) -> int:
    """The highest level up to which `actor` may do `action` in the thing's case; -1 for nothing."""
    live = [p for p in permissions if p.case_id == thing.case_id and p.lives_on(day)]
    lines = [
        line
        for line in entries(action, actor.role)
        if thing.case_is_open or not line.open_case_only
    ]
    return max((_reach(line, actor, thing, live) for line in lines), default=-1)


def _line_allows(line: Entry, actor: Actor, thing: Thing, live: list[Permission]) -> bool:
    if line.open_case_only and not thing.case_is_open:
        return False
    return thing.level <= _reach(line, actor, thing, live)


def _reach(line: Entry, actor: Actor, thing: Thing, live: list[Permission]) -> int:
    """The highest level this line opens for the actor on this thing; -1 for nothing."""
    own = thing.organisation_id == actor.organisation_id
    if line.relation is Relation.ORGANISATION:
        return line.level if own else -1
    if line.relation is Relation.COMPANY and actor.company_id:
        is_theirs = thing.company_id == actor.company_id
        return line.level if is_theirs and thing.organisation_id == actor.keeper_id else -1
    if line.relation is Relation.SELF and actor.person_id:
        return line.level if own and thing.person_id == actor.person_id else -1
    if line.relation is Relation.RESPONSIBLE and actor.membership_id:
        is_theirs = own and thing.responsible_id == actor.membership_id
        return line.level if is_theirs else -1
    if line.relation is Relation.ASSIGNED and actor.membership_id:
        given = [p for p in live if p.to_membership_id == actor.membership_id]
    elif line.relation is Relation.REFERRED and actor.organisation_id:
        given = [p for p in live if p.to_organisation_id == actor.organisation_id]
    else:
        return -1
    levels = [p.level for p in given if p.basis == line.basis]
    return min(line.level, max(levels)) if levels else -1
