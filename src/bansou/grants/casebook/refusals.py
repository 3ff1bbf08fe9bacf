"""What keeps a sheet from being printed, on whichever paper."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class TextTooLong(Refusal):
    """A text runs over its room even at its smallest size, 8 points for the boxes.

    ``box``, ``over`` and ``points`` name the first such text, the letters to take away and the
    size; ``places`` has all of them.
    """

    code = "casebook.text_too_long"
    message = _(
        "「%(box)s」が、%(points)gポイントでも%(over)s文字はみ出します。文を短くしてください。"
    )
