"""Making two rows of one person one, taking that back, and saying that two are two."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from psycopg.errors import UniqueViolation

from bansou.commons.access.actions import bar_alike
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import ConflictBlock
from bansou.commons.access.queries import conflicts_in_force
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure
from bansou.people.merging.refusals import (
    EXCLUSIVE,
    OTHERS,
    BarredIsResponsible,
    BeingErased,
    ExcludeEachOther,
    LaterMergeFirst,
    MergedAlready,
    NotBothKnown,
    SettledAlready,
    UndoneAlready,
)
from bansou.people.persons.models import DistinctPersons, Person, PersonMerge
from bansou.people.persons.rules import search_keys

#: Blank particulars of the row that stays are filled from the other one.
_PARTICULARS = ("kana", "birth_on", "phone", "email", "address", "contact_wishes")
#: Tables that speak of the pair itself, or decide about one of the two, stay as they are.
_OF_PAIRS = (
    "people.distinctpersons",
    "people.erasure",
    "people.personmerge",
    "evidence.jointtwins",
)
#: In what was moved: the blocks that were laid on the cases of the other row as well.
_BLOCKS = "commons.conflictblock"
#: In what was moved: the cases of the other row.
_CASES = "people.case.person"


def merge(*, by: Actor, person_id: UUID, other_id: UUID, reason: str, at: datetime) -> PersonMerge:
    """Let `other` go on as `person`: everything that names them names `person` from now on.

    Whoever is kept apart from a case of one of them is kept apart from all.

    :raises NotBothKnown: the actor must not know of one of them, or they are one row
    :raises MergedAlready: one of them goes on as somebody else
    :raises BeingErased: one of them is erased, or that is proposed
    :raises BarredIsResponsible: who is kept apart from one is responsible for a case of the other
    :raises ExcludeEachOther: both have something of which one person has only one
    """
    with transaction.atomic():
        person, other = _held(by, person_id, other_id)
        if person.merged_into_id or other.merged_into_id:
            raise MergedAlready()
        _refuse_being_erased(person, other)
        _refuse_barred_responsible(person, other)
        moved = {name: keys for name, keys in _move(other, person) if keys}
        filled = _fill(person, other)
        other.merged_into = person
        other.save(update_fields=["merged_into"])
        moved[_BLOCKS] = _bar_alike(person)
        return PersonMerge.objects.create(
            organisation_id=person.organisation_id,
            recorded_by_id=by.require_organisation(),
            person=person,
            other=other,
            reason=reason,
            moved=moved,
            filled=filled,
            by_id=by.require_membership(),
            at=at,
        )


def undo_merge(*, by: Actor, made: PersonMerge, because: str, at: datetime) -> None:
    """Let two rows be two again: what had moved goes back, and with a case what came on it since.

    What came since and hangs on no case that goes back stays where it is.

    :raises UndoneAlready: somebody was quicker
    :raises NotBothKnown: the actor must not know of one of them
    :raises LaterMergeFirst: the row that stayed goes on as somebody else
    :raises BeingErased: the person is erased, or that is proposed
    :raises ExcludeEachOther: both have something of which one person has only one
    """
    with transaction.atomic():
        person, other = _held(by, made.person_id, made.other_id)
        if person.merged_into_id:
            raise LaterMergeFirst()
        _refuse_being_erased(person, other)
        undone = PersonMerge.objects.filter(
            organisation_id=made.organisation_id, pk=made.pk, undone_at=None
        ).update(undone_by_id=by.require_membership(), undone_at=at, undone_because=because)
        if not undone:
            raise UndoneAlready()
        _end_blocks(made.moved.get(_BLOCKS, []), because, at)
        for model, column in _naming_persons():
            keys = made.moved.get(_name(model, column), [])
            _point(model, column, keys, person, other)
        _send_after(made.moved.get(_CASES, []), person, other)
        _empty(person, made.filled)
        other.merged_into = None
        other.save(update_fields=["merged_into"])


def settle_as_two(
    *, by: Actor, one_id: UUID, other_id: UUID, reason: str, at: datetime
) -> DistinctPersons:
    """Say that two who look like one are two; the pair is not shown any more.

    :raises NotBothKnown: the actor must not know of one of them, or they are one row
    :raises SettledAlready: somebody has said so
    """
    with transaction.atomic():
        one, other = _held(by, *sorted((one_id, other_id)))
        settled, is_new = DistinctPersons.objects.get_or_create(
            organisation_id=one.organisation_id,
            person=one,
            other=other,
            defaults={
                "recorded_by_id": by.require_organisation(),
                "reason": reason,
                "by_id": by.require_membership(),
                "at": at,
            },
        )
    if not is_new:
        raise SettledAlready()
    return settled


def _held(by: Actor, one_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    """Both rows, locked in the order of their keys; the database shows none that is kept apart."""
    rows = Person.objects.filter(
        organisation_id=by.require_organisation(), pk__in={one_id, other_id}
    )
    found = {person.pk: person for person in rows.order_by("pk").select_for_update()}
    if len(found) != 2:
        raise NotBothKnown()
    return found[one_id], found[other_id]


def _refuse_being_erased(*persons: Person) -> None:
    decided = Erasure.objects.filter(
        organisation_id=persons[0].organisation_id, person__in=persons
    ).exclude(state=Erasure.State.DECLINED)
    if found := decided.first():
        raise BeingErased(number=found.number)


def _refuse_barred_responsible(*persons: Person) -> None:
    cases = Case.objects.filter(
        organisation_id=persons[0].organisation_id, person__in=persons, closed_on=None
    )
    barred = conflicts_in_force().filter(
        organisation_id=persons[0].organisation_id, case_id__in=cases.values("pk")
    )
    held = cases.filter(responsible__user_id__in=barred.values("user_id"))
    if case := held.select_related("responsible__user").first():
        raise BarredIsResponsible(name=case.responsible.user.name)


def _bar_alike(person: Person) -> list[str]:
    """Keep whoever is kept apart from one case from all; gives the blocks that came by it."""
    keys = list(
        Case.objects.filter(organisation_id=person.organisation_id, person=person).values_list(
            "pk", flat=True
        )
    )
    blocks = ConflictBlock.objects.filter(organisation_id=person.organisation_id, case_id__in=keys)
    before = set(blocks.values_list("pk", flat=True))
    bar_alike(keeper_id=person.organisation_id, case_ids=keys)
    return [str(key) for key in blocks.values_list("pk", flat=True) if key not in before]


def _end_blocks(keys: list[str], because: str, at: datetime) -> None:
    conflicts_in_force().filter(pk__in=keys).update(ended_at=at, ended_because=because)


def _naming_persons() -> Iterator[tuple[type[Model], str]]:
    """Every table of the house, and its column, that names a person."""
    for model in apps.get_models():
        is_history = issubclass(model, pghistory.models.Event)
        if is_history or model._meta.label_lower in _OF_PAIRS:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Person:
                yield model, field.name


def _name(model: type[Model], column: str) -> str:
    return f"{model._meta.label_lower}.{column}"


def _move(other: Person, person: Person) -> Iterator[tuple[str, list[str]]]:
    """Point what names `other` at `person`; gives the keys of each table's rows."""
    for model, column in _naming_persons():
        rows: Any = model._default_manager.filter(
            organisation_id=other.organisation_id, **{column: other}
        )
        keys = [str(key) for key in rows.values_list("pk", flat=True)]
        _point(model, column, keys, other, person)
        yield _name(model, column), keys


