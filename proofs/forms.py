"""The forms of a page as a browser would read them, and what a page says is wrong with one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_TEXTS = frozenset({"text", "search", "email", "url", "tel", "textarea"})
_NEVER_SENT = frozenset({"submit", "button", "reset", "image"})
#: Buttons that lead back, or show once more what was seen.
_ROUND = frozenset({"back", "preview", "read"})
_TO_CONTROL = re.compile(r"#id_([\w-]+)$")


@dataclass
class Control:
    """One control of a form: all radios or ticks of a name are one."""

    name: str
    kind: str
    value: str = ""
    most: int | None = None
    is_required: bool = False
    is_invalid: bool = False
    offered: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def takes_text(self) -> bool:
        """Whether people write into it; the parts of a day are written, and are no text."""
        is_part_of_day = self.name.endswith(("_month", "_day"))
        return self.kind in _TEXTS and not is_part_of_day


@dataclass
class Form:
    """A form of a page that is sent by POST."""

    path: str
    #: Name, value, and whether it is the first one to press; one that sends nothing has no name.
    buttons: list[tuple[str, str, bool]] = field(default_factory=list)
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def texts(self) -> list[Control]:
        return [it for it in self.controls.values() if it.takes_text]

    def pressed(self) -> dict[str, str]:
        """What the first button says that says anything."""
        return next(({name: value} for name, value, _ in self.buttons if name), {})

    def going_on(self) -> list[dict[str, str]]:
        """What the buttons say that lead on from a page that asks once more, the likeliest first."""
        onward = [it for it in self.buttons if it[0] not in _ROUND] or self.buttons
        ordered = sorted(onward, key=lambda it: not it[2])
        said = [{name: value} if name else {} for name, value, _ in ordered]
        return [said[0], said[-1]] if len(said) > 1 else said or [{}]


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._written: Control | None = None
        self._select: Control | None = None
        self._option: tuple[str | None, bool] | None = None
        self._named = ""
        #: What the list of what is wrong leads to.
        self.led_to: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_sent = said.get("method", "").lower() == "post"
            self._form = Form(urljoin(self.at, said.get("action", ""))) if is_sent else None
            if self._form:
                self.forms.append(self._form)
        elif tag == "a" and (to := _TO_CONTROL.match(said.get("href", ""))):
            self.led_to.add(to[1])
        elif self._form is not None and tag == "button" and said.get("type") != "button":
            is_first = "primary" in said.get("class", "")
            self._form.buttons.append((said.get("name", ""), said.get("value", ""), is_first))
        elif self._form is not None and tag in {"input", "textarea", "select"}:
            self._control(self._form, tag, said)
        elif tag == "option" and self._select is not None:
            self._option, self._named = (said.get("value"), "selected" in said), ""

    def _end_option(self) -> None:
        """Take down a choice; without a value its text is it."""
        if self._select is not None and self._option is not None:
            value, is_chosen = self._option
            told = self._named.strip() if value is None else value
            self._select.offered.append(told)
            self._select.chosen += [told] * is_chosen
        self._option = None

    def _control(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        kind = said.get("type", "text").lower() if tag == "input" else tag
        name = said.get("name", "")
        if not name or kind in _NEVER_SENT or "disabled" in said:
            return
        it = form.controls.setdefault(name, Control(name, kind))
        it.is_required |= "required" in said
        it.is_invalid |= said.get("aria-invalid") == "true"
        it.most = int(said["maxlength"]) if said.get("maxlength", "").isdigit() else it.most
        if kind in {"radio", "checkbox"}:
            it.offered.append(said.get("value", "on"))
            it.chosen += [said.get("value", "on")] * ("checked" in said)
        elif tag == "textarea":
            self._written = it
        elif tag == "select":
            self._select = it
        else:
            it.value = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._written is not None:
            # The first end of line belongs to the tag.
            self._written.value = self._written.value.removeprefix("\n")
            self._written = None
        elif tag == "option":
            self._end_option()
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._written is not None:
            self._written.value += data
        elif self._option is not None:
            self._named += data


def forms_of(page: str, at: str) -> list[Form]:
    """The forms that a page sends by POST."""
    reader = _Reader(at)
    reader.feed(page)
    return reader.forms


@dataclass(frozen=True)
class Said:
    """What a page says to a form that was sent: the forms in it, and what is wrong."""

    forms: tuple[Form, ...]
    wrong: frozenset[str]

    @classmethod
    def of(cls, page: str, at: str) -> "Said":
        """What is marked as wrong, and what the list of what is wrong leads to."""
        reader = _Reader(at)
        reader.feed(page)
        marked = {
            it.name for form in reader.forms for it in form.controls.values() if it.is_invalid
        }
        return cls(tuple(reader.forms), frozenset(marked.union(*map(_names_for, reader.led_to))))

    def same(self, form: Form) -> Form | None:
        """The form as it came back."""
        alike = (
            it
            for it in self.forms
            if it.path == form.path and it.controls.keys() & form.controls.keys()
        )
        return next(alike, None)


def _names_for(anchor: str) -> set[str]:
    """Controls that may stand at an anchor: itself, one of several choices, a day in parts."""
    alone = re.sub(r"_\d+$", "", anchor)
    return {anchor, alone, f"{alone}_year"}
