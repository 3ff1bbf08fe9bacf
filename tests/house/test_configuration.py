"""docs/configuration.md says what the table of variables says, and no variable is read past it."""

import re

from bansou.config.env import VARIABLES
from bansou.config.places import project_root

ROOT = project_root()


def test_documents_every_variable_as_it_is() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `((?:BANSOU_|PORT|DATABASE)\w*)` \| (.+) \| (.+) \|$", text, re.MULTILINE
    )

    assert rows == [
        (one.name, one.meaning, "なし" if one.default == "—" else one.default) for one in VARIABLES
    ]


def test_reads_no_variable_of_ours_past_the_table() -> None:
    known = {variable.name for variable in VARIABLES}
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests" / "plugins").rglob("*.py")]
    files += [ROOT / "Makefile", ROOT / ".ci" / "run"]
    files += [file for file in (ROOT / "scripts").iterdir() if file.is_file()]
    named = {
        name
        for file in files
        for name in re.findall(r"\bBANSOU_[A-Z_]+\b", file.read_text(encoding="utf-8"))
    }

    assert named - known == {"BANSOU_"} & named
