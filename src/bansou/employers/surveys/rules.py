"""The change between two waves, from plain values: of companies that answered both times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

type Answers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What companies answered before and after to one question.

    `number` is how many answered it both times. With fewer than are needed the means are None:
    one company's answer could be told from them.
    """

    number: int
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """By how much the mean moved; None where it is not shown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def change_of(pairs: Sequence[tuple[Answers, Answers]], key: str, least: int) -> Change:
    """The change in the answers to one question.

    :param pairs: of each company its answers before and after
    :param least: means of fewer companies are not shown
    """
    both = [(one[key], other[key]) for one, other in pairs if key in one and key in other]
    if len(both) < max(least, 1):
        return Change(len(both), None, None)
    before, after = (Fraction(sum(wave), len(both)) for wave in zip(*both, strict=True))
    return Change(len(both), before, after)
