"""Notes of visits in a real browser over a bad line: what is written at the door comes once.

Chromium writes notes on the page that works without network, by random schedules: requests are
dropped, doubled, answered late or with an error, their answers lost, older ones come after newer
ones; the network goes, the page is closed while it sends, the session ends, a colleague records the
visit meanwhile, and people write on while a note is on its way. `proofs.unsent` does the same to the
server alone, by greater numbers.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from bench.report import Figure, report
from proofs.injections import chromium
from proofs.progress import with_progress
from proofs.stage import Stage, own_copy, plain, set_up

_SCHEDULES, _SEED = 200, 20261130
FAULTS = (
    "dropped", "answer lost", "doubled", "error 500", "error 503", "page closed", "closed after",
    "written on", "older later", "none", "none",
)  # fmt: skip
HAPPENINGS = ("offline", "session ends", "reload", "colleague", "nothing", "nothing")
_PHRASE = "なみの音 きこえる"
_SENT = ("訪問の記録になりました", "両方を残しました")


@dataclass
class Telephone:
    """A browser with the page that works without network, and what is to happen to its requests."""

    context: Any
    url: str
    seat: Any
    page: Any = None
    is_away: bool = False
    due: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    held: list[Any] = field(default_factory=list)
    older: list[Any] = field(default_factory=list)

    def open(self) -> None:
        """Open the page, with the passphrase if something is kept."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.route("**/outreach/offline/notes/", self._meet)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(f"{self.url}/outreach/offline/")
        take, phrase = self.page.locator("#new-phrase"), self.page.locator("#phrase")
        take.or_(phrase).filter(visible=True).wait_for()
        if take.is_visible():
            take.fill(_PHRASE)
            self.page.locator("[data-offline-take] button").click()
        else:
            phrase.fill(_PHRASE)
            self.page.locator("[data-offline-open] button.primary").click()
        self.page.locator("[data-offline-again]").wait_for()

    def go_away(self, is_away: bool) -> None:
        """Lose the network, or find it again."""
        self.is_away = is_away
        self.context.set_offline(is_away)

    def card(self, place: str) -> Any:
        return self.page.locator("article").filter(has_text=place)

    def take_again(self, place: str) -> None:
        """Take today's visits along once more."""
        self.page.locator("[data-offline-again]").click()
        self.card(place).wait_for()

    def write(self, place: str, text: str) -> None:
        """Write, and wait until the browser has it."""
        card = self.card(place)
        card.get_by_label("本人", exact=True).check()
        card.locator("textarea").fill(text)
        card.get_by_text("この端末に保存しました").wait_for()

    def finish(self, place: str) -> None:
        self.card(place).get_by_role("button", name="書き終えた").click()

    def nudge(self) -> None:
        """As when the network comes back."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def state(self, place: str) -> str:
        return str(self.card(place).locator("[data-state]").text_content())

    def is_gone(self) -> bool:
        return self.page is None or self.page.is_closed()

    def sign_in(self) -> None:
        self.seat(self.context)

    def _meet(self, route: Any) -> None:
        """Let happen to a request what is due."""
        fault = "away" if self.is_away else self.due.pop(0) if self.due else "none"
        self.seen[fault] += 1
        if fault in {"away", "dropped"}:
            route.abort("internetdisconnected")
        elif fault.startswith("error"):
            route.fulfill(status=int(fault[-3:]), body="")
        elif fault == "older later":
            self.older.append((route.request.headers, route.request.post_data))
            route.abort("connectionreset")
        elif fault == "page closed":
            self._close(route)
        elif fault == "written on":
            self.held.append(route)
        else:
            self._pass_on(route, fault)

    def _pass_on(self, route: Any, fault: str) -> None:
        answer = route.fetch()
        if fault == "doubled":
            answer = route.fetch()
        if fault == "answer lost":
            route.abort("connectionreset")
        elif fault == "closed after":
            self._close(route)
        else:
            route.fulfill(response=answer)

    def _close(self, route: Any) -> None:
        """Let the page close in the middle of what it does; from within a request that is too early."""
        self.due.clear()
        self.held += ["close", route]

    def settle(self) -> None:
        """What was held goes on; what came too late for the page comes to the server now."""
        held, self.held = self.held, []
        if "close" in held:
            self.page.close()
            for route in held:
                with suppress(Exception):
                    route.abort()
            return
        for route in held:
            with suppress(Exception):
                self._pass_on(route, "none")

    def send_older(self) -> None:
        for headers, body in self.older:
            self.context.request.post(
                f"{self.url}/outreach/offline/notes/", headers=headers, data=body
            )
        self.older.clear()


@dataclass
class Schedule:
    """One visit, what is written at its door, and what happens to that."""

    phone: Telephone
    visit: Any
    number: int
    chance: random.Random
    texts: list[str] = field(default_factory=list)
    by_others: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> str:
        return str(self.visit.place)

    def play(self) -> list[str]:
        """Play it to its end; what was lost, doubled or left behind."""
        phone = self.phone
        phone.due = [self.chance.choice(FAULTS) for _ in range(self.chance.randint(1, 4))]
        phone.take_again(self.place)
        self._write()
        for _ in range(self.chance.randint(0, 2)):
            self._happen(self.chance.choice(HAPPENINGS))
        return [*self._come_home(), *self._wrong()]

    def _write(self) -> None:
        """Write, or write on what is written, and say that it is done."""
        before = self.texts[-1] if self.texts else f"第{self.number}の訪問。"
        text = f"{before} {len(self.texts) + 1}行目{self.chance.getrandbits(48):x}"
        self.phone.write(self.place, text)
        self.texts.append(text)
        self.phone.finish(self.place)
        self._let_go()

    def _let_go(self) -> None:
        """Give the page a moment; if it waits for an answer, write on, then let the answer come."""
        self.phone.page.wait_for_timeout(30)
        if self.phone.held and "close" not in self.phone.held:
            text = f"{self.texts[-1]} 追記{self.chance.getrandbits(48):x}"
            self.phone.write(self.place, text)
            self.texts.append(text)
        self.phone.settle()
        if self.phone.is_gone():
            self.phone.open()

    def _happen(self, what: str) -> None:
        """Let something happen; what cannot (somebody recorded it already) is not counted."""
        if what == "offline":
            self.phone.go_away(True)
            if not self._is_sent():
                self._write()
            self.phone.go_away(False)
        elif what == "session ends":
            self.phone.context.clear_cookies()
            self.phone.nudge()
            self._let_go()
            self.phone.sign_in()
        elif what == "reload":
            self.phone.page.close()
            self.phone.open()
        elif what == "colleague":
            if not (told := _recorded_by_another(self.visit, self.number)):
                return
            self.by_others += told
        elif not self._is_sent():
            self._write()
        self.happened[what] += 1

    def _is_sent(self) -> bool:
        card = self.phone.card(self.place)
        return not card.count() or any(word in self.phone.state(self.place) for word in _SENT)

    def _come_home(self) -> list[str]:
        """Where the line is good everything comes, without anybody's doing more than to finish."""
        until = time.monotonic() + 30
        while not self._is_sent():
            if time.monotonic() > until:
                return [f"never came: {self.phone.state(self.place)}"]
            button = self.phone.card(self.place).get_by_role("button", name="書き終えた")
            if "保存しました" in self.phone.state(self.place) and button.is_enabled():
                button.click()
            self.phone.nudge()
            self._let_go()
        self.phone.due.clear()
        self.phone.send_older()
        return []

    def _wrong(self) -> list[str]:
        kept = _kept(self.visit)
        told = [f"kept {n} times: {text}" for text, n in kept.items() if n > 1]
        told += [f"lost: {text}" for text in (self.texts[-1], *self.by_others) if not kept[text]]
        told += [f"nobody wrote: {it}" for it in kept if it not in {*self.texts, *self.by_others}]
        left = self.phone.page.evaluate(_LEFT, str(self.visit.pk))
        return told + (["left in the browser"] if left else [])


