"""What rests on a row: whether any row of its keeper refers to it."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet, Value


def is_referred_to(row: Any, *, but: Collection[type[Model]] = ()) -> bool:
    """Tell, in one query, whether a row of the same keeper refers to this one; history does not.

    :param but: tables whose rows do not matter
    """
    first, *others = _referring(row, but)
    return first.union(*others, all=True).exists() if others else first.exists()


def _referring(row: Any, but: Collection[type[Model]]) -> Iterator[QuerySet[Any, Any]]:
    for model in apps.get_models():
        if model in but or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is type(row):
                rows = model._default_manager.filter(
                    organisation_id=row.organisation_id, **{field.name: row}
                )
                yield rows.order_by().values_list(Value(1))[:1]
