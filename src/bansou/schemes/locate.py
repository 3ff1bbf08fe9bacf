"""On which line of a TOML text a value is written.

The standard library's reader gives values without their places. This one knows only where things
begin, so it may be asked only about text that the standard library has already read.
"""

import re
from collections.abc import Iterator, Mapping

type Path = tuple[str | int, ...]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def lines_of(text: str) -> Mapping[Path, int]:
    """Give for every path the line, counted from 1, where its key or entry begins.

    A path is that of the data read: ("indicators", 0, "where", 1, "op"). A table that is written
    in several places is where it is written first.
    """
    return dict(_Scanner(text.replace("\r\n", "\n")).places())


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """Give the line of a path, or of the nearest thing around it that is written."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


class _Scanner:
    """One pass over the text; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.counted_to = 0
        self.line = 1

    def places(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._head()
            else:
                self._pair(table)
            self._skip(_BLANK)
        yield from self.lines.items()

    def _head(self) -> Path:
        """Read [a.b] or [[a.b]] and give the path of the table that it opens."""
        line = self._line()
        of_many = self.text.startswith("[[", self.at)
        self.at += 2 if of_many else 1
        path: Path = ()
        keys = self._keys()
        for key in keys[:-1]:
            path = self._inside((*path, key), line)
        path = (*path, keys[-1])
        self._skip(_SPACE)
        self.at += 2 if of_many else 1
        if not of_many:
            return self._inside(path, line)
        self.lines.setdefault(path, line)
        self.counts[path] = self.counts.get(path, -1) + 1
        return self._inside(path, line)

    def _inside(self, path: Path, line: int) -> Path:
        """Note a table; of an array of tables, its latest one is meant."""
        self.lines.setdefault(path, line)
        if path in self.counts:
            path = (*path, self.counts[path])
            self.lines.setdefault(path, line)
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._skip(_SPACE)
        self.at += 1
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            if self.text[self.at] in "\"'":
                keys.append(_unquoted(self._string()))
            else:
                keys.append(self._take(_BARE_KEY))
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return keys
            self.at += 1

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            self._take(_SCALAR)

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        self._skip(_BLANK)
        while self.text[self.at] != "]":
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1
            self._past_comma()
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != "}":
            self._pair(path)
            self._past_comma()
        self.at += 1

    def _past_comma(self) -> None:
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)

    def _string(self) -> str:
        for pattern in _STRINGS:
            if pattern.match(self.text, self.at):
                return self._take(pattern)
        raise ValueError(f"no string begins at {self.at}")

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"line {self._line()} was not read before")
        self.at = found.end()
        return found.group()

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line


def _unquoted(key: str) -> str:
    """Give a quoted key as the data have it."""
    if key[0] == "'":
        return key[1:-1]
    return re.sub(
        r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))",
        lambda found: _ESCAPES[found[3]] if found[3] else chr(int(found[1] or found[2], 16)),
        key[1:-1],
    )
