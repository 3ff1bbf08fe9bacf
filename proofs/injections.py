"""Texts that would run a script, sent through every form, and the pages that show them in Chromium.

Everybody of the town opens every page, and sends every form that takes a text with payloads of
`proofs.payloads` in all its texts. Then every page that shows one is opened in Chromium, once with the
policy that forbids scripts in a page (`Content-Security-Policy`) switched off: escaping alone has to
hold. What ran, what became an element or an attribute, and what a table would take for a formula is
told. A form counts as got through once a payload that it took was read back from the database; one that
nobody gets through, and a text that takes none, fails unless `proofs.unreached` has a reason for it.
"""

import csv
import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any

from bench.report import Figure, report
from proofs.filling import Control, Form, Sending, forms_of, tried
from proofs.kept import Keeping, is_kept, lay_reader, standing_in
from proofs.payloads import AWAY, MARK, Deal, Payload, all_payloads
from proofs.stage import Answer, Asker, Stage, own_copy, set_up, without_a_word
from proofs.unreached import Unreached

#: Payloads read back; pages that show one after forms were sent, and in all; columns written into.
_PAYLOADS, _PAGES_OF_FORMS, _PAGES, _COLUMNS = 500, 150, 350, 170
_ROUNDS, _ALIKE, _SEED = 4, 3, 20261130
_SITE = "http://localhost"
#: After these nothing more can be written to what they end: they are sent last, each for itself.
_ENDS = re.compile(
    r"close|end|withdraw|cancel|decline|take_back|undo|leave|merge|bar|remove|result|decide|give_up|forget|"
    r"approve|erase|take_off|answer|restore|account|publish|hold|introduce"
)


@dataclass(frozen=True)
class Place:
    """A form that takes texts, on which page, and who sends it."""

    name: str
    page: str
    by: Asker
    form: Form = field(compare=False)

    @property
    def ends(self) -> bool:
        return bool(_ENDS.search(self.name.partition(":")[2]))


@dataclass(frozen=True)
class Page:
    """An answer in which a payload stands."""

    path: str
    by: str
    answer: Answer = field(compare=False)
    #: Given back by a form that was sent, not asked for.
    is_given_back: bool = False


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
        """Send a form until it is taken; whether it was, and what came back with a payload in it.

        What it left is read back at once, before anything is taken back.
        """
        given_back: list[Page] = []
        for is_sparing in (False, True):
            sending = self._sending(place, is_sparing)
            answers = list(
                tried(sending, lambda data: self.stage.ask(place.by, "POST", place.form.path, data))
            )
            # What was tried in between looks like the first.
            given_back += [
                Page(place.form.path, place.by.role, it, is_given_back=True)
                for it in (answers[0], *answers[-1:])[: len(answers)]
                if _has_mark(it)
            ]
            self._note_failure(place, answers[-1])
            if is_taken(answers[-1]):
                self._note_taken(place, sending)
                return True, given_back
        return False, given_back

    def _sending(self, place: Place, is_sparing: bool) -> Sending:
        texts: dict[tuple[str, int], str] = {}

        def text_for(it: Control, way: int) -> str:
            most = min(it.most or (700 if it.kind == "textarea" else 200), (700, 18)[way])
            if (it.name, way) not in texts:
                texts[it.name, way] = self.deal.text(most)
            return texts[it.name, way]

        known = self.ways.get(place)
        if known and known.is_sparing == is_sparing:
            return replace(known, text_for=text_for, tried=dict(known.tried))
        return Sending(place.form, text_for, *_days(), is_sparing)

    def _note_failure(self, place: Place, answer: Answer) -> None:
        if answer.failure or answer.status >= 500:
            told = f"{place.form.path}: {answer.failure or answer.status}"
            self.found.faults.setdefault(place.name, told)

    def _note_taken(self, place: Place, sending: Sending) -> None:
        self.ways[place], kept = sending, self.keeping.come()
        self.found.taken.add(place.name)
        self.found.fields |= {(place.name, it.name) for it in place.form.texts}
        for name, text in sending.written().items():
            standing = self.deal.standing_in(text)
            self.found.dealt |= {it.text for it in standing}
            if is_kept(text, kept):
                self.found.payloads |= set(standing)
                self.found.stored.add((place.name, name))
                self.found.through.add(place.name)

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


