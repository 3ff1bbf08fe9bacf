"""What stands in the workbook of a plan and is none of ours: told, since nobody sees what is not read."""

from collections.abc import Mapping, Sequence

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from bansou.commons.ledger.workbook import Workbook
from bansou.desks.management.headings import held_against, nameless


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
    rows = [cells for _number, cells in book.sheets[name].rows()]
    if not rows:
        return []
    return [*held_against([cell.text for cell in rows[0]], heads).unread, *nameless(rows)]


def note_unread(stderr: OutputWrapper, book: Workbook, layout: Mapping[str, Sequence[str]]) -> None:
    """Say to who started a command what was left unread."""
    for sentence in unread_in(book, layout):
        stderr.write(sentence)
