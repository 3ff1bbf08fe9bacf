"""Giving out places where wishes exceed them: deferred acceptance, a published lot, a receipt.

People propose to the places that they wish for, in their order; a place keeps those who stand
first there and lets the others go on to their next wish. Nobody gains by naming other wishes than
their own, and nobody loses a place to somebody who stands behind them (Gale and Shapley 1962;
ties by one lot for all places). Pure values; no clock, no chance but the published seed. For a
million people there is `bansou.engines.assignment.crowds`, which gives the same by arrays.

`assign_most` gives places out so that the benefits add up to as much as can be, with prices that
prove it; `flaws` looks that over, and `why_not_most` says it in words. It answers another question
than the lot, and takes no account of who goes first. `assign_joint` gives few people places under
common caps, and couples places together; `blocking_wishes` names who is passed over all the same,
and `why_not` says in words why.
"""

from bansou.engines.assignment.benefits import Benefits, Placed
from bansou.engines.assignment.deferred import Lines, Places, Wishes, assign, blocking_pairs
from bansou.engines.assignment.joining import assign_joint
from bansou.engines.assignment.joint import (
    Joint,
    JointMistake,
    JointResult,
    Party,
    Region,
    Wish,
    blocking_wishes,
    check_joint,
    impossible,
    why_not,
)
from bansou.engines.assignment.lottery import digest_of, lot_of, lots
from bansou.engines.assignment.most import assign_most
from bansou.engines.assignment.proof import Flaw, flaws
from bansou.engines.assignment.receipt import (
    Missed,
    Receipt,
    draw,
    recheck,
    why_not_first,
)
from bansou.engines.assignment.rows import NOWHERE, CrowdMistake
from bansou.engines.assignment.saying import why_not_most

__all__ = [
    "NOWHERE",
    "Benefits",
    "CrowdMistake",
    "Flaw",
    "Joint",
    "JointMistake",
    "JointResult",
    "Lines",
    "Missed",
    "Party",
    "Placed",
    "Places",
    "Receipt",
    "Region",
    "Wish",
    "Wishes",
    "assign",
    "assign_joint",
    "assign_most",
    "blocking_pairs",
    "blocking_wishes",
    "check_joint",
    "digest_of",
    "draw",
    "flaws",
    "impossible",
    "lot_of",
    "lots",
    "recheck",
    "why_not",
    "why_not_first",
    "why_not_most",
]
