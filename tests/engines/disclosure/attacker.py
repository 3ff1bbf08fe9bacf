"""An attacker who reads a published table and solves its sums as linear programs, exactly.

They share no code with the engine: two-phase simplex over fractions, by Bland's rule.
"""

from collections.abc import Sequence
from fractions import Fraction

from bansou.engines.disclosure import Cell, Published


def placed(published: Published) -> dict[Cell, tuple[Fraction, Fraction]]:
    """The least and the greatest that each hidden count can be, by what is shown."""
    unknown = sorted(published.hidden)
    program = Program(*_sums(published, unknown))
    return {
        cell: (program.least(column, 1), -program.least(column, -1))
        for column, cell in enumerate(unknown)
    }


def _sums(
    published: Published, unknown: Sequence[Cell]
) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Every row and column of the table as an equation in the hidden counts."""
    total_row, total_column = published.counts.last
    lines = [[(i, j) for j in range(total_column + 1)] for i in range(total_row + 1)]
    lines += [[(i, j) for i in range(total_row + 1)] for j in range(total_column + 1)]
    place = {cell: column for column, cell in enumerate(unknown)}
    left, right = [], []
    for line in lines:
        row, known = [Fraction(0)] * len(unknown), Fraction(0)
        for cell in line:
            sign = -1 if cell == line[-1] else 1
            shown = published.shown(cell)
            if shown is None:
                row[place[cell]] += sign
            else:
                known -= sign * shown
        if any(row):
            left.append(row)
            right.append(known)
    return left, right


class Program:
    """Equations in unknowns that are no less than zero."""

    def __init__(self, left: list[list[Fraction]], right: list[Fraction]) -> None:
        rows, self.columns = len(left), len(left[0]) if left else 0
        self.table = []
        for number, (row, known) in enumerate(zip(left, right, strict=True)):
            sign = -1 if known < 0 else 1
            helping = [Fraction(number == other) for other in range(rows)]
            self.table.append([sign * one for one in row] + helping + [sign * known])
        self.basis = [self.columns + number for number in range(rows)]
        costs = [Fraction(0)] * self.columns + [Fraction(1)] * rows
        assert self._solve(costs, self.columns + rows) == 0
        self._drop_helpers()

    def least(self, column: int, sign: int) -> Fraction:
        """The least that `sign` times one unknown can be; every solution is kept."""
        costs = [Fraction(0)] * len(self.table[0][:-1]) if self.table else []
        costs[column] = Fraction(sign)
        return self._solve(costs, self.columns)

    def _solve(self, costs: list[Fraction], usable: int) -> Fraction:
        while True:
            prices = [costs[b] for b in self.basis]
            entering = next(
                (
                    j
                    for j in range(usable)
                    if j not in self.basis
                    and costs[j] - sum(p * r[j] for p, r in zip(prices, self.table, strict=True))
                    < 0
                ),
                None,
            )
            if entering is None:
                return sum(
                    (p * r[-1] for p, r in zip(prices, self.table, strict=True)), Fraction(0)
                )
            bounded = [
                (row[-1] / row[entering], self.basis[at], at)
                for at, row in enumerate(self.table)
                if row[entering] > 0
            ]
            self._turn(min(bounded)[2], entering)

    def _turn(self, at: int, entering: int) -> None:
        pivot = self.table[at][entering]
        self.table[at] = [one / pivot for one in self.table[at]]
        for other, row in enumerate(self.table):
            if other != at and row[entering]:
                factor = row[entering]
                self.table[other] = [
                    a - factor * b for a, b in zip(row, self.table[at], strict=True)
                ]
        self.basis[at] = entering

    def _drop_helpers(self) -> None:
        """Equations that say nothing new go; the others are carried by unknowns."""
        for at in reversed(range(len(self.table))):
            if self.basis[at] < self.columns:
                continue
            entering = next((j for j in range(self.columns) if self.table[at][j]), None)
            if entering is None:
                del self.table[at]
                del self.basis[at]
            else:
                self._turn(at, entering)
