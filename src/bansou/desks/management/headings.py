"""The headings of a sheet held against ours: for every command that reads what people filled in.

What a heading of theirs that is none of ours means to a command is its own to say: a fault, or a note.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from bansou.commons.ledger.workbook import Cell, folded


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands where.

    :ivar at: the place in a row → the heading of ours that stands over it
    :ivar twice: ours that are written more than once
    :ivar missing: ours that are not written
    :ivar meant: what is written → the missing one of ours that it nearly is
    :ivar unread: what is written and is none of ours
    """

    at: Mapping[int, str]
    twice: tuple[str, ...]
    missing: tuple[str, ...]
    meant: Mapping[str, str]
    unread: tuple[str, ...]


def held_against(written: Sequence[str], ours: Sequence[str], near: float = 1.0) -> Headings:
    """Hold a row of headings against ours; width, spaces and case make no difference.

    :param near: so alike, from 0 to 1, are a heading of ours and one that is probably meant to be it
    """
    known = {folded(one): one for one in ours}
    heads = [folded(one) for one in written]
    often = Counter(heads)
    missing = {head: one for head, one in known.items() if not often[head]}
    strange = [one.strip() for one, head in zip(written, heads, strict=True) if head not in known]
    unread = tuple(one for one in strange if one)
    meant = {
        one: missing[found[0]]
        for one in unread
        if (found := get_close_matches(folded(one), missing, 1, near))
    }
    return Headings(
        {place: known[head] for place, head in enumerate(heads) if head in known},
        tuple(one for head, one in known.items() if often[head] > 1),
        tuple(missing.values()),
        meant,
        unread,
    )


def nameless(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Columns that hold something under no heading, by their letters.

    :param rows: of a sheet, the headings first
    """
    found = []
    for place in range(max((len(cells) for cells in rows), default=0)):
        cells = [row[place] for row in rows if place < len(row) and not row[place].is_blank]
        if cells and (place >= len(rows[0]) or rows[0][place].is_blank):
            letters = cells[0].address.rstrip("0123456789")
            found.append(_("%(letters)s列（見出しなし）") % {"letters": letters})
    return found
