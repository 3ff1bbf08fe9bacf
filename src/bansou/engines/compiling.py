"""Compiling by numba where an extra that brings it is installed; else the same code runs, far slower."""

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_ENGINES = Path(__file__).parent

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
            _watch(dispatcher, Path(function.__code__.co_filename).parent)
        return dispatcher  # type: ignore[no-any-return]

    return compiled


def inlined(function: _Function) -> _Function:
    """Compile a function, which makes no arrays, into every one that calls it.

    Rows, and tuples of arrays, cost nothing to pass then: nothing is copied for the call, and no
    references are counted. Either took more time in the searches than what they do.
    """
    # `_nrt` is not in numba's documentation: without it, what is inlined counts references.
    return njit(cache=True, nogil=True, forceinline=True, _nrt=False)(function)


def _watch(dispatcher: Any, folder: Path) -> None:
    """Take kept machine code for old once any file of the folder, or of the engines, has changed.

    What a function calls in another file is compiled into it, while numba looks at its own
    file alone and would go on with the other as it was.
    """
    stamps = {*_stamps(_ENGINES, "**/*.py"), *_stamps(folder, "*.py")}
    dispatcher._cache._cache_file._source_stamp = tuple(sorted(stamps))


@cache
def _stamps(folder: Path, which: str) -> tuple[tuple[str, float, int], ...]:
    files = ((str(one.relative_to(folder)), one.stat()) for one in folder.glob(which))
    return tuple((name, its.st_mtime, its.st_size) for name, its in files)
