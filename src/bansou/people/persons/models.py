"""The person: names exactly as typed, how to reach them, and keys to find them by.

Somebody who was registered twice is one person from the day on which the two rows are merged.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version


@tracked(exclude=["name_key", "grams"], in_bulk=True)
class Person(Keyed):
    """Somebody enrolled for support (支援対象者), as one organisation knows them."""

    organisation = keeper()
    name = models.CharField(max_length=100)
    kana = models.CharField(max_length=100, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=200, blank=True)
    contact_wishes = models.CharField(max_length=200, blank=True)
    #: Derived from name and kana on every save of them; never typed, never shown.
    name_key = models.CharField(max_length=200, db_collation="C")
    grams = ArrayField(models.CharField(max_length=4, db_collation="C"), default=list)
    #: As whom they go on, where they were registered twice; nobody is found by this row then.
    merged_into = of_same_keeper(
        "people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = version()

    class Meta:
        indexes = [models.Index(fields=["organisation", "name_key"], name="person_by_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class DistinctPersons(Keyed):
    """That two who look like one are two (別人と確かめた組), and how somebody knows."""

    organisation = keeper()
    recorded_by = recorded_by()
    person = of_same_keeper(Person, on_delete=models.CASCADE, related_name="+")
    other = of_same_keeper(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    by = member()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "other"], name="distinct_persons_once"
            ),
            models.CheckConstraint(condition=~Q(person=F("other")), name="distinct_persons_differ"),
        ]


@tracked
class PersonMerge(Keyed):
    """Two rows of one person made one (名寄せ): what moved and what was filled in, to be undone.

    `moved` holds by table and column the keys of the rows that were `other`'s; `filled` holds what
    was written into blank particulars of `person`.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    person = of_same_keeper(Person, on_delete=models.CASCADE, related_name="+")
    other = of_same_keeper(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    by = member()
    at = models.DateTimeField()
    undone_by = member(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "other"],
                condition=Q(undone_at=None),
                name="person_merged_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_because=""),
                name="person_merge_undone_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="person_merge_by_person")]
