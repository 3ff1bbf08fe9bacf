"""From where somebody lives, how they travel and how long they are willing to: the areas in reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.checking import Numbers, first
from bansou.engines.matching.mistakes import UnequalLengths, UnknownCode
from bansou.engines.matching.people import Reaches

type Minutes = NDArray[np.uint8]
#: No way, or one of over four hours.
UNREACHABLE = 255


@dataclass(frozen=True, eq=False)
class Travel:
    """Minutes from every area to every other by each means.

    :ivar means: how people travel, in the order of their numbers from 0
    :ivar minutes: `(means, areas, areas)`, from the second to the third; `UNREACHABLE` for no way
    """

    means: tuple[str, ...]
    minutes: Minutes

    def __post_init__(self) -> None:
        """Check the shape.

        :raises UnequalLengths: it is not square, or not one for each means
        """
        if self.minutes.shape != (len(self.means), *self.minutes.shape[1:2] * 2):
            raise UnequalLengths(f"minutes of shape {self.minutes.shape}", column="minutes")

    @classmethod
    def of(cls, minutes: Mapping[str, Minutes]) -> "Travel":
        """Tables of minutes by the name of the means."""
        return cls(tuple(minutes), np.stack(list(minutes.values())))

    def areas_within(self, home: int, means: int, limit: int) -> Numbers:
        """The numbers, from 1, of the areas that somebody reaches in so many minutes one way."""
        within = self.minutes[means, home - 1] <= min(limit, UNREACHABLE - 1)
        return (np.flatnonzero(within) + 1).astype(np.int32)

    def reaches(self, homes: Numbers, means: Numbers, limits: Numbers) -> tuple[Numbers, Reaches]:
        """For people, `(p,)` each, which reach is theirs, and the reaches, grouped by home.

        Takes time for each different home, means and limit once.

        :raises UnknownCode: a home or a means stands for nothing
        """
        areas = self.minutes.shape[1]
        for column, numbers, least, most in (
            ("homes", homes, 1, areas),
            ("means", means, 0, len(self.means) - 1),
        ):
            if (row := first((numbers < least) | (numbers > most))) is not None:
                raise UnknownCode(f"{numbers[row]} stands for nothing", column=column, row=row)
        asked = np.stack([homes, means, limits], axis=1)
        kinds, reach = np.unique(asked, axis=0, return_inverse=True)
        sets = [self.areas_within(*kind) for kind in kinds.tolist()]
        return reach.astype(np.int32).ravel(), Reaches.joined(sets, kinds[:, 0].tolist())
