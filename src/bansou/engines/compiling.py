"""Compiling by numba where an extra that brings it is installed; else the same code runs, far slower."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

type _Function = Callable[..., Any]

#: Whether it can be compiled at all.
IS_INSTALLED = importlib.util.find_spec("numba") is not None


def njit(**options: Any) -> Callable[[_Function], _Function]:
    """Compile a function, or leave it as it is."""
    if not IS_INSTALLED:
        return lambda function: function
    import numba

    def compiled(function: _Function) -> _Function:
        dispatcher: Any = numba.njit(**options)(function)
        if options.get("cache") and not getattr(numba.config, "DISABLE_JIT", False):
            _watch_folder(dispatcher, Path(function.__code__.co_filename).parent)
        return dispatcher  # type: ignore[no-any-return]

    return compiled


def _watch_folder(dispatcher: Any, folder: Path) -> None:
    """Take kept machine code for old once any file of the folder has changed.

    What a function calls in a neighbouring file is compiled into it, while numba looks at its own
    file alone and would go on with the neighbour as it was.
    """
    files = sorted((one.name, one.stat()) for one in folder.glob("*.py"))
    stamp = tuple((name, its.st_mtime, its.st_size) for name, its in files)
    dispatcher._cache._cache_file._source_stamp = stamp
