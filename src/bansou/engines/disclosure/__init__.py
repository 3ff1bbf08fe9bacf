"""Publishing counts without giving anybody away: which cells of a table with totals are left out.

A count below the threshold is left out, and so are as many others as it takes that none of those
can be computed from what is shown. A table with its row and column totals is a network: rows and
columns are nodes, every cell is an arc, and what can be added to one hidden cell is what can flow
back through the other hidden ones. So the range in which a reader can place a hidden count is a
maximum flow, exact and in whole numbers, and the cells to be hidden besides lie on cheapest paths
(Cox 1980, 1995; Fischetti and Salazar 1999). Pure values; no clock, no chance.
"""

from bansou.engines.disclosure.network import Cell, Counts
from bansou.engines.disclosure.suppression import Published, protect, ranges

__all__ = ["Cell", "Counts", "Published", "protect", "ranges"]
