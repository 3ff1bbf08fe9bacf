"""How many points each reason is worth; together they are a hundred."""

from dataclasses import dataclass


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
            )
        )


#: What is in force.
POLICY = Policy(
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
    hourly_marks=(1_100, 1_200, 1_300, 1_400, 1_600, 2_000),
    monthly_marks=(160_000, 180_000, 200_000, 220_000, 250_000, 300_000),
)
