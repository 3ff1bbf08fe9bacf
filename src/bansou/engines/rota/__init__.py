"""Who is on duty when: a rota of desks, evenings, Sundays and visits, with a proof of how good it is.

`plan` makes a rota, `repair` mends one when somebody falls ill with as few changes as possible; both
give a `Rota` with its points and a bound that no rota exceeds. `broken_rules` and `worth` look any
rota over by plain rules of their own. Pure values; no clock, and no chance. The search needs the
extra `bansou[fairs]`.
"""

from bansou.engines.rota.checking import Broken, broken_rules, missing, worth
from bansou.engines.rota.making import plan, repair
from bansou.engines.rota.mistakes import (
    Disagreement,
    DuplicateId,
    EmptyRota,
    HeldAgainstRules,
    NoSolver,
    NothingFound,
    OutOfRange,
    RotaMistake,
    TwoTimes,
    UnknownName,
    WrongTime,
)
from bansou.engines.rota.values import Counsellor, Duty, Plan, Rota, Shift

__all__ = [
    "Broken",
    "Counsellor",
    "Disagreement",
    "DuplicateId",
    "Duty",
    "EmptyRota",
    "HeldAgainstRules",
    "NoSolver",
    "NothingFound",
    "OutOfRange",
    "Plan",
    "Rota",
    "RotaMistake",
    "Shift",
    "TwoTimes",
    "UnknownName",
    "WrongTime",
    "broken_rules",
    "missing",
    "plan",
    "repair",
    "worth",
]
