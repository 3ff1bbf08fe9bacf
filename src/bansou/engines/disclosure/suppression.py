"""Which cells are hidden: those below the threshold, and besides as few as keep them uncertain.

What is promised, and held against an attacker who solves the sums as linear programs:

- no count from 1 to below the threshold is shown, nor a zero, unless nobody can ever be there;
- from all that is shown, and knowing that counts are no less than zero, nobody can place any
  hidden count in a range narrower than `width`;
- what is shown is true: nothing is rounded or changed.

Where that cannot be, nothing but the grand total is shown; below the threshold not even that.
A reader who holds another table of the same people can know more: two tables are safe together
only if they are one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bansou.engines.disclosure.network import Cell, Counts, Residual, freedom

#: The range of uncertainty that a hidden count keeps, where nobody asks for another.
WIDTH = 5
#: Hiding one cell more costs more than hiding a larger one.
_PER_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown of a table.

    :ivar hidden: cells that are left out, totals among them
    :ivar primary: those of them that are small themselves
    :ivar is_withheld: whether nothing inside the table can be shown
    """

    counts: Counts
    hidden: frozenset[Cell]
    primary: frozenset[Cell]
    is_withheld: bool = False

    def shown(self, cell: Cell) -> int | None:
        """The count in a cell; None where it is left out."""
        return None if cell in self.hidden else self.counts.value(cell)


def protect(counts: Counts, *, threshold: int, width: int = WIDTH) -> Published:
    """Decide what of a table with its totals may be shown.

    :param threshold: counts below it are hidden
    :param width: so wide is the range in which a hidden count stays uncertain, at least
    """
    every = counts.cells()
    primary = frozenset(cell for cell in every if counts.value(cell) < threshold)
    if counts.value(counts.last) < threshold:
        return Published(counts, frozenset([*every, counts.last]), primary, is_withheld=True)
    hidden = set(primary)
    while weak := _weakest(counts, hidden, width):
        more = _widening(counts, hidden, weak, width)
        if more is None:
            return Published(counts, frozenset(every), primary, is_withheld=True)
        hidden |= more
    _show_again(counts, hidden, primary, width)
    return Published(counts, frozenset(hidden), primary)


def ranges(published: Published) -> Mapping[Cell, tuple[int, int]]:
    """In which range a reader can place each hidden count, if the grand total is shown."""
    counts, most = published.counts, published.counts.value(published.counts.last)
    found = {}
    for cell in published.hidden:
        below, above = freedom(counts, published.hidden, cell, most)
        found[cell] = counts.value(cell) - below, counts.value(cell) + above
    return found


def _weakest(counts: Counts, hidden: Collection[Cell], width: int) -> Cell | None:
    """The hidden cell that is placed most narrowly, if narrower than it may be."""
    found = {cell: sum(freedom(counts, hidden, cell, width)) for cell in sorted(hidden)}
    narrow = {cell: room for cell, room in found.items() if room < width}
    return min(narrow, key=lambda cell: narrow[cell]) if narrow else None


def _widening(counts: Counts, hidden: Collection[Cell], weak: Cell, width: int) -> set[Cell] | None:
    """Cells that make a weak one uncertain enough when they are hidden too; None if none do.

    Cheapest paths are filled one after another (a cell that is hidden already costs nothing), at
    first so that the count can be larger, then, as far as that is not enough, smaller.
    """
    free = set(hidden)
    others = [cell for cell in counts.cells() if cell != weak]

    def cost(cell: Cell) -> int:
        return 0 if cell in free else _PER_CELL + counts.value(cell)

    tail, head = counts.ends(weak)
    missing = width
    for start, goal, most in ((head, tail, width), (tail, head, counts.value(weak))):
        residual = Residual(counts, others)
        can = min(missing, most)
        while can and (path := residual.cheapest(start, goal, cost)):
            sent = residual.send(path, can)
            free |= {residual.cell_of[arc] for arc in path}
            can, missing = can - sent, missing - sent
    return None if missing else free - set(hidden)


def _show_again(counts: Counts, hidden: set[Cell], primary: Collection[Cell], width: int) -> None:
    """Show what was hidden in vain, totals first, then the larger counts."""
    spare = [cell for cell in hidden if cell not in primary]
    spare.sort(key=lambda cell: (counts.is_total(cell), counts.value(cell), cell), reverse=True)
    for cell in spare:
        hidden.discard(cell)
        if _weakest(counts, hidden, width):
            hidden.add(cell)
