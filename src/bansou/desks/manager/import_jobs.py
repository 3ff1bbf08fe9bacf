"""Checking, importing and taking back a ledger, in the background; the page shows how far it is."""

import logging
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.errors import Refusal
from bansou.commons.jobs.declaring import job
from bansou.commons.ledger.mapping import MappingHasProblems
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.ledger.problems import LedgerHasProblems, LedgerHasQuestions, Question
from bansou.commons.ledger.undoing import ImportBuiltUpon, undo_import
from bansou.desks.manager.handed_in import Ledger, LedgerOfAnotherYear
from bansou.desks.manager.import_uses import ROOMS
from bansou.desks.manager.imports import import_ledger

_TOLD_EVERY = 1.0
_log = logging.getLogger(__name__)


@job("imports.check", service="import")
def check_ledger(actor: Actor, *, record: UUID) -> None:
    """Do the whole work of an import and take it back: what it says is what an import would do."""
    it = _waiting(actor, record, LedgerImport.State.CHECKING)
    if it:
        _tell(it, _tried(it, dry_run=True))


@job("imports.take_in", service="import")
def take_ledger_in(actor: Actor, *, record: UUID) -> None:
    """Import a ledger that was found sound. If that has changed since, nothing is imported."""
    it = _waiting(actor, record, LedgerImport.State.IMPORTING)
    if it:
        _tell(it, _tried(it, dry_run=False))


@job("imports.undo", service="import")
def undo_ledger(actor: Actor, *, record: UUID) -> None:
    """Take an import back as a whole, or leave it as it is and say what rests on it."""
    it = _waiting(actor, record, LedgerImport.State.UNDOING)
    if it is None:
        return
    by, now = _who(it), timezone.now()
    try:
        with acting(by, why=_("台帳の取込みの取消し：%s") % it.name), transaction.atomic():
            undo_import(it, by=by, at=now, rooms=ROOMS)
    except ImportBuiltUpon as refusal:
        _tell(it, {"state": LedgerImport.State.IMPORTED, "problems": [_of(refusal)]})
    except Exception:  # noqa: BLE001 - whatever it was, the page must not wait for ever
        _log.exception("taking back an import failed")
        _tell(it, {"state": LedgerImport.State.IMPORTED, "problems": [_failed()]})


def _waiting(actor: Actor, record: UUID, state: str) -> LedgerImport | None:
    """The import, if it still waits for this; a job may come twice."""
    return (
        LedgerImport.objects.select_related(
            *(
                f"{who}__{what}"
                for who in ("handed_in_by", "undone_by")
                for what in ("user", "organisation")
            )
        )
        .filter(organisation_id=actor.require_organisation(), pk=record, state=state)
        .first()
    )


def _who(it: LedgerImport) -> Actor:
    """The member who asked for it."""
    asked = it.undone_by if it.state == LedgerImport.State.UNDOING else it.handed_in_by
    if asked is None:
        raise LookupError("the work of a command is done by the command")
    return actor_of(asked)


def _tried(it: LedgerImport, *, dry_run: bool) -> dict[str, Any]:
    """Try it; gives what is to be written into the record, which the import itself may have been."""
    by = _who(it)
    try:
        with Reporting(it.pk, by) as progress, transaction.atomic():
            result = import_ledger(
                _ledger(it), at=timezone.now(), by=by, dry_run=dry_run, progress=progress
            )
    except LedgerHasProblems as found:
        problems = [[p.sheet, p.cell, p.found, p.sentence] for p in found.problems]
        return _refused(problems=problems, questions=_kept(found.questions))
    except LedgerHasQuestions as found:
        return _refused(questions=_kept(found.questions))
    except LedgerOfAnotherYear as found:
        years = {"said": found.said.year, "written": found.written.year, "place": found.place}
        return _refused(result={"years": years})
    except MappingHasProblems as found:
        return _refused(problems=[["", "", "", sentence] for sentence in found.sentences])
    except Refusal as refusal:
        return _refused(problems=[_of(refusal)])
    except Exception:  # noqa: BLE001 - whatever it was, the page must not wait for ever
        _log.exception("an import failed")
        return _refused(problems=[_failed()])
    if dry_run:
        return {
            "state": LedgerImport.State.READY,
            "result": result.kept(),
            "problems": [],
            "questions": [],
        }
    return {}


def _ledger(it: LedgerImport) -> Ledger:
    return Ledger(
        content=bytes(it.content or b""),
        name=it.name,
        mapping=it.mapping,
        scheme_id=it.scheme_id,
        fiscal_year=it.fiscal_year,
        answers=it.answers,
        record=it.pk,
    )


def _kept(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as the record keeps them."""
    return [
        {
            "sheet": q.sheet,
            "cell": q.cell,
            "key": q.key,
            "name": q.name,
            "candidates": [list(candidate) for candidate in q.candidates],
        }
        for q in questions
    ]


def _refused(**said: Any) -> dict[str, Any]:
    return {
        "state": LedgerImport.State.REFUSED,
        "problems": [],
        "questions": [],
        "result": {},
        **said,
    }


def _of(refusal: Refusal) -> list[str]:
    return ["", "", "", str(refusal)]


def _failed() -> list[str]:
    return [
        "",
        "",
        "",
        _(
            "伴走の側で問題が起きました。1行も変わっていません。情報システムの担当に知らせてください。"
        ),
    ]


def _tell(it: LedgerImport, said: dict[str, Any]) -> None:
    if said:
        LedgerImport.objects.filter(organisation_id=it.organisation_id, pk=it.pk).update(
            **said, done=0, total=0, changed_at=timezone.now()
        )


class Reporting:
    """Writes how far an import is, about once a second, on a connection of its own.

    The import's own transaction is seen by nobody until it is over.
    """

    def __init__(self, record: UUID, actor: Actor) -> None:
        self._record, self._actor = record, actor
        self._now = (0, 0)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._report, daemon=True)

    def __call__(self, done: int, total: int) -> None:
        self._now = (done, total)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _report(self) -> None:
        told = (0, 0)
        try:
            while not self._is_over.wait(_TOLD_EVERY):
                if self._now != told:
                    told = self._now
                    self._write(*told)
        except Exception:  # noqa: BLE001 - that nobody sees how far it is must not stop the work
            _log.exception("the progress of an import could not be written")
        finally:
            connection.close()

    def _write(self, done: int, total: int) -> None:
        """Write it, unless the import is writing its record: that waits for us, we not for it."""
        with acting(self._actor, why=_("台帳の取込みの進み具合")):
            mine = LedgerImport.objects.filter(
                organisation_id=self._actor.require_organisation(), pk=self._record
            )
            for it in mine.select_for_update(skip_locked=True).only("pk"):
                mine.filter(pk=it.pk).update(done=done, total=total)
