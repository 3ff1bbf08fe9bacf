"""The example of a fair that docs/timetables.md works out by hand."""

from bansou.engines.timetable import Booth, Fair, Prices, Visitor, bound_by, recheck, timetable


def test_is_proven_by_the_prices_of_the_page() -> None:
    seats = {"A": (1_000, 1_000), "B": (0, 0)}
    only = {"least": 1, "most": 1}
    fair = Fair(
        slots=2,
        booths=[Booth(id=name, seats=[1, 1]) for name in seats],
        visitors=[
            Visitor(id="一", wishes={"A": 10}, **only),
            Visitor(id="二", wishes={"A": 10}, **only),
            Visitor(id="三", wishes={"A": 10, "B": 9}, **only),
        ],
    )

    schedule = timetable(fair, rounds=100)

    assert schedule.value == 29 == bound_by(fair, Prices(seats, {}, {}))
    assert recheck(fair, schedule) == []
