"""Forms as a browser would send them, filled in by trying: what is refused is tried otherwise.

Nothing is known here of any single form, so that a new one is filled in from its first day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from proofs.forms import Control, Form, Said
from proofs.payloads import MARK

_TRIES = 24
#: How many pages a form is taken over that ask once more before they do what was asked.
_PAGES = 3
#: A day that is named so follows another one.
_LATER = re.compile(r"until|end|last|renew|due")
_DAY = re.compile(r"(_year|_on)$")
_CHOICES = frozenset({"radio", "checkbox", "select"})
PDF = b"%PDF-1.7\n%%EOF\n"


class Manner(Enum):
    """How a form is filled in; one after the other is tried until it is taken and keeps a text."""

    #: Payloads in all texts, everything else as it stands.
    BOLD = "bold"
    #: What stands in the form stays, and what is empty and has to be filled is filled.
    SPARING = "sparing"
    #: As bold, and whatever can be chosen is.
    CHOOSING = "choosing"
    #: As choosing, with days that are just gone.
    EARLIER = "earlier"
    #: As choosing, the last of all that can be chosen, and days that are far away.
    OTHERWISE = "otherwise"
    #: As bold, with days that are far away.
    LATER = "later"
    #: What stands in the form stays, with a payload behind each longer text, and no file.
    BEHIND = "behind"

    @property
    def keeps(self) -> bool:
        return self in (Manner.SPARING, Manner.BEHIND)

    def days(self, today: date) -> tuple[str, str]:
        """The days that are put in, one before the other."""
        from bansou.commons.clock import wareki

        far, gone = (200, 230), (-6, -5)
        moved = {Manner.EARLIER: gone, Manner.OTHERWISE: far, Manner.LATER: far}
        first, then = moved.get(self, (0, 30))
        return wareki(today + timedelta(days=first)), wareki(today + timedelta(days=then))


@dataclass
class Sending:
    """A form with what is to be sent; `wrong` tries the next value of a control.

    :param known: what the town knows for a control of that name, such as the number of a case
    """

    form: Form
    text_for: Callable[[Control, int], str]
    today: date
    manner: Manner = Manner.BOLD
    known: Mapping[str, list[str]] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """What a browser would send."""
        told = {name: self._told(it) for name, it in self.form.controls.items()}
        return self.form.pressed() | {name: it for name, it in told.items() if it is not None}

    def written(self) -> dict[str, str]:
        """The texts of the proof's own that are in it now, by control."""
        return {
            it.name: own
            for it in self.form.texts
            for own in (self.text_for(it, 0), self.text_for(it, 1))
            if own in self._told(it)
        }

    def wrong(self, names: set[str]) -> bool:
        """Try something else for these; whether there is anything else."""
        moved = False
        for name in names & self.form.controls.keys():
            now = self.tried.get(name, 0)
            if now + 1 < self._ways(self.form.controls[name]):
                self.tried[name] = now + 1
                moved = True
        return moved

    def learn(self, again: Form | None) -> None:
        """Take up what can only be chosen since the form came back."""
        said = again.controls if again else {}
        own = self.form.controls
        new = {name: it for name, it in said.items() if it.kind in _CHOICES and name in own}
        if any(it.kind != own[name].kind for name, it in new.items()):
            self.form = replace(self.form, controls=own | new)

    def shorten(self) -> bool:
        """Put short texts in for long ones, where nothing is said to be wrong; whether there were any."""
        long = [it for it in self.form.texts if self._told(it) == self.text_for(it, 0)]
        for it in long:
            self.tried[it.name] = self._plain(it).index(self.text_for(it, 1))
        return bool(long)

    def _ways(self, it: Control) -> int:
        if it.takes_text or it.kind == "number":
            return len(self._plain(it))
        return len(it.offered) + 1

    def _told(self, it: Control) -> Any:
        at = self.tried.get(it.name, 0)
        if it.takes_text or it.kind == "number":
            return self._plain(it)[at]
        if it.kind == "file":
            return None if self.manner == Manner.BEHIND else _file()
        if it.kind in _CHOICES:
            return self._chosen(it, at)
        return it.value

    def _chosen(self, it: Control, at: int) -> Any:
        """What was chosen; if it was wrong, or nothing was though it must be, one of those offered."""
        if it.name.endswith("_era"):  # A day that is put in says its own.
            return it.chosen
        some = [value for value in it.offered if value]
        if self.manner == Manner.OTHERWISE:
            some.reverse()
        if at and some:
            return some[(at - 1) % len(some)]
        is_open = not any(it.chosen) or self.manner == Manner.OTHERWISE
        if some and is_open and self.manner in _CHOOSE:
            return some if it.kind == "checkbox" else some[0]
        if it.chosen:
            return it.chosen
        if it.kind == "select":
            return next(iter(some if it.is_required else it.offered), None)
        must = it.kind == "radio" or it.is_required
        return some[0] if must and some else None

    def _plain(self, it: Control) -> list[str]:
        """Texts of the proof, long and short; what stood there; and what other fields ask for."""
        if it.kind == "number":
            return [it.value or "1", "2", "3", "10", "100"]
        own, usual = [self.text_for(it, 0), self.text_for(it, 1)], self._usual(it)
        if it.kind == "textarea" and self.manner == Manner.BEHIND and it.value:
            return [f"{it.value}\n# {own[1]}", it.value]
        if _DAY.search(it.name) and self.manner in _MOVED:
            return [*usual, *own]
        if self.manner.keeps and it.kind != "textarea":
            first = usual[0] if it.name.endswith("_year") else own[1]
            is_empty = self.manner == Manner.BEHIND and not it.value
            return list(dict.fromkeys([*[it.value] * (not is_empty), first, *own, *usual]))
        return [*own, *([it.value] if it.value else []), *usual]

    def _usual(self, it: Control) -> list[str]:
        days = self.manner.days(self.today)
        return [
            *self.known.get(it.name, ()),
            *(reversed(days) if _LATER.search(it.name) else days),
            "10:00", "11:00", "1", "20", "taro@example.jp", "03-1234-5678", "タロウ",
            "https://example.jp/", "1000001", "30000", "0001", "001", "1,000円", "9", "",
        ]  # fmt: skip


