"""Notes of a visit over a bad line: requests dropped, doubled, reordered, answers lost, servers killed.

The device here keeps to what `offline.js` does: a note has a key of its own, stays until the server
says that it has it, and is sent again as it is.
"""

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bench.report import Figure, report
from proofs.progress import with_progress
from proofs.stage import Asker, Stage, own_copy, set_up, without_a_word

_SCENARIOS, _SEED = 200, 20261130
_FAULTS = ("dropped", "answer lost", "doubled", "killed", "none", "none")


@dataclass(frozen=True)
class Device:
    """Somebody's telephone, with what they wrote at the door."""

    stage: Stage
    owner: Asker
    visit: str
    chance: random.Random

    def write(self, number: int, version: int) -> dict[str, Any]:
        """A note as the device keeps it."""
        key = str(_uuid(self.chance))
        return {
            "key": key, "visit": self.visit, "version": version, "met": "person",
            "client_state": "", "result": f"{number}番目の記録。{key}",
        }  # fmt: skip

    def send_all(self, notes: list[dict[str, Any]], faults: Counter[str]) -> bool:
        """Send until each is acknowledged; in any order, over whatever happens."""
        left = list(notes)
        for _ in range(60):
            if not left:
                return True
            note = self.chance.choice(left)
            fault = self.chance.choice(_FAULTS)
            faults[fault] += 1
            if self._try(note, fault):
                left.remove(note)
        return not left

    def _try(self, note: dict[str, Any], fault: str) -> bool:
        """Send once, with a fault; whether the device hears that the note is there."""
        from django.db import transaction

        if fault == "dropped":
            return False
        with transaction.atomic():
            answer = self._post(note)
            transaction.set_rollback(fault == "killed")
        if fault == "doubled":
            answer = self._post(note)
        return fault not in ("answer lost", "killed") and answer.status == 200

    def _post(self, note: dict[str, Any]) -> Any:
        with without_a_word():
            return self.stage.ask(self.owner, "POST", "/outreach/offline/notes/", json.dumps(note))


def _uuid(chance: random.Random) -> Any:
    from uuid import UUID

    return UUID(int=chance.getrandbits(128), version=4)


def owner_of_visits() -> Asker:
    """The counsellor of the second city whose visit is planned."""
    from proofs.stage import plain
    from tests.browser.town import KOBE_COUNSELLOR, seat_of

    seat = seat_of(KOBE_COUNSELLOR)
    return Asker(seat.role, plain(seat.organisation_id), seat.user, plain(seat.pk))


def faults_among(stage: Stage, scenarios: int) -> tuple[list[str], Counter[str]]:
    """Play so many scenarios; what was lost or doubled, and which faults there were."""
    from django.db import transaction

    owner, told, faults = owner_of_visits(), [], Counter[str]()
    # The session is to outlive what is taken back.
    stage.ask(owner, "GET", "/outreach/offline/today/")
    for number in with_progress("scenarios", scenarios, range(scenarios)):
        chance = random.Random(f"{_SEED} {number}")
        device = Device(stage, owner, str(stage.keys["visit_planned"]), chance)
        with transaction.atomic():
            version = _held_today(device.visit)
            notes = [
                device.write(n, version + chance.choice([0, 0, 1]))
                for n in range(chance.randint(1, 5))
            ]
            came = device.send_all(notes, faults)
            kept = [_times_kept(note) for note in notes]
            transaction.set_rollback(True)
        if not came or set(kept) != {1}:
            told.append(f"scenario {number}: {'' if came else 'never came, '}kept {kept} times")
    return told, faults


def _held_today(visit: str) -> int:
    """Let the visit that is planned be today's, since nobody writes of one to come; its version."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.clock import local_day
    from bansou.support.outreach.visits.models import OutreachVisit

    with acting(_actor(), why="試験"):
        planned = OutreachVisit.objects.filter(pk=visit)
        planned.update(on=local_day(timezone.now()))
        return int(planned.values_list("version", flat=True)[0])


def _actor() -> Any:
    from bansou.commons.access.actors import actor_of
    from tests.browser.town import KOBE_COUNSELLOR, seat_of

    return actor_of(seat_of(KOBE_COUNSELLOR))


def _times_kept(note: dict[str, Any]) -> int:
    """How often a note's text stands anywhere: on the timeline, or beside another record."""
    from bansou.commons.access.acting import acting
    from bansou.people.steps.models import Step
    from bansou.support.outreach.visits.models import VisitNote

    with acting(_actor(), why="試験"):
        on_timeline = Step.objects.filter(note__contains=note["key"]).count()
        return on_timeline + VisitNote.objects.filter(result__contains=note["key"]).count()


def main() -> int:
    """Play all scenarios, and say in how many every note is there once."""
    with own_copy("proofs_unsent"):
        told, faults = faults_among(set_up(), _SCENARIOS)
    for one in told[:20]:
        print(f"  {one}")
    note = "  ".join(f"{fault} {count}" for fault, count in sorted(faults.items()))
    return report(
        "Notes of visits over a bad line",
        [
            Figure(
                "scenarios_with_every_note_once", _SCENARIOS - len(told), _SCENARIOS, "found", note,
                at_least=True,
            )
        ],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
