"""The names that row policies read are set for one transaction only."""

import re

import pytest

from bansou.config.places import project_root

ROOT = project_root() / "src" / "bansou"
LASTING = (
    re.compile(r"\bSET\s+(SESSION\s+)?(app|pghistory|pgtrigger)\.", re.IGNORECASE),
    re.compile(r"set_config\([^()]*,\s*(false|'f'|0)\s*\)", re.IGNORECASE),
    re.compile(r"ALTER\s+(ROLE|DATABASE|SYSTEM)\s+\S+\s+SET\s+app\.", re.IGNORECASE),
)


def lasting_in(text: str) -> list[str]:
    return [found.group() for pattern in LASTING for found in pattern.finditer(text)]


def test_sets_no_name_of_the_context_beyond_its_transaction() -> None:
    # Behind a pool the next request would act in the name of the last one.
    found = {
        str(file.relative_to(ROOT)): lasting
        for file in [*ROOT.rglob("*.py"), *ROOT.rglob("*.sql")]
        if (lasting := lasting_in(file.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "SET app.actor = 'x'",
        "set session app.organisations to '{}'",
        "SELECT set_config('app.actor', %s, false)",
        "ALTER ROLE bansou_app SET app.actor = 'x'",
    ],
)
def test_would_see_one_that_is(text: str) -> None:
    assert lasting_in(text)


def test_opens_the_context_in_one_place() -> None:
    writers = {
        str(file.relative_to(ROOT))
        for file in ROOT.rglob("*.py")
        if "migrations" not in file.parts and "set_config(" in file.read_text(encoding="utf-8")
    }

    # An erasure opens to its own function what else only a grant shows, and closes it again.
    assert writers == {"commons/access/acting.py", "commons/database/erasing.py"}
