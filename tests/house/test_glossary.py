"""One concept has one word: the glossary knows every table, and no word that nobody uses."""

import re

import pytest
from django.apps import apps

from bansou.config.places import project_root

ROOT = project_root()
ROW = re.compile(
    r"^\|(?P<term>[^|]+)\|(?P<identifiers>[^|]+)\|(?P<definition>[^|]+)\|$", re.MULTILINE
)


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, list[str], str]]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return [
        (row["term"].strip(), re.findall(r"`(\w+)`", row["identifiers"]), row["definition"].strip())
        for row in ROW.finditer(text)
        if "`" in row["identifiers"]
    ]


def test_has_a_line_for_every_table(rows: list[tuple[str, list[str], str]]) -> None:
    known = {identifier for _, identifiers, _ in rows for identifier in identifiers}
    tables = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("bansou.") and not hasattr(model, "pgh_tracked_model")
    }

    assert tables - known == set()


def test_has_no_identifier_that_the_source_does_not_use(
    rows: list[tuple[str, list[str], str]],
) -> None:
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for kind in ("*.py", "*.toml")
        for file in (ROOT / "src").rglob(kind)
    )
    words = set(re.findall(r"\w+", source))

    assert {name for _, names, _ in rows for name in names} - words == set()


def test_says_every_term_once_and_defines_it(rows: list[tuple[str, list[str], str]]) -> None:
    terms = [term for term, _, _ in rows]

    assert len(terms) > 40
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []
    assert [term for term, _, definition in rows if not definition] == []
