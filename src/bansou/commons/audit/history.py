"""Which tables keep a history, and how: one event row for every insert, update and delete.

The rows are written by database triggers, so bulk and raw statements are recorded as well
(ADR 0005). The context (who, why) comes from the transaction that `acting()` opened.
"""

from collections.abc import Callable
from typing import Any

import pghistory
import pgtrigger
from django.db import models


def tracked[M: models.Model](
    model: type[M] | None = None, *, exclude: list[str] | None = None, secret: str = ""
) -> type[M] | Callable[[type[M]], type[M]]:
    """Class decorator: keep every version of this model's rows; leave out derived columns.

    :param secret: a left-out column whose changes are noted, under its name, without its value
    """
    noted = [pghistory.UpdateEvent(secret, condition=pgtrigger.AnyChange(secret))] if secret else []

    def decorate(cls: type[M]) -> type[M]:
        decorator: Any = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            *noted,
            exclude=exclude,
            obj_field=pghistory.ObjForeignKey(db_constraint=False, related_name="+"),
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
        )
        return decorator(cls)

    return decorate if model is None else decorate(model)
