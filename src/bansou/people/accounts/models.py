"""The account that joins one user to a person at one body."""

from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper
from bansou.people.persons.models import Person


@tracked
class PersonAccount(Keyed):
    """Joins one user to a person at one body, opened by a printed one-time code and birth date.

    Until it is opened it has a code and no user; the code is kept as a digest only. `until_on` is
    the last day of an opened one, which the counsellor renews.
    """

    organisation = keeper()
    person = of_same_keeper(Person, on_delete=models.CASCADE, related_name="accounts")
    user = models.ForeignKey(
        "commons.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    code_digest = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    #: How often the code came with another birth date.
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(closed_at=None),
                name="person_account_once",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(user__isnull=False, until_on__isnull=False),
                name="person_account_opened_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], name="person_account_by_user"),
            models.Index(
                fields=["code_digest"],
                condition=~Q(code_digest=""),
                name="person_account_by_code",
            ),
        ]
