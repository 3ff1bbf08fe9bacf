"""How a table of somebody's rows is told, and why some of them are looked at with care."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Fields = Sequence[tuple[str, str | Promise]]

FILE = "commons.attachment"

FAMILY = _("家族など、本人以外の人の話があることの多い項目です。")
#: Also said of what a psychologist has sealed.
VIEW = _("専門職の見立てや評価です。本人以外の人の意見かもしれません。")
OTHERS_WORDS = _(
    "本人以外の人の話です。話した人が本人に伝えないと言ったものは、開示しない理由がないかを確かめます。"
)
COMPANY = _("企業の言葉や判断があるかもしれません。")
STAFF = _("職員どうしのやりとりです。")


@dataclass(frozen=True, slots=True)
class Told:
    """A table of somebody's rows, what it is called, and which of its columns are told.

    :ivar caution: why each of its items is looked at with care; empty where the text says so
    :ivar is_plain: no text that anybody wrote freely: its items may be decided together
    """

    table: str
    heading: str | Promise
    fields: Fields
    day: str = ""
    caution: str | Promise = ""
    is_plain: bool = False
