"""docs/ledger.md names every ledger and every field, with those that are needed in bold."""

from pathlib import Path

import pytest

from bansou.commons.ledger.parts import LedgerPart
from bansou.desks.manager.imports import PARTS

PAGE = (Path(__file__).parents[3] / "docs" / "ledger.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_names_every_field(part: LedgerPart) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{part.name}` ")]
    assert part.label in line
    for field in part.fields:
        is_bold = f"**{field.name}**" in line
        assert field.name in line
        assert is_bold == (field.required or field.name == part.key)
