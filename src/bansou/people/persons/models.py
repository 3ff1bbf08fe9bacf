"""The person: names exactly as typed, how to reach them, and keys to find them by."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, version


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
    version = version()

    class Meta:
        indexes = [models.Index(fields=["organisation", "name_key"], name="person_by_key")]

    def __str__(self) -> str:
        return self.name
