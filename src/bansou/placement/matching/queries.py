"""Proposals and wishes as the desks ask for them, and what fits whom today."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.employers.models import Opening
from bansou.employers.openings.queries import standing_on
from bansou.employers.openings.rules import is_to_be_confirmed
from bansou.engines.matching import (
    Exclusion,
    Index,
    Seeker,
    Term,
    explain,
    score_of,
    why_not,
)
from bansou.people.cases.models import Case
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.reading import opening_of, seeker_of
from bansou.placement.matching.rules import POLICY
from bansou.schemes.shape import Scheme
from bansou.support.models import CourseApplication, HeldQualification
from bansou.support.training.rules import is_holding

#: Named beside the engine's exclusions: not a condition of the work, but a reason not to propose.
STALE, PROPOSED = "stale", "proposed"


@dataclass(frozen=True, slots=True)
class Fit:
    """An opening and a person, what speaks for it, and what excludes it."""

    opening: Opening
    wish: WorkWish
    score: int
    terms: tuple[Term, ...]
    exclusions: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """What was found for one side: what fits, the best first, and what does not, with every reason."""

    fitting: tuple[Fit, ...]
    excluded: tuple[Fit, ...]


def wish_of(case: Case) -> WorkWish | None:
    """What the person of a case wishes, as far as the transaction may see it."""
    return WorkWish.objects.filter(organisation_id=case.organisation_id, case=case).first()


def wishes_at(keeper_id: UUID) -> QuerySet[WorkWish]:
    """The wishes on a keeper's running cases, those heard last first."""
    return (
        WorkWish.objects.filter(organisation_id=keeper_id, case__closed_on=None)
        .select_related("case__person", "case__responsible__user")
        .order_by("-heard_on", "-id")
    )


def proposal_of(key: UUID) -> Proposal | None:
    """One proposal, as far as the transaction may see it."""
    return _with_all(Proposal.objects.filter(pk=key)).first()


def proposals_of(case: Case) -> QuerySet[Proposal]:
    """A case's proposals, the latest first."""
    own = Proposal.objects.filter(organisation_id=case.organisation_id, case=case)
    return _with_all(own).order_by("-proposed_on", "-id")


#: With its case a proposal ends, too: nobody can go on with it.
_IS_AWAITED = Q(state__in=Proposal.OPEN, case__closed_on=None)


def awaited_at(keeper_id: UUID) -> QuerySet[Proposal]:
    """Proposals on running cases in which somebody has something to do next, the oldest first."""
    awaited = Proposal.objects.filter(organisation_id=keeper_id).filter(_IS_AWAITED)
    return _with_all(awaited).order_by("proposed_on", "id")


def settled_at(keeper_id: UUID) -> QuerySet[Proposal]:
    """Proposals that came to an end, with their case if not before, the latest first."""
    settled = Proposal.objects.filter(organisation_id=keeper_id).exclude(_IS_AWAITED)
    return _with_all(settled).order_by("-proposed_on", "-id")


#: How a proposal ends without a hire: the state, the column of the reason and that of the day.
_BY_PERSON = (
    (Proposal.State.DECLINED, "decline_reason", "answered_on"),
    (Proposal.State.WITHDREW, "result_reason", "result_on"),
)
_BY_COMPANY = (
    (Proposal.State.TURNED_DOWN, "company_reason", "company_answered_on"),
    (Proposal.State.NOT_CHOSEN, "result_reason", "result_on"),
)


def person_declined_because(
    keeper_id: UUID, from_on: date, until_on: date
) -> list[tuple[str, str, int]]:
    """Why people did not want an opening, between two days: industry, reason, number."""
    return _because(keeper_id, from_on, until_on, _BY_PERSON)


def company_declined_because(
    keeper_id: UUID, from_on: date, until_on: date
) -> list[tuple[str, str, int]]:
    """Why companies did not want somebody, likewise."""
    return _because(keeper_id, from_on, until_on, _BY_COMPANY)


def _because(
    keeper_id: UUID, from_on: date, until_on: date, ways: Iterable[tuple[str, str, str]]
) -> list[tuple[str, str, int]]:
    counts: Counter[tuple[str, str]] = Counter()
    for state, reason, day in ways:
        ended = {"state": state, f"{day}__range": (from_on, until_on)}
        rows = Proposal.objects.filter(organisation_id=keeper_id, **ended)
        counts.update(rows.values_list("opening__company__industry", reason))
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [(industry, reason, number) for (industry, reason), number in ranked]


