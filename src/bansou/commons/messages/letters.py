"""What letters say. They travel unprotected, so they hold neither names nor content."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body, the same for everybody."""

    subject: str | Promise
    body: str | Promise


URGENT_DISPATCH = Letter(
    subject=_("【伴走】緊急の派遣依頼があります"),
    body=_(
        "専門チームの緊急の派遣依頼があります。すぐに伴走を開いて確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
CASE_ASSIGNED = Letter(
    subject=_("【伴走】新しい担当ケースがあります"),
    body=_(
        "新しい担当ケースがあります。伴走を開いて確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
