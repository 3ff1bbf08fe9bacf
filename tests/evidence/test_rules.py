from datetime import date
from fractions import Fraction

import pytest

from bansou.engines.indicators.answer import Answer, EvidenceRow, NotCounted, Reason, Unknown
from bansou.engines.indicators.facts import Fact
from bansou.evidence.indicators.rules import (
    Concern,
    Frozen,
    concerns_about,
    difference,
    is_second_half,
)

STARTS, ENDS = date(2021, 4, 1), date(2022, 3, 31)


@pytest.mark.parametrize(
    ("value", "target", "unknown", "late", "expected"),
    [
        (20, 20, 0, True, ()),
        (10, 20, 0, True, ()),
        (9, 20, 0, True, (Concern.UNDER_HALF,)),
        (9, 20, 0, False, ()),
        (0, 20, 0, True, (Concern.UNDER_HALF,)),
        (0, 0, 0, True, ()),
        (1, 0, 0, True, ()),
        (15, 5, 0, True, ()),
        (16, 5, 0, False, (Concern.FAR_OVER,)),
        (None, 20, 0, True, (Concern.NO_RECORD,)),
        (None, None, 0, True, (Concern.NO_RECORD, Concern.NO_TARGET)),
        (5, None, 0, True, (Concern.NO_TARGET,)),
        (9, 20, 3, True, (Concern.UNDER_HALF, Concern.UNKNOWN)),
        (Fraction(49, 100), 1, 0, True, (Concern.UNDER_HALF,)),
    ],
)
def test_finds_what_should_be_looked_at(
    value: int | Fraction | None,
    target: int | None,
    unknown: int,
    late: bool,
    expected: tuple[Concern, ...],
) -> None:
    found = concerns_about(
        value=value,
        target=None if target is None else Fraction(target),
        unknown=unknown,
        is_second_half=late,
    )

    assert found == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 3, 31), False),
        (date(2021, 9, 30), False),
        (date(2021, 10, 1), True),
        (date(2022, 3, 31), True),
        (date(2026, 11, 24), True),
    ],
)
def test_the_second_half_of_a_fiscal_year_begins_on_1_october(day: date, expected: bool) -> None:
    assert is_second_half(day, STARTS, ENDS) is expected


def fact(name: str) -> Fact:
    return Fact(id=name, event="hired", on=date(2021, 6, 1), organisation="o")


def row(unit: str, *facts: str) -> EvidenceRow:
    first, *also = (fact(name) for name in facts)
    return EvidenceRow(unit, first, tuple(also))


def answer(*rows: EvidenceRow, fallen: tuple[NotCounted | Unknown, ...] = ()) -> Answer:
    return Answer(
        "hired",
        len(rows),
        rows,
        tuple(item for item in fallen if isinstance(item, NotCounted)),
        tuple(item for item in fallen if isinstance(item, Unknown)),
    )


def test_nothing_has_changed_while_the_same_records_count() -> None:
    found = difference(
        [Frozen("person:a", ("1",)), Frozen("person:b", ("2", "3"))],
        answer(row("person:a", "1"), row("person:b", "2", "3")),
    )

    assert not found
    assert len(found.kept) == 2


def test_says_why_a_record_no_longer_counts() -> None:
    withdrawn = NotCounted(fact("2"), Reason.WITHDRAWN)
    found = difference(
        [Frozen("person:a", ("1",)), Frozen("person:b", ("2",))],
        answer(row("person:a", "1"), fallen=(withdrawn,)),
    )

    assert [(gone.frozen.unit, gone.why) for gone in found.gone] == [("person:b", withdrawn)]
    assert not found.added


def test_says_that_an_outcome_is_no_longer_known() -> None:
    unknown = Unknown(fact("1"), "industry")
    found = difference([Frozen("fact:1", ("1",))], answer(fallen=(unknown,)))

    assert [gone.why for gone in found.gone] == [unknown]


def test_a_record_that_is_not_found_has_no_reason() -> None:
    assert difference([Frozen("person:a", ("1",))], answer()).gone[0].why is None


def test_finds_what_was_added() -> None:
    late = row("person:b", "2")

    assert difference([Frozen("person:a", ("1",))], answer(row("person:a", "1"), late)).added == (
        late,
    )


def test_a_case_whose_person_was_named_since_still_counts() -> None:
    assert not difference([Frozen("case:c", ("1",))], answer(row("person:a", "1")))


def test_a_person_still_counts_by_another_record() -> None:
    """Of two hires the first was withdrawn; the second, which counted too, stands in its place."""
    found = difference(
        [Frozen("person:a", ("1", "2"))],
        answer(row("person:a", "2"), fallen=(NotCounted(fact("1"), Reason.WITHDRAWN),)),
    )

    assert not found


def test_of_two_units_that_became_one_the_second_is_gone() -> None:
    repeated = NotCounted(fact("2"), Reason.ALREADY_COUNTED)
    found = difference(
        [Frozen("case:c", ("1",)), Frozen("case:d", ("2",))],
        answer(row("person:a", "1", "2"), fallen=(repeated,)),
    )

    assert (len(found.kept), len(found.gone), len(found.added)) == (1, 1, 0)
    assert found.gone[0].why == repeated
