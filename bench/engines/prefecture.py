"""The best 50 of 20,000 openings for 10,000 people: compiled, by arrays, and by two data engines.

polars and DuckDB join the same people and openings with the same conditions and points, for fewer
people since they take longer: each is asked about two numbers of people, and what one more person takes
(the slope between them, so that what a question costs at any size is not multiplied) is carried over to
all, with that fixed part once. Answers are compared for everybody that they were asked about. All run in
turn; CPU of one process is what goals speak of, and the clock is told beside it.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from bansou.engines.matching import POLICY, Index, People, Results, equilibrate, gini
from bansou.engines.matching.conditions import Conditions
from bench.engines import world
from bench.engines.machine import Times, sgemm_gflops
from bench.report import Figure, report

PEOPLE, OPENINGS, BEST, RUNS = 10_000, 20_000, 50, 5
SHOWN = 10
#: Of how many people the data engines are asked, fewer and more.
FOR_POLARS, FOR_DUCKDB = (200, 800), (50, 200)
#: In points; the more, the further it is spread and the more is given up.
_TEMPERATURES = (1.0, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0)
_ORDER = ["person", "score", "opening"]


@dataclass(slots=True)
class Runs:
    """The runs of one question to one product, and its last answer."""

    work: Callable[[], Any]
    times: Times = field(default_factory=Times)
    answer: Any = None

    def run(self) -> None:
        """Once more."""
        self.answer = self.times.run(self.work)


def main() -> int:
    """Measure and report."""
    rng = np.random.default_rng(20261130)
    where = world.place(rng, 40, 80)
    catalogue, people = world.openings(rng, where, OPENINGS), world.people(rng, where, PEOPLE)
    index = Index.build(catalogue, POLICY)
    tables = _tables(index, people)
    ours = {
        name: Runs(
            lambda by_numba=by_numba: Index.build(catalogue, POLICY).recommend(
                people, BEST, by_numba=by_numba
            )
        )
        for name, by_numba in (("compiled", True), ("arrays", False))
    }
    peers = {
        (name, number): Runs(lambda ask=ask, number=number: ask(tables, number))
        for name, ask, numbers in (
            ("polars", _by_polars, FOR_POLARS),
            ("duckdb", _by_duckdb, FOR_DUCKDB),
        )
        for number in numbers
    }
    index.recommend(_first(people, 400), BEST, by_numba=True)
    for _ in range(RUNS):
        for one in (*ours.values(), *peers.values()):
            one.run()
    compiled = ours["compiled"].answer
    if compiled != ours["arrays"].answer:
        raise SystemExit("arrays give another answer")
    for (product, number), one in peers.items():
        if _listed(index.recommend(_first(people, number), BEST)) != one.answer:
            raise SystemExit(f"{product} gives another answer for {number} people")
    return report(
        "A prefecture", [*_times(ours, compiled), *_beside(ours, peers), *_spread(compiled)]
    )


def _times(ours: dict[str, Runs], results: Results) -> list[Figure]:
    compiled, arrays = ours["compiled"].times, ours["arrays"].times
    note = (
        f"index made anew; {compiled.told()}; {results.counts.mean():.0f} fit each, "
        f"{sgemm_gflops():.0f} GFLOP/s"
    )
    return [
        Figure("prefecture_core_seconds", compiled.best, 0.10, "s", note),
        Figure("prefecture_arrays", arrays.best, 2.5, "s", arrays.told()),
    ]


def _beside(ours: dict[str, Runs], peers: dict[tuple[str, int], Runs]) -> list[Figure]:
    figures = []
    for product, (few, more), goal in (("polars", FOR_POLARS, 50), ("duckdb", FOR_DUCKDB, 500)):
        less, greater = peers[product, few].times, peers[product, more].times
        each = (greater.best - less.best) / (more - few)
        whole = greater.best + each * (PEOPLE - more)
        note = (
            f"{whole:.1f} s for all, {each * 1000:.2f} ms for one more person; {few} people: {less.told()}; "
            f"{more} people: {greater.told()}; the same answers"
        )
        times = whole / ours["compiled"].times.best
        figures.append(Figure(f"prefecture_{product}", times, goal, "times", note, at_least=True))
    return figures


def _spread(results: Results) -> list[Figure]:
    """How far the first ten are spread, at the temperature that gives up no more than 2 %."""
    before = _gini(results.rows)
    capacity = np.full(OPENINGS, PEOPLE / OPENINGS)
    tried = [(t, equilibrate(results, capacity, t).shown(SHOWN)) for t in _TEMPERATURES]
    within = [(t, one) for t, one in tried if one.loss(results, SHOWN) <= 0.02]
    temperature, chosen = max(
        within or tried[:1], key=lambda pair: 1 - _gini(pair[1].rows) / before
    )
    after = _gini(chosen.rows)
    times = Times()
    for _ in range(RUNS):
        times.run(lambda: equilibrate(results, capacity, temperature).shown(SHOWN))
    return [
        Figure(
            "congestion_gini_down",
            (1 - after / before) * 100,
            25,
            "%",
            f"{before:.3f} to {after:.3f} at {temperature:g} points, {chosen.rounds} rounds, "
            f"residual {chosen.residual:.0e}; {times.told()}",
            at_least=True,
        ),
        Figure("congestion_score_lost", chosen.loss(results, SHOWN) * 100, 2, "%"),
    ]


def _gini(rows: NDArray[np.int32]) -> float:
    shown = rows[:, :SHOWN]
    return gini(np.bincount(shown[shown >= 0], minlength=OPENINGS).astype(float))


def _first(people: People, number: int) -> People:
    columns: dict[str, Any] = {
        one.name: getattr(people, one.name)[:number]
        for one in fields(people)
        if one.name not in ("vocabulary", "reaches")
    }
    return People(vocabulary=people.vocabulary, reaches=people.reaches, **columns)


def _tables(index: Index, people: People) -> dict[str, pl.DataFrame]:
    """Both sides as tables; conditions as whole numbers of 64 bits, as both products test quickest."""
    catalogue = index.catalogue
    conditions = Conditions(catalogue.vocabulary, POLICY)
    opening = {
        "opening": catalogue.ids,
        "area": catalogue.area,
        "need": conditions.need(catalogue)[0].view(np.int64),
        "occupation": np.where(catalogue.occupation > 0, 1 << catalogue.occupation, 0),
        "industry": np.where(catalogue.industry > 0, 1 << catalogue.industry, 0),
        "has_type": catalogue.employment_type > 0,
        "hourly_lowest": catalogue.hourly_lowest,
        "monthly_lowest": catalogue.monthly_lowest,
        "minutes": catalogue.minutes_a_week,
        "licences": catalogue.licences[:, 0].view(np.int64),
        "has_licences": catalogue.has_licences,
        "has_demands": catalogue.has_demands,
        "offers": catalogue.offers[:, 0].view(np.int64),
    }
    seeker = {
        "person": people.ids,
        "reach": people.reach,
        "forbid": conditions.forbid(people)[0].view(np.int64),
        "occupations": (people.occupations[:, 0] << np.uint64(1)).view(np.int64),
        "industries": (people.industries[:, 0] << np.uint64(1)).view(np.int64),
        "types_told": people.types_told,
        "hourly_floor": people.hourly_floor,
        "monthly_floor": people.monthly_floor,
        "least": people.least_minutes,
        "most": people.most_minutes,
        "holds": people.holds[:, 0].view(np.int64),
        "holds_told": people.holds_told,
        "refuses_told": people.refuses_told,
        "refuses_any": people.refuses_any,
        "needs": people.needs[:, 0].view(np.int64),
        "needs_number": people.needs_number,
    }
    reach = {
        "reach": np.repeat(np.arange(len(people.reaches)), np.diff(people.reaches.starts)),
        "area": people.reaches.areas,
    }
    return {
        "openings": pl.DataFrame(opening).cast({"area": pl.Int64}),
        "people": pl.DataFrame(seeker).cast({"reach": pl.Int64}),
        "reaches": pl.DataFrame(reach).cast({"reach": pl.Int64, "area": pl.Int64}),
    }


#: The points of the policy in SQL, for those that fit; both products are given the same.
_SCORE = f"""
    CASE WHEN (occupation & occupations) <> 0 THEN {POLICY.occupation} ELSE 0 END
  + CASE WHEN (industry & industries) <> 0 THEN {POLICY.industry} ELSE 0 END
  + {POLICY.area}
  + CASE WHEN NOT has_licences THEN 0
         WHEN licences = 0 THEN {POLICY.licence_open}
         WHEN NOT holds_told THEN 0
         WHEN (licences & holds) = licences THEN {POLICY.licence}
         ELSE {POLICY.licence_open} END
  + CASE WHEN hourly_lowest >= 0 AND hourly_floor >= 0
         THEN CASE WHEN hourly_lowest >= hourly_floor THEN {POLICY.wage} ELSE {POLICY.wage_reaches} END
         WHEN monthly_lowest >= 0 AND monthly_floor >= 0
         THEN CASE WHEN monthly_lowest >= monthly_floor THEN {POLICY.wage} ELSE {POLICY.wage_reaches} END
         ELSE 0 END
  + CASE WHEN has_type AND types_told THEN {POLICY.employment_type} ELSE 0 END
  + CASE WHEN least >= 0 AND minutes >= least AND minutes <= most THEN {POLICY.hours} ELSE 0 END
  + CASE WHEN refuses_told AND (has_demands OR NOT refuses_any) THEN {POLICY.demands} ELSE 0 END
  + CASE WHEN needs_number = 0 THEN {POLICY.accommodations}
         WHEN needs_number > 0 THEN {POLICY.accommodations} * bit_count(offers & needs) // needs_number
         ELSE 0 END