def _with_all(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.select_related(
        "case__person", "case__responsible__user", "opening__company", "organisation"
    )


def seekers_of(
    wishes: Iterable[WorkWish], schemes: Iterable[Scheme], day: date
) -> dict[UUID, Seeker]:
    """People by their cases, with what they hold and are about to hold; two statements for all."""
    listed = list(wishes)
    cases = [wish.case_id for wish in listed]
    holds: dict[UUID, set[str]] = defaultdict(set)
    for case_id, key, expires_on in HeldQualification.objects.filter(case_id__in=cases).values_list(
        "case_id", "qualification", "expires_on"
    ):
        if is_holding(expires_on, day):
            holds[case_id].add(key)
    for wish in listed:
        holds[wish.case_id] |= _said_on(wish.case, schemes)
    acquiring: dict[UUID, set[str]] = defaultdict(set)
    seats = CourseApplication.objects.filter(
        case_id__in=cases, state=CourseApplication.State.ENROLLED
    )
    for case_id, key in seats.exclude(qualification="").values_list("case_id", "qualification"):
        acquiring[case_id].add(key)
    return {
        wish.case_id: seeker_of(wish, holds[wish.case_id], acquiring[wish.case_id])
        for wish in listed
    }


def _said_on(case: Case, schemes: Iterable[Scheme]) -> set[str]:
    """Qualifications that a field of the case tells of."""
    return {
        q.key
        for scheme in schemes
        for q in scheme.qualifications
        if q.case_field and case.fields.get(q.case_field) is True
    }


def standing_openings(keeper_id: UUID, day: date) -> list[Opening]:
    """A keeper's openings that are neither closed nor taken back, with their companies."""
    own = Opening.objects.filter(organisation_id=keeper_id)
    return list(standing_on(own, day).select_related("company").order_by("id"))


def proposed_to(cases: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Which openings were proposed to whom before, whatever the answer: (case, opening)."""
    before = Proposal.objects.filter(case_id__in=cases).exclude(state=Proposal.State.ENDED)
    return set(before.values_list("case_id", "opening_id"))


def draw(
    pairs: Iterable[tuple[WorkWish, Opening]],
    seekers: Mapping[UUID, Seeker],
    *,
    before: Collection[tuple[UUID, UUID]],
    day: date,
    confirm_days: int,
) -> Draw:
    """Judge pairs: for one person against all openings, or for one opening against all people.

    :param before: pairs that were proposed before
    """
    fits = [_fit(wish, opening, seekers, before, day, confirm_days) for wish, opening in pairs]
    ranked = sorted(fits, key=lambda fit: (-fit.score, str(fit.opening.pk), str(fit.wish.case_id)))
    return Draw(
        tuple(fit for fit in ranked if not fit.exclusions),
        tuple(fit for fit in ranked if fit.exclusions),
    )


def _fit(
    wish: WorkWish,
    opening: Opening,
    seekers: Mapping[UUID, Seeker],
    before: Collection[tuple[UUID, UUID]],
    day: date,
    confirm_days: int,
) -> Fit:
    seeker, asked = seekers[wish.case_id], opening_of(opening)
    exclusions = why_not(seeker, asked)
    if (wish.case_id, opening.pk) in before:
        exclusions += (Exclusion(PROPOSED),)
    if is_to_be_confirmed(opening.posted_on, opening.confirmed_on, day, confirm_days):
        exclusions += (Exclusion(STALE),)
    terms = explain(seeker, asked, POLICY)
    return Fit(opening, wish, score_of(seeker, asked, POLICY), terms, exclusions)


def numbers_fitting(
    seekers: Mapping[UUID, Seeker],
    openings: Iterable[Opening],
    *,
    before: Collection[tuple[UUID, UUID]],
    day: date,
    confirm_days: int,
) -> dict[UUID, int]:
    """How many openings may be proposed to everybody, by case; computed for all at once."""
    confirmed = [
        one
        for one in openings
        if not is_to_be_confirmed(one.posted_on, one.confirmed_on, day, confirm_days)
    ]
    index = Index.build([opening_of(one) for one in confirmed], POLICY)
    proposed: dict[UUID, set[str]] = defaultdict(set)
    for case_id, opening_id in before:
        proposed[case_id].add(str(opening_id))
    return {
        case_id: len(set(index.fitting(seeker)) - proposed[case_id])
        for case_id, seeker in seekers.items()
    }
