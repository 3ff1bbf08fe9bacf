"""A made-up nation by a seed: municipalities, how long it takes between them, people and openings.

The geography: 47 centres lie along an arc of 2,000 km with some scatter; their sizes fall off as
1 / (rank + 0.5)^1.1, like those of prefectures. Each of the 1,741 municipalities lies around a centre
drawn by size, at a distance that is exponential with a mean of 22 km, and has a weight that is
log-normal (sigma 1.2) and halves every 18 km from the centre. People and openings are drawn by
these weights. Travel is 1.3 times the straight way: 5 minutes and 12 km/h by bicycle, 15 minutes
and 30 km/h by public transport, 5 minutes and 40 km/h by car; inside one municipality 10 minutes.

Conditions: 20 licences, 20 demands (10 shifts and 10 of the work itself), 8 accommodations, 3 types
of employment, and the policy's marks of pay: with the bit of what is gone, one word of 64 bits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching import POLICY, Catalogue, People, Travel, Vocabulary

#: 月間有効求職者数 and 月間有効求人数 of October 2025 (MHLW); municipalities without Tokyo's wards.
SEEKERS, OPENINGS, MUNICIPALITIES = 1_922_403, 2_309_906, 1_741
LICENCES, DEMANDS, ACCOMMODATIONS, OCCUPATIONS, INDUSTRIES = 20, 20, 8, 15, 20
#: Licences are held in this order of frequency; the first is the ordinary driving licence.
_HELD = np.r_[0.75, np.linspace(0.12, 0.01, LICENCES - 1)]
_ASKED = np.r_[0.30, np.linspace(0.04, 0.004, LICENCES - 1)]
_LIMITS = np.array([30, 45, 60, 90])


@dataclass(frozen=True, slots=True)
class Place:
    """Municipalities: their weights, and the travel between them."""

    weights: NDArray[np.float64]
    travel: Travel


def place(
    rng: np.random.Generator, number: int = MUNICIPALITIES, length_km: float = 2_000
) -> Place:
    """Lay out municipalities along an arc of this length."""
    centres = max(1, round(47 * number / MUNICIPALITIES))
    angle = np.sort(rng.uniform(0, np.pi / 2, centres))
    middle = np.stack([np.cos(angle), np.sin(angle)], 1) * length_km / (np.pi / 2)
    middle += rng.normal(0, 40, middle.shape)
    size = (rng.permutation(centres) + 1.5) ** -1.1
    home = rng.choice(centres, number, p=size / size.sum())
    away = rng.exponential(22, number)
    turn = rng.uniform(0, 2 * np.pi, number)
    spots = middle[home] + np.stack([np.cos(turn), np.sin(turn)], 1) * away[:, None]
    weights = rng.lognormal(0, 1.2, number) * 0.5 ** (away / 18)
    way = 1.3 * np.linalg.norm(spots[:, None] - spots[None], axis=2)
    minutes = {
        means: _minutes(way, start, speed)
        for means, start, speed in (("bicycle", 5, 12), ("transport", 15, 30), ("car", 5, 40))
    }
    return Place(weights / weights.sum(), Travel.of(minutes))


def vocabulary(municipalities: int) -> Vocabulary:
    """All names."""
    return Vocabulary(
        areas=_named("area", municipalities),
        occupations=_named("occupation", OCCUPATIONS),
        industries=_named("industry", INDUSTRIES),
        employment_types=("regular", "contract", "part_time"),
        licences=_named("licence", LICENCES),
        demands=_named("demand", DEMANDS),
        accommodations=_named("accommodation", ACCOMMODATIONS),
    )


def openings(rng: np.random.Generator, where: Place, number: int = OPENINGS) -> Catalogue:
    """Openings; of each tenth of what could be said something is not known."""
    names = vocabulary(len(where.weights))
    is_monthly = rng.random(number) < 0.6
    step = np.minimum(rng.gamma(2.0, 9.0, number), 100).astype(np.int64)
    hourly, monthly = 1_075 + 10 * step, 165_000 + 2_000 * step
    offers = _some(rng, number, np.full(ACCOMMODATIONS, 0.25))
    return Catalogue(
        vocabulary=names,
        ids=np.arange(number),
        area=_unless(rng, 0.0, rng.choice(len(where.weights), number, p=where.weights) + 1),
        occupation=_unless(rng, 0.02, _skewed(rng, OCCUPATIONS, number) + 1),
        industry=_unless(rng, 0.02, _skewed(rng, INDUSTRIES, number) + 1),
        employment_type=_unless(rng, 0.02, rng.choice(3, number, p=(0.5, 0.2, 0.3)) + 1),
        hourly_lowest=np.where(is_monthly, -1, hourly),
        hourly_highest=np.where(is_monthly, -1, hourly + rng.choice((0, 50, 125, 300), number)),
        monthly_lowest=np.where(is_monthly, monthly, -1),
        monthly_highest=np.where(is_monthly, monthly + rng.choice((0, 15_000, 40_000), number), -1),
        minutes_a_week=rng.choice((-1, 900, 1_200, 1_800, 2_325, 2_400), number),
        licences=_some(rng, number, _ASKED),
        has_licences=rng.random(number) < 0.95,
        demands=_some(rng, number, np.full(DEMANDS, 0.25)),
        has_demands=rng.random(number) < 0.9,
        offers=offers,
        lacks=_some(rng, number, np.full(ACCOMMODATIONS, 0.2)) & ~offers,
    )


def people(rng: np.random.Generator, where: Place, number: int = SEEKERS) -> People:
    """People; not everybody was asked everything."""
    homes = (rng.choice(len(where.weights), number, p=where.weights) + 1).astype(np.int32)
    means = rng.choice(3, number, p=(0.15, 0.35, 0.5)).astype(np.int32)
    limits = rng.choice(_LIMITS, number, p=(0.25, 0.3, 0.35, 0.1)).astype(np.int32)
    reach, reaches = where.travel.reaches(homes, means, limits)
    refuses = _some(rng, number, np.full(DEMANDS, 0.5))
    needs = _some(rng, number, np.full(ACCOMMODATIONS, 0.2))
    least = rng.choice((-1, 0, 1_200, 1_800), number, p=(0.1, 0.2, 0.3, 0.4))
    return People(
        vocabulary=vocabulary(len(where.weights)),
        reaches=reaches,
        ids=np.arange(number),
        reach=reach,
        types=_some(rng, number, np.array((0.8, 0.5, 0.5))) | np.uint64(1),
        types_told=rng.random(number) < 0.9,
        occupations=_few(rng, number, OCCUPATIONS),
        occupations_told=np.ones(number, bool),
        industries=_few(rng, number, INDUSTRIES),
        industries_told=np.ones(number, bool),
        hourly_floor=rng.choice((-1, *POLICY.hourly_marks[:4]), number),
        monthly_floor=rng.choice((-1, *POLICY.monthly_marks[:4]), number),
        least_minutes=least,
        most_minutes=np.where(least < 0, -1, least + rng.choice((600, 1_200), number)),
        holds=_some(rng, number, _HELD),
        holds_told=rng.random(number) < 0.9,
        acquiring=_some(rng, number, np.full(LICENCES, 0.01)),
        refuses=refuses,
        refuses_told=rng.random(number) < 0.9,
        refuses_any=(refuses != 0).any(axis=1),
        needs=needs,
        needs_number=np.where(
            rng.random(number) < 0.9, np.bitwise_count(needs).sum(axis=1, dtype=np.int64), -1
        ),
    )


def _minutes(way: NDArray[np.float64], start: int, speed: int) -> NDArray[np.uint8]:
    minutes = np.minimum(np.ceil(start + way / speed * 60), 255)
    np.fill_diagonal(minutes, 10)
    return minutes.astype(np.uint8)


def _named(kind: str, number: int) -> tuple[str, ...]:
    return tuple(f"{kind}{place:04}" for place in range(number))


def _some(
    rng: np.random.Generator, number: int, chances: NDArray[np.float64]
) -> NDArray[np.uint64]:
    words = np.zeros(number, np.uint64)
    for bit, chance in enumerate(chances):
        words |= (rng.random(number, np.float32) < chance).astype(np.uint64) << np.uint64(bit)
    return words.reshape(-1, 1)


def _few(rng: np.random.Generator, number: int, kinds: int) -> NDArray[np.uint64]:
    words = np.zeros(number, np.uint64)
    for _ in range(2):
        words |= np.uint64(1) << _skewed(rng, kinds, number).astype(np.uint64)
    return words.reshape(-1, 1)


def _skewed(rng: np.random.Generator, kinds: int, number: int) -> NDArray[np.int64]:
    chances = 1 / np.arange(3, kinds + 3)
    return rng.choice(kinds, number, p=chances / chances.sum())


def _unless(
    rng: np.random.Generator, chance: float, numbers: NDArray[np.int64]
) -> NDArray[np.int64]:
    return np.where(rng.random(len(numbers)) < chance, 0, numbers)
