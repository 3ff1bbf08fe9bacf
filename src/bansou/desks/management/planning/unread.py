"""What stands in the workbook of a plan and is none of ours: told, since nobody sees what is not read."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from bansou.commons.ledger.workbook import Workbook, folded


def unread_in(book: Workbook, layout: Mapping[str, Sequence[str]]) -> list[str]:
    """The sheets with anything in them, and the columns of ours, that are not read, in sentences.

    :param layout: our sheets and the headings of each
    """
    said = []
    strange = [
        name for name, sheet in book.sheets.items() if name not in layout and any(sheet.rows())
    ]
    if strange:
        said.append(
            _("注意：次のシートは読みませんでした：%(names)s") % {"names": "、".join(strange)}
        )
    for name, heads in layout.items():
        if name in book.sheets and (columns := _columns(book, name, heads)):
            said.append(
                _("注意：シート「%(sheet)s」の次の列は読みませんでした：%(names)s")
                % {"sheet": name, "names": "、".join(columns)}
            )
    return said


def _columns(book: Workbook, name: str, heads: Sequence[str]) -> list[str]:
    """Headings that are none of ours, and columns without one below which something stands."""
    ours = {folded(head) for head in heads}
    rows = [cells for _number, cells in book.sheets[name].rows()]
    width = max((len(cells) for cells in rows), default=0)
    found = []
    for place in range(width):
        written = [
            cells[place] for cells in rows if place < len(cells) and not cells[place].is_blank
        ]
        head = rows[0][place].text.strip() if place < len(rows[0]) else ""
        if head and folded(head) not in ours:
            found.append(head)
        elif written and not head:
            letters = written[0].address.rstrip("0123456789")
            found.append(_("%(letters)s列（見出しなし）") % {"letters": letters})
    return found
