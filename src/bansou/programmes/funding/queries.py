"""The budget of a programme as its page asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bansou.programmes.models import Programme, SpendingLine
from bansou.programmes.queries import eligible_cost_yen


@dataclass(frozen=True, slots=True)
class Budget:
    """The eligible cost, and what its headings have, have committed, have paid and have left."""

    cost_yen: int | None
    lines: Sequence[SpendingLine]

    @property
    def allotted_yen(self) -> int:
        return sum(line.yen for line in self.lines)

    @property
    def committed_yen(self) -> int:
        return sum(line.committed_yen for line in self.lines)

    @property
    def paid_yen(self) -> int:
        return sum(line.paid_yen for line in self.lines)

    @property
    def left_yen(self) -> int:
        return self.allotted_yen - self.committed_yen


def budget_of(programme: Programme) -> Budget:
    """A programme's budget as it stands."""
    lines = SpendingLine.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    return Budget(eligible_cost_yen(programme), list(lines.order_by("label")))
