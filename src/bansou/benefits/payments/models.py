"""Lists of what is paid on a day, and their entries with the account as it was then."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.benefits.accounts.models import BankAccount
from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, version

ACCOUNT_COLUMNS = ("bank_code", "bank_kana", "branch_code", "branch_kana", "kind", "number")


def noted_account(account: BankAccount) -> dict[str, str]:
    """An account as an entry keeps it."""
    columns = {name: str(getattr(account, name)) for name in ACCOUNT_COLUMNS}
    return {**columns, "holder_kana": account.holder_kana}


@tracked
class PaymentList(Keyed):
    """What is paid on one day (支払リスト). `payer` is the office's account as it was then.

    Once its file was written out (`written_out_at`) a bank may hold it: then one asks to take the
    list back, and another does. `paid_despite` says why it was paid although a claim had changed.

    A list of what was paid before, told by the office's ledger, has no accounts.
    """

    class State(models.TextChoices):
        MADE = "made", _("支払待ち")
        PAID = "paid", _("支払済み")
        TAKEN_BACK = "taken_back", _("取消し")

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    pay_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.MADE)
    payer = models.JSONField()
    made_by = member()
    made_at = models.DateTimeField()
    paid_on = models.DateField(null=True, blank=True)
    paid_by = member(null=True, blank=True)
    paid_despite = models.CharField(max_length=200, blank=True)
    written_out_at = models.DateTimeField(null=True, blank=True)
    written_out_by = member(null=True, blank=True)
    back_asked_at = models.DateTimeField(null=True, blank=True)
    back_asked_by = member(null=True, blank=True)
    back_reason = models.CharField(max_length=200, blank=True)
    taken_back_by = member(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "number"], name="payment_list_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_on__isnull=False)
                | (~Q(state="paid") & Q(paid_on__isnull=True)),
                name="payment_list_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(paid_on__gte=F("pay_on")),
                name="payment_list_paid_from_its_day_on",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back")
                | Q(written_out_at=None)
                | (Q(back_asked_by__isnull=False) & Q(taken_back_by__isnull=False)),
                name="payment_list_written_out_back_by_two",
            ),
        ]

    @property
    def has_accounts(self) -> bool:
        """Tell whether it says from which account to which it is paid, so that a bank can do so."""
        return bool(self.payer)

    def __str__(self) -> str:
        return _("第%(number)d号") % {"number": self.number}


@tracked
class PaymentEntry(Keyed):
    """What one person is paid for one part of the support, and to which account (支払リストの行)."""

    organisation = keeper()
    payment_list = of_same_keeper(PaymentList, on_delete=models.CASCADE, related_name="entries")
    person = of_same_keeper("people.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12)
    payee = models.CharField(max_length=100)
    yen = models.PositiveIntegerField()
    account = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "payment_list", "person", "part"],
                name="payment_entry_once",
            ),
            models.CheckConstraint(condition=Q(yen__gt=0), name="payment_entry_of_some_yen"),
        ]
        indexes = [models.Index(fields=["payment_list"], name="payment_entry_by_list")]
