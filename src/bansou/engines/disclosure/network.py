"""A table with its totals as a network, and how far a hidden count can be moved in it.

Every row is a node and so is every column, the total row and the total column among them. A count
inside the table is an arc from its row to its column, a row's total one from the total column to
the row, a column's total one from the column to the total row. Then a change of the hidden counts
keeps all sums exactly if it is a circulation. The grand total is always known: it is no arc.
"""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

#: Row and column; the total row and the total column come last.
type Cell = tuple[int, int]
type _Node = tuple[str, int]
type _Arc = tuple[_Node, _Node]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table of counts by row and column.

    :ivar never: cells in which nobody can be, whatever happens, as everybody knows
    """

    rows: Sequence[Sequence[int]]
    never: frozenset[Cell] = frozenset()

    @property
    def last(self) -> Cell:
        """The grand total."""
        return len(self.rows), len(self.rows[0])

    def value(self, cell: Cell) -> int:
        """The count or total in a cell."""
        total_row, total_column = self.last
        row, column = cell
        chosen = self.rows if row == total_row else [self.rows[row]]
        if column == total_column:
            return sum(map(sum, chosen))
        return sum(one[column] for one in chosen)

    def cells(self) -> list[Cell]:
        """Every cell that can be hidden, totals included."""
        total_row, total_column = self.last
        every = [(i, j) for i in range(total_row + 1) for j in range(total_column + 1)]
        return [cell for cell in every if cell != self.last and cell not in self.never]

    def is_total(self, cell: Cell) -> bool:
        """Tell whether a cell is a total."""
        return cell[0] == self.last[0] or cell[1] == self.last[1]

    def ends(self, cell: Cell) -> _Arc:
        """From which node to which its arc goes."""
        (row, column), (total_row, total_column) = cell, self.last
        if column == total_column:
            return ("column", column), ("row", row)
        if row == total_row:
            return ("column", column), ("row", row)
        return ("row", row), ("column", column)


class Residual:
    """What can still be moved along the arcs of some cells, none of which falls below zero."""

    def __init__(self, counts: Counts, cells: Collection[Cell]) -> None:
        without_end = counts.value(counts.last) + 1
        self.room: dict[_Arc, int] = {}
        self.cell_of: dict[_Arc, Cell] = {}
        self.beside: dict[_Node, list[_Node]] = {}
        for cell in cells:
            tail, head = counts.ends(cell)
            for arc, room in (((tail, head), without_end), ((head, tail), counts.value(cell))):
                self.room[arc] = room
                self.cell_of[arc] = cell
                self.beside.setdefault(arc[0], []).append(arc[1])

    def send(self, path: Sequence[_Arc], most: int) -> int:
        """Move as much as the narrowest arc of a path lets through, at most `most`."""
        amount = min(most, *(self.room[arc] for arc in path))
        for tail, head in path:
            self.room[tail, head] -= amount
            self.room[head, tail] += amount
        return amount

    def shortest(self, start: _Node, goal: _Node) -> list[_Arc]:
        """A path of fewest arcs with room; empty if there is none."""
        came: dict[_Node, _Node] = {start: start}
        waiting = deque([start])
        while waiting and goal not in came:
            here = waiting.popleft()
            for there in self.beside.get(here, ()):
                if there not in came and self.room[here, there]:
                    came[there] = here
                    waiting.append(there)
        return _walked(came, goal)

    def cheapest(self, start: _Node, goal: _Node, cost: Callable[[Cell], int]) -> list[_Arc]:
        """A path with room whose cells cost least together (Dijkstra); empty if there is none."""
        came: dict[_Node, _Node] = {}
        waiting: list[tuple[int, _Node, _Node]] = [(0, start, start)]
        while waiting and goal not in came:
            paid, here, before = heappop(waiting)
            if here in came:
                continue
            came[here] = before
            for there in self.beside.get(here, ()):
                if there not in came and self.room[here, there]:
                    step = cost(self.cell_of[here, there])
                    heappush(waiting, (paid + step, there, here))
        return _walked(came, goal)


def _walked(came: Mapping[_Node, _Node], goal: _Node) -> list[_Arc]:
    """The way back from the goal, turned round."""
    path: list[_Arc] = []
    here = goal if goal in came else None
    while here is not None and came[here] != here:
        path.append((came[here], here))
        here = came[here]
    return path[::-1]


def freedom(counts: Counts, hidden: Collection[Cell], cell: Cell, most: int) -> tuple[int, int]:
    """How far below and above its true count a reader must think a hidden cell possible.

    The cell rises by what flows back from its head to its tail through the other hidden cells, and
    falls by what flows the other way. Looked at no further than `most`.
    """
    tail, head = counts.ends(cell)
    others = [one for one in hidden if one != cell]
    above = _flow(Residual(counts, others), head, tail, most)
    below = _flow(Residual(counts, others), tail, head, min(most, counts.value(cell)))
    return below, above


def _flow(residual: Residual, start: _Node, goal: _Node, most: int) -> int:
    """The maximum flow, as far as `most` (Edmonds and Karp 1972)."""
    sent = 0
    while sent < most and (path := residual.shortest(start, goal)):
        sent += residual.send(path, most - sent)
    return sent
