"""Figures as the manager reads them: rows of the chart, and what to check about each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import wareki
from bansou.commons.figures import figure, rate
from bansou.desks.manager.words import words_of
from bansou.desks.shared.charts import Row
from bansou.engines.indicators import explain, explain_unit
from bansou.evidence.indicators.queries import Reading
from bansou.evidence.indicators.rules import Concern, concerns_about, is_second_half


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to check, with the button that leads to where it is put right."""

    kind: str
    title: str
    body: str
    url: str = ""
    button: str = ""


def chart_row(reading: Reading) -> Row:
    """One indicator on the common scale; its name opens the acts counted."""
    definition = reading.definition
    return Row(
        name=definition.label,
        target=reading.target,
        actual=reading.value,
        unit=definition.unit,
        url=reverse("manager:indicator", args=[reading.programme.pk, definition.id]),
        definition=in_one_line(reading),
    )


def in_words(reading: Reading) -> str:
    """How the indicator counts, in whole sentences."""
    return explain(
        reading.definition,
        reading.scope,
        reading.lists,
        reading.others,
        words_of(reading.scheme),
        write_day=wareki,
    )


def in_one_line(reading: Reading) -> str:
    """The first sentence on how the indicator counts."""
    first, mark, _rest = in_words(reading).partition("。")
    return f"{first}{mark}"


def notices(found: Sequence[Reading]) -> list[Notice]:
    """What to check about a programme's figures: first what is missing, then each figure."""
    concerns = [(reading, _concerns(reading)) for reading in found]
    silent = [reading for reading, them in concerns if Concern.NO_RECORD in them]
    aimless = [reading for reading, them in concerns if Concern.NO_TARGET in them]
    notes = [
        note for reading, them in concerns for note in (_note(reading, c) for c in them) if note
    ]
    return [*_on_missing_records(silent), *_on_missing_targets(aimless), *notes]


def _concerns(reading: Reading) -> tuple[Concern, ...]:
    programme = reading.programme
    return concerns_about(
        value=reading.value,
        target=reading.target,
        unknown=len(reading.answer.unknown),
        is_second_half=is_second_half(reading.scope.as_of, programme.starts_on, programme.ends_on),
    )


def _on_missing_records(silent: Sequence[Reading]) -> Iterator[Notice]:
    if not silent:
        return
    targets = "、".join(
        f"{r.definition.label} {figure(r.target, r.definition.unit)}" for r in silent if r.target
    )
    body = _("（0人ではなく、記録が届いていません）")
    if targets:
        body = _("目標は %(targets)s です。（0人ではなく、記録が届いていません）") % {
            "targets": targets
        }
    yield Notice("info", _("まだ数えた記録がありません"), body)


def _on_missing_targets(aimless: Sequence[Reading]) -> Iterator[Notice]:
    if not aimless:
        return
    title = _("目標のない指標が%(count)d件あります") % {"count": len(aimless)}
    if len(aimless) == 1:
        title = _("「%(label)s」の目標がありません") % {"label": aimless[0].definition.label}
    yield Notice(
        "warn",
        title,
        _("目標を決めると、達成率と棒が出ます。決めるまでは「―」と書きます。"),
        reverse("manager:targets", args=[aimless[0].programme.pk]),
        _("目標を見る"),
    )


def _note(reading: Reading, concern: Concern) -> Notice | None:
    if concern is Concern.UNDER_HALF:
        return _under_half(reading)
    if concern is Concern.FAR_OVER:
        return _far_over(reading)
    return _unknown(reading) if concern is Concern.UNKNOWN else None


def _under_half(reading: Reading) -> Notice:
    definition = reading.definition
    return Notice(
        "warn",
        _("「%(label)s」は目標の%(rate)sです")
        % {"label": definition.label, "rate": rate(reading.value, reading.target)},
        _("事業の期間の半分を過ぎて、目標 %(target)s の半分に届いていません。")
        % {"target": figure(reading.target, definition.unit)},
        evidence_url(reading, "not_counted"),
        _("数えなかった記録を見る"),
    )


def _far_over(reading: Reading) -> Notice:
    definition = reading.definition
    return Notice(
        "info",
        _("「%(label)s」は目標の%(rate)sです")
        % {"label": definition.label, "rate": rate(reading.value, reading.target)},
        _("単位か目標の見直しが要りませんか。数えているのは、%(unit)sです。")
        % {"unit": explain_unit(definition)},
        reverse("manager:targets", args=[reading.programme.pk]),
        _("目標を見る"),
    )


def _unknown(reading: Reading) -> Notice:
    count = len(reading.answer.unknown)
    return Notice(
        "info",
        _("「%(label)s」には、結果が分からない記録が%(count)d件あります")
        % {"label": reading.definition.label, "count": count},
        _("「なかった」とは別に数えています。記録を書き足すと、数に入ることがあります。"),
        evidence_url(reading, "unknown"),
        _("%(count)d件を見る") % {"count": count},
    )


def evidence_url(reading: Reading, tab: str = "counted") -> str:
    """The address of the records behind a figure."""
    address = reverse("manager:indicator", args=[reading.programme.pk, reading.definition.id])
    return address if tab == "counted" else f"{address}?tab={tab}"
