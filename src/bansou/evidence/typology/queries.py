"""The table of a programme's people by state and age, and what of it may be shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from bansou.engines.disclosure import Counts, Published, protect
from bansou.evidence.typology.rules import BANDS, band_of
from bansou.people.cases.models import Case, Enrolment
from bansou.people.steps.models import Step
from bansou.programmes.models import Programme
from bansou.schemes.shape import Scheme


@dataclass(frozen=True, slots=True)
class Typology:
    """People by band of age and by state, as far as it may be shown.

    :ivar bands: the first age of each row's band; None for those whose age nobody knows
    :ivar states: what each column is called; empty for those of whom nobody knows
    """

    day: date
    threshold: int
    bands: Sequence[int | None]
    states: Sequence[str]
    published: Published


def typology_of(programme: Programme, scheme: Scheme, day: date) -> Typology:
    """Put the people together who are in a programme on a day; one case is one person.

    The columns are the states that the scheme names, or its categories where it names none.
    """
    choices = scheme.client_states or scheme.categories
    labels = {choice.key: choice.label for choice in choices}
    people = Counter(
        (band_of(born_on, day), state if state in labels else "")
        for born_on, state in _people(programme, day, by_state=bool(scheme.client_states))
    )
    bands, states = (*BANDS, None), (*labels, "")
    rows = [[people[band, state] for state in states] for band in bands]
    published = protect(Counts(rows), threshold=scheme.publication_threshold)
    shown = [labels.get(state, "") for state in states]
    return Typology(day, scheme.publication_threshold, bands, shown, published)


def _people(
    programme: Programme, day: date, *, by_state: bool
) -> QuerySet[Case, tuple[date | None, str | None]]:
    """Day of birth and state of everybody: what was seen of them last, or their category."""
    inside = Enrolment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        organisation_id=programme.organisation_id,
        programme=programme,
        from_on__lte=day,
    )
    cases = Case.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=day),
        organisation_id=programme.organisation_id,
        pk__in=inside.values("case_id"),
    )
    seen = Step.objects.filter(
        case=OuterRef("pk"),
        organisation_id=OuterRef("organisation_id"),
        on__lte=day,
        withdrawn_at=None,
        fields__has_key="client_state",
    ).exclude(fields__client_state="")
    latest = seen.order_by("-on", "-id").annotate(state=KT("fields__client_state"))
    state: Any = Subquery(latest.values("state")[:1]) if by_state else None
    if state is None:
        return cases.values_list("person__birth_on", "category")
    return cases.annotate(state=state).values_list("person__birth_on", "state")
