"""Made-up people and openings by a seed, sparse enough that every condition is met and missed."""

import random
from dataclasses import replace

from bansou.engines.matching import POLICY, UNSAID, Kind, Opening, Seeker, WageRange

AREAS = ("east", "west", "north", "port")
OCCUPATIONS = ("06", "08", "12", "15")
INDUSTRIES = ("D", "E", "H", "P")
TYPES = ("regular", "nonregular")
LICENCES = ("sling_work", "forklift_operation", "ordinary_licence")
DEMANDS = ("night", "heavy", "telephone")
LIMITS = ("ice_generation", "retirement")
PACES = ("own", "steady", "quick")
WORKPLACES = ("small", "medium", "large")
SKILLS = ("spreadsheets", "customers", "machines")
HOPES = ("soon", "long", "weekends", "experience")
ACCOMMODATIONS = ("tutor", "clinic_visits", "short_hours")


def seekers(number: int, seed: int) -> list[Seeker]:
    """People, each with things that nobody has asked them."""
    rng = random.Random(seed)  # noqa: S311
    of_kinds = random.Random(f"kinds {seed}")  # noqa: S311 - apart, so that the rest stays
    return [
        replace(_seeker(rng, f"s{place:05}"), kinds=_some(of_kinds, tuple(Kind)))
        for place in range(number)
    ]


def opportunities(number: int, seed: int) -> list[Opening]:
    """Of all kinds, each saying only what its kind can say."""
    rng = random.Random(seed)  # noqa: S311
    return [of_kind(one, rng.choice((None, *Kind))) for one in openings(number, seed)]


def of_kind(opening: Opening, kind: Kind | None) -> Opening:
    """The same as an opportunity of another kind."""
    nothing = Opening(id="")
    unsaid = {name: getattr(nothing, name) for name in UNSAID[kind or Kind.JOB]}
    return replace(opening, kind=kind, **unsaid)


def openings(number: int, seed: int) -> list[Opening]:
    """Openings, each with things that nobody has asked their companies."""
    rng = random.Random(seed)  # noqa: S311
    return [_opening(rng, f"o{place:05}") for place in range(number)]


def _seeker(rng: random.Random, key: str) -> Seeker:
    return Seeker(
        id=key,
        areas=_some(rng, AREAS),
        occupations=_some(rng, OCCUPATIONS),
        industries=_some(rng, INDUSTRIES),
        employment_types=_some(rng, TYPES),
        hourly_floor=rng.choice((None, *POLICY.hourly_marks[:3])),
        monthly_floor=rng.choice((None, *POLICY.monthly_marks[:3])),
        minutes_a_week=rng.choice((None, (0, 1200), (1200, 2400))),
        holds=_some(rng, LICENCES),
        acquiring=frozenset(rng.sample(LICENCES, rng.randint(0, 1))),
        refuses=_some(rng, DEMANDS),
        needs=_some(rng, ACCOMMODATIONS),
        outside=_some(rng, LIMITS),
        paces=_some(rng, PACES),
        workplaces=_some(rng, WORKPLACES),
        skills=_some(rng, SKILLS),
        brings=_some(rng, HOPES),
    )


def _opening(rng: random.Random, key: str) -> Opening:
    offers = frozenset(rng.sample(ACCOMMODATIONS, rng.randint(0, 2)))
    return Opening(
        id=key,
        area=rng.choice((None, *AREAS)),
        occupation=rng.choice((None, *OCCUPATIONS)),
        industry=rng.choice((None, *INDUSTRIES)),
        employment_type=rng.choice((None, *TYPES)),
        hourly=_pay(rng, 1_000, 1_300),
        monthly=_pay(rng, 150_000, 210_000),
        minutes_a_week=rng.choice((None, 900, 1200, 2325)),
        licences=_some(rng, LICENCES),
        demands=_some(rng, DEMANDS),
        offers=offers,
        lacks=frozenset(rng.sample(ACCOMMODATIONS, rng.randint(0, 1))) - offers,
        limits=frozenset(rng.sample(LIMITS, rng.choice((0, 0, 1)))),
        pace=rng.choice((None, *PACES)),
        workplace=rng.choice((None, *WORKPLACES)),
        skills=_some(rng, SKILLS),
        hopes=_some(rng, HOPES),
    )


def _some(rng: random.Random, names: tuple[str, ...]) -> frozenset[str] | None:
    if rng.random() < 0.25:
        return None
    return frozenset(rng.sample(names, rng.randint(0, len(names))))


def _pay(rng: random.Random, least: int, most: int) -> WageRange | None:
    if rng.random() < 0.3:
        return None
    lowest = rng.randrange(least, most, 10)
    return WageRange(lowest, rng.choice((lowest, lowest + 60, lowest + 20_000)))
