"""氏名のない人材情報: what a company is told of somebody whom it does not know.

Closed lists and hours alone: no free text, no age, no address, nothing of health or the life before.
"""

from typing import Any

from django.utils.translation import gettext as _

from bansou.desks.proposals.drawing import Market
from bansou.desks.proposals.words import REASONS, wished_in_words
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import wish_of

#: What of somebody's wishes concerns a company that does not know them; needs are told in person.
_SHOWN = ("occupation", "industry", "employment_type", "hours")


def nameless_facts(request: Any, it: Proposal) -> list[tuple[str, str]]:
    """What, and its words; nothing where nobody has asked what the person wishes."""
    wish = wish_of(it.case)
    if wish is None:
        return []
    market = Market(request)
    seeker = market.seekers.get(it.case_id)
    held = sorted((seeker.holds or frozenset()) | seeker.acquiring) if seeker else []
    labels, wished = market.words.qualifications, wished_in_words(wish, market.words)
    licences = "、".join(labels.get(key, key) for key in held)
    return [
        *((str(REASONS[code]), wished[code] or _("未確認")) for code in _SHOWN),
        (_("免許・資格"), licences or _("担当にお尋ねください")),
    ]
