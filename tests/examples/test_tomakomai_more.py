"""Tomakomai's second and third example ledger: what is generated is what is kept."""

from pathlib import Path

import pytest

from examples.generate import LEDGER_2021, write_more_of_2021


@pytest.mark.parametrize("name", ["support-2021.xlsx", "claims-2021.xlsx"])
def test_are_written_the_same_again(name: str, tmp_path: Path) -> None:
    write_more_of_2021(tmp_path)

    assert (tmp_path / name).read_bytes() == (LEDGER_2021.parent / name).read_bytes()
