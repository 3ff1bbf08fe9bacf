"""Which tables keep a history, and how: one event row for every insert, update and delete.

The rows are written by database triggers, so bulk and raw statements are recorded as well
(ADR 0005). The context (who, why) comes from the transaction that `acting()` opened.
"""

from collections.abc import Callable
from typing import Any

import pghistory
import pghistory.trigger
import pgtrigger
from django.db import models


class _TogetherEvent(pghistory.trigger.Event):
    """A trigger that writes the versions of all rows of a statement at once."""

    level = pgtrigger.Statement
    #: What pghistory puts around it for contexts in a table of their own, which ours are not.
    _own_context = (
        "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) ",
        ", _pgh_attached_context",
    )

    def get_func(self, model: Any) -> Any:
        text = super().get_func(model).func
        for part in self._own_context:
            text = text.replace(part, "")
        return pgtrigger.Func(text)


class _InsertsTogether(pghistory.InsertEvent):
    """Versions of new rows, written once for each statement however many rows it inserts."""

    def add_event_trigger(self, event_model: Any) -> None:
        trigger: Any = _TogetherEvent(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


def tracked[M: models.Model](
    model: type[M] | None = None,
    *,
    exclude: list[str] | None = None,
    secret: str = "",
    in_bulk: bool = False,
) -> type[M] | Callable[[type[M]], type[M]]:
    """Class decorator: keep every version of this model's rows; leave out derived columns.

    :param in_bulk: whether imports insert thousands of rows of it in one statement
    :param secret: a left-out column whose changes are noted, under its name, without its value
    """
    noted = [pghistory.UpdateEvent(secret, condition=pgtrigger.AnyChange(secret))] if secret else []

    def decorate(cls: type[M]) -> type[M]:
        decorator: Any = pghistory.track(
            _InsertsTogether() if in_bulk else pghistory.InsertEvent(),
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
