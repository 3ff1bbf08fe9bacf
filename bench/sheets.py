"""CPU of one case sheet's PDF in a warm process, and of reading 100,000 facts."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bench.report import Figure, report

FACTS = 100_000


def main() -> int:
    """Measure and report."""
    return report(
        "Case sheet and indicators",
        [
            Figure("sheet_pdf_cpu", _pdf_milliseconds(_new_figures), 50, "ms", "new figures"),
            Figure("other_sheet_pdf_cpu", _pdf_milliseconds(_new_texts), 50, "ms", "all texts new"),
            Figure(
                "indicators_cpu", _indicator_seconds(), 3, "s", f"3 indicators, {FACTS:,} facts"
            ),
        ],
    )


def _pdf_milliseconds(vary: Callable[[Any, int], Any]) -> float:
    """Median CPU of one PDF in a warm process; Typst remembers what it has drawn, so sheets vary."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bansou.config.settings.test")
    import django

    django.setup()
    from bansou.grants.casebook.pdf import pdf_of

    sheet = _tomakomai()
    times = []
    for n in range(45):
        one = vary(sheet, n)
        began = time.process_time()
        pdf_of(one)
        times.append((time.process_time() - began) * 1000)
    return sorted(times[5:])[20]


def _new_figures(sheet: Any, n: int) -> Any:
    kpi = tuple(replace(row, actual=n + place) for place, row in enumerate(sheet.kpi))
    return replace(sheet, kpi=kpi)


def _new_texts(sheet: Any, n: int) -> Any:
    """Another programme's sheet: no text is the one drawn before."""
    return replace(
        _new_figures(sheet, n),
        title=f"{sheet.title}{n}",
        catch=f"{sheet.catch}{n}",
        banner=f"{sheet.banner}{n}",
        boxes=tuple(replace(b, title=f"{b.title}{n}", text=f"{n}{b.text}") for b in sheet.boxes),
        side_boxes=tuple(replace(b, text=f"{n}{b.text}") for b in sheet.side_boxes),
        points=tuple(f"{n}{point}" for point in sheet.points),
    )


def _tomakomai() -> Any:
    """The sheet of the template's texts with the published figures."""
    from bansou.commons.clock import JST, FiscalYear
    from bansou.grants.casebook.content import from_scheme
    from bansou.grants.casebook.sheet import Foot
    from bansou.schemes import reader

    scheme = reader.read_scheme(reader.template("tomakomai"), "tomakomai.toml")
    pairs = [(20, 20), (10, 15), (5, 7)]
    return from_scheme(
        scheme,
        fiscal_year=FiscalYear(2021),
        eligible_yen=8_500_000,
        pairs={d.id: pair for d, pair in zip(scheme.indicators, pairs, strict=True)},
        foot=Foot(date(2022, 3, 31), "1", "苫小牧市", datetime(2022, 4, 28, 10, tzinfo=JST)),
    )


def _indicator_seconds() -> float:
    from bansou.engines.indicators.evaluate import evaluate
    from bansou.engines.indicators.facts import Fact
    from bansou.engines.indicators.scope import Scope
    from bansou.engines.indicators.standing import StandingFacts
    from bansou.schemes import reader

    scheme = reader.read_scheme(reader.template("tomakomai"), "tomakomai.toml")
    facts = [
        Fact(
            id=f"step:{n}",
            event="hired" if n % 10 == 0 else "consultation.held",
            on=date(2021, 4 + n % 9, 1 + n % 28),
            organisation="o",
            programme="p",
            case=f"c{n % 20_000}",
            person=f"q{n % 20_000}",
            fields={"industry": "D", "qualification_used": True, "employment_type": "regular"},
        )
        for n in range(FACTS)
    ]
    scope = Scope(2021, date(2022, 3, 31), frozenset({"p"}))
    lists = scheme.lists()
    began = time.process_time()
    standing = StandingFacts.of(facts)
    for definition in scheme.indicators:
        evaluate(definition, standing, scope, lists)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