def _days() -> tuple[str, str]:
    """Today, and a day to come."""
    from django.utils import timezone

    from bansou.commons.clock import local_day, wareki

    today = local_day(timezone.now())
    return wareki(today), wareki(today + timedelta(days=30))


def _akin(place: Place, pages: Sequence[tuple[str, Asker]]) -> list[tuple[str, Asker]]:
    """The pages about the same thing, and the page that the form stands on."""
    keys = set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", place.form.path))
    akin = [it for it in pages if any(key in it[0] for key in keys)]
    return [(place.page, place.by), *akin][:12]


def _has_mark(answer: Answer) -> bool:
    return MARK.encode() in answer.content or answer.content.startswith(b"PK")


def everybody(stage: Stage) -> dict[str, Asker]:
    """The people of the browser tests, who between them open every page."""
    from bansou.commons.organisations.models import User
    from proofs.stage import NOBODY
    from tests.browser.conftest import SEATS

    users = User.objects.in_bulk(SEATS.values(), field_name="email")
    askers = {who: Asker(who, user=users[email]) for who, email in SEATS.items()}
    stage.askers += askers.values()
    stage.sign_everybody_in()
    return askers | {"nobody": Asker(NOBODY)}


def pages_of(stage: Stage, askers: Mapping[str, Asker]) -> list[tuple[str, Asker]]:
    """Every page with an example of what it names, and who opens it."""
    from django.urls import reverse

    from tests.browser.pages import PAGES

    found: dict[tuple[str, Asker], None] = {}
    for shown in PAGES:
        if shown.by in askers and shown.status == 200 and shown.name != "account_logout":
            keys = {name: stage.keys.get(key, key) for name, key in shown.keys.items()}
            path = reverse(shown.name, kwargs=keys) + shown.query.format_map(stage.keys)
            found[path, askers[shown.by]] = None
    return list(found)


def files_of(stage: Stage, askers: Mapping[str, Asker]) -> Iterator[tuple[str, Asker]]:
    """Every file that the product hands over, and the first who gets it."""
    from proofs.addresses import all_addresses
    from proofs.stage import reading_all
    from tests.browser.pages import EXCUSED

    with reading_all() as cursor:
        addresses = all_addresses(stage.keys, cursor)
    for address in (it for it in addresses if EXCUSED.get(it.name) == "hands over a file"):
        for asker in (it for it in askers.values() if it.user):
            if stage.ask(asker, "GET", address.path).status == 200:
                yield address.path, asker
                break


def places_of(stage: Stage, pages: Iterable[tuple[str, Asker]]) -> list[Place]:
    """Every form that takes a text, where there are several such pages a few times."""
    from django.db import transaction
    from django.urls import resolve

    found: dict[tuple[str, str], Place] = {}
    for path, asker in pages:
        with without_a_word(), transaction.atomic():
            answer = stage.ask(asker, "GET", path)
            transaction.set_rollback(True)
        if answer.status != 200 or not answer.media_type.startswith("text/html"):
            continue
        for form in forms_of(answer.content.decode("utf-8", "replace"), path):
            if form.texts:
                name = resolve(form.path.partition("?")[0]).view_name
                found.setdefault((name, form.path), Place(name, path, asker, form))
    some = groupby(sorted(found.values(), key=attrgetter("name")), attrgetter("name"))
    return list(chain.from_iterable(islice(places, _ALIKE) for _name, places in some))


#: What an element is made of that no text may have made.
_SCAN = """(mark) => {
  const found = [];
  const runs = /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data):/i;
  const goes = /^(xlink:)?(href|src|action|formaction|data|hx-\\w+)$/;
  for (const one of document.querySelectorAll("*")) {
    if (one.localName.includes(mark)) found.push(`element ${one.localName}`);
    for (const { name, value } of one.attributes) {
      const said = `${one.localName} ${name}=${value.slice(0, 60)}`;
      if (name === mark || name.includes(mark)) found.push(said);
      else if (!value.includes(mark)) continue;
      else if (/^(on|hx-on|style$|srcdoc$)/.test(name)) found.push(said);
      else if (goes.test(name) && runs.test(value)) found.push(said);
    }
    const isCode = one.localName === "style" || (one.localName === "script" && !one.type.includes("json"));
    if (isCode && one.textContent.includes(mark)) found.push(`text of ${one.localName}`);
  }
  return found;
}"""
_LISTEN = """
window.zq = (n) => console.log(`zq-ran ${n}`);
document.addEventListener("securitypolicyviolation", (event) =>
  console.log(`zq-blocked ${event.violatedDirective} ${event.sample}`));
"""


