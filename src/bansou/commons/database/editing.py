"""Saving what somebody edits over the version that they opened, and over no other."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bansou.commons.database.gathering import amend
from bansou.commons.errors import Refusal


class EditedMeanwhile(Refusal):
    """Somebody else saved the row after it was opened for editing."""

    code = "commons.edited_meanwhile"
    message = _(
        "書いている間に、ほかの人が同じ内容を保存しました。両方をくらべてから、もう一度保存してください。"
    )


def save_seen(row: Model, seen_version: int | None, **columns: Any) -> None:
    """Change a row if nobody saved it in between; its version counts up.

    The object keeps what it held.

    :param seen_version: the version that was opened; None where no page was open
    :raises EditedMeanwhile: the row's version is another by now
    """
    seen = {} if seen_version is None else {"version": seen_version}
    if not amend(row, only_if=seen, **columns):
        raise EditedMeanwhile()
