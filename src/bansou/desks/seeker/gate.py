"""Whose page it is: the person whom the account names, and their cases at this body."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.rules import Thing
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import allowed
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refused_as
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody and what runs for them: `case` is the running one, else the last."""

    person: Person
    cases: list[Case]

    @property
    def case(self) -> Case | None:
        return next(iter(self.cases), None)


def own(request: Any) -> Own:
    """The person whose page this is.

    :raises Http404: the account names nobody any more
    """
    actor = request.actor
    person = Person.objects.filter(
        organisation_id=actor.organisation_id, pk=actor.person_id
    ).first()
    if person is None or not allowed(request, "my.read", _thing(person)):
        raise Http404
    cases = Case.objects.filter(organisation_id=person.organisation_id, person=person)
    # Running cases come first: no day of closing sorts before any.
    running_first = sorted(
        cases.select_related("person", "responsible__user"),
        key=lambda case: (case.closed_on is not None, -case.opened_on.toordinal()),
    )
    return Own(person, running_first)


def own_case(request: Any, action: str, key: UUID | None = None) -> Case:
    """One of the person's cases for `action`; the running one if none is named.

    :raises Http404: there is none, or it is somebody else's
    :raises CaseClosed: this is done on running cases only
    """
    it = own(request)
    case = it.case if key is None else next((c for c in it.cases if c.pk == key), None)
    if case is None:
        raise Http404
    if not allowed(request, action, case.thing()):
        raise CaseClosed()
    return case


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: what is refused where there is no form is told on a page with the way back."""
    back = Link(_("わたしのページへ戻る"), reverse("seeker:home"))
    return refuse(request, refusal, remedy=back)


def _thing(person: Person) -> Thing:
    return Thing(person.organisation_id, person_id=person.pk)
