"""What a budget refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoSpendingLine(Refusal):
    """Nobody has said how much the heading has this year."""

    code = "funding.no_line"
    message = _(
        "予算の費目「%(label)s」が、まだ入っていません。"
        "事業担当者が、事業の「予算」の画面で金額を入れると、決定できます。"
    )


class BudgetExhausted(Refusal):
    """Less is left than would be committed."""

    code = "funding.exhausted"
    message = _(
        "予算の費目「%(label)s」の残りは%(left)sで、%(yen)sには足りません。"
        "予算の額を確かめるか、請求を減らしてください。"
    )


class OverEligibleCost(Refusal):
    """All headings together would have more than the programme's eligible cost."""

    code = "funding.over_eligible_cost"
    message = _(
        "費目を合わせると%(sum)sになり、交付金対象事業費の%(cost)sを超えます。金額を確かめてください。"
    )


class LessThanCommitted(Refusal):
    """The amount would be below what is committed already."""

    code = "funding.less_than_committed"
    message = _("もう%(committed)sの支給を決めています。それより少ない額にはできません。")


class SpendingLineMovedOn(Refusal):
    """Somebody else changed the line since it was opened."""

    code = "funding.moved_on"
    message = _(
        "書いている間に、ほかの人がこの費目を変えました。いまの額を確かめて、もう一度入れてください。"
    )
