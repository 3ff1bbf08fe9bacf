"""What fits whom, ready for a page: the best first, and what was left out, by reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from bansou.commons.access.queries import visible
from bansou.desks.proposals.gate import READ
from bansou.desks.proposals.words import (
    Line,
    Words,
    clash_in_words,
    exclusion_in_words,
    lines_of,
    remedy_in_words,
)
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.models import Opening
from bansou.engines.matching import Exclusion
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.queries import (
    Draw,
    Fit,
    draw,
    numbers_fitting,
    proposed_to,
    seekers_of,
    standing_openings,
    wishes_at,
)
from bansou.placement.matching.reading import opening_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One reason with all that it excludes."""

    sentence: str
    remedy: str
    fits: tuple[Fit, ...]


class Market:
    """The openings that stand today, the people whom the member may propose to, and what is known."""

    def __init__(self, request: Any) -> None:
        self.day = request.today
        keeper_id = request.actor.require_organisation()
        self.vocabulary = Vocabulary.of(keeper_id, self.day)
        self.words = Words.of(self.vocabulary)
        self.openings = standing_openings(keeper_id, self.day)
        rows = visible(
            request.actor, wishes_at(keeper_id), self.day, action=READ, level="level", are_own=True
        )
        self.wishes = list(rows)
        self.seekers = seekers_of(self.wishes, self.vocabulary.schemes, self.day)
        self.before = proposed_to([wish.case_id for wish in self.wishes])

    def of_person(self, wish: WorkWish) -> Draw:
        """One person against all openings."""
        return self._drawn((wish, opening) for opening in self.openings)

    def of_opening(self, opening: Opening) -> Draw:
        """One opening against all people."""
        return self._drawn((wish, opening) for wish in self.wishes)

    def pair(self, wish: WorkWish, opening: Opening) -> Fit:
        """One person and one opening, whether it fits or not."""
        drawn = self._drawn([(wish, opening)])
        return (*drawn.fitting, *drawn.excluded)[0]

    def numbers_fitting(self) -> dict[UUID, int]:
        """How many openings may be proposed to everybody today, by case."""
        return numbers_fitting(
            self.seekers,
            self.openings,
            before=self.before,
            day=self.day,
            confirm_days=self.vocabulary.opening_confirm_days,
        )

    def lines(self, fit: Fit) -> list[Line]:
        """The table of a pair."""
        terms = [
            {"code": t.code, "verdict": t.verdict.value, "points": t.points} for t in fit.terms
        ]
        return lines_of(terms, fit.wish, fit.opening, self.words)

    def clash(self, fit: Fit, exclusion: Exclusion) -> str:
        """What both sides of a pair say to what excludes it."""
        seeker = self.seekers[fit.wish.case_id]
        return clash_in_words(exclusion, seeker, opening_of(fit.opening), self.words)

    def left_out(self, excluded: Iterable[Fit]) -> list[LeftOut]:
        """What does not fit, under every reason for which it does not; the commonest first."""
        by_reason: dict[Exclusion, list[Fit]] = {}
        for fit in excluded:
            for exclusion in fit.exclusions:
                by_reason.setdefault(exclusion, []).append(fit)
        ranked = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
        return [
            LeftOut(exclusion_in_words(one, self.words), remedy_in_words(one), tuple(fits))
            for one, fits in ranked
        ]

    def _drawn(self, pairs: Iterable[tuple[WorkWish, Opening]]) -> Draw:
        return draw(
            pairs,
            self.seekers,
            before=self.before,
            day=self.day,
            confirm_days=self.vocabulary.opening_confirm_days,
        )


def board_url(wish: WorkWish | None, opening: Opening | None) -> str:
    """The board with a person, an opening, or both."""
    asked = {"case": wish.case_id if wish else "", "opening": opening.pk if opening else ""}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return f"{reverse('proposals:board')}?{query}"
