"""One way of compiling: what is kept is never older than what it was made of."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bansou.engines.assignment import crowds
from bansou.engines.bits import _ones, _trailing_zeros

INNER = (
    "from bansou.engines.compiling import njit\n@njit(cache=True)\ndef inner(x): return x + {}\n"
)
OUTER = (
    "from bansou.engines.compiling import njit\nfrom inner import inner\n"
    "@njit(cache=True)\ndef outer(x): return inner(x) * 10\nprint(outer(1))\n"
)


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
def test_compiles_anew_when_a_file_beside_it_has_changed(tmp_path: Path) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    said = []

    for number, at in ((1, 1_000_000_000), (2, 1_000_000_060)):
        (tmp_path / "inner.py").write_text(INNER.format(number))
        os.utime(tmp_path / "inner.py", (at, at))
        run = subprocess.run(
            [sys.executable, "outer.py"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        said.append(run.stdout.strip())

    assert said == ["20", "30"]
    assert list((tmp_path / "__pycache__").glob("outer.outer*.nbc"))


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
def test_compiles_anew_when_any_file_of_the_engines_has_changed() -> None:
    kept: Any = crowds._propose
    names = {name for name, _at, _size in kept._cache._cache_file._source_stamp}

    assert {"crowds.py", "bits.py", "matching/packed.py"} <= names


def test_asks_about_bits_alike_without_the_compiler() -> None:
    for word in (1, 2, 96, 1 << 63, (1 << 64) - 1):
        assert _trailing_zeros(np.uint64(word)) == f"{word:b}"[::-1].index("1")
        assert _ones(np.uint64(word)) == f"{word:b}".count("1")