@dataclass
class Eye:
    """Opens answers in Chromium, and tells what ran in them."""

    browser: Any
    guarded: bool = False
    told: list[str] = field(default_factory=list)
    blocked: int = 0
    _answers: dict[str, Answer] = field(default_factory=dict)

    @contextmanager
    def open(self) -> Iterator[Any]:
        """A browser in which the answers stand at their addresses."""
        context = self.browser.new_context(bypass_csp=not self.guarded, service_workers="block")
        context.add_init_script(_LISTEN)
        context.route("**/*", self._serve)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self._said(message.text))
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: popup.close())
        yield page
        context.close()

    def look(self, page: Any, it: Page) -> list[str]:
        """Open one answer; what ran, and what it was made into."""
        self.told.clear()
        self._answers = {_SITE + it.path.partition("?")[0]: it.answer}
        page.goto(_SITE + it.path.partition("?")[0], wait_until="load")
        return [*dict.fromkeys([*page.evaluate(_SCAN, MARK), *self.told])]

    def _said(self, text: str) -> None:
        if text.startswith("zq-blocked"):
            self.blocked += 1
        elif text.startswith("zq-ran"):
            self.told.append(text)

    def _dialog(self, dialog: Any) -> None:
        self.told.append(f"dialog {dialog.message[:40]}")
        dialog.dismiss()

    def _serve(self, route: Any) -> None:
        """The answer itself, our own files, and nothing else."""
        from django.contrib.staticfiles import finders

        url = route.request.url
        answer = self._answers.get(url)
        if answer and route.request.resource_type == "document":
            lines = [line.split(": ", 1) for line in answer.headers.splitlines() if ": " in line]
            headers = {name: value for name, value in lines if name.lower() not in _NOT_PASSED}
            route.fulfill(status=200, headers=headers, body=answer.content)
            return
        if AWAY in url:
            self.told.append(f"asked for {url[:60]}")
        file = finders.find(url.partition("/static/")[2]) if "/static/" in url else None
        if file and url.endswith(".js"):
            route.fulfill(path=str(file))
        else:
            route.abort()


#: What a saved answer does without.
_NOT_PASSED = frozenset({"location", "set-cookie", "refresh", "content-length"})


def formulas_in(answer: Answer) -> list[str]:
    """Cells with a payload that another program would take for a formula."""
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
            names = [it for it in file.namelist() if it.startswith("xl/worksheets/")]
            sheets = [file.read(it).decode() for it in names]
        return [it for sheet in sheets for it in re.findall(r"<f>[^<]*zq[^<]*</f>", sheet)]
    if not answer.media_type.startswith("text/csv"):
        return []
    cells = chain.from_iterable(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return [it[:60] for it in cells if MARK in it and it.startswith(tuple("=+-@\t\r"))]


def look_at(eye: Eye, pages: Iterable[Page], found: Found) -> None:
    """Open every page that shows a payload, once for each look it has; count, and tell what ran."""
    with eye.open() as browser:
        for it in pages:
            found.opened += 1
            _count_if_shown(it, found)
            if it.answer.media_type.startswith("text/html"):
                told = eye.look(browser, it)
            else:
                told = formulas_in(it.answer) + _untyped(it.answer)
            for one in told[:1]:
                found.faults.setdefault(f"{it.path} by {it.by}", one)
    found.blocked += eye.blocked


def _count_if_shown(it: Page, found: Found) -> None:
    """Count an address that was asked for and whose answer holds a payload, whole."""
    if it.is_given_back or it.answer.status != 200 or not standing_in(it.answer, found.dealt):
        return
    is_page = it.answer.media_type.startswith("text/html")
    (found.shown if is_page else found.files).add(it.path)


def _untyped(answer: Answer) -> list[str]:
    """A text that a browser might take for a page after all."""
    return [] if "nosniff" in answer.headers else [f"{answer.media_type} without nosniff"]


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium; queries go on beside its event loop."""
    import os

    from playwright.sync_api import sync_playwright

    from tests.plugins.browser import find_chromium

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


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
