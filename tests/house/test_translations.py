"""Every Japanese text of the screens is marked for translation, and the marks work."""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from django.apps import apps
from django.template.base import Lexer, TokenType
from django.test import Client
from django.urls import reverse

from bansou.config import languages
from bansou.config.console import WITHOUT_DATABASE
from tests.plugins.commands import Cli

DESKS = Path(apps.get_app_config("desks").path)
TEMPLATES = DESKS / "templates"

#: Japanese in any language: what is printed there is a Japanese document.
EXCUSED_TEMPLATES = {
    "sheets/_sheet.html": "the ministry's case sheet, whose headings are prescribed",
}
EXCUSED_SOURCES = {
    "apps.py": "the room's name, which no screen shows",
    "management": "the command line speaks Japanese",
    "manager/field_words.py": "how offices head the columns of their ledgers is data",
    "manager/imports.py": "the reason that is written into the history is data",
    "shared/widgets.py": "eras and days as they are posted are data",
}
EXCUSED_SCRIPTS = {"forms.js": "eras and weekdays as they are written are data"}
#: Data wherever they stand.
ERAS = frozenset({"明治", "大正", "昭和", "平成", "令和"})

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々〆]")
_QUOTED = re.compile(r'_\("[^"]*"\)' + "|" + r'"[^"]*"')
_MARKS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"})


# Templates


def unmarked_in_template(source: str) -> Iterator[str]:
    """Yield what is Japanese and stands outside of translate, blocktranslate, comments, _()."""
    inside = ""
    for token in Lexer(source).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if inside:
            inside = (
                "" if token.token_type is TokenType.BLOCK and word == f"end{inside}" else inside
            )
        elif token.token_type is TokenType.BLOCK and word in {"blocktranslate", "comment"}:
            inside = word
        elif token.token_type is TokenType.TEXT:
            yield from filter(_JAPANESE.search, token.contents.split("\n"))
        elif token.token_type is not TokenType.COMMENT and word != "translate":
            quoted = _QUOTED.findall(token.contents)
            yield from (text for text in quoted if text[0] == '"' and _JAPANESE.search(text))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>本文</p>", ["<p>本文</p>"]),
        ('{{ "本文"|phrases }}', ['"本文"']),
        ('{% panel "本文" icon="clock" %}', ['"本文"']),
        ('{% translate "本文" %}{% panel _("本文") icon="clock" %}{{ _("本文")|phrases }}', []),
        ("{% blocktranslate %}本文{{ x }}本文{% endblocktranslate %}{# 本文 #}", []),
        ("{% comment %}本文{% endcomment %}<p>（{{ x }}）</p>", []),
        ("{% blocktranslate %}本文{% endblocktranslate %}本文", ["本文"]),
    ],
)
def test_finds_unmarked_texts_in_templates(source: str, found: list[str]) -> None:
    assert list(unmarked_in_template(source)) == found


def test_marks_every_text_of_the_templates() -> None:
    found = {
        name: texts
        for file in TEMPLATES.rglob("*.html")
        if (name := str(file.relative_to(TEMPLATES))) not in EXCUSED_TEMPLATES
        and (texts := list(unmarked_in_template(file.read_text(encoding="utf-8"))))
    }

    assert found == {}


# Views, forms and scripts


