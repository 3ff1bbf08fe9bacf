"""How many points each reason is worth, in every version; together they are a hundred."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Points for each reason, all integers, and the pay that floors are named by.

    :ivar version: another table of points gets another name; it is kept with what was proposed
    :ivar licence_open: for work that needs no licence, and for one that is still being acquired
    :ivar wage_reaches: where only the highest pay named reaches the floor
    """

    version: str
    occupation: int
    industry: int
    licence: int
    licence_open: int
    area: int
    wage: int
    wage_reaches: int
    employment_type: int
    hours: int
    demands: int
    accommodations: int
    pace: int = 0
    workplace: int = 0
    skills: int = 0
    hopes: int = 0
    hourly_marks: tuple[int, ...]
    monthly_marks: tuple[int, ...]

    @property
    def most(self) -> int:
        """The points of a pair for which everything fits."""
        return sum(
            (
                self.occupation,
                self.industry,
                self.licence,
                self.area,
                self.wage,
                self.employment_type,
                self.hours,
                self.demands,
                self.accommodations,
                *self.traits,
            )
        )

    @property
    def traits(self) -> tuple[int, int, int, int]:
        """The points for pace, workplace, skills and what the employer hopes for."""
        return self.pace, self.workplace, self.skills, self.hopes

    def with_marks(self, hourly: tuple[int, ...], monthly: tuple[int, ...]) -> "Policy":
        """The same points with other floors to choose from; none of a kind leaves its own."""
        return replace(
            self,
            hourly_marks=hourly or self.hourly_marks,
            monthly_marks=monthly or self.monthly_marks,
        )

    @property
    def employers_most(self) -> int:
        """The points of a pair in which everything is as the work asks; the rest is the person's."""
        return self.licence + self.demands + self.skills + self.hopes


_HOURLY = (1_100, 1_200, 1_300, 1_400, 1_600, 2_000)
_MONTHLY = (160_000, 180_000, 200_000, 220_000, 250_000, 300_000)
_FIRST = Policy(
    version="matching-1",
    occupation=20,
    industry=5,
    licence=15,
    licence_open=8,
    area=15,
    wage=15,
    wage_reaches=5,
    employment_type=10,
    hours=5,
    demands=5,
    accommodations=10,
    hourly_marks=_HOURLY,
    monthly_marks=_MONTHLY,
)
#: What is in force.
POLICY = Policy(
    version="matching-2",
    occupation=15,
    industry=5,
    licence=12,
    licence_open=6,
    area=12,
    wage=12,
    wage_reaches=4,
    employment_type=8,
    hours=4,
    demands=4,
    accommodations=8,
    pace=5,
    workplace=4,
    skills=6,
    hopes=5,
    hourly_marks=_HOURLY,
    monthly_marks=_MONTHLY,
)
#: Every table there was: what was scored by one is read by it.
POLICIES: Mapping[str, Policy] = {one.version: one for one in (_FIRST, POLICY)}
