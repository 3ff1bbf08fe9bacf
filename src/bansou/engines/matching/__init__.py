"""Which openings fit whom: hard conditions that are never traded, and points with their reasons.

`why_not` and `explain` say it of one pair in plain rules; `Index.recommend` finds the best openings
for many people at once by arrays, and gives exactly what the rules give. Nothing here can hold
what somebody is (sex, age, nationality, family): only what they want, can, and need at work. Pure
values; no clock and no chance.
"""

from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.conditions import UnmarkedFloor
from bansou.engines.matching.equilibrium import Equilibrium, equilibrate, gini
from bansou.engines.matching.index import Index
from bansou.engines.matching.judging import (
    Exclusion,
    Sides,
    Term,
    explain,
    score_of,
    sides_of,
    why_not,
)
from bansou.engines.matching.kinds import KIND_NAMES, UNSAID, Kind
from bansou.engines.matching.limits import Limit, standing
from bansou.engines.matching.mistakes import (
    DuplicateId,
    EmptyCatalogue,
    ImpossibleTime,
    Mistake,
    NegativeNumber,
    NotANumber,
    NotOfKind,
    ReversedRange,
    TooManyKinds,
    UnequalLengths,
    UnknownCode,
    UnknownId,
    WrongNumber,
)
from bansou.engines.matching.parts import Executor, Serial, recommend_in_parts
from bansou.engines.matching.people import ANYWHERE, People, Reaches
from bansou.engines.matching.policy import POLICIES, POLICY, Policy
from bansou.engines.matching.reasons import (
    REASONS,
    VERDICTS,
    Reason,
    Side,
    Verdict,
    reason_of,
    reasons_of,
    side_of,
)
from bansou.engines.matching.results import Results
from bansou.engines.matching.travel import Travel
from bansou.engines.matching.values import Opening, Seeker, WageRange
from bansou.engines.matching.vocabulary import Vocabulary
from bansou.engines.matching.wording import Clash, Labels, clash_of, why_not_in_words

__all__ = [
    "ANYWHERE",
    "KIND_NAMES",
    "POLICIES",
    "POLICY",
    "REASONS",
    "UNSAID",
    "VERDICTS",
    "Catalogue",
    "Clash",
    "DuplicateId",
    "EmptyCatalogue",
    "Equilibrium",
    "Exclusion",
    "Executor",
    "ImpossibleTime",
    "Index",
    "Kind",
    "Labels",
    "Limit",
    "Mistake",
    "NegativeNumber",
    "NotANumber",
    "NotOfKind",
    "Opening",
    "People",
    "Policy",
    "Reaches",
    "Reason",
    "Results",
    "ReversedRange",
    "Seeker",
    "Serial",
    "Side",
    "Sides",
    "Term",
    "TooManyKinds",
    "Travel",
    "UnequalLengths",
    "UnknownCode",
    "UnknownId",
    "UnmarkedFloor",
    "Verdict",
    "Vocabulary",
    "WageRange",
    "WrongNumber",
    "clash_of",
    "equilibrate",
    "explain",
    "gini",
    "reason_of",
    "reasons_of",
    "recommend_in_parts",
    "score_of",
    "side_of",
    "sides_of",
    "standing",
    "why_not",
    "why_not_in_words",
]
