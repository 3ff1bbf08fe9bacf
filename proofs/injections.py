"""Texts that would run a script, sent through every form, and the pages that show them in Chromium.

Everybody of the town opens every page, and sends every form that takes a text with payloads of
`proofs.payloads` in all its texts. Then every page that shows one is opened in Chromium, once with the
policy that forbids scripts in a page (`Content-Security-Policy`) switched off: escaping alone has to
hold. What ran, what became an element or an attribute, and what a table would take for a formula is
told. A form counts as got through once a payload that it took was read back from the database; one that
nobody gets through, and a text that takes none, fails unless `proofs.unreached` has a reason for it.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from bench.report import Figure, report
from proofs.filling import Manner, Sending, tried
from proofs.forms import Control
from proofs.kept import Keeping, is_kept, lay_reader, read_in, standing_in
from proofs.looking import Eye, Page, chromium, formulas_in, untyped
from proofs.payloads import MARK, Deal, Payload, all_payloads
from proofs.places import (
    KEY,
    Place,
    everybody,
    files_of,
    known_for,
    made_ready,
    pages_of,
    places_of,
)
from proofs.stage import Answer, Asker, Stage, own_copy, set_up, today, without_a_word
from proofs.unreached import SEALED, Unreached

#: Payloads read back; pages that show one after forms were sent, and in all; columns written into.
_PAYLOADS, _PAGES_OF_FORMS, _PAGES, _COLUMNS = 500, 150, 350, 170
_ROUNDS, _SEED = 4, 20261130


@dataclass
class Found:
    """What was stored, and what came of it.

    :ivar payloads: those that were read back from the database after a form was taken
    :ivar stored: form and field of those texts
    :ivar fields: form and field of every text that was offered
    :ivar through: forms that were taken and left a payload in the database
    :ivar taken: forms that were taken, whatever they left
    :ivar dealt: payloads that were sent, or written straight into a column
    :ivar opened: answers that were opened, given back ones too
    :ivar shown_by_forms: how many of `shown` there were before anything was written into columns
    :ivar shown: addresses of pages that were asked for and hold a whole payload
    :ivar files: the same of files
    """

    payloads: set[Payload] = field(default_factory=set)
    stored: set[tuple[str, str]] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    through: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    dealt: set[str] = field(default_factory=set)
    columns: int = 0
    opened: int = 0
    shown_by_forms: int = 0
    shown: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    blocked: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> set[tuple[str, str]]:
        """Texts of forms that were got through in which no payload was ever read back."""
        return {it for it in self.fields - self.stored if it[0] in self.through}


@dataclass
class Round:
    """One round: the forms are sent with fresh payloads, and the pages asked; nothing stays."""

    stage: Stage
    deal: Deal
    found: Found
    ways: dict[Place, Sending] = field(default_factory=dict)
    keeping: Keeping = field(init=False)

    def __post_init__(self) -> None:
        lay_reader()
        self.keeping = Keeping()

    def send(self, place: Place) -> tuple[bool, list[Page]]:
        """Send a form until it is taken and keeps a text; whether it was taken, and what came back.

        What it left is read back at once, before anything is taken back. Where it is taken in some
        manner, and keeps no text in any, it is sent in the first of these again.
        """
        from django.db import transaction

        place, given_back = made_ready(self.stage, place), list[Page]()
        taken, before = list[Manner](), self.keeping.before
        for manner in (*self._manners(place), None):
            again = manner or next(iter(taken), None)
            if again is None:
                break
            with transaction.atomic():
                sending = self._sending(place, again)
                answers = list(tried(sending, partial(self.stage.ask, place.by, "POST")))
                given_back += _given_back(place, answers)
                self._note_failure(place, answers[-1])
                is_sent = is_taken(answers[-1])
                taken += [again] * is_sent
                if is_sent and (self._note_taken(place, sending, answers[-1]) or manner is None):
                    return True, given_back
                transaction.set_rollback(True)
            self.keeping.before = before
        return False, given_back

    def _manners(self, place: Place) -> Sequence[Manner]:
        """The manner in which it was taken before, or all."""
        known = self.ways.get(place)
        return [known.manner] if known else list(Manner)

    def _sending(self, place: Place, manner: Manner) -> Sending:
        texts: dict[tuple[str, int], str] = {}

        def text_for(it: Control, way: int) -> str:
            most = min(it.most or (700 if it.kind == "textarea" else 200), (700, 18)[way])
            if (it.name, way) not in texts:
                texts[it.name, way] = self.deal.text(most)
            return texts[it.name, way]

        known = self.ways.get(place)
        if known and known.manner == manner:
            return replace(known, text_for=text_for, tried=dict(known.tried))
        return Sending(place.form, text_for, today(), manner, known_for(self.stage, place))

    def _note_failure(self, place: Place, answer: Answer) -> None:
        if answer.failure or answer.status >= 500:
            told = f"{place.form.path}: {answer.failure or answer.status}"
            self.found.faults.setdefault(place.name, told)

    def _note_taken(self, place: Place, sending: Sending, answer: Answer) -> bool:
        """Note what a form that was taken has left; whether it kept a text."""
        kept, left = self.keeping.come(), False
        if place.name in SEALED and answer.location:
            kept += read_in(self.stage.ask(place.by, "GET", answer.location))
        self.found.taken.add(place.name)
        self.found.fields |= {(place.name, it.name) for it in place.form.texts}
        for name, text in sending.written().items():
            standing = self.deal.standing_in(text)
            self.found.dealt |= {it.text for it in standing}
            if is_kept(text, kept):
                self.found.payloads |= set(standing)
                self.found.stored.add((place.name, name))
                self.found.through.add(place.name)
                left = True
        if left or place not in self.ways:
            self.ways[place] = sending
        return left

    def ask(self, who: Iterable[tuple[str, Asker]]) -> Iterator[Page]:
        """Ask for pages; those in which a payload stands."""
        from django.db import transaction

        for path, asker in who:
            with transaction.atomic():
                answer = self.stage.ask(asker, "GET", path)
                transaction.set_rollback(True)
            if answer.failure:
                self.found.faults.setdefault(path, answer.failure)
            if _has_mark(answer):
                yield Page(path, asker.role, answer)

    def play(self, places: Sequence[Place], pages: Sequence[tuple[str, Asker]]) -> Iterator[Page]:
        """Send all forms, ask for all pages; then those that end something, each for itself."""
        from django.db import transaction

        sent, alone = set[str](), [it for it in places if it.ends]
        with without_a_word(), transaction.atomic():
            for place in (it for it in places if not it.ends and it.name not in sent):
                with transaction.atomic():
                    is_sent, given_back = self.send(place)
                    transaction.set_rollback(not is_sent)
                if not is_sent:
                    self.keeping = Keeping()
                sent |= {place.name} if is_sent else set()
                alone += [place] * (not is_sent)
                yield from given_back
            yield from self.ask(pages)
            transaction.set_rollback(True)
        for place in (it for it in alone if it.name not in sent):
            with without_a_word(), transaction.atomic():
                self.keeping = Keeping()
                is_sent, given_back = self.send(place)
                yield from given_back
                yield from self.ask(_akin(place, pages))
                transaction.set_rollback(True)
            sent |= {place.name} if is_sent else set()


def is_taken(answer: Answer) -> bool:
    """Whether a form was taken: some say so on another page, a few on the same."""
    if answer.status in (302, 303):
        return True
    return answer.status == 200 and b'aria-invalid="true"' not in answer.content


def _given_back(place: Place, answers: Sequence[Answer]) -> list[Page]:
    """What came back with a payload in it; what was tried in between looks like the first."""
    return [
        Page(place.form.path, place.by.role, it, is_given_back=True)
        for it in (answers[0], *answers[-1:])[: len(answers)]
        if _has_mark(it)
    ]


def _akin(place: Place, pages: Sequence[tuple[str, Asker]]) -> list[tuple[str, Asker]]:
    """The pages about the same thing, and the page that the form stands on."""
    keys = set(KEY.findall(place.form.path))
    akin = [it for it in pages if any(key in it[0] for key in keys)]
    return [(place.page, place.by), *akin][:12]


def _has_mark(answer: Answer) -> bool:
    return MARK.encode() in answer.content or answer.content.startswith(b"PK")


def look_at(eye: Eye, pages: Iterable[Page], found: Found) -> None:
    """Open every page that shows a payload, once for each look it has; count, and tell what ran."""
    with eye.open() as browser:
        for it in pages:
            found.opened += 1
            _count_if_shown(it, found)
            if it.answer.media_type.startswith("text/html"):
                told = eye.look(browser, it)
            else:
                told = formulas_in(it.answer) + untyped(it.answer)
            for one in told[:1]:
                found.faults.setdefault(f"{it.path} by {it.by}", one)
    found.blocked += eye.blocked


def _count_if_shown(it: Page, found: Found) -> None:
    """Count an address that was asked for and whose answer holds a payload, whole."""
    if it.is_given_back or it.answer.status != 200 or not standing_in(it.answer, found.dealt):
        return
    is_page = it.answer.media_type.startswith("text/html")
    (found.shown if is_page else found.files).add(it.path)


def write_into_columns(deal: Deal, found: Found) -> None:
    """Write payloads straight into every longer text of the database; count columns that hold one.

    Of those that no form reached as well, the pages are to show what is written there as a text.
    """
    import psycopg
    from django.conf import settings
    from django.db import connection

    from bansou.config.embedded import SUPERUSER
    from proofs.crawl import longer_texts

    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(**login) as unbound:
        unbound.execute("SET session_replication_role = replica")
        for model, column, most in longer_texts():
            text, table = deal.text(60), model._meta.db_table
            with suppress(psycopg.Error), unbound.transaction():
                written = unbound.execute(
                    f"UPDATE {table} SET {column} = %s || left({column}, %s) WHERE {column} <> ''",
                    [text, most - len(text)],
                )
                found.columns += written.rowcount > 0
                found.dealt |= {it.text for it in deal.standing_in(text)}


def inject(stage: Stage, rounds: int) -> tuple[Found, list[Place]]:
    """Play so many rounds; the last one with the policy of the pages in force."""
    askers, found = everybody(stage), Found()
    with without_a_word():
        pages = [*pages_of(stage, askers), *files_of(stage, askers)]
    places = places_of(stage, pages)
    it = Round(stage, Deal(all_payloads(), random.Random(_SEED)), found)
    for number in range(rounds):
        # What nobody gets through once is not tried again.
        some = [place for place in places if not number or place.name in found.taken]
        _look(list(it.play(some, pages)), found, guarded=number == rounds - 1)
    found.shown_by_forms = len(found.shown)
    write_into_columns(it.deal, found)
    with without_a_word():
        written = list(it.ask(pages))
    _look(written, found)
    return found, places


def _look(pages: Iterable[Page], found: Found, *, guarded: bool = False) -> None:
    """Open pages in a browser of its own: beside its event loop the connection is another one."""
    with chromium() as browser:
        look_at(Eye(browser, guarded), pages, found)


def main() -> int:
    """Send, look, and say what ran."""
    began = time.monotonic()
    with own_copy("proofs_injections"):
        found, places = inject(set_up(), _ROUNDS)
    for where, told in list(found.faults.items())[:60]:
        print(f"  {where}: {told}")
    wrong = Unreached.of(found, places)
    for line in wrong.told():
        print(f"  {line}")
    return report(
        "Texts that would run a script, in every form and on every page that shows them",
        list(_figures(found, wrong, time.monotonic() - began)),
    )


def _figures(found: Found, wrong: Unreached, seconds: float) -> Iterator[Figure]:
    texts = f"read back from {len(found.stored)} texts of {len(found.through)} forms"
    yield Figure("payloads_stored", len(found.payloads), _PAYLOADS, "found", texts, at_least=True)
    shown = f"addresses asked for; {len(found.files)} files; {found.opened} answers opened in all"
    by_forms = "addresses asked for, before anything was written straight into columns"
    yield Figure(
        "pages_with_payloads_of_forms",
        found.shown_by_forms,
        _PAGES_OF_FORMS,
        "found",
        by_forms,
        at_least=True,
    )
    yield Figure("pages_with_payloads", len(found.shown), _PAGES, "found", shown, at_least=True)
    blocked = f"{found.blocked} stopped by the policy alone"
    yield Figure("columns_written", found.columns, _COLUMNS, "found", at_least=True)
    yield Figure("payloads_run", len(found.faults), 0, "found", blocked)
    yield Figure("forms_not_got_through", len(wrong.forms), 0, "found")
    excused = f"{len(found.refused) - len(wrong.texts)} more excused by their kind"
    yield Figure("texts_without_payload", len(wrong.texts), 0, "found", excused)
    yield Figure("excuses_no_longer_true", len(wrong.stale), 0, "found")
    yield Figure("injections_minutes", seconds / 60, 20, "min")


if __name__ == "__main__":
    sys.exit(main())
