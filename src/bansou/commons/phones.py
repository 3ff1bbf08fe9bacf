"""Telephone numbers as people write them. They are kept as typed; only what is none is refused."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal

# What stands between the digits, once full width is folded: 0144(00)0000, 090 0000 0134, 090ー…
_BETWEEN = re.compile(r"[\s().\-‐-―−ー]")
_DOMESTIC = re.compile(r"0\d{9,10}")
_ABROAD = re.compile(r"\+\d{8,15}")


class UnreadablePhone(Refusal):
    """There are letters or marks in it that belong to no telephone number."""

    code = "commons.unreadable_phone"
    message = _("電話番号は、数字とハイフンだけで入れてください。例　090-0000-0134")


class IncompletePhone(Refusal):
    """It has too few or too many digits, or begins without 0."""

    code = "commons.incomplete_phone"
    message = _(
        "電話番号は、市外局番の0から10けたか11けたで入れてください。いまは%(count)dけたです。"
    )


def digits(phone: str) -> str:
    """The digits of a telephone number, whatever stands between them."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))


def refuse_what_is_no_phone(text: str) -> None:
    """Refuse what nobody can call: letters, too few digits, too many.

    :raises UnreadablePhone: there is more in it than digits and what stands between them
    :raises IncompletePhone: it is not one whole number
    """
    folded = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\+?\d+", folded, re.ASCII):
        raise UnreadablePhone()
    if not (_DOMESTIC.fullmatch(folded) or _ABROAD.fullmatch(folded)):
        raise IncompletePhone(count=len(folded.removeprefix("+")))
