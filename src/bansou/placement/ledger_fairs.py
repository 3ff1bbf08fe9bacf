"""合同就職面接会: who came to which fair, and what came of it."""

from collections.abc import Mapping
from typing import Any

from bansou.commons.ledger.cells import listed, text, yes_no
from bansou.commons.ledger.parts import Field, LedgerPart, chosen
from bansou.people.ledger_steps import ALWAYS, COMMON, StepWriter

ATTENDED, MISSED = "fair.attended", "fair.missed"


class _Fairs(StepWriter):
    """One row for each person and fair."""

    blanks: Mapping[str, Any] = {"fair": "", "attended": False, "fair_result": ""}

    def kind_of(self, fields: Mapping[str, Any]) -> str:
        return ATTENDED if fields["attended"] else MISSED

    def title_of(self, fields: Mapping[str, Any]) -> str:
        return str(fields["fair"])


FAIRS = LedgerPart(
    name="fairs",
    label="合同就職面接会",
    fields=(
        *COMMON,
        Field("fair", text(), required=True),
        Field("attended", yes_no, required=True),
        chosen("fair_result", listed("fair_results")),
        *ALWAYS,
    ),
    key="key",
    writer=_Fairs,
    extras=("step", ATTENDED),
)
