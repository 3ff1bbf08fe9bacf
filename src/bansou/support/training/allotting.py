"""Giving out the seats of a course's runs where wishes exceed them, by a published lot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.engines.assignment import Missed, Receipt, draw, lots, why_not_first
from bansou.programmes.models import Programme
from bansou.support.training.models import CourseApplication, CourseRun, SeatAllotment
from bansou.support.training.queries import latest_allotment_with, runs_after, without_seat
from bansou.support.training.refusals import NothingExceeds, NothingNew
from bansou.support.training.sealing import use_seed
from bansou.support.training.seats import enrol_in_course, refuse_for_run


@dataclass(frozen=True, slots=True)
class Pool:
    """The runs of a course that have not begun, and who wishes for them without a seat."""

    runs: Sequence[CourseRun]
    applications: Sequence[CourseApplication]

    @property
    def seats(self) -> int:
        """How many seats there are in all."""
        return sum(run.capacity - run.taken for run in self.runs)

    def first_wishes(self, run: CourseRun) -> int:
        """How many wish for a run first."""
        return sum(wishes_of(it)[:1] == [run.pk.hex] for it in self.applications)


def pool_of(programme: Programme, course: str, day: date, provider_ids: Sequence[object]) -> Pool:
    """What is given out: the runs of these providers after a day, with those who wish for them."""
    runs = list(runs_after(programme, course, day).filter(provider_id__in=provider_ids))
    return Pool(runs, list(without_seat(runs)))


def wishes_of(application: CourseApplication) -> list[str]:
    """The runs that are wished for, by rank, as a receipt names them."""
    wishes = sorted(application.wishes.all(), key=lambda wish: wish.rank)
    return [wish.run_id.hex for wish in wishes]


def allot_seats(
    *,
    by: Actor,
    programme: Programme,
    course: str,
    provider_ids: Sequence[object],
    on: date,
    at: datetime,
) -> SeatAllotment:
    """Give the seats out and keep the receipt; who got none waits for their first wish, by lot.

    Who waits since an earlier lot goes before who has not, in the order in which they wait: that
    is drawn once, and giving seats out again does not change it. A wish for a run that somebody may
    not take (age, what is held before) does not take part. The seed is the one that was sealed
    before anybody wished; nobody chooses it. Of two who draw at once the second finds what the
    first has left: who wishes is read once the runs are kept from others.

    :raises NothingExceeds: there is nothing to give out
    :raises NothingNew: no seat is free, and everybody who wishes for one waits in their place
    :raises NoSealedSeed: there is no seed
    """
    with transaction.atomic():
        pool = _held(pool_of(programme, course, on, provider_ids))
        if not pool.runs or not pool.applications:
            raise NothingExceeds()
        runs = {run.pk.hex: run for run in pool.runs}
        if not _has_news(pool, runs):
            raise NothingNew()
        first = next(iter(runs.values()))
        sealed = use_seed(by=by, run=first, at=at)
        receipt = draw(
            seed=sealed.seed,
            digest=sealed.digest,
            places={run.pk.hex: run.capacity - run.taken for run in runs.values()},
            wishes={
                application.ticket: [
                    key for key in wishes_of(application) if _may_take(application, runs, key, on)
                ]
                for application in pool.applications
            },
            first_groups=_waiting_first(pool, runs),
        )
        allotment = SeatAllotment.objects.create(
            organisation_id=programme.organisation_id,
            recorded_by_id=by.require_organisation(),
            programme=programme,
            provider_id=first.provider_id,
            course=course,
            title=first.title,
            seed=sealed.seed,
            receipt=receipt.as_json(),
            allotted_at=at,
        )
        _carry_out(by, pool, runs, receipt, on, at)
    return allotment


def _has_news(pool: Pool, runs: dict[str, CourseRun]) -> bool:
    """Tell whether there is a seat to give, or somebody whose place is not drawn yet."""
    is_free = any(run.taken < run.capacity for run in runs.values())
    return is_free or any(it.waiting_since is None for it in pool.applications)


def _waiting_first(pool: Pool, runs: dict[str, CourseRun]) -> dict[str, dict[str, int]]:
    """Who waits goes first, in the order in which they wait; nothing where nobody does."""
    waiting = sorted(it.waiting_since for it in pool.applications if it.waiting_since)
    places = {since: place for place, since in enumerate(dict.fromkeys(waiting))}
    group = {
        it.ticket: places[it.waiting_since] if it.waiting_since else len(places)
        for it in pool.applications
    }
    return dict.fromkeys(runs, group) if places else {}


def _held(pool: Pool) -> Pool:
    """The runs as they are now, kept from others until the seats are given out, and who wishes."""
    keys = [run.pk for run in pool.runs]
    held = CourseRun.objects.select_for_update(of=("self",)).select_related("contract")
    runs = list(held.filter(pk__in=keys, cancelled_at=None).order_by("pk"))
    return Pool(runs, list(without_seat(runs)))


def _may_take(
    application: CourseApplication, runs: dict[str, CourseRun], key: str, on: date
) -> bool:
    if key not in runs:
        return False
    try:
        refuse_for_run(application, runs[key], on)
    except Refusal:
        return False
    return True


def _carry_out(
    by: Actor,
    pool: Pool,
    runs: dict[str, CourseRun],
    receipt: Receipt,
    on: date,
    at: datetime,
) -> None:
    drawn = lots(receipt.seed, receipt.wishes)
    for application in sorted(pool.applications, key=lambda it: drawn[it.ticket]):
        got, wished = receipt.result[application.ticket], receipt.wishes[application.ticket]
        if got:
            enrol_in_course(by=by, application=application, run=runs[got], on=on, at=at)
        elif wished:
            # Those drawn in one lot wait in its order: the moments differ by a microsecond.
            drawn_now = at + timedelta(microseconds=drawn[application.ticket])
            since = application.waiting_since or drawn_now
            CourseApplication.objects.filter(
                organisation_id=application.organisation_id,
                pk=application.pk,
                state__in=CourseApplication.WITHOUT_SEAT,
            ).update(
                state=CourseApplication.State.WAITING,
                run=runs[wished[0]],
                waiting_since=since,
                version=F("version") + 1,
            )


def missed_wishes(application: CourseApplication) -> tuple[Missed, ...]:
    """Why somebody did not get their wishes when seats were last given out; nothing if they were not."""
    allotment = latest_allotment_with(application)
    if allotment is None:
        return ()
    return why_not_first(Receipt.from_json(allotment.receipt), application.ticket)
