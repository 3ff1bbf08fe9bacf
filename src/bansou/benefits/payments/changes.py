"""What has changed about claims since they were decided, and since their list was made."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bansou.benefits.accounts.queries import accounts_of
from bansou.benefits.claims.deciding import refuse_changed_since
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.models import PaymentList, noted_account
from bansou.commons.errors import Refusal


def changed_days(claim: Claim, at: datetime) -> str:
    """Whose claim it is, if its records do not bear every day of it any more; else nothing."""
    try:
        refuse_changed_since(claim, at)
    except Refusal:
        return _("%(name)s（請求番号 %(ticket)s）") % _named(claim)
    return ""


def changed_since_listed(payment_list: PaymentList, at: datetime) -> list[str]:
    """Each claim of a list that does not stand as it did, with what has changed about it."""
    claims = list(claims_on(payment_list).select_related("case__person", "programme", "entry"))
    accounts = accounts_of(payment_list.organisation_id, {claim.case.person_id for claim in claims})
    changed = []
    for claim in claims:
        account = accounts.get(claim.case.person_id)
        if changed_days(claim, at):
            changed.append(_("%(name)s（請求番号 %(ticket)s、支給できない日）") % _named(claim))
        elif account is None or noted_account(account) != claim.entry.account:
            changed.append(_("%(name)s（請求番号 %(ticket)s、口座の変更）") % _named(claim))
    listed = sum(entry.yen for entry in payment_list.entries.all())
    if listed != sum(claim.yen for claim in claims):
        changed.append(_("リストの合計と、いま残っている請求の合計"))
    return changed


def claims_on(payment_list: PaymentList) -> QuerySet[Claim]:
    """The claims that stand in a list."""
    return Claim.objects.filter(
        organisation_id=payment_list.organisation_id, entry__payment_list=payment_list
    )


def _named(claim: Claim) -> dict[str, str]:
    return {"name": claim.case.person.name, "ticket": claim.ticket}
