"""Every template can be compiled, and somebody asks for it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

ROOT = Path(apps.get_app_config("desks").path) / "templates"
TEMPLATES = sorted(str(file.relative_to(ROOT)) for file in ROOT.rglob("*") if file.is_file())


def sources() -> str:
    """Return all that our sources and templates say."""
    return "\n".join(
        file.read_text(encoding="utf-8")
        for kind in ("*.py", "*.html", "*.txt")
        for file in ROOT.parents[1].rglob(kind)
    )


def asked_for(name: str, said: str) -> bool:
    """Tell whether `name` is written down, or put together from its folder and its stem."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".html").removesuffix(".txt")
    written = re.search(rf"""["']{re.escape(name)}(?:#\w+)?["']""", said)
    put_together = re.search(rf"""["']{re.escape(folder)}/\{{\w+\}}\.\w+["']""", said)
    stem_written = re.search(rf"""["']{stem}["']|\{{%\s*{stem}\b""", said)
    return bool(written or (put_together and stem_written))


def overridden() -> set[str]:
    """Return the templates of other packages, which those ask for themselves."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    return {
        str(file.relative_to(folder))
        for folder in folders
        if folder != ROOT
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_compiles(name: str) -> None:
    assert get_template(name, using="django")


def test_has_a_reader_for_every_template() -> None:
    said = sources()
    unread = {name for name in TEMPLATES if not asked_for(name, said)}

    assert unread - overridden() == set()


def test_leaves_escaping_on() -> None:
    marked = {
        name
        for name in TEMPLATES
        if re.search(r"\|\s*safe\b|\{%\s*autoescape off", (ROOT / name).read_text())
    }

    assert marked == set()
    assert engines["django"].engine.autoescape  # type: ignore[attr-defined]
