"""Where headings may break: between phrases, never inside a word."""

from functools import cache, lru_cache
from html import escape

from budoux import Parser, load_default_japanese_parser

BREAK = "|"
"""A break point that the text brings along: 就職氷河期世代|活躍応援パッケージ."""


@lru_cache(maxsize=2_048)
def phrases(text: str) -> tuple[str, ...]:
    """Split a text into the phrases between which a line may break.

    Its own break points count as well as those found; joined, the phrases are the text without
    them.
    """
    return tuple(phrase for part in text.split(BREAK) if part for phrase in _parser().parse(part))


def with_breaks(text: str) -> str:
    """Give a text as HTML, escaped, with ``<wbr>`` where a line may break."""
    return "<wbr>".join(escape(phrase) for phrase in phrases(text))


def without_breaks(text: str) -> str:
    """Give a text without its own break points, as for a page's title."""
    return text.replace(BREAK, "")


@cache
def _parser() -> Parser:
    return load_default_japanese_parser()
