"""Which openings fit whom: hard conditions that are never traded, and points with their reasons.

`why_not` and `explain` say it of one pair in plain rules; `Index.recommend` finds the best openings
for many people at once by arrays, and gives exactly what the rules give. Nothing here can hold
what somebody is (sex, age, nationality, family): only what they want, can, and need at work. Pure
values; no clock and no chance.
"""

from bansou.engines.matching.conditions import TooManyConditions, UnmarkedFloor
from bansou.engines.matching.index import Index, Results
from bansou.engines.matching.judging import Exclusion, Term, Verdict, explain, score_of, why_not
from bansou.engines.matching.policy import POLICY, Policy
from bansou.engines.matching.values import Opening, Seeker, WageRange

__all__ = [
    "POLICY",
    "Exclusion",
    "Index",
    "Opening",
    "Policy",
    "Results",
    "Seeker",
    "Term",
    "TooManyConditions",
    "UnmarkedFloor",
    "Verdict",
    "WageRange",
    "explain",
    "score_of",
    "why_not",
]
