"""Finding the line of a value: exactly the paths that the standard library reads, each once."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from bansou.schemes.locate import Path, line_of, lines_of
from bansou.schemes.reader import template, template_names

TANGLED = '''# 見出しの前
title = "a # b" # [not.a.head]
"quoted key" = 1
'a.b' = 2
"\\u65e5\\tx" = 3
a.b.c = 1
a.b."d e" = { f = [1, 2, { g = "}" }], h = 'it''s' }
long = """
[no.head]
key = "no"
\\""" still \\\\
"""
raw = \'\'\'
]]] \\ \'\'\'
dates = [
  2021-04-01, # one
  2021-04-01T10:00:00+09:00,

  [ [], [ 3.5, -1e3, true ] ],
]
[x.y]
z = 1
[[many]]
n = 1
[[many.inner]]
n = 2
[[many.inner]]
n = 3
[many.side]
n = 4
[[many]]
n = 5
[many.side]
n = 6
[x]
w = 7
[ spaced . "out" ]
k = { }
'''.replace("'it''s'", "'its'")


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from paths(value, (*path, at))


@pytest.mark.parametrize("text", [TANGLED, *map(template, template_names())], ids=len)
def test_finds_exactly_what_the_standard_library_reads(text: str) -> None:
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("title",), 'title = "a'),
        (("quoted key",), '"quoted key"'),
        (("a.b",), "'a.b'"),
        (("日\tx",), '"\\u65e5'),
        (("a", "b", "c"), "a.b.c"),
        (("a", "b", "d e", "f", 2, "g"), 'a.b."d e"'),
        (("long",), 'long = """'),
        (("raw",), "raw = "),
        (("dates",), "dates = ["),
        (("dates", 1), "  2021-04-01T10"),
        (("dates", 2, 1, 0), "  [ []"),
        (("x",), "[x.y]"),
        (("x", "y", "z"), "z = 1"),
        (("x", "w"), "w = 7"),
        (("many",), "[[many]]"),
        (("many", 0, "n"), "n = 1"),
        (("many", 0, "inner", 1, "n"), "n = 3"),
        (("many", 0, "side", "n"), "n = 4"),
        (("many", 1, "n"), "n = 5"),
        (("many", 1, "side", "n"), "n = 6"),
        (("spaced", "out", "k"), "k = { }"),
    ],
)
def test_gives_the_line_where_a_value_is_written(path: Path, written: str) -> None:
    line = lines_of(TANGLED)[path]

    assert TANGLED.splitlines()[line - 1].startswith(written)


def test_counts_lines_the_same_whatever_the_editor_ends_them_with() -> None:
    assert lines_of(TANGLED.replace("\n", "\r\n")) == lines_of(TANGLED)


def test_gives_the_nearest_line_for_what_is_not_written() -> None:
    lines = lines_of(TANGLED)

    assert line_of(lines, ("many", 1, "missing", "deeper")) == lines[("many", 1)]
    assert line_of(lines, ("nowhere",)) is None


def test_refuses_text_that_was_not_read_before() -> None:
    with pytest.raises(ValueError, match="was not read before"):
        lines_of("= 1")
    with pytest.raises(ValueError, match="no string begins"):
        lines_of('a = "open')