def unmarked_in_source(source: str) -> Iterator[str]:
    """Yield Japanese literals outside of gettext's calls, docstrings and patterns."""
    tree = ast.parse(source)
    passed = {
        id(part) for node in ast.walk(tree) if _needs_no_mark(node) for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in passed and _JAPANESE.search(text):
            yield text


def _needs_no_mark(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and node.value in ERAS:
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "re"
    return isinstance(function, ast.Name) and function.id in _MARKS


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""説明"""\ntitle = "題"', ["題"]),
        ('title = f"{name}の題"', ["の題"]),
        ('title = _("題")\ntold = gettext("%(name)sの題") % {"name": name}', []),
        ('era = "令和"\nform = re.compile("年(.*)月")', []),
    ],
)
def test_finds_unmarked_texts_in_sources(source: str, found: list[str]) -> None:
    assert list(unmarked_in_source(source)) == found


def test_marks_every_text_of_the_desks() -> None:
    found = {
        str(name): texts
        for file in DESKS.rglob("*.py")
        if not _is_excused(name := file.relative_to(DESKS))
        and (texts := list(unmarked_in_source(file.read_text(encoding="utf-8"))))
    }

    assert found == {}


def _is_excused(name: Path) -> bool:
    return str(name) in EXCUSED_SOURCES or name.parts[0] in EXCUSED_SOURCES


def test_takes_the_sentences_of_scripts_from_the_page() -> None:
    assert set(EXCUSED_SCRIPTS) == {
        file.name
        for file in (DESKS / "static").rglob("*.js")
        if any(
            _JAPANESE.search(line.partition("//")[0])
            for line in file.read_text(encoding="utf-8").splitlines()
        )
    }


def test_excuses_only_what_is_there_and_needs_it() -> None:
    for name in EXCUSED_TEMPLATES:
        assert list(unmarked_in_template((TEMPLATES / name).read_text(encoding="utf-8"))), name
    for name in EXCUSED_SOURCES:
        files = [DESKS / name, *(DESKS / name).rglob("*.py")]
        texts = [text for f in files if f.is_file() for text in unmarked_in_source(f.read_text())]
        assert texts, name


# The marks at work


def write_catalogue(folder: Path, texts: Mapping[str, str]) -> None:
    """Write a compiled English catalogue as msgfmt would (GNU gettext, "The Format of MO files")."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **texts}.items())
    ids, strings = ([text.encode() for text in column] for column in zip(*pairs, strict=True))
    at, tables, bodies = 28 + 16 * len(pairs), b"", b""
    for text in [*ids, *strings]:
        tables += pack("<2I", len(text), at + len(bodies))
        bodies += text + b"\0"
    head = pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    file = folder / "en" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(head + tables + bodies)


def signing_in(client: Client) -> Any:
    """The sign-in page as a browser asks for it that prefers English."""
    return client.get(reverse("account_login"), headers={"Accept-Language": "en"})


@pytest.mark.django_db
def test_shows_english_where_there_is_a_catalogue(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    write_catalogue(
        tmp_path,
        {
            "ログイン": "Sign in",
            "メールアドレスかログイン名": "E-mail",
            "伴走": "Bansou",
            "次へ": "Next",
        },
    )
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = languages.offered(tmp_path)

    page = signing_in(client)

    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.text
    assert "<title>Sign in – Bansou</title>" in page.text
    assert ">E-mail <" in page.text
    assert "パスワードを忘れたとき" in page.text  # what is not translated yet stays readable


@pytest.mark.django_db
def test_stays_japanese_without_a_catalogue_whatever_the_browser_asks_for(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = languages.offered(tmp_path)

    page = signing_in(client)

    assert page.headers["Content-Language"] == "ja"
    assert '<html lang="ja">' in page.text
    assert "<title>ログイン – 伴走</title>" in page.text


def test_keeps_the_catalogues_where_they_are_looked_for(settings: Any) -> None:
    assert [DESKS / "locale"] == settings.LOCALE_PATHS
    assert languages.offered(DESKS / "locale") == settings.LANGUAGES


# Collecting the texts


def test_collects_the_texts_to_translate(
    cli: Cli, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("xgettext"):
        pytest.skip("no GNU gettext on this machine")
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.chdir(TEMPLATES / "seats")

    outcome = cli("makemessages", "-l", "en")

    assert outcome.code == 0
    collected = (tmp_path / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert 'msgid "所属を選ぶ"' in collected
    assert 'msgid "どの所属で仕事をしますか"' in collected
    assert 'msgid "%(organisation)sの%(role)sとして始める"' in collected


def test_says_that_gettext_is_missing(
    cli: Cli, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setenv("PATH", str(tmp_path))

    outcome = cli("makemessages", "-l", "en")

    assert outcome.code == 1
    assert "GNU gettext tools" in outcome.err


@pytest.mark.parametrize("command", ["makemessages", "compilemessages"])
def test_collects_and_compiles_without_a_database(command: str) -> None:
    assert command in WITHOUT_DATABASE
