"""Conditions on arrays that Django has no words for."""

from typing import Any

from django.db.models import BooleanField, Func


class IsOneOf(Func):
    """Tell whether a value is in an array, which is made once a statement.

    Unlike `IN` with a subquery, it leaves the planner the value's index. Beside an OR the array is
    read through for every row again: bring such conditions together in the array instead.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, value: Any, array: Any) -> None:
        super().__init__(value, array)
