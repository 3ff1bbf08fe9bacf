"""Importing an office's ledger: all parts in order, one transaction, every problem at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bansou.benefits.ledger import CLAIMS
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.database.gathering import rows_gathered
from bansou.commons.database.holding import hold_until_the_end
from bansou.commons.keys import uuid7
from bansou.commons.ledger.cells import Setting
from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.mapping import SheetMapping, read_mapping
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.ledger.parts import LedgerPart, Row
from bansou.commons.ledger.problems import LedgerHasProblems, LedgerHasQuestions, Problem, Question
from bansou.commons.ledger.sheets import SheetRows, read_sheet
from bansou.commons.ledger.staff import STAFF
from bansou.commons.ledger.writing import look_up, write_rows
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.field_words import field_in_file
from bansou.desks.manager.handed_in import (
    ImportResult,
    Ledger,
    LedgerOfAnotherBody,
    LedgerOfAnotherYear,
    NoProgrammeSheet,
    NoProgrammeYet,
    SheetResult,
    UnknownBody,
    UnknownScheme,
)
from bansou.employers.ledger import COMPANIES, VISITS
from bansou.employers.ledger_hosts import HOST_PLACES
from bansou.employers.ledger_listings import LISTINGS, OPENINGS
from bansou.evidence.ledger import TARGETS
from bansou.people.ledger import CASES, QUALIFICATIONS
from bansou.people.steps.actions import cases_settled_at_the_end
from bansou.placement.ledger import HIRES
from bansou.placement.ledger_fairs import FAIRS
from bansou.programmes.ledger import PROGRAMME, programme_of
from bansou.programmes.ledger_spending import SPENDING
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_version_on
from bansou.schemes import reader
from bansou.support.ledger import CONSULTATIONS
from bansou.support.ledger_acts import COUNSELLING, EXPERIENCE, OUTREACH, TRAINING
from bansou.support.ledger_attendance import COMPLETIONS, COURSE_DAYS
from bansou.support.ledger_bookings import BOOKINGS, SERVICE_DESKS
from bansou.support.ledger_insurance import INSURANCES, INSURED
from bansou.support.ledger_training import COURSE_APPLICATIONS, COURSE_RUNS
from bansou.support.ledger_trials import EVALUATIONS, TRIAL_DAYS, TRIAL_RESULTS, TRIALS

#: In the order in which they are written: what others refer to comes first.
PARTS: tuple[LedgerPart, ...] = (
    PROGRAMME,
    STAFF,
    TARGETS,
    SPENDING,
    COMPANIES,
    VISITS,
    LISTINGS,
    OPENINGS,
    HOST_PLACES,
    CASES,
    QUALIFICATIONS,
    CONSULTATIONS,
    TRAINING,
    EXPERIENCE,
    COUNSELLING,
    OUTREACH,
    SERVICE_DESKS,
    BOOKINGS,
    COURSE_RUNS,
    COURSE_APPLICATIONS,
    COURSE_DAYS,
    COMPLETIONS,
    INSURANCES,
    INSURED,
    TRIALS,
    TRIAL_DAYS,
    EVALUATIONS,
    TRIAL_RESULTS,
    FAIRS,
    HIRES,
    CLAIMS,
)
SERVICE = "import"

__all__ = ["PARTS", "SERVICE", "ImportResult", "Ledger", "Progress", "import_ledger"]

type Progress = Callable[[int, int], None]


def import_ledger(
    ledger: Ledger,
    *,
    at: datetime,
    by: Actor | None = None,
    opens_accounts: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> ImportResult:
    """Import a ledger in one transaction; a dry run does the same work and takes it back.

    :param by: who hands it in, for their own organisation; without one, the service "import"
        acts for the body that the ledger names
    :param opens_accounts: whether its staff are given accounts
    :param progress: told how many rows of how many are done
    :raises LedgerHasProblems: nothing was imported
    :raises LedgerHasQuestions: nor is it until somebody decides who is who
    :raises Refusal: the file, the mapping or the scheme cannot be used at all
    """
    return _Import(ledger, at, opens_accounts, progress).run(by, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _ReadSheet:
    """A mapped sheet, the part it is, and what was read of it."""

    name: str
    part: LedgerPart
    rows: SheetRows


class _Import:
    """One import, from bytes to counts."""

    def __init__(
        self, ledger: Ledger, at: datetime, opens_accounts: bool, progress: Progress
    ) -> None:
        self._ledger = ledger
        self._at = at
        self._opens_accounts = opens_accounts
        self._progress = progress
        self._template = _template(ledger.scheme_id)
        self._mapping = read_mapping(ledger.mapping, PARTS, field_in_file)
        self._book = read_workbook(ledger.content, ledger.name)
        self._problems: list[Problem] = []

    def run(self, by: Actor | None, *, dry_run: bool) -> ImportResult:
        year, body = self._head(by)
        if year is None or body is None:
            self._read(self._setting(self._template, year))
            raise self._refused()
        actor = by or service_actor(SERVICE, body)
        if actor.organisation_id != body.pk:
            raise LedgerOfAnotherBody(lg_code=body.lg_code, own=actor.organisation_name)
        why = f"台帳の取込み：{self._ledger.name}"
        with acting(actor, why=why), transaction.atomic():
            intake, result = self._write(actor, body, year)
            if not dry_run:
                self._record(actor, intake, result)
            transaction.set_rollback(dry_run)
        return result

    def _record(self, actor: Actor, intake: Intake, result: ImportResult) -> None:
        """Write down what was imported, so that it can be seen and taken back as a whole."""
        said = {
            "organisation_id": intake.keeper_id,
            "name": self._ledger.name[:200],
            "content": None,
            "mapping": self._ledger.mapping,
            "scheme_id": self._ledger.scheme_id,
            "fiscal_year": result.year.year,
            "state": LedgerImport.State.IMPORTED,
            "result": result.kept(),
            "problems": [],
            "questions": [],
            "answers": dict(self._ledger.answers),
            "changed_at": self._at,
            "imported_at": self._at,
            "context_id": _context(),
            "former_rows": intake.former_rows,
        }
        new = {**said, "handed_in_by_id": actor.membership_id, "handed_in_at": self._at}
        LedgerImport.objects.update_or_create(
            pk=intake.import_id, defaults=said, create_defaults=new
        )

    # Whose ledger it is, and of which year

    def _head(self, by: Actor | None) -> tuple[FiscalYear | None, Organisation | None]:
        """The year and the body that the programme's sheet names; None where it does not."""
        mapped = [sheet for sheet in self._mapping.sheets if sheet.ledger == PROGRAMME.name]
        if not mapped and self._ledger.fiscal_year:
            return FiscalYear(self._ledger.fiscal_year), self._body_handed_in_for(by)
        if len(mapped) != 1:
            raise NoProgrammeSheet()
        sheet = self._book.sheets.get(mapped[0].name)
        if sheet is None:
            return None, None
        read = read_sheet(sheet, mapped[0], PROGRAMME, self._setting(self._template, None))
        row = next((it for it in (*read.rows, *read.unsound) if _says_whose(it)), None)
        if row is None:
            return None, None
        year, lg_code = FiscalYear(row["fiscal_year"]), row["lg_code"]
        self._refuse_another(row, year, lg_code)
        body = _keeper(lg_code=lg_code)
        if body is None:
            self._problems.append(_unregistered(row, lg_code))
        return year, body

    def _refuse_another(self, row: Row, year: FiscalYear, lg_code: str) -> None:
        """Refuse a ledger that says another year or body than who handed it in."""
        said = self._ledger
        if said.fiscal_year and said.fiscal_year != year.year:
            place = f"{row.sheet}!{row.address('fiscal_year')}"
            raise LedgerOfAnotherYear(FiscalYear(said.fiscal_year), year, place)
        if said.lg_code and said.lg_code != lg_code:
            own = _keeper(lg_code=said.lg_code)
            raise LedgerOfAnotherBody(lg_code=lg_code, own=own.name if own else said.lg_code)

    def _body_handed_in_for(self, by: Actor | None) -> Organisation:
        if by is not None:
            return Organisation.objects.get(pk=by.require_organisation())
        lg_code = self._ledger.lg_code
        body = _keeper(lg_code=lg_code) if lg_code else _only_keeper()
        if body is None:
            raise UnknownBody(lg_code=lg_code) if lg_code else NoProgrammeSheet()
        return body

    def _setting(self, scheme_text: str, year: FiscalYear | None) -> Setting:
        scheme = reader.read_scheme(scheme_text, f"{self._ledger.scheme_id}.toml")
        return Setting(scheme, year or FiscalYear.of(local_day(self._at)))

    # Reading and writing

    def _read(self, setting: Setting) -> deque[_ReadSheet]:
        """All mapped sheets in the order in which their parts are written."""
        parts = {part.name: part for part in PARTS}
        order = list(parts)
        mapped = sorted(self._mapping.sheets, key=lambda sheet: order.index(sheet.ledger))
        read = deque(
            _ReadSheet(sheet.name, parts[sheet.ledger], self._sheet(sheet, parts, setting))
            for sheet in mapped
        )
        self._problems += [problem for sheet in read for problem in sheet.rows.problems]
        self._problems += _in_two_sheets(read)
        return read

    def _sheet(
        self, mapping: SheetMapping, parts: Mapping[str, LedgerPart], setting: Setting
    ) -> SheetRows:
        sheet = self._book.sheets.get(mapping.name)
        if sheet is not None:
            return read_sheet(sheet, mapping, parts[mapping.ledger], setting)
        sentence = _("このシートが台帳にありません。シートの名前か対応表を直してください。")
        missing = Problem(mapping.name, "", "", sentence)
        return SheetRows((), [missing], frozenset(), (), is_whole=False)

    def _write(
        self, actor: Actor, body: Organisation, year: FiscalYear
    ) -> tuple[Intake, ImportResult]:
        _one_import_at_a_time(body)
        scheme_text = self._scheme_text(body, year)
        setting = self._setting(scheme_text, year)
        read = self._read(setting)
        has_sheet = any(sheet.part is PROGRAMME for sheet in read)
        intake = Intake(
            # Who hands in a ledger did not do what is in it, and nobody is written to about it.
            by=replace(actor, membership_id=None),
            at=self._at,
            scheme_id=self._ledger.scheme_id,
            scheme=setting.scheme,
            scheme_text=scheme_text,
            year=year,
            opens_accounts=self._opens_accounts,
            answers=self._ledger.answers,
            import_id=self._ledger.record or uuid7(),
        )
        for sheet in read:
            intake.note_unsound(sheet.part.name, sheet.rows.broken, is_whole=sheet.rows.is_whole)
        if not has_sheet and programme_of(intake) is None:
            raise NoProgrammeYet(year=year.label)
        mapped = {sheet.name for sheet in read}
        with rows_gathered(), cases_settled_at_the_end(body.pk):
            results = self._write_sheets(intake, read)
        self._problems += intake.problems
        if self._problems:
            raise self._refused(intake.questions)
        if intake.questions:
            raise LedgerHasQuestions(intake.questions)
        return intake, ImportResult(
            organisation=body.name,
            year=year,
            sheets=results,
            unread_sheets=[name for name in self._book.sheets if name not in mapped],
        )

    def _write_sheets(self, intake: Intake, read: deque[_ReadSheet]) -> list[SheetResult]:
        """Write the sheets in their order, each given up once it is written: they are large."""
        total = sum(len(sheet.rows.rows) for sheet in read)
        done = count(1)
        results = []
        while read:
            sheet = read.popleft()
            if sheet.part is not PROGRAMME and programme_of(intake) is None:
                break
            rows: Sequence[Row] = sheet.rows.rows
            if sheet.part is PROGRAMME and not rows:
                # Nothing of this stays; the other sheets are looked through all the same.
                rows = [it.only(*_WHOSE) for it in sheet.rows.unsound if _says_whose(it)]
            tally = write_rows(intake, sheet.part, rows, lambda: self._progress(next(done), total))
            look_up(intake, sheet.part, sheet.rows.unsound)
            results.append(SheetResult(sheet.name, sheet.part.name, tally, sheet.rows.unread))
        return results

    def _scheme_text(self, body: Organisation, year: FiscalYear) -> str:
        """The scheme in force in the programme, if it runs already; else the template."""
        running = Programme.objects.filter(
            organisation=body, scheme_id=self._ledger.scheme_id, fiscal_year=year.year
        ).first()
        return scheme_version_on(running, local_day(self._at)).text if running else self._template

    def _refused(self, questions: Sequence[Question] = ()) -> LedgerHasProblems:
        sheets = list(self._book.sheets)
        return LedgerHasProblems(
            sorted(self._problems, key=lambda p: (_place(sheets, p.sheet), *p.row_and_column)),
            questions,
        )


