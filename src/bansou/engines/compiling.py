"""Compiling by numba where an extra that brings it is installed; else the same code runs, far slower."""

import importlib.util
from collections.abc import Callable
from typing import Any

type _Function = Callable[..., Any]


def njit(**options: Any) -> Callable[[_Function], _Function]:
    """Compile a function, or leave it as it is."""
    if importlib.util.find_spec("numba") is None:
        return lambda function: function
    import numba

    compiled: Callable[[_Function], _Function] = numba.njit(**options)
    return compiled
