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


def said() -> set[str]:
    """Return every quoted word and template tag in our sources and templates."""
    quoted = re.compile(r"""["']([\w/.{}-]+?)(?:#\w+)?["']|\{%\s*(\w+)""")
    return {
        next(filter(None, found.groups()))
        for kind in ("*.py", "*.html", "*.txt")
        for file in ROOT.parents[1].rglob(kind)
        for found in quoted.finditer(file.read_text(encoding="utf-8"))
    }


def is_asked_for(name: str, words: set[str]) -> bool:
    """Tell whether `name` is written down, or put together from its folder and its stem."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".html").removesuffix(".txt")
    put_together = re.compile(rf"{re.escape(folder)}/\{{\w+\}}\.\w+")
    return name in words or (stem in words and any(map(put_together.fullmatch, words)))


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
    words = said()
    unread = {name for name in TEMPLATES if not is_asked_for(name, words)}

    assert unread - overridden() == set()


def test_leaves_escaping_on() -> None:
    marked = {
        name
        for name in TEMPLATES
        if re.search(r"\|\s*safe\b|\{%\s*autoescape off", (ROOT / name).read_text())
    }

    assert marked == set()
    assert engines["django"].engine.autoescape  # type: ignore[attr-defined]
