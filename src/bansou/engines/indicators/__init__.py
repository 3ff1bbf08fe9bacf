"""Indicators: a closed grammar of definitions, and the evaluator that finds evidence, then counts.

Targets and frozen measures are not here; they live in `bansou.evidence.indicators`.
"""

from bansou.engines.indicators.answer import (
    Answer,
    EvidenceRow,
    NotCounted,
    Part,
    Reason,
    Unknown,
)
from bansou.engines.indicators.evaluate import (
    CircularDefinition,
    UnknownDefinition,
    evaluate,
    needs_history,
    referred_to,
)
from bansou.engines.indicators.explain import explain, explain_condition, explain_unit
from bansou.engines.indicators.facts import Fact, Value
from bansou.engines.indicators.fingerprint import definition_digest
from bansou.engines.indicators.grammar import Definition, read_definition
from bansou.engines.indicators.lists import ListEntry, NamedList, UnknownList
from bansou.engines.indicators.reasons import ReasonInWords, explain_reason
from bansou.engines.indicators.scope import Scope
from bansou.engines.indicators.standing import StandingFacts
from bansou.engines.indicators.words import EventWords, Words

__all__ = [
    "Answer",
    "CircularDefinition",
    "Definition",
    "EventWords",
    "EvidenceRow",
    "Fact",
    "ListEntry",
    "NamedList",
    "NotCounted",
    "Part",
    "Reason",
    "ReasonInWords",
    "Scope",
    "StandingFacts",
    "Unknown",
    "UnknownDefinition",
    "UnknownList",
    "Value",
    "Words",
    "definition_digest",
    "evaluate",
    "explain",
    "explain_condition",
    "explain_reason",
    "explain_unit",
    "needs_history",
    "read_definition",
    "referred_to",
]
