"""All hard conditions but the place as bits of one 64-bit word: `(need & forbid) == 0`.

An opening's word says what it asks and what it lacks, a person's word what they cannot meet. Pay
is a thermometer: a bit for every mark that the highest pay does not reach.
"""

from collections.abc import Collection, Iterable

from bansou.engines.matching.policy import Policy
from bansou.engines.matching.values import Opening, Seeker, WageRange

_WORD = 64


class TooManyConditions(ValueError):
    """The openings name more conditions than a word has bits."""


class UnmarkedFloor(ValueError):
    """A floor is on none of the policy's marks, so that no bit stands for it."""


class Conditions:
    """Which bit stands for which condition; only conditions that some opening names have one."""

    def __init__(self, openings: Iterable[Opening], policy: Policy) -> None:
        """Give out the bits.

        :raises TooManyConditions: there are more than 64
        """
        self.policy = policy
        named = sorted({one for opening in openings for one in self._named_by(opening)}, key=str)
        if len(named) > _WORD:
            raise TooManyConditions(f"{len(named)} conditions do not fit into {_WORD} bits")
        self.bits = {one: 1 << place for place, one in enumerate(named)}
        self._licences = self._bits_of("licence")
        self._types = self._bits_of("employment_type")

    def need(self, opening: Opening) -> int:
        """The word of an opening."""
        return sum(self.bits[one] for one in set(self._named_by(opening)))

    def forbid(self, seeker: Seeker) -> int:
        """The word of a person.

        :raises UnmarkedFloor: their least pay is none of the marks
        """
        word = self._floor("hourly", seeker.hourly_floor, self.policy.hourly_marks)
        word |= self._floor("monthly", seeker.monthly_floor, self.policy.monthly_marks)
        if seeker.holds is not None:
            word |= _but(self._licences, seeker.holds | seeker.acquiring)
        if seeker.employment_types is not None:
            word |= _but(self._types, seeker.employment_types)
        for demand in seeker.refuses or ():
            word |= self.bits.get(("demand", demand), 0)
        for accommodation in seeker.needs or ():
            word |= self.bits.get(("lack", accommodation), 0)
        return word

    def _bits_of(self, kind: str) -> dict[str, int]:
        return {str(item): bit for (its, item), bit in self.bits.items() if its == kind}

    def _floor(self, kind: str, floor: int | None, marks: Collection[int]) -> int:
        if floor is None:
            return 0
        if floor not in marks:
            raise UnmarkedFloor(f"{floor} yen is none of the {kind} marks")
        return self.bits.get((kind, floor), 0)

    def _named_by(self, opening: Opening) -> Iterable[tuple[str, str | int]]:
        yield from (("licence", one) for one in opening.licences or ())
        yield from (("demand", one) for one in opening.demands or ())
        yield from (("lack", one) for one in opening.lacks)
        if opening.employment_type is not None:
            yield "employment_type", opening.employment_type
        yield from _unreached("hourly", opening.hourly, self.policy.hourly_marks)
        yield from _unreached("monthly", opening.monthly, self.policy.monthly_marks)


def _unreached(
    kind: str, pay: WageRange | None, marks: Iterable[int]
) -> Iterable[tuple[str, str | int]]:
    if pay is not None:
        yield from ((kind, mark) for mark in marks if pay.highest < mark)


def _but(bits: dict[str, int], met: Collection[str]) -> int:
    return sum(bit for item, bit in bits.items() if item not in met)
