"""Setting targets, and freezing a number with everything it rests on."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.queries import hides_cases
from bansou.commons.errors import Refusal
from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.indicators.queries import Reading, readings
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on, scheme_version_on


class UnknownIndicator(Refusal):
    """The programme's scheme has no indicator of this id."""

    code = "evidence.unknown_indicator"
    message = _("この事業に「%(indicator)s」という指標はありません。指標の名前を確かめてください。")


class TargetUnchanged(Refusal):
    """The value is the target in force."""

    code = "evidence.target_unchanged"
    message = _("いまの目標と同じ値です。変えるときだけ、決めた日を添えて保存してください。")


class NegativeTarget(Refusal):
    """A target is zero or more."""

    code = "evidence.negative_target"
    message = _("目標は0以上の数で入れてください。")


class FiguresIncomplete(Refusal):
    """Cases are hidden from who would freeze the figures."""

    code = "evidence.figures_incomplete"
    message = _(
        "利益相反の記録があり、あなたには見えないケースがあるため、数が足りないおそれがあります。"
        "確定値は、ほかの事業担当者にとってもらってください。"
    )


def set_target(
    *, programme: Programme, indicator: str, value: Decimal, decided_on: date, note: str = ""
) -> Target:
    """Set the target of an indicator. A change is a new revision; the former ones stay.

    :raises UnknownIndicator: the scheme in force on that day has no such indicator
    :raises NegativeTarget: the value is below zero
    :raises TargetUnchanged: it is the target in force
    """
    known = scheme_on(programme, decided_on).in_force(programme.fiscal_year)
    if indicator not in known:
        raise UnknownIndicator(indicator=indicator)
    if value < 0:
        raise NegativeTarget(field="value")
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        former = Target.objects.filter(
            organisation_id=programme.organisation_id, programme=programme, indicator=indicator
        ).order_by("-revision")
        latest = former.first()
        if latest and latest.value == value:
            raise TargetUnchanged(field="value")
        return Target.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            indicator=indicator,
            revision=latest.revision + 1 if latest else 1,
            value=value,
            decided_on=decided_on,
            note=note,
        )


def take_measures(*, programme: Programme, as_of: date, at: datetime) -> list[Measure]:
    """Freeze all of a programme's indicators: value, target, definition, moment and evidence.

    :raises FiguresIncomplete: cases are hidden from who freezes them
    """
    _refuse_incomplete()
    with transaction.atomic():
        return [freeze(reading, at=at) for reading in readings(programme, as_of)]


def take_measure(*, programme: Programme, indicator: str, as_of: date, at: datetime) -> Measure:
    """Freeze one indicator (確定値をとる).

    :raises UnknownIndicator: the scheme in force has no such indicator
    :raises FiguresIncomplete: cases are hidden from who freezes it
    """
    _refuse_incomplete()
    found: Sequence[Reading] = [
        r for r in readings(programme, as_of) if r.definition.id == indicator
    ]
    if not found:
        raise UnknownIndicator(indicator=indicator)
    return freeze(found[0], at=at)


def _refuse_incomplete() -> None:
    if hides_cases():
        raise FiguresIncomplete()


def freeze(reading: Reading, *, at: datetime) -> Measure:
    """Write one reading down for good."""
    programme = reading.programme
    version = scheme_version_on(programme, reading.scheme_day)
    return Measure.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        indicator=reading.definition.id,
        label=reading.definition.label,
        unit=reading.definition.unit,
        value=exact_text(reading.value),
        target=exact_text(reading.target),
        definition_digest=reading.definition_digest,
        scheme_digest=version.digest,
        scheme_number=version.number,
        taken_at=at,
        evidence=[
            {"unit": row.unit_key, "facts": [row.fact.id, *(fact.id for fact in row.also)]}
            for row in reading.answer.rows
        ],
    )


def exact_text(value: int | Fraction | Decimal | None) -> str:
    """A number as exact text: "20", "17/3"; missing is the empty text, never 0."""
    if value is None:
        return ""
    return str(Fraction(value))


def exact_number(text: str) -> int | Fraction | None:
    """The number that `exact_text` wrote; None where it was missing."""
    if not text:
        return None
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value
