"""The scheme's own definitions give the figures that were counted from the workbook."""

from collections.abc import Iterator
from datetime import date

from bansou.engines.indicators.evaluate import evaluate
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.scope import Scope
from bansou.schemes.reader import read_scheme, template
from examples.office.records import Case
from examples.office.year_2021 import ledger


def facts_of(case: Case) -> Iterator[Fact]:
    """What happened on a case of the story, as the engine is told it."""
    ends = min((day for day in (case.ended_on, case.withdrew_on) if day), default=date.max)
    person = case.number if case.person else None

    def fact(name: str, event: str, on: date, *, withdrawn: bool, **fields: str | bool) -> Fact:
        return Fact(
            id=f"{name}:{case.number}:{on}",
            event=event,
            on=on,
            organisation="012131",
            programme="2021" if case.registered_on <= on <= ends else None,
            case=case.number,
            person=person,
            fields=fields,
            withdrawn=withdrawn,
        )

    for place, talk in enumerate(case.talks):
        yield fact(
            f"talk{place}",
            "consultation.held",
            talk.on,
            withdrawn=talk.is_withdrawn,
            kind=talk.kind,
        )
    for place, each in enumerate(case.qualifications):
        yield fact(
            f"qualification{place}", "qualification.obtained", each.on, withdrawn=each.is_withdrawn
        )
    for place, hire in enumerate(case.hires):
        yield fact(
            f"hire{place}",
            "hired",
            hire.on,
            withdrawn=hire.is_withdrawn,
            industry=hire.industry,
            qualification_used=bool(hire.used),
        )


def test_the_schemes_definitions_give_twenty_fifteen_and_seven() -> None:
    scheme = read_scheme(template("tomakomai"), "tomakomai.toml")
    scope = Scope(2021, date(2022, 4, 30), frozenset({"2021"}))
    facts = [fact for case in ledger().cases for fact in facts_of(case)]

    values = [
        evaluate(definition, facts, scope, scheme.lists()).value for definition in scheme.indicators
    ]

    assert values == [20, 15, 7]
