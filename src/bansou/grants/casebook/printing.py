"""Whether a sheet can be printed in every format."""

from dataclasses import replace

from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.xlsx import filled


def must_print(sheet: Sheet) -> None:
    """Refuse a sheet that some format could not print as a draft, which needs the most room.

    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    draft = replace(sheet, is_draft=True)
    pdf_of(draft)
    filled(draft)
