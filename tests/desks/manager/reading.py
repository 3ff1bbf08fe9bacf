"""Reading a page as text by element: `texts(answer, ".bars .figure")`."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

_VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "line", "use", "wbr"}
_PART = re.compile(
    r"(?P<tag>[\w-]+)?(?P<class>(?:\.[\w-]+)*)(?:\[(?P<name>[\w-]+)=(?P<value>.+?)\])?"
)


@dataclass
class Element:
    """One element with its texts and elements in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read of it; runs of space are one."""
        said = "".join(it if isinstance(it, str) else it.text for it in self.inside)
        return re.sub(r"[ \n]+", " ", said).strip(" ")

    @property
    def elements(self) -> "list[Element]":
        """All elements below it, in their order."""
        own = [it for it in self.inside if isinstance(it, Element)]
        return [each for it in own for each in (it, *it.elements)]

    def fits(self, part: str) -> bool:
        """Tell whether it is a `tag.class[name=value]`."""
        found = _PART.fullmatch(part)
        assert found, part
        classes = set(self.attributes.get("class", "").split())
        return (
            found["tag"] in (None, self.tag)
            and set(filter(None, found["class"].split("."))) <= classes
            and (not found["name"] or self.attributes.get(found["name"]) == found["value"])
        )

    def is_below(self, parts: list[str]) -> bool:
        """Tell whether elements around it fit all parts, the last part the nearest."""
        if not parts:
            return True
        if self.parent is None:
            return False
        rest = parts[:-1] if self.parent.fits(parts[-1]) else parts
        return self.parent.is_below(rest)


class _Reader(HTMLParser):
    @classmethod
    def of(cls, page: str) -> Self:
        reader = cls()
        reader.root = reader.at = Element("root")
        reader.feed(page)
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while self.at.parent and self.at.tag != tag:
            self.at = self.at.parent
        self.at = self.at.parent or self.at

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)


def found(answer: Any, selector: str) -> list[Element]:
    """The elements of a page that fit a selector such as ".bars [scope=row] a"."""
    *around, last = selector.split()
    elements = _Reader.of(answer.text).root.elements
    return [it for it in elements if it.fits(last) and it.is_below(around)]


def texts(answer: Any, selector: str) -> list[str]:
    """What the elements of a page say that fit a selector."""
    return [element.text for element in found(answer, selector)]
