"""Which rows of a table are somebody's: by their cases, by themselves, or by what leads to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from bansou.commons.rows import Level
from bansou.desks.rights.told.shape import Told
from bansou.people.cases.models import Case
from bansou.people.persons.queries import rows_of_one
from bansou.support.ibasho.models import IbashoLink


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody, by the keys of their cases and of every row that goes on as theirs."""

    cases: Sequence[UUID]
    persons: Sequence[UUID]

    @classmethod
    def of(cls, cases: QuerySet[Case]) -> "Whose":
        """Of whom some cases of one keeper are."""
        found = list(cases)
        one = found[0]
        persons = rows_of_one(one.organisation_id, one.person_id) if one.person_id else []
        return cls([case.pk for case in found], persons)


def _by_code(column: str) -> Callable[[Whose], Q]:
    """By the code that the guest of a place to be gave away: neither row names the other."""

    def where(whose: Whose) -> Q:
        codes = IbashoLink.objects.filter(case_id__in=whose.cases).values("code")
        return Q(**{f"{column}__in": codes})

    return where


#: What is found neither by a case nor by a person alone.
_OTHERWISE: Mapping[str, Callable[[Whose], Q]] = {
    "people.case": lambda whose: Q(pk__in=whose.cases),
    "people.person": lambda whose: Q(pk__in=whose.persons),
    "people.personmerge": lambda whose: Q(person_id__in=whose.persons, undone_at=None),
    # Who waited by a nickname is known by the booking that came of it.
    "support.waitingperson": lambda whose: (
        Q(case_id__in=whose.cases) | Q(booking__case_id__in=whose.cases)
    ),
    "support.ibashoguest": _by_code("link_code"),
    "support.ibashostage": _by_code("guest__link_code"),
    "support.ibashovisit": _by_code("guest__link_code"),
}


def tables_of_people() -> set[str]:
    """Every table of a person's or a case's rows, and those that hang on these; no histories."""
    found = set(_OTHERWISE)
    while True:
        more = {
            model._meta.label_lower
            for model in apps.get_models()
            if not hasattr(model, "pgh_tracked_model") and _is_of_people(model, found)
        }
        if more <= found:
            return found
        found |= more


def _is_of_people(model: Any, known: set[str]) -> bool:
    fields = model._meta.concrete_fields
    leads_to = {field.related_model._meta.label_lower for field in fields if field.is_relation}
    return bool({"case_id", "person_id"} & {field.column for field in fields} or leads_to & known)


def rows_of(told: Told, whose: Whose) -> QuerySet[Any]:
    """Somebody's rows; what is at level 4 nobody reads by this, whatever they are granted."""
    model = apps.get_model(told.table)
    fields = {field.column: field for field in model._meta.concrete_fields}
    named = dict(told.fields)
    related = [it.name for it in fields.values() if it.is_relation and it.name in named]
    rows = model._default_manager.filter(_where(told.table, fields, whose))
    if "level" in fields:
        rows = rows.filter(level__lt=Level.PSYCHOLOGICAL)
    return rows.select_related(*related) if related else rows


def _where(table: str, columns: Mapping[str, Any], whose: Whose) -> Q:
    if otherwise := _OTHERWISE.get(table):
        return otherwise(whose)
    if "case_id" in columns:
        return Q(case_id__in=whose.cases)
    return Q(person_id__in=whose.persons)
