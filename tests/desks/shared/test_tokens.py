"""The colours stand as the design gives them, and every pair in use can be read."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

CSS = Path(str(finders.find("bansou/css/tokens.css"))).read_text()
TOKENS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", CSS))
SHEETS = sorted(Path(str(finders.find("bansou/css/tokens.css"))).parent.glob("*.css"))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "ground", 7),
        ("ink-2", "ground", 7),
        ("ink-2", "ground-2", 7),
        ("ink-2", "tint", 4.5),
        ("ink-3", "ground", 4.5),
        ("ink-3", "ground-2", 4.5),
        ("key", "ground", 7),
        ("key", "tint", 7),
        ("link", "ground", 7),
        ("link", "tint-2", 7),
        ("bad", "ground", 4.5),
        ("bad-ink", "bad-tint", 4.5),
        ("good-ink", "good-tint", 4.5),
        ("warn-ink", "ground", 7),
        ("warn-ink", "warn-tint", 7),
        ("warn-ink", "tint-2", 4.5),
        ("ink", "note", 7),
        ("note-ink", "note", 7),
        ("line-field", "ground", 3),
        ("good", "ground", 3),
        ("warn", "ground", 3),
        ("visited", "ground", 4.5),
    ],
)
def test_keeps_the_contrast_of_a_pair(text: str, ground: str, least: float) -> None:
    assert contrast(text, ground) >= least


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_puts_every_rule_into_a_declared_layer(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    order = SHEETS[0].parent.joinpath("reset.css").read_text()
    declared = set(re.search(r"@layer ([a-z, ]+);", order)[1].split(", "))  # type: ignore[index]

    opened = re.findall(r"^@layer ([a-z]+) \{", text, flags=re.MULTILINE)
    outside = re.findall(r"^(?!@layer|\})\S.*", text, flags=re.MULTILINE)

    assert opened
    assert set(opened) <= declared
    assert not outside


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_loads_nothing_from_elsewhere(sheet: Path) -> None:
    text = sheet.read_text()

    assert "@import" not in text
    assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_takes_colours_from_the_tokens(sheet: Path) -> None:
    colours = set(re.findall(r"#[0-9a-f]{6}(?![0-9a-f])", sheet.read_text()))

    assert colours <= set(TOKENS.values())
