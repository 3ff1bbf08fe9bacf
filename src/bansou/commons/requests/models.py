"""Keys of requests: a form posted twice does its work once."""

from django.db import models
from django.db.models.functions import Now

from bansou.commons.rows import Keyed, keeper


class RequestKey(Keyed):
    """The first answer to a request, kept under the key that its form carried."""

    organisation = keeper()
    key = models.UUIDField()
    actor = models.ForeignKey(
        "commons.User", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    action = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="request_key_once"),
        ]