_LEFT = """async (visit) => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open("bansou-offline");
    asked.onsuccess = () => resolve(asked.result);
  });
  const row = await new Promise((resolve) => {
    const asked = db.transaction("rows").objectStore("rows").get(`note:${visit}`);
    asked.onsuccess = () => resolve(asked.result);
  });
  db.close();
  return Boolean(row);
}"""


def _actor() -> Any:
    from bansou.commons.access.actors import actor_of
    from tests.browser.town import KOBE_COUNSELLOR, seat_of

    return actor_of(seat_of(KOBE_COUNSELLOR))


def _planned(case_id: Any, number: int) -> Any:
    """A visit of today that waits to be recorded."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.clock import local_day
    from bansou.people.models import Case
    from bansou.support.outreach.visits.models import OutreachVisit

    with acting(_actor(), why="試験") as by:
        case = Case.objects.get(pk=case_id)
        return OutreachVisit.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=case.organisation_id,
            case=case,
            kind="home_visit",
            on=local_day(timezone.now()),
            starts_at="14:00",
            lead_id=by.membership_id,
            companion="片山 亨",
            place=f"神戸市灘区 {number}号室の前",
            risk_note="なし",
            emergency_contacts="当番 078-000-0110",
        )


def _recorded_by_another(visit: Any, number: int) -> list[str]:
    """A colleague records the visit on the desk, unless it is on record; what they wrote."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.clock import local_day
    from bansou.support.outreach.visits.actions import Held, VisitOver, record_visit
    from bansou.support.outreach.visits.models import OutreachVisit

    text, now = f"第{number}の訪問を事務所で記録した。", timezone.now()
    with acting(_actor(), why="試験") as by:
        current = OutreachVisit.objects.get(pk=visit.pk)
        held = Held(met=OutreachVisit.Met.PERSON, result=text, client_state="")
        with suppress(VisitOver):
            record_visit(by=by, visit=current, held=held, today=local_day(now), at=now)
            return [text]
    return []


