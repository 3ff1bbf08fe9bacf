"""Opening one case: what the table lets this member see and do with it, asked once a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.access.queries import grants_on, permission_of, unbarred
from bansou.commons.access.rules import is_allowed, reach_among
from bansou.commons.access.table import TABLE, Relation
from bansou.commons.audit.models import AccessLog
from bansou.commons.rows import Level
from bansou.desks.counsellor.refusing import NotResponsible
from bansou.desks.shared.case_log import note_opening
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that the member may open, with the grants on it.

    `reach` is the highest level of notes that they may read here.
    """

    case: Case
    actor: Actor
    today: date
    grants: tuple[Grant, ...]
    reach: int

    def may(self, action: str, level: int = Level.CONTACT) -> bool:
        """Tell whether the member may do `action` to this case at a level."""
        permissions = [permission_of(grant) for grant in self.grants]
        return is_allowed(self.actor, action, self.case.thing(level), permissions, self.today)

    @property
    def is_own(self) -> bool:
        """Tell whether the member's own organisation keeps the case."""
        return self.case.organisation_id == self.actor.organisation_id

    @property
    def may_answer(self) -> bool:
        """Tell whether the member may note what is said after a hire, on a case that ended too."""
        return self.may("follow_up.answer", Level.CASEWORK)

    @property
    def live_grants(self) -> list[Grant]:
        return [grant for grant in self.grants if permission_of(grant).lives_on(self.today)]

    @property
    def reads_until(self) -> datetime | None:
        """Until when the member reads the case in an emergency, as counsellors do; None where not."""
        theirs = (
            grant.ended_at
            for grant in self.live_grants
            if grant.source == Grant.Source.BREAK_GLASS
            and grant.level < Level.PSYCHOLOGICAL
            and grant.to_membership_id == self.actor.membership_id
        )
        return max(filter(None, theirs), default=None)


def opened(
    request: Any,
    pk: UUID,
    action: str = "case.open",
    level: int = Level.CONTACT,
    cases: QuerySet[Case] | None = None,
) -> Opened:
    """The case of an address, for a member who wants to do `action` to it.

    The request remembers it, so that a refusal can say whom it is about.

    :param cases: where to look, with what the page wants to know of the case besides; else all

    :raises Http404: there is none, or the member may not know of it
    :raises CaseClosed: the case has ended, and this is done on running cases only
    :raises NotResponsible: they may open it, but not do `action` at this level
    """
    case = (
        unbarred(request.actor, Case.objects.all() if cases is None else cases, case="id")
        .select_related("person", "responsible__user", "organisation")
        .filter(pk=pk)
        .first()
    )
    if case is None:
        raise Http404
    request.is_judged = True
    grants = tuple(grants_on(case.pk))
    permissions = [permission_of(grant) for grant in grants]
    reach = reach_among(request.actor, "case.open", case.thing(), permissions, request.today)
    if reach < Level.CONTACT:
        note_opening(request, case, kind=AccessLog.Kind.REFUSED)
        raise Http404
    it = Opened(case, request.actor, request.today, grants, reach)
    request.case = case
    if not it.may(action, level):
        note_opening(request, case, kind=AccessLog.Kind.REFUSED)
        raise CaseClosed() if _ends_with_case(action, case) else NotResponsible()
    return it


def _ends_with_case(action: str, case: Case) -> bool:
    """Tell whether the case's end is why nobody does this any more: others go on, by who asks."""
    goes_on = any(line.relation is Relation.RESPONSIBLE for line in TABLE if line.action == action)
    return not (case.is_open or goes_on)


def hide_above_reach(request: Any, it: Opened, level: int, subject: str, key: UUID) -> None:
    """Let a record of the case pass if the member may read its level; that they may not is noted.

    :raises Http404: its level is above what they may read here
    """
    if level > it.reach:
        note_opening(request, it.case, subject, key, kind=AccessLog.Kind.REFUSED)
        raise Http404
