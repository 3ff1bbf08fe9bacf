"""Ten thousand edits of the same cases by eight people at once: each is kept or comes back as typed.

An edit counts as lost if it was answered as saved and no version of the case holds its text, or if
it was refused and the page does not give the text back.
"""

import html
import random
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from bench.report import Figure, report
from proofs.progress import Progress
from proofs.stage import Asker, Stage, own_copy, reading_all, set_up, without_a_word

_EDITS, _PEOPLE, _SEED = 10_000, 8, 20261130


@dataclass
class Race:
    """The cases raced for, and what was answered to each text."""

    cases: list[UUID]
    asker: Asker
    due: str
    edits: int
    saved: dict[str, UUID] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    progress: Progress | None = None

    def run(self, person: int) -> None:
        """One of the people: look at a case's version, think for a moment, send."""
        from django.db import connection

        stage, chance = Stage({}, (), [self.asker], {}), random.Random(f"{_SEED} {person}")
        with without_a_word():
            for number in range(self.edits // _PEOPLE):
                case = chance.choice(self.cases)
                self._edit(stage, case, self._version(case), f"第{person}者の第{number}案<&>")
                if self.progress:
                    self.progress.step()
        connection.close()

    def _version(self, case: UUID) -> int:
        from bansou.commons.access.acting import acting
        from bansou.commons.access.actors import actor_of
        from bansou.commons.models import Membership
        from bansou.people.models import Case

        seat = Membership.objects.select_related("user", "organisation")
        with acting(actor_of(seat.get(pk=self.asker.membership_id)), why="試験"):
            return Case.objects.values_list("version", flat=True).get(pk=case)

    def _edit(self, stage: Stage, case: UUID, version: int, text: str) -> None:
        sent = {"next_action": text, "next_action_on": self.due, "version": str(version)}
        answer = stage.ask(self.asker, "POST", f"/cases/{case}/next/", sent)
        if answer.status == 302:
            self.saved[text] = case
        elif answer.failure or answer.status >= 500:
            self.faults.append(f"{text}: {answer.failure or answer.status}")
        elif html.escape(text) not in answer.content.decode():
            self.faults.append(f"{text}: refused with {answer.status}, and not given back")
        else:
            self.refused[str(answer.status)] += 1


def race(stage: Stage, edits: int) -> Race:
    """Let them all run; what was saved is looked for in the history of the cases."""
    from datetime import timedelta

    from django.utils import timezone

    from bansou.commons.clock import local_day, wareki

    cases = [stage.keys["case"], stage.keys["outside"]]
    home = stage.bodies[0]
    asker = next(
        it for it in stage.askers if it.role == "supervising_counsellor" and it.body_id == home
    )
    due = wareki(local_day(timezone.now()) + timedelta(days=7))
    it = Race(cases, asker, due, edits, progress=Progress("edits", edits))
    threads = [threading.Thread(target=it.run, args=(person,)) for person in range(_PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = _kept(cases)
    it.faults += [f"{text}: saved, and nowhere kept" for text in it.saved if text not in kept]
    return it


def _kept(cases: list[UUID]) -> set[str]:
    """Every text that any version of the cases ever held."""
    with reading_all() as cursor:
        cursor.execute("SELECT next_action FROM people_caseevent WHERE id = ANY (%s)", [cases])
        return {text for (text,) in cursor.fetchall()}


def main() -> int:
    """Race, and say how many edits were neither kept nor given back."""
    with own_copy("proofs_racing"):
        it = race(set_up(), _EDITS)
    for told in it.faults[:50]:
        print(f"  {told}")
    told = f"{len(it.saved)} saved, {it.refused.total()} refused and given back"
    return report(
        "Racing edits",
        [
            Figure(
                "racing_edits_not_lost", len(it.saved) + it.refused.total(), _EDITS, "found", told,
                at_least=True,
            ),
            Figure("racing_edits_lost", len(it.faults), 0, "found"),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