def _kept(visit: Any) -> Counter[str]:
    """How often each text about a visit stands: on the timeline, or beside another record."""
    from bansou.commons.access.acting import acting
    from bansou.people.steps.models import Step
    from bansou.support.outreach.visits.models import VisitNote

    with acting(_actor(), why="試験"):
        steps = Step.objects.filter(fields__visit=str(visit.pk)).values_list("note", flat=True)
        beside = VisitNote.objects.filter(visit=visit).values_list("result", flat=True)
        return Counter(text for text in (*steps, *beside) if text)


@contextmanager
def telephone(browser: Any, url: str, user: Any) -> Iterator[Telephone]:
    """A telephone whose owner has signed in and taken their visits along."""
    from tests.plugins.site import Site, seat

    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    phone = Telephone(context, url, lambda it: seat(it, Site(url), user))
    phone.sign_in()
    phone.open()
    yield phone
    context.close()


def faults_among(
    stage: Stage, browser: Any, url: str, schedules: int, first: int = 0
) -> tuple[list[str], Counter[str]]:
    """Play so many schedules; what went wrong, and what happened how often."""
    from tests.browser.town import KOBE_COUNSELLOR, seat_of

    told, happened = [], Counter[str]()
    user = seat_of(KOBE_COUNSELLOR).user
    with telephone(browser, url, user) as phone:
        numbers = range(first, first + schedules)
        for number in with_progress("schedules", schedules, numbers):
            visit = _planned(plain(stage.keys["outreach_case"]), number)
            it = Schedule(phone, visit, number, random.Random(f"{_SEED} {number}"))
            told += [f"schedule {number}: {wrong}" for wrong in it.play()]
            happened += it.happened
        happened += phone.seen
    return told, happened


@contextmanager
def served() -> Iterator[str]:
    """The pages on a server of this process."""
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


def main() -> int:
    """Play all schedules, and say in how many every note came once."""
    with own_copy("proofs_offline"):
        stage = set_up()
        with served() as url, chromium() as browser:
            told, happened = faults_among(stage, browser, url, _SCHEDULES)
    for one in told[:30]:
        print(f"  {one}")
    return report(
        "Notes of visits in a browser over a bad line", list(figures_of(told, happened, _SCHEDULES))
    )


def figures_of(told: list[str], happened: Counter[str], schedules: int) -> Iterator[Figure]:
    """How many schedules held, and whether everything that they are made of came about."""
    wrong = {one.partition(":")[0] for one in told}
    note = "  ".join(f"{what} {count}" for what, count in sorted(happened.items()))
    yield Figure(
        "browser_schedules_with_every_note_once", schedules - len(wrong), schedules,
        "found", note, at_least=True,
    )  # fmt: skip
    kinds = {*FAULTS, *HAPPENINGS} - {"none", "nothing"}
    never = sorted(kind for kind in kinds if happened[kind] < 1)
    yield Figure(
        "browser_kinds_of_trouble", len(kinds) - len(never), len(kinds), "found",
        f"never: {', '.join(never)}" if never else "each at least once", at_least=True,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
