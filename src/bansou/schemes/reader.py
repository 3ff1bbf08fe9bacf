"""Reading a scheme's TOML: every problem at once, each with its line and what to do."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from pydantic import ValidationError

from bansou.schemes.locate import Path, line_of, lines_of
from bansou.schemes.problems import Problem, sentence_for, syntax_problem
from bansou.schemes.shape import Scheme
from bansou.schemes.soundness import unsound

__all__ = ["Problem", "SchemeProblems", "digest", "read_scheme", "template", "template_names"]

#: Tomakomai's text has nine thousand letters; no office needs more than this.
LONGEST = 500_000


class SchemeProblems(ValueError):
    """The text is no valid scheme; `problems` names every place, in the order of the lines."""

    code = "schemes.not_readable"

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        super().__init__(f"{source}\n" + "\n".join(map(str, self.problems)))


def read_scheme(text: str, source: str) -> Scheme:
    """Read a scheme from TOML text.

    :param source: what to call the text in messages, such as "tomakomai.toml"
    :raises SchemeProblems: with every problem found
    """
    text = _plain(text)
    data = _data(text, source)
    lines = lines_of(text)
    try:
        scheme = Scheme.model_validate(data)
    except ValidationError as failure:
        found = [_problem(lines, data, error) for error in failure.errors()]
        raise SchemeProblems(source, found) from None
    contradictions = [Problem(line_of(lines, p), _said(p), words) for p, words in unsound(scheme)]
    if contradictions:
        raise SchemeProblems(source, contradictions)
    return scheme


def _data(text: str, source: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        sentence = f"長すぎます。{LONGEST:,}文字までにしてください。"
        raise SchemeProblems(source, [Problem(None, "", sentence)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SchemeProblems(source, [syntax_problem(failure, text)]) from None
    except RecursionError:
        sentence = "かっこの中のかっこが深すぎます。書き直してください。"
        raise SchemeProblems(source, [Problem(None, "", sentence)]) from None


def _problem(lines: Mapping[Path, int], data: dict[str, Any], error: Any) -> Problem:
    key = str(error.get("ctx", {}).get("discriminator", "")).strip("'")
    path = tuple(_written(data, (*error["loc"], key)))
    return Problem(line_of(lines, path), _said(path), sentence_for(error))


def _written(data: object, loc: Path) -> Iterator[str | int]:
    """Follow pydantic's path as far as it is written; names of kinds between are no keys."""
    for part in loc:
        in_table = isinstance(data, dict) and part in data
        in_array = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if in_table or in_array:
            data = data[part]  # type: ignore[index]
            yield part


def _said(path: Path) -> str:
    return ".".join(f"{part + 1}番目" if isinstance(part, int) else str(part) for part in path)


def _plain(text: str) -> str:
    """Take away what an office's editor adds: the mark at the beginning, its own line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def digest(text: str) -> str:
    """SHA-256 (hex) of a scheme's text; line ends of any system give the same."""
    return sha256(_plain(text).strip().encode()).hexdigest()


@cache
def template(name: str) -> str:
    """The text of a template in the package.

    :raises LookupError: there is no template of this name
    """
    if name not in template_names():
        raise LookupError(name)
    return resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def template_names() -> tuple[str, ...]:
    """Names of the templates in the package, in order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


def read_template(name: str) -> Scheme:
    """A template, read.

    :raises LookupError: there is no template of this name
    """
    return read_scheme(template(name), f"{name}.toml")