#: Who chooses where nothing is chosen, and who puts in days of their own.
_CHOOSE = (Manner.CHOOSING, Manner.EARLIER, Manner.OTHERWISE)
_MOVED = (Manner.EARLIER, Manner.OTHERWISE, Manner.LATER)


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("記録.pdf", PDF, "application/pdf")


type Send = Callable[[str, dict[str, Any]], Any]


def tried(sending: Sending, send: Send) -> Iterator[Any]:
    """Send until it is taken, or nothing else can be tried; every answer on the way."""
    for _ in range(_TRIES):
        answer = send(sending.form.path, sending.data())
        yield answer
        if answer.status == 200 and not said_by(answer, sending.form.path).wrong:
            for answer in _gone_on(sending.form, answer, send):  # noqa: B020 - the last counts
                yield answer
        said = said_by(answer, sending.form.path)
        sending.learn(said.same(sending.form))
        is_done = answer.status in (302, 303) or bool(answer.failure)
        if is_done or not (sending.wrong(set(said.wrong)) or sending.shorten()):
            return


def said_by(answer: Any, at: str) -> Said:
    """What a page says to a form."""
    return Said.of(answer.content.decode("utf-8", "replace"), at)


def _gone_on(form: Form, answer: Any, send: Send) -> Iterator[Any]:
    """Where pages ask once more before they do what was asked, say so on each."""
    for _ in range(_PAGES):
        said = said_by(answer, form.path)
        again = next(filter(_carries, said.forms), None) or said.same(form)
        if said.wrong or not again:
            return
        form = again
        for pressed in form.going_on():
            answer = send(form.path, as_it_came(form) | pressed)
            yield answer
            if answer.status != 200 or answer.failure:
                return


def _carries(form: Form) -> bool:
    """Whether a form carries on what was typed into another one."""
    return any(MARK in it.value for it in form.controls.values())


def as_it_came(form: Form) -> dict[str, Any]:
    """A form as it came, without a file."""
    return {
        it.name: it.chosen if it.kind in _CHOICES else it.value
        for it in form.controls.values()
        if it.kind != "file"
    }