def _point(model: type[Model], column: str, keys: Collection[Any], now: Person, to: Person) -> None:
    """Let rows that name `now` name `to`.

    :raises ExcludeEachOther: the database lets `to` have only one such row
    """
    if not keys:
        return
    rows: Any = model._default_manager.filter(
        organisation_id=now.organisation_id, pk__in=keys, **{column: now}
    )
    try:
        with transaction.atomic():
            rows.update(**{column: to})
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise ExcludeEachOther(what=EXCLUSIVE.get(model._meta.label_lower, OTHERS)) from error


def _send_after(cases: list[str], person: Person, other: Person) -> None:
    """Let what was drawn on cases while they were `person`'s follow them to `other`."""
    for model, column in _naming_persons():
        if any(field.name == "case" for field in model._meta.concrete_fields):
            drawn: Any = model._default_manager.filter(
                organisation_id=person.organisation_id, case_id__in=cases, **{column: person}
            )
            _point(model, column, list(drawn.values_list("pk", flat=True)), person, other)


def _fill(person: Person, other: Person) -> dict[str, str]:
    """Fill blank particulars from the other row; gives what was filled in, as text."""
    blank = [name for name in _PARTICULARS if not getattr(person, name) and getattr(other, name)]
    for name in blank:
        setattr(person, name, getattr(other, name))
    _save(person, blank)
    return {name: str(getattr(other, name)) for name in blank}


def _empty(person: Person, filled: dict[str, str]) -> None:
    """Take back what was filled in, as far as nobody has written anything else since."""
    same = [name for name, text in filled.items() if str(getattr(person, name)) == text]
    for name in same:
        setattr(person, name, None if name == "birth_on" else "")
    _save(person, same)


def _save(person: Person, names: list[str]) -> None:
    if not names:
        return
    for name, value in search_keys(person.name, person.kana).items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*names, "name_key", "grams", "version"])
