"""The tables of this room, gathered for Django from its subjects."""

from bansou.benefits.accounts.models import BankAccount, PayingAccount
from bansou.benefits.claims.models import Claim, ClaimItem, ClaimReceipt
from bansou.benefits.overlaps.models import OutsideBenefit
from bansou.benefits.payments.models import PaymentEntry, PaymentList

__all__ = [
    "BankAccount",
    "Claim",
    "ClaimItem",
    "ClaimReceipt",
    "OutsideBenefit",
    "PayingAccount",
    "PaymentEntry",
    "PaymentList",
]
