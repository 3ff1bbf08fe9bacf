"""Forms as a browser would send them, filled in by trying: what is refused is tried otherwise.

Nothing is known here of any single form, so that a new one is filled in from its first day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain
from typing import Any
from urllib.parse import urljoin

_TEXTS = frozenset({"text", "search", "email", "url", "tel", "textarea"})
_NEVER_SENT = frozenset({"submit", "button", "reset", "image"})
_TRIES = 14
#: A day that is named so follows another one.
_LATER = re.compile(r"until|end|last|renew|due")
PDF = b"%PDF-1.7\n%%EOF\n"


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
    buttons: list[tuple[str, str]] = field(default_factory=list)
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def texts(self) -> list[Control]:
        return [it for it in self.controls.values() if it.takes_text]


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._written: Control | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_sent = said.get("method", "").lower() == "post"
            self._form = Form(urljoin(self.at, said.get("action", ""))) if is_sent else None
            if self._form:
                self.forms.append(self._form)
        elif self._form is not None and tag == "button" and said.get("name"):
            self._form.buttons.append((said["name"], said.get("value", "")))
        elif self._form is not None and tag in {"input", "textarea", "select"}:
            self._control(self._form, tag, said)
        elif tag == "option" and self._select is not None:
            value = said.get("value", "")
            self._select.offered.append(value)
            if "selected" in said:
                self._select.chosen.append(value)

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
        elif tag == "textarea":
            self._written = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._written is not None:
            self._written.value += data


def forms_of(page: str, at: str) -> list[Form]:
    """The forms that a page sends by POST."""
    reader = _Reader(at)
    reader.feed(page)
    return reader.forms


@dataclass
class Sending:
    """A form with what is to be sent; `wrong` tries the next value of a control."""

    form: Form
    text_for: Callable[[Control, int], str]
    day: str
    later: str
    #: Whether what stands in the form stays, and only what is empty and has to be filled is filled.
    is_sparing: bool = False
    tried: dict[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """What a browser would send."""
        told = {name: self._told(it) for name, it in self.form.controls.items()}
        pressed = dict(self.form.buttons[:1])
        return pressed | {name: value for name, value in told.items() if value is not None}

    def written(self) -> dict[str, str]:
        """The texts of the proof's own that are in it now, by control."""
        told = {it.name: self._told(it) for it in self.form.texts}
        own = {it.name: [self.text_for(it, 0), self.text_for(it, 1)] for it in self.form.texts}
        return {name: text for name, text in told.items() if text in own[name]}

    def wrong(self, names: set[str]) -> bool:
        """Try something else for these; whether there is anything else."""
        moved = False
        for name in names & self.form.controls.keys():
            now = self.tried.get(name, 0)
            if now + 1 < self._ways(self.form.controls[name]):
                self.tried[name] = now + 1
                moved = True
        return moved

    def _ways(self, it: Control) -> int:
        if it.takes_text:
            return len(self._plain(it))
        return max(len(it.offered), 1)

    def _told(self, it: Control) -> Any:
        at = self.tried.get(it.name, 0)
        if it.takes_text:
            return self._plain(it)[at]
        if it.kind == "file":
            return _file()
        if it.kind in {"radio", "checkbox", "select"}:
            return self._chosen(it, at)
        return it.value

    def _chosen(self, it: Control, at: int) -> Any:
        """What was chosen; if it was wrong, or nothing was though it must be, one of those offered."""
        some = [value for value in it.offered if value]
        if at and some:
            return some[(at - 1) % len(some)]
        if it.chosen:
            return it.chosen
        if it.kind == "select":
            return next(iter(some if it.is_required else it.offered), None)
        must = it.kind == "radio" or it.is_required
        return some[0] if must and some else None

    def _plain(self, it: Control) -> list[str]:
        """Texts of the proof, long and short; what stood there; and what other fields ask for."""
        own = [self.text_for(it, 0), self.text_for(it, 1)]
        if self.is_sparing and it.kind != "textarea":
            return [it.value, self.day if it.name.endswith("_year") else own[1], *own]
        days = [self.day, self.later]
        usual = [
            *(reversed(days) if _LATER.search(it.name) else days),
            "10:00", "11:00", "1", "taro@example.jp", "03-1234-5678", "タロウ",
            "https://example.jp/", "1000001", "30000", "",
        ]  # fmt: skip
        return [*own, *([it.value] if it.value else []), *usual]


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("記録.pdf", PDF, "application/pdf")


def tried(sending: Sending, send: Callable[[dict[str, Any]], Any]) -> Iterator[Any]:
    """Send until it is taken, or nothing else can be tried; every answer on the way.

    Where a page asks once more before it does what was asked, that is said too.
    """
    for _ in range(_TRIES):
        answer = send(sending.data())
        yield answer
        if answer.status in (302, 303) or answer.failure:
            return
        again = _same(sending.form, answer)
        wrong = {it.name for it in again.controls.values() if it.is_invalid} if again else set()
        if answer.status == 200 and again and not wrong:
            yield send(_confirmed(again))
            return
        if not sending.wrong(wrong | set(chain.from_iterable(map(_whole_day, wrong)))):
            return


def _confirmed(form: Form) -> dict[str, Any]:
    """The form as it came, with the last of its buttons."""
    return Sending(form, lambda it, _way: it.value, "", "").data() | dict(form.buttons[-1:])


def _whole_day(name: str) -> list[str]:
    """The first part of a day takes the whole of it, and answers for the others."""
    for part in ("_month", "_day", "_era"):
        if name.endswith(part):
            return [name.removesuffix(part) + "_year"]
    return []


def _same(form: Form, answer: Any) -> Form | None:
    """The form as it came back."""
    text = answer.content.decode("utf-8", "replace")
    for one in forms_of(text, form.path):
        if one.path == form.path and one.controls.keys() & form.controls.keys():
            return one
    return None
