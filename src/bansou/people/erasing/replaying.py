"""Carrying decisions to erase out once more, in what came from a backup of before them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import carry_out
from bansou.people.erasing.models import Erasure
from bansou.people.erasing.tombstones import Tombstone, tombstones_in, write_down
from bansou.people.persons.models import Person


def replay(tombstones: Iterable[Tombstone], *, at: datetime) -> int:
    """Erase again what these decisions erased, as far as it is there; returns how many were.

    Where neither a case nor the person was there yet, the decision has nothing to do.
    """
    done = 0
    for one in tombstones:
        body = Organisation.objects.filter(pk=one.organisation_id).first()
        if body is None:
            continue
        with transaction.atomic(), acting(service_actor("command", body), why=f"消去 {one.number}"):
            if decision := _decision(one, body, at):
                carry_out(decision)
                done += 1
    return done


def missing(tombstones: Iterable[Tombstone]) -> list[Tombstone]:
    """The decisions of which the database knows nothing although it has what they erased."""
    found = []
    for one in tombstones:
        body = Organisation.objects.filter(pk=one.organisation_id).first()
        if body is None:
            continue
        with acting(service_actor("command", body), why="消去の控えと比べる"):
            carried_out = Erasure.objects.filter(pk=one.erasure, state=Erasure.State.APPROVED)
            is_there = _cases(one, body).exists() or _persons(one, body).exists()
            if is_there and not carried_out.exists():
                found.append(one)
    return found


def keep_list(tombstones: Iterable[Tombstone]) -> None:
    """Write decisions down in this installation's own list, each once."""
    file = Path(settings.ERASURES_FILE)
    known = {one.erasure for one in tombstones_in(file)} if file.is_file() else set()
    for one in tombstones:
        if one.erasure not in known:
            write_down(one)


def _cases(one: Tombstone, body: Organisation) -> QuerySet[Case]:
    return Case.objects.filter(organisation=body, pk__in=[one.case, *one.cases])


def _persons(one: Tombstone, body: Organisation) -> QuerySet[Person]:
    keys = [key for key in (one.person, *one.persons) if key]
    return Person.objects.filter(organisation=body, pk__in=keys)


def _decision(one: Tombstone, body: Organisation, at: datetime) -> Erasure | None:
    """The decision's row, written where the backup is older; none where there is nothing to erase."""
    cases = sorted(_cases(one, body), key=lambda case: str(case.pk) != one.case)
    persons = {str(key) for key in _persons(one, body).values_list("pk", flat=True)}
    if not cases and not persons:
        return None
    found = Erasure.objects.filter(organisation=body, pk=one.erasure).first()
    if found and found.state == Erasure.State.APPROVED:
        return found
    person_id = UUID(one.person) if one.person in persons else None
    row = one.as_row(cases[0] if cases else None, person_id, at)
    if found:
        row._state.adding = False
        row.version = found.version + 1
    row.save()
    return row
