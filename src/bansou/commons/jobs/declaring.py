"""The decorators that make a function a job: who acts in it, for whom, and what it may be given.

A job's row is written in the caller's own transaction and holds keys only, never content: its
table carries no row policy. A job may run twice (its worker may fall silent after the work and
before the word that it is done), so what it does must bear being done again.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor

#: Writes and reads jobs on Django's own connection, hence in its transaction. A worker's own
#: connector would write them at once, even from a job that fails afterwards.
QUEUE = JobManager(DjangoConnector())

#: What every job is told besides its own keys: who asked for it, and for whom it works.
ASKED_BY, ORGANISATION = "asked_by", "organisation"


@dataclass(frozen=True, slots=True)
class Job:
    """Work that one organisation's member asks for, done later by a named service."""

    name: str
    service: str
    keys: frozenset[str]
    do: Callable[..., None]

    def later(self, *, by: Actor, **keys: UUID) -> None:
        """Put the work in the queue; if the transaction around is rolled back, it was never asked.

        :raises TypeError: the keys are not those that the work takes
        """
        if keys.keys() != self.keys or not all(isinstance(key, UUID) for key in keys.values()):
            raise TypeError(f"{self.name} takes keys only: {', '.join(sorted(self.keys))}")
        given = {ASKED_BY: by.user_id, ORGANISATION: by.require_organisation(), **keys}
        configure_task(name=self.name, job_manager=QUEUE).defer(
            **{name: str(key) for name, key in given.items()}
        )

    def run(self, *, asked_by: str, organisation: str, **keys: str) -> None:
        """Do the work in a transaction of the service; a worker calls this."""
        actor = service_actor(self.service, Organisation.objects.get(pk=organisation))
        with acting(actor, why=f"{self.name} ({asked_by})"):
            self.do(actor, **{name: UUID(key) for name, key in keys.items()})


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Work on the house itself that comes round by the clock."""

    name: str
    service: str
    do: Callable[[], None]

    def run(self, *, timestamp: int = 0) -> None:
        """Do it in a transaction of the service; `timestamp` is when it was due (Unix time)."""
        with acting(service_actor(self.service, None), why=self.name):
            self.do()


def job(
    name: str, *, service: str, retry: RetryStrategy | None = None
) -> Callable[[Callable[..., None]], Job]:
    """Decorator: the function takes the acting service and keys, and is done in the background.

    :param name: the job's name in the queue, which must not change while jobs wait there
    :param service: who is named in history and logs
    """

    def declare(do: Callable[..., None]) -> Job:
        declared = Job(name, service, _keys_of(do), do)
        app.task(name=name, retry=retry or False)(_run_of(declared))
        return declared

    return declare


def upkeep(name: str, *, cron: str, service: str) -> Callable[[Callable[[], None]], Upkeep]:
    """Decorator: done over and over, for no organisation, by a service that sees nobody's rows.

    At most one such job waits at any time.

    :param cron: minute, hour, day, month, weekday and, if wanted, second; in UTC
    """

    def declare(do: Callable[[], None]) -> Upkeep:
        declared = Upkeep(name, service, do)
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(_run_of(declared)))
        return declared

    return declare


def _run_of(declared: Job | Upkeep) -> Callable[..., None]:
    def run(**given: Any) -> None:
        declared.run(**given)

    run.declared = declared  # type: ignore[attr-defined]
    return run


def _keys_of(do: Callable[..., Any]) -> frozenset[str]:
    """The names of the keys that a job takes.

    :raises TypeError: it takes something else: our mistake, found on import
    """
    hints = get_type_hints(do)
    first, *others = inspect.signature(do).parameters.values()
    wrong = [p.name for p in others if p.kind is not p.KEYWORD_ONLY or hints[p.name] is not UUID]
    if hints[first.name] is not Actor or wrong:
        raise TypeError(f"{do.__qualname__} must take an Actor and then keys (UUID) by name")
    return frozenset(p.name for p in others)
