"""The order in which rows of several tables are written or removed: by what refers to what."""

from collections.abc import Collection, Iterator

from django.db.models import ForeignKey, Model


def dependants_first(models: Collection[type[Model]]) -> Iterator[type[Model]]:
    """Tables in an order in which none goes before those that refer to it.

    Of tables that refer to each other, the order is as given.
    """
    left = list(models)
    while left:
        referred = {
            field.related_model
            for model in left
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.related_model is not model
        }
        free = [model for model in left if model not in referred] or left
        yield from free
        left = [model for model in left if model not in free]
