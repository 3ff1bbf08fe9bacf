"""Reading figures, setting targets, freezing: what the desks and commands call."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from bansou.engines.indicators import evaluate
from bansou.engines.indicators.answer import Reason
from bansou.evidence.indicators.actions import (
    NegativeTarget,
    TargetUnchanged,
    UnknownIndicator,
    exact_number,
    exact_text,
    set_target,
    take_measure,
    take_measures,
)
from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.indicators.queries import (
    Reading,
    frozen_units,
    latest_measures,
    page_of_measures,
    readings,
    target_history,
)
from bansou.evidence.indicators.rules import difference
from bansou.people.cases.enrolling import correct_enrolment, enrol
from bansou.people.steps.actions import withdraw_step
from bansou.programmes.actions import revise_scheme, start_programme
from bansou.schemes.reader import template
from tests.evidence.programme import HIRED, LAST_DAY, NOON, SUPPORTED, Year, hire, support

pytestmark = pytest.mark.django_db


def read(year: Year, indicator: str = SUPPORTED) -> Reading:
    return next(r for r in readings(year.programme, LAST_DAY) if r.definition.id == indicator)


def aim(year: Year, value: int, on: date = date(2021, 4, 1), note: str = "") -> Target:
    return set_target(
        programme=year.programme,
        indicator=HIRED,
        value=Decimal(value),
        decided_on=on,
        note=note,
    )


# Reading


def test_what_nobody_has_reported_is_missing_and_no_zero(year: Year) -> None:
    with year.at_work():
        assert [reading.answer.value for reading in readings(year.programme, LAST_DAY)] == [
            None
        ] * 3


def test_a_programme_with_one_record_counts_zero_of_the_rest(year: Year) -> None:
    with year.at_work():
        support(year, "佐藤 一郎")

        assert [reading.answer.value for reading in readings(year.programme, LAST_DAY)] == [1, 0, 0]


def test_a_record_of_another_year_reports_nothing(year: Year) -> None:
    with year.at_work():
        support(year, "佐藤 一郎", on=LAST_DAY)
        later = start_programme(
            by=year.actor,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=2022,
            at=NOON,
        )

        assert {r.answer.value for r in readings(later, date(2022, 6, 1))} == {None}


def test_a_record_of_another_programme_of_the_same_body_and_year_is_kept_out(year: Year) -> None:
    with year.at_work():
        support(year, "佐藤 一郎")
        moved = support(year, "佐藤 二郎", on=date(2021, 9, 1))
        beside = start_programme(
            by=year.actor, scheme_id="kobe", text=template("kobe"), fiscal_year=2021, at=NOON
        )
        correct_enrolment(
            enrolment=moved.enrolments.get(), from_on=date(2021, 4, 1), until_on=date(2021, 7, 31)
        )
        enrol(case=moved, programme=beside, from_on=date(2021, 8, 1))
        found = read(year)

    of_any = replace(found.scope, programmes=None)
    everywhere = evaluate(found.definition, found.standing, of_any, found.lists)
    assert (found.answer.value, everywhere.value) == (1, 2)
    assert [it.reason for it in found.answer.not_counted] == [Reason.OTHER_PROGRAMME]


def test_a_record_taken_back_was_reported_all_the_same(year: Year) -> None:
    with year.at_work():
        case = support(year, "佐藤 一郎")
        withdraw_step(step=case.steps.get(), at=NOON, because="誤り")

        assert read(year).answer.value == 0


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_rows_are_as_many_as_the_number_says(year: Year, count: int) -> None:
    with year.at_work():
        support(year, "数えない人", on=date(2022, 4, 1))
        for place in range(count):
            support(year, f"佐藤 {place}")
        answer = read(year).answer

    assert len(answer.rows) == answer.value == count


def test_a_change_of_the_scheme_counts_from_its_day_on(year: Year) -> None:
    with year.at_work():
        case = support(year, "佐藤 一郎")
        hire(year, case, on=date(2021, 5, 1))
        text = template("tomakomai").replace('after = { events = ["consultation.held"] }\n', "", 1)
        revise_scheme(programme=year.programme, text=text, valid_from=date(2021, 10, 1), at=NOON)
        values = {
            day: next(
                r.answer.value for r in readings(year.programme, day) if r.definition.id == HIRED
            )
            for day in (date(2021, 9, 30), date(2021, 10, 1))
        }

    assert values == {date(2021, 9, 30): 0, date(2021, 10, 1): 1}


def test_the_rate_needs_both_numbers(year: Year) -> None:
    with year.at_work():
        hire(year, support(year, "佐藤 一郎"))
        without = read(year, HIRED).rate
        aim(year, 4)

        assert (without, read(year, HIRED).rate) == (None, Fraction(1, 4))


# Targets


def test_a_changed_target_keeps_the_former_ones(year: Year) -> None:
    with year.at_work():
        aim(year, 10)
        aim(year, 12, note="見直し")

        assert read(year, HIRED).target == 12
        assert [(t.revision, t.value, t.note) for t in target_history(year.programme, HIRED)] == [
            (2, 12, "見直し"),
            (1, 10, ""),
        ]


def test_refuses_a_target_of_no_indicator(year: Year) -> None:
    with year.at_work(), pytest.raises(UnknownIndicator, match=r"tomakomai\.happy"):
        set_target(
            programme=year.programme,
            indicator="tomakomai.happy",
            value=Decimal(1),
            decided_on=LAST_DAY,
        )


def test_refuses_a_target_below_zero(year: Year) -> None:
    with year.at_work(), pytest.raises(NegativeTarget):
        aim(year, -1)


def test_refuses_the_target_in_force(year: Year) -> None:
    with year.at_work():
        aim(year, 10)
        with pytest.raises(TargetUnchanged):
            aim(year, 10)

        assert len(target_history(year.programme, HIRED)) == 1


# Freezing


def freeze(year: Year) -> Measure:
    return take_measure(programme=year.programme, indicator=SUPPORTED, as_of=LAST_DAY, at=NOON)


def test_freezes_number_target_rules_and_evidence(year: Year) -> None:
    with year.at_work():
        case = support(year, "佐藤 一郎")
        reading = read(year)
        measure = freeze(year)
        step = case.steps.get()

    assert (measure.value, measure.target, measure.unit) == ("1", "", "人")
    assert measure.definition_digest == reading.definition_digest
    assert measure.scheme_number == 1
    assert [unit.facts for unit in frozen_units(measure)] == [(f"step:{step.pk}",)]


def test_a_frozen_number_does_not_follow_the_records(year: Year) -> None:
    with year.at_work():
        support(year, "佐藤 一郎")
        case = support(year, "鈴木 二郎")
        measure = freeze(year)
        withdraw_step(step=case.steps.get(), at=NOON, because="誤り")
        support(year, "高橋 三郎")
        support(year, "田中 四郎")

        measure.refresh_from_db()
        now = read(year).answer
        found = difference(frozen_units(measure), now)

    assert (measure.value, now.value) == ("2", 3)
    assert (len(found.kept), len(found.gone), len(found.added)) == (1, 1, 2)


def test_a_number_that_is_missing_is_frozen_as_missing(year: Year) -> None:
    with year.at_work():
        measures = take_measures(programme=year.programme, as_of=LAST_DAY, at=NOON)

    assert [(m.value, m.evidence) for m in measures] == [("", [])] * 3


def test_refuses_to_freeze_what_the_scheme_does_not_count(year: Year) -> None:
    with year.at_work(), pytest.raises(UnknownIndicator):
        take_measure(programme=year.programme, indicator="tomakomai.happy", as_of=LAST_DAY, at=NOON)


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_the_database_keeps_a_frozen_number_as_it_is(year: Year, statement: str) -> None:
    with year.at_work():
        measure = freeze(year)
        rows = Measure.objects.filter(pk=measure.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(value="99") if statement == "update" else rows.delete()

        assert rows.get().value == ""


def test_gives_the_last_number_of_each_indicator(year: Year) -> None:
    with year.at_work():
        take_measures(programme=year.programme, as_of=LAST_DAY, at=NOON)
        support(year, "佐藤 一郎")
        last = freeze(year)

        assert {m.indicator: m.value for m in latest_measures(year.programme)}[SUPPORTED] == "1"
        assert page_of_measures(year.programme, size=3).rows[0] == last


def test_pages_through_frozen_numbers_by_key(year: Year) -> None:
    with year.at_work():
        keys = [freeze(year).pk for _ in range(5)]
        first = page_of_measures(year.programme, size=3)
        second = page_of_measures(year.programme, after=first.after, size=3)

    assert [m.pk for m in (*first.rows, *second.rows)] == keys[::-1]
    assert (first.total, second.after) == (5, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(20, "20"), (0, "0"), (Fraction(17, 3), "17/3"), (Decimal("8.20"), "41/5"), (None, "")],
)
def test_numbers_are_written_down_exactly(value: Fraction | None, text: str) -> None:
    assert exact_text(value) == text
    assert exact_number(text) == (None if value is None else Fraction(value))
