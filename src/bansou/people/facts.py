"""Steps as facts: what happened on cases, ready to be counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from bansou.engines.indicators.facts import Fact
from bansou.people.cases.models import Enrolment
from bansou.people.steps.models import Step
from bansou.programmes.models import Programme

type Times = Mapping[UUID, tuple[tuple[date, date, str], ...]]
type Tags = Mapping[str, frozenset[str]]


def enrolment_times(programme: Programme) -> Times:
    """All times in programmes of every case that ever was in this one: case → (from, until, programme).

    Times in the programme asked for come first, so that it wins where two overlap.
    """
    rows = Enrolment.objects.filter(
        organisation_id=programme.organisation_id,
        case_id__in=Enrolment.objects.filter(
            organisation_id=programme.organisation_id, programme=programme
        ).values("case_id"),
    ).values_list("case_id", "from_on", "until_on", "programme_id")
    times: dict[UUID, list[tuple[date, date, str]]] = {}
    for case_id, from_on, until_on, programme_id in rows:
        times.setdefault(case_id, []).append((from_on, until_on or date.max, str(programme_id)))
    asked = str(programme.pk)
    return {
        case: tuple(sorted(spans, key=lambda s: (s[2] != asked, s[0])))
        for case, spans in times.items()
    }


def programme_on(times: Times, case_id: UUID, day: date) -> str | None:
    """The programme of the enrolment in force on a day, None outside of any."""
    for from_on, until_on, programme in times.get(case_id, ()):
        if from_on <= day <= until_on:
            return programme
    return None


def step_facts(
    programme: Programme,
    times: Times,
    tags: Tags,
    *,
    without: frozenset[str],
    tells_birth: bool = False,
) -> Iterator[Fact]:
    """One fact for every step on the programme's cases, whatever its day.

    :param tags: tags of each kind of act, from the scheme
    :param without: kinds that another room tells more about
    :param tells_birth: whether the person's day of birth (born_on) is asked for
    """
    rows = (
        Step.objects.filter(organisation_id=programme.organisation_id, case_id__in=list(times))
        .exclude(kind__in=without)
        .values_list(
            "id",
            "kind",
            "on",
            "case_id",
            "case__person_id",
            "fields",
            "withdrawn_at",
            "recorded_at",
            "case__person__birth_on",
        )
    )
    for (
        key,
        kind,
        on,
        case_id,
        person_id,
        fields,
        withdrawn_at,
        recorded_at,
        born,
    ) in rows.iterator():
        yield Fact(
            id=f"step:{key}",
            event=kind,
            tags=tags.get(kind, frozenset()),
            on=on,
            organisation=str(programme.organisation_id),
            programme=programme_on(times, case_id, on),
            case=str(case_id),
            person=str(person_id) if person_id else None,
            fields={**fields, "born_on": born} if tells_birth else fields,
            withdrawn=withdrawn_at is not None,
            recorded_at=recorded_at,
        )
