"""Reading a scheme's TOML: every problem at once, each with its line and what to do."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from pydantic import ValidationError

from bansou.schemes.problems import sentence_for
from bansou.schemes.shape import Scheme
from bansou.schemes.soundness import unsound

_SYNTAX_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One place to put right: its line (1-based, None where there is none), key and sentence."""

    line: int | None
    key: str
    sentence: str

    def __str__(self) -> str:
        where = f"{self.line}行目" if self.line else "全体"
        return f"{where}　{self.key}：{self.sentence}" if self.key else f"{where}：{self.sentence}"


class SchemeProblems(ValueError):
    """The text is no valid scheme; `problems` names every place."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        super().__init__(f"{source}\n" + "\n".join(map(str, problems)))


def read_scheme(text: str, source: str) -> Scheme:
    """Read a scheme from TOML text.

    :param source: what to call the text in messages, such as "tomakomai.toml"
    :raises SchemeProblems: with every problem found
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        found = _SYNTAX_LINE.search(str(failure))
        line = int(found.group(1)) if found else None
        sentence = "TOMLとして読めません。引用符、かっこ、= の書き方を確かめてください。"
        raise SchemeProblems(source, [Problem(line, "", sentence)]) from failure
    try:
        scheme = Scheme.model_validate(data)
    except ValidationError as failure:
        raise SchemeProblems(source, [_problem(text, e) for e in failure.errors()]) from failure
    problems = [Problem(line_of(text, path), _said(path), words) for path, words in unsound(scheme)]
    if problems:
        raise SchemeProblems(source, problems)
    return scheme


def digest(text: str) -> str:
    """SHA-256 (hex) of a scheme's text; line ends of any system give the same."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()


@cache
def template(name: str) -> str:
    """The text of a template in the package.

    :raises LookupError: there is no template of this name
    """
    file = resources.files(__package__).joinpath(f"{name}.toml")
    if not name.isidentifier() or not file.is_file():
        raise LookupError(name)
    return file.read_text(encoding="utf-8")


def template_names() -> tuple[str, ...]:
    """Names of the templates in the package, in order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


def line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """The line where the value at `path` is written: the deepest key of it that can be found.

    Tables in arrays are found by counting their heads; keys inside inline tables by the line of
    the outer key.
    """
    lines = text.splitlines()
    start, end, found = 0, len(lines), None
    prefix: list[str] = []
    for position, part in enumerate(path):
        if isinstance(part, int):
            continue
        index = path[position + 1] if position + 1 < len(path) else None
        head = ".".join([*prefix, part])
        here = _head(lines, head, index if isinstance(index, int) else 0, start, end)
        if here is None:
            here = _key(lines, part, start, end)
            if here is None:
                break
            start = here
        else:
            start, end = here, _block_end(lines, here + 1, head)
        found = here + 1
        prefix.append(part)
    return found


def _head(lines: list[str], head: str, index: int, start: int, end: int) -> int | None:
    places = [n for n in range(start, end) if lines[n].strip() in (f"[[{head}]]", f"[{head}]")]
    return places[index] if index < len(places) else None


def _block_end(lines: list[str], start: int, head: str) -> int:
    for n in range(start, len(lines)):
        line = lines[n].strip()
        is_head = re.match(r"\[\[?[\w.]+\]\]?$", line) is not None
        if is_head and not line.lstrip("[").startswith(f"{head}."):
            return n
    return len(lines)


def _key(lines: list[str], key: str, start: int, end: int) -> int | None:
    written = re.compile(rf"(^|[\s{{,]){re.escape(key)}\s*=")
    return next((n for n in range(start, end) if written.search(lines[n])), None)


def _problem(text: str, error: Any) -> Problem:
    path = tuple(part for part in error["loc"])
    return Problem(line_of(text, path), _said(path), sentence_for(error))


def _said(path: tuple[int | str, ...]) -> str:
    return ".".join(f"{part + 1}番目" if isinstance(part, int) else str(part) for part in path)
