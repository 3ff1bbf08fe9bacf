"""Who is on duty when: a rota of desks, evenings, Sundays and visits, with a proof of how good it is.

`plan` makes a rota, `repair` mends one when somebody falls ill with as few changes as possible; both
give a `Rota` with its points and a bound that no rota exceeds. `broken_rules` and `worth` look any
rota over by plain rules of their own; `recheck` and `recheck_mended` compute the bound of a rota again
from its prices. Pure values; no clock, and no chance. The search needs the extra `bansou[fairs]`.
"""

from bansou.engines.rota.checking import (
    Broken,
    bound_by,
    broken_rules,
    missing,
    recheck,
    worth,
)
from bansou.engines.rota.making import plan, repair
from bansou.engines.rota.mending import Mending, mending_of, recheck_mended
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
from bansou.engines.rota.values import Counsellor, Duty, Group, Plan, Prices, Rota, Shift

__all__ = [
    "Broken",
    "Counsellor",
    "Disagreement",
    "DuplicateId",
    "Duty",
    "EmptyRota",
    "Group",
    "HeldAgainstRules",
    "Mending",
    "NoSolver",
    "NothingFound",
    "OutOfRange",
    "Plan",
    "Prices",
    "Rota",
    "RotaMistake",
    "Shift",
    "TwoTimes",
    "UnknownName",
    "WrongTime",
    "bound_by",
    "broken_rules",
    "mending_of",
    "missing",
    "plan",
    "recheck",
    "recheck_mended",
    "repair",
    "worth",
]
