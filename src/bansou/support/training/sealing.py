"""The seeds of lots to come: made by the machine, their digests shown before anybody wishes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from secrets import token_hex
from uuid import UUID

from django.db.models import QuerySet

from bansou.commons.access.actors import Actor
from bansou.engines.assignment import digest_of
from bansou.programmes.models import Programme
from bansou.support.training.models import CourseRun, SealedSeed
from bansou.support.training.refusals import NoSealedSeed


def seal_seed(*, by: Actor, run: CourseRun, at: datetime) -> None:
    """Make the seed of the next lot of a run's course, unless there is one that was not used yet."""
    if _waiting(run).exists():
        return
    seed = token_hex(32)
    SealedSeed.objects.create(
        organisation_id=run.organisation_id,
        recorded_by_id=by.require_organisation(),
        programme_id=run.programme_id,
        provider_id=run.provider_id,
        course=run.course,
        seed=seed,
        digest=digest_of(seed),
        sealed_at=at,
    )


def use_seed(*, by: Actor, run: CourseRun, at: datetime) -> SealedSeed:
    """Take the seed of a course for the lot that is drawn now, and make the one of the next.

    :raises NoSealedSeed: none was made before anybody wished
    """
    sealed = _waiting(run).select_for_update().first()
    if sealed is None:
        raise NoSealedSeed()
    SealedSeed.objects.filter(organisation_id=sealed.organisation_id, pk=sealed.pk).update(
        used_at=at
    )
    seal_seed(by=by, run=run, at=at)
    return sealed


def seals_of(
    programme: Programme, providers: Iterable[UUID], course: str
) -> Mapping[UUID, SealedSeed]:
    """The seeds that wait for the next lot of a course, by provider."""
    sealed = SealedSeed.objects.filter(
        organisation_id=programme.organisation_id,
        programme=programme,
        course=course,
        provider_id__in=list(providers),
        used_at=None,
    )
    return {it.provider_id: it for it in sealed}


def _waiting(run: CourseRun) -> QuerySet[SealedSeed]:
    return SealedSeed.objects.filter(
        organisation_id=run.organisation_id,
        programme_id=run.programme_id,
        provider_id=run.provider_id,
        course=run.course,
        used_at=None,
    )