def keepers() -> QuerySet[Organisation]:
    """The organisations whose ledgers can be imported."""
    return Organisation.objects.filter(kind__in=Organisation.KEEPERS)


def _keeper(*, lg_code: str) -> Organisation | None:
    return keepers().filter(lg_code=lg_code).first()


def _only_keeper() -> Organisation | None:
    """The one that keeps cases here, if there is no other whose ledger it could be."""
    first, *others = [*keepers()[:2]] or [None]
    return None if others else first


_WHOSE = ("fiscal_year", "lg_code")


def _says_whose(row: Row) -> bool:
    """Tell whether the year and the body could be read, whatever else is wrong in the row."""
    return all(name in row.values for name in _WHOSE)


def _template(scheme_id: str) -> str:
    known = reader.template_names()
    if scheme_id not in known:
        raise UnknownScheme(scheme=scheme_id, known="、".join(known))
    return reader.template(scheme_id)


def _unregistered(row: Row, lg_code: str) -> Problem:
    address, sentence = row.address("lg_code"), str(UnknownBody(lg_code=lg_code))
    return Problem(row.sheet, address, row.written("lg_code"), sentence)


def _in_two_sheets(read: Iterable[_ReadSheet]) -> Iterator[Problem]:
    """Rows of one ledger that stand in two sheets under the same number."""
    first: dict[tuple[str, str], Row] = {}
    for sheet in read:
        for row in sheet.rows.rows:
            before = first.setdefault((sheet.part.name, row.key), row)
            if before is not row:
                sentence = _("「%(key)s」は、シート「%(sheet)s」にもあります。1つにしてください。")
                address = row.address(sheet.part.key)
                yield Problem(
                    row.sheet, address, row.key, sentence % {"key": row.key, "sheet": before.sheet}
                )


def _place(sheets: Sequence[str], name: str) -> int:
    return sheets.index(name) if name in sheets else len(sheets)


def _one_import_at_a_time(body: Organisation) -> None:
    hold_until_the_end(f"import:{body.pk}")


def _context() -> str:
    """Under which the history keeps what this transaction writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pghistory.context_id')")
        (context_id,) = cursor.fetchone()
    return str(context_id)
