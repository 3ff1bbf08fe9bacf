"""The timetable of a joint interview fair: who sits where and when, with a proof of how good it is.

`timetable` plans a fair, `repair` mends a plan on the day with as few changes as possible; both give
a `Schedule` with its points, a bound that no timetable exceeds and the prices that prove the bound.
`broken_rules`, `worth` and `recheck` look any plan over by rules of their own (`engines.timetable_checking`,
which loads nothing of this package). Pure values; no clock, and no chance but the seed.
"""

from bansou.engines.timetable.making import repair, timetable
from bansou.engines.timetable.mistakes import (
    DuplicateId,
    EmptyFair,
    FairMistake,
    HeldAgainstRules,
    OutOfRange,
    TooFar,
    TooManyWishes,
    UnknownName,
    WrongLength,
)
from bansou.engines.timetable.values import (
    CANDIDATES,
    Booth,
    Fair,
    Meeting,
    Prices,
    Schedule,
    Visitor,
)
from bansou.engines.timetable_checking import Broken, bound_by, broken_rules, recheck, worth

__all__ = [
    "CANDIDATES",
    "Booth",
    "Broken",
    "DuplicateId",
    "EmptyFair",
    "Fair",
    "FairMistake",
    "HeldAgainstRules",
    "Meeting",
    "OutOfRange",
    "Prices",
    "Schedule",
    "TooFar",
    "TooManyWishes",
    "UnknownName",
    "Visitor",
    "WrongLength",
    "bound_by",
    "broken_rules",
    "recheck",
    "repair",
    "timetable",
    "worth",
]