"""


def _by_duckdb(tables: dict[str, pl.DataFrame], number: int) -> list[tuple[int, int, int]]:
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, _columns(table))
        return connection.execute(
            f"""
            SELECT person, score, opening FROM (
                SELECT person, opening, {_SCORE} AS score
                FROM people JOIN reaches USING (reach) JOIN openings USING (area)
                WHERE person < {number} AND (need & forbid) = 0
            ) QUALIFY row_number() OVER (PARTITION BY person ORDER BY score DESC, opening) <= {BEST}
            ORDER BY person, score DESC, opening
            """
        ).fetchall()


def _columns(table: pl.DataFrame) -> dict[str, NDArray[Any]]:
    return {name: table[name].to_numpy() for name in table.columns}


def _by_polars(tables: dict[str, pl.DataFrame], number: int) -> list[tuple[int, int, int]]:
    found = (
        tables["people"]
        .lazy()
        .filter(pl.col("person") < number)
        .join(tables["reaches"].lazy(), on="reach")
        .join(tables["openings"].lazy(), on="area")
        .filter((pl.col("need") & pl.col("forbid")) == 0)
        .with_columns(score=_score())
        .sort(["person", "score", "opening"], descending=[False, True, False])
        .group_by("person", maintain_order=True)
        .head(BEST)
        .select(_ORDER)
        .collect()
    )
    return found.rows()


def _score() -> pl.Expr:
    def when(condition: pl.Expr, points: int, otherwise: Any = 0) -> pl.Expr:
        return pl.when(condition).then(points).otherwise(otherwise)

    c = pl.col
    hourly = (c("hourly_lowest") >= 0) & (c("hourly_floor") >= 0)
    monthly = (c("monthly_lowest") >= 0) & (c("monthly_floor") >= 0)
    licences = when(
        (c("licences") & c("holds")) == c("licences"), POLICY.licence, POLICY.licence_open
    )
    fits = (c("least") >= 0) & (c("minutes") >= c("least")) & (c("minutes") <= c("most"))
    met = (c("offers") & c("needs")).bitwise_count_ones().cast(pl.Int64) * POLICY.accommodations
    return (
        when((c("occupation") & c("occupations")) != 0, POLICY.occupation)
        + when((c("industry") & c("industries")) != 0, POLICY.industry)
        + POLICY.area
        + pl.when(~c("has_licences"))
        .then(0)
        .when(c("licences") == 0)
        .then(POLICY.licence_open)
        .when(~c("holds_told"))
        .then(0)
        .otherwise(licences)
        + pl.when(hourly)
        .then(when(c("hourly_lowest") >= c("hourly_floor"), POLICY.wage, POLICY.wage_reaches))
        .when(monthly)
        .then(when(c("monthly_lowest") >= c("monthly_floor"), POLICY.wage, POLICY.wage_reaches))
        .otherwise(0)
        + when(c("has_type") & c("types_told"), POLICY.employment_type)
        + when(fits, POLICY.hours)
        + when(c("refuses_told") & (c("has_demands") | ~c("refuses_any")), POLICY.demands)
        + pl.when(c("needs_number") == 0)
        .then(POLICY.accommodations)
        .when(c("needs_number") > 0)
        .then(met // c("needs_number"))
        .otherwise(0)
    ).cast(pl.Int64)


def _listed(results: Results) -> list[tuple[int, int, int]]:
    return [
        (place, score, int(key)) for place, best in enumerate(results.best) for key, score in best
    ]


if __name__ == "__main__":
    sys.exit(main())
