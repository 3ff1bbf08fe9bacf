"""Importing the example ledgers, and asking their figures anew without one of their clauses."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bansou.commons.access.acting import acting
from bansou.commons.clock import JST
from bansou.commons.codes.municipalities import municipality
from bansou.commons.organisations.actions import kind_of
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.imports import Ledger, import_ledger
from bansou.engines.indicators import evaluate
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import Definition, EventDefinition, StockDefinition, Tagged
from bansou.engines.indicators.scope import Scope
from bansou.evidence.indicators.queries import Reading, readings
from bansou.programmes.models import Programme
from examples.bodies.book import Book
from tests.bodies import registered

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = datetime(2022, 4, 28, 17, 0, tzinfo=JST)


def body_of(book: Book) -> Organisation:
    """The body, registered."""
    return registered(book.body.name, kind_of(municipality(book.body.lg_code)), book.body.lg_code)


def take_in(scheme_id: str, book: Book) -> Organisation:
    """Register the body and import its ledger as `bansou import` does."""
    body = body_of(book)
    import_book(scheme_id, book)
    return body


def import_book(scheme_id: str, book: Book) -> None:
    """Import a ledger of a body that is registered."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "ledger.xlsx"
        book.write(path)
        import_bytes(scheme_id, path.read_bytes())


def import_bytes(scheme_id: str, content: bytes) -> None:
    mapping = (EXAMPLES / scheme_id / "mapping.toml").read_text(encoding="utf-8")
    ledger = Ledger(content, "ledger.xlsx", mapping, scheme_id)
    import_ledger(ledger, at=NOW, opens_accounts=True)


def read(body: Organisation, scheme_id: str) -> Sequence[Reading]:
    """All figures of the body's programme of 令和3年度."""
    with acting(service_actor("import", body), why="test"):
        programme = Programme.objects.get(scheme_id=scheme_id, fiscal_year=2021)
        return readings(programme, date(2022, 4, 28))


def without_each_clause(
    definition: Definition, all_events: tuple[str, ...]
) -> Iterator[tuple[str, Definition]]:
    """The definition with one of its clauses taken away, or its unit changed, time and again."""
    if not isinstance(definition, EventDefinition | StockDefinition):
        return
    for place, clause in enumerate(definition.where):
        rest = (*definition.where[:place], *definition.where[place + 1 :])
        yield f"where {clause.field}", definition.model_copy(update={"where": rest})
    if isinstance(definition, StockDefinition):
        for name in definition.ends_by if isinstance(definition.ends_by, tuple) else ():
            others = tuple(other for other in definition.ends_by if other != name)
            yield f"ends by {name}", definition.model_copy(update={"ends_by": others})
        return
    if definition.after:
        yield "after", definition.model_copy(update={"after": None})
    if isinstance(definition.events, tuple):
        for name in definition.events if len(definition.events) > 1 else ():
            others = tuple(other for other in definition.events if other != name)
            yield f"event {name}", definition.model_copy(update={"events": others})
    if isinstance(definition.events, Tagged):
        yield "tag", definition.model_copy(update={"events": all_events})
    if definition.count != "events":
        # That each counts once is said twice, where the first in the scope is asked for too.
        yield "count", definition.model_copy(update={"count": "events", "first": None})


def values_without(reading: Reading) -> Mapping[str, object]:
    """What the figure would be without each clause, and with what the scope leaves out."""
    standing = reading.standing
    all_events = tuple(sorted({fact.event for fact in standing.facts}))
    values = {
        name: evaluate(changed, standing, reading.scope, reading.lists).value
        for name, changed in without_each_clause(reading.definition, all_events)
    }
    stands_again = (replace(fact, withdrawn=False) for fact in standing.withdrawn)
    return {
        **values,
        **_without_scope(reading),
        "withdrawn": _value(reading, reading.definition, reading.scope, stands_again),
    }


def _without_scope(reading: Reading) -> Mapping[str, object]:
    """What the figure would be with the acts of all years, and with those of no enrolment."""
    definition, scope = reading.definition, reading.scope
    all_years = definition.model_copy(update={"scope": "programme_period"})
    ever = replace(scope, programme_from=date.min, programme_until=date.max)
    if getattr(definition, "count", None) == "corporations":
        # Acts with employers are the programme's by their day alone: the two are one clause.
        return {"year": _value(reading, all_years, replace(ever, programmes=None))}
    return {
        "year": _value(reading, all_years, ever),
        "enrolment": _value(reading, definition, replace(scope, programmes=None)),
    }


def _value(
    reading: Reading, definition: Definition, scope: Scope, more: Iterable[Fact] = ()
) -> object:
    return evaluate(definition, [*reading.standing.facts, *more], scope, reading.lists).value


def assert_each_clause_matters(*found: Reading, apart: Collection[str] = ()) -> None:
    """Taking away any clause of any of the figures changes that figure.

    :param apart: clauses about what a ledger does not bring
    """
    for reading in found:
        others = values_without(reading)
        same = {name for name, other in others.items() if other == reading.answer.value}
        assert same - set(apart) == set(), reading.definition.id


def fallen(reading: Reading) -> set[str]:
    """The reasons for which records of the indicator did not count."""
    return {item.reason.value for item in reading.answer.not_counted}
