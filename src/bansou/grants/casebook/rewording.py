"""Wording a draft: each saved text is a version of its own, and no figure is touched."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.grants.casebook.models import CaseSheet, SheetWording
from bansou.grants.casebook.printing import must_print
from bansou.grants.casebook.queries import as_drawn_up, wording_number
from bansou.grants.casebook.standing import DRAFT, hold
from bansou.grants.casebook.wording import Wording, worded, wording_to_json


class RewordedMeanwhile(Refusal):
    """Somebody else saved texts of the same sheet after these were opened."""

    code = "grants.reworded_meanwhile"
    message = _(
        "開いている間に、ほかの人がこのシートの文を保存しました。画面を開き直して、いまの文を確かめてください。"
    )


def reword_sheet(
    *, sheet: CaseSheet, seen: int, wording: Wording, by: Actor, at: datetime
) -> SheetWording:
    """Save the texts of a draft as its next version.

    :param seen: number of the version that was opened
    :raises bansou.grants.casebook.standing.DecidedOtherwise: it is no draft any more
    :raises RewordedMeanwhile: another version was saved meanwhile
    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    with transaction.atomic():
        hold(sheet, DRAFT)
        if wording_number(sheet) != seen:
            raise RewordedMeanwhile()
        must_print(worded(as_drawn_up(sheet), wording))
        return SheetWording.objects.create(
            organisation_id=sheet.organisation_id,
            sheet=sheet,
            number=seen + 1,
            texts=wording_to_json(wording),
            by_id=by.require_membership(),
            at=at,
        )


def settle_wording(
    *, sheet: CaseSheet, seen: int, mine: Wording, chosen: Wording, by: Actor, at: datetime
) -> SheetWording:
    """Save what was chosen from two texts; the one that was not chosen stays among the versions.

    :param seen: number of the version that the other person saved
    :raises bansou.grants.casebook.standing.DecidedOtherwise: it is no draft any more
    :raises RewordedMeanwhile: another version was saved once more
    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    with transaction.atomic():
        if mine != chosen:
            seen = reword_sheet(sheet=sheet, seen=seen, wording=mine, by=by, at=at).number
        return reword_sheet(sheet=sheet, seen=seen, wording=chosen, by=by, at=at)
