"""`may()` about one thing and `visible()` about many: the same table asked in two ways.

A property test proves that they agree.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import ConflictBlock, Grant
from bansou.commons.access.rules import Permission, Thing, is_allowed, reach_among
from bansou.commons.access.table import Entry, Relation, entries


def may(actor: Actor, action: str, thing: Thing | None, at: date) -> bool:
    """Tell whether `actor` may do `action` to `thing` on the day `at`."""
    if thing is None or thing.case_id is None:
        return is_allowed(actor, action, thing, (), at)
    if is_barred(thing.case_id, actor):
        return False
    return is_allowed(actor, action, thing, permissions_on(thing.case_id, actor), at)


def is_barred(case_id: UUID, actor: Actor) -> bool:
    """Tell whether a conflict of interest bars the actor from a case, in whichever role."""
    return conflicts_in_force().filter(case_id=case_id, user_id=actor.user_id).exists()


def hides_cases() -> bool:
    """Tell whether a conflict of interest hides any case from who acts in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(bansou_barred_cases()) > 0")
        (does,) = cursor.fetchone() or (False,)
    return bool(does)


def conflicts_in_force() -> QuerySet[ConflictBlock]:
    """The blocks that hold, of those that the transaction may see."""
    return ConflictBlock.objects.filter(ended_at=None)


def unbarred[M: Model](actor: Actor, rows: QuerySet[M], *, case: str = "case_id") -> QuerySet[M]:
    """Leave out of `rows` what is of a case from which the actor is barred.

    :param case: the column that holds the case's key (`id` for cases themselves)
    """
    barring = conflicts_in_force().filter(user_id=actor.user_id, case_id=OuterRef(case))
    return rows.filter(~Exists(barring))


def permissions_on(case_id: UUID, actor: Actor) -> list[Permission]:
    """The grants that name this case and this actor or their organisation, ended ones included."""
    rows = Grant.objects.filter(_to(actor), case_id=case_id).values_list(
        "case_id",
        "to_organisation_id",
        "to_membership_id",
        "level",
        "basis",
        "from_on",
        "until_on",
        _has_ended(),
    )
    return [Permission(*row[:7], ended=bool(row[7])) for row in rows]


def _has_ended() -> ExpressionWrapper:
    """Whether a grant's end has come, by the clock of the database, as its policies ask it."""
    return ExpressionWrapper(Q(ended_at__lte=Now()), output_field=BooleanField())


def grants_on(case_id: UUID) -> QuerySet[Grant]:
    """Every grant on a case that the transaction may see, with whom it names; the latest first."""
    return (
        Grant.objects.filter(case_id=case_id)
        .annotate(has_ended=_has_ended())
        .select_related("to_organisation", "to_membership__user", "to_membership__organisation")
        .order_by("-from_on", "-id")
    )


def permission_of(grant: Any) -> Permission:
    """A row of `grants_on` as a plain value."""
    return Permission(
        grant.case_id,
        grant.to_organisation_id,
        grant.to_membership_id,
        grant.level,
        grant.basis,
        grant.from_on,
        grant.until_on,
        ended=bool(grant.has_ended),
    )


def reach(actor: Actor, action: str, thing: Thing, at: date) -> int:
    """The highest level up to which `actor` may do `action` in the thing's case; -1 for nothing."""
    if thing.case_id and is_barred(thing.case_id, actor):
        return -1
    permissions = permissions_on(thing.case_id, actor) if thing.case_id else []
    return reach_among(actor, action, thing, permissions, at)


def visible[M: Model](
    actor: Actor,
    rows: QuerySet[M],
    at: date,
    *,
    action: str = "case.open",
    case: str = "case_id",
    level: str | None = None,
    closed: str | None = None,
    responsible: str | None = None,
    are_own: bool = False,
) -> QuerySet[M]:
    """Narrow `rows` to those the table lets the actor do `action` to.

    `case` names the column that holds the case's key (`id` for cases themselves), `level` the
    column with the row's level; without one the rows count as level 1. `closed` names the column
    with the day the case was closed, `responsible` that with who is responsible for it; actions on
    open cases only, or of those responsible, cannot be asked without them.
    `are_own` says that the rows are narrowed to the actor's organisation already: where the table
    opens that as a whole no condition is added, and the index keeps its order. What is of a case
    from which the actor is barred is left out before anything is allowed.
    """
    rows = unbarred(actor, rows, case=case)
    if are_own and level is None and _opens_organisation(action, actor):
        return rows
    allowed = Q(pk__in=[])
    for line in entries(action, actor.role):
        condition = _condition(line, actor, at, case, level, responsible)
        if line.open_case_only:
            if closed is None:
                raise TypeError(f"{action} needs to know by `closed` which cases are open")
            condition &= Q(**{closed: None})
        allowed |= condition
    return rows.filter(allowed)


def _opens_organisation(action: str, actor: Actor) -> bool:
    return any(
        line.relation is Relation.ORGANISATION and line.level >= 1 and not line.open_case_only
        for line in entries(action, actor.role)
    )


def _to(actor: Actor) -> Q:
    to = Q(to_organisation_id=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.membership_id:
        to |= Q(to_membership_id=actor.membership_id)
    return to


def live_grants(at: date, to: Q) -> QuerySet[Grant]:
    """Grants in force on the day that satisfy `to`."""
    goes_on = Q(ended_at=None) | Q(ended_at__gt=Now())
    return Grant.objects.filter(to, goes_on, from_on__lte=at).filter(
        Q(until_on=None) | Q(until_on__gte=at)
    )


def _condition(
    line: Entry, actor: Actor, at: date, case: str, level: str | None, responsible: str | None
) -> Q:
    within: dict[str, Any] = {f"{level}__lte": line.level} if level else {}
    if level is None and line.level < 1:
        return Q(pk__in=[])
    if line.relation is Relation.ORGANISATION:
        return Q(organisation_id=actor.organisation_id, **within)
    if line.relation in (Relation.SELF, Relation.COMPANY):
        raise TypeError(f"{line.action} is about one alone, and the database shows no others")
    if line.relation is Relation.RESPONSIBLE and actor.membership_id:
        if responsible is None:
            raise TypeError(f"{line.action} needs to know by `responsible` whose the cases are")
        within[responsible] = actor.membership_id
        return Q(organisation_id=actor.organisation_id, **within)
    if line.relation is Relation.ASSIGNED and actor.membership_id:
        to = Q(to_membership_id=actor.membership_id)
    elif line.relation is Relation.REFERRED and actor.organisation_id:
        to = Q(to_organisation_id=actor.organisation_id)
    else:
        return Q(pk__in=[])
    granted = live_grants(at, to).filter(case_id=OuterRef(case), basis=line.basis)
    granted = granted.filter(level__gte=OuterRef(level)) if level else granted.filter(level__gte=1)
    return Q(Exists(granted), **within)
