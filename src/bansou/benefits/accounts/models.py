"""Where money goes to and comes from: the account of a person, and that of the office."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, version


class AccountKind(models.TextChoices):
    """預金種目, by the numbers that banks use."""

    ORDINARY = "1", _("普通")
    CURRENT = "2", _("当座")
    SAVINGS = "4", _("貯蓄")


def _digits(**columns: int) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(**{f"{column}__regex": rf"^[0-9]{{{length}}}$"}),
            name=f"%(class)s_{column}_digits",
        )
        for column, length in columns.items()
    ]


class _Account(Keyed):
    """The numbers of an account at a bank (口座), and names in the letters that banks take."""

    bank_code = models.CharField(max_length=4)
    bank_kana = models.CharField(max_length=15, blank=True)
    branch_code = models.CharField(max_length=3)
    branch_kana = models.CharField(max_length=15, blank=True)
    kind = models.CharField(max_length=1, choices=AccountKind, default=AccountKind.ORDINARY)
    number = models.CharField(max_length=7)

    class Meta:
        abstract = True


@tracked
class BankAccount(_Account):
    """The account to which a person is paid (振込先の口座). Only who pays sees it."""

    organisation = keeper()
    person = of_same_keeper("people.Person", on_delete=models.CASCADE, related_name="+")
    holder_kana = models.CharField(max_length=30)
    #: Nobody where the person wrote it down themselves.
    kept_by = member(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            *_digits(bank_code=4, branch_code=3, number=7),
            models.UniqueConstraint(fields=["organisation", "person"], name="bank_account_once"),
        ]


@tracked
class PayingAccount(_Account):
    """The office's own account from which is paid (振込元の口座), and its number with the bank."""

    organisation = keeper()
    consignor_code = models.CharField(max_length=10)
    consignor_kana = models.CharField(max_length=40)
    version = version()

    class Meta:
        constraints = [
            *_digits(bank_code=4, branch_code=3, number=7, consignor_code=10),
            models.UniqueConstraint(fields=["organisation"], name="paying_account_once"),
        ]
