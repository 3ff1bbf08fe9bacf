"""The office's current year, told from a day: who is due, who was forgotten, who began to work."""

from datetime import date, timedelta

from examples.office.lists import (
    CARE,
    CRANE,
    FORK,
    KUDO,
    NONREGULAR,
    REGULAR,
    SLING,
    YAMADA,
    colleagues,
    targets,
)
from examples.office.records import Case, Hire, Ledger, Visit, is_open, open_days
from examples.office.words import FAMILY
from examples.office.year import Year

CASES = 28
_QUALIFICATIONS = (FORK, SLING, CRANE, CARE)


def ledger(fiscal_year: int, as_of: date) -> Ledger:
    """The workbook as it stands on the evening before a day of the fiscal year.

    :raises ValueError: the day does not lie in the fiscal year
    """
    first, last = date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)
    if not first <= as_of <= last:
        raise ValueError(f"{as_of} does not lie in the fiscal year {fiscal_year}")
    days = open_days(first, as_of - timedelta(days=1))
    year = Year(fiscal_year, seed=fiscal_year)
    if days:
        _tell(year, days, as_of)
    return Ledger(
        fiscal_year=fiscal_year,
        targets=targets(30, 14, 6),
        targets_decided_on=first,
        colleagues=colleagues(fiscal_year),
        companies=year.companies,
        cases=year.cases,
        visits=_visits(year, days),
    )


def _tell(year: Year, days: list[date], as_of: date) -> None:
    registered = sorted(
        year.random.choice(days[: max(1, len(days) * 4 // 5)]) for _ in range(CASES)
    )
    for place, begins in enumerate(registered):
        case = year.open(
            begins,
            by=(KUDO, YAMADA)[place % 2],
            alias="港の仕事の方" if place == CASES // 2 else "",
        )
        _contacts(year, case, [day for day in days if day >= begins], is_quiet=place % 7 == 3)
        if case.person and place % 3 == 0:
            _course(year, case, days)
        if case.person and place % 5 == 1:
            _hire(year, case, days)
        if not case.hires:
            _promise(year, case, as_of, place)


def _contacts(year: Year, case: Case, days: list[date], *, is_quiet: bool) -> None:
    """Talks until lately; with a quiet one they broke off after the first weeks."""
    year.talks(case, days[0])
    if is_quiet:
        days = days[: min(20, max(1, len(days) - 40))]
    rest = [day for day in days[1:] if day not in {talk.on for talk in case.talks}]
    if not rest:
        return
    count = min(len(rest), year.random.randint(1, 5))
    year.talks(case, *sorted(year.random.sample(rest, count)))
    if not is_quiet and rest[-1] not in {talk.on for talk in case.talks}:
        lately = rest[-min(len(rest), year.random.randint(1, 18)) :]
        new = [day for day in lately[:1] if day not in {talk.on for talk in case.talks}]
        year.talks(case, *new, kind=FAMILY if year.random.random() < 0.08 else "")


def _course(year: Year, case: Case, days: list[date]) -> None:
    """A course at the training centre: obtained, or still running under a referral."""
    later = [day for day in days if day >= case.registered_on + timedelta(days=30)]
    if later and year.random.random() < 0.6:
        year.qualify(case, year.random.choice(_QUALIFICATIONS), year.random.choice(later))
    else:
        case.referred_on = year.random.choice([day for day in days if day >= case.registered_on])


def _hire(year: Year, case: Case, days: list[date]) -> None:
    """A start to work after at least a few weeks, with the qualification if there is one."""
    later = [day for day in days if day >= case.registered_on + timedelta(days=45)]
    if not later:
        return
    begins = year.random.choice(later)
    company = year.random.choice(year.companies)
    used = next((q.name for q in case.qualifications if q.on <= begins), "")
    case.hires.append(
        Hire(
            begins,
            year.random.choice((REGULAR, REGULAR, NONREGULAR)),
            company.industry,
            company,
            used=used if company.industry in "DHP" else "",
        )
    )


def _promise(year: Year, case: Case, as_of: date, place: int) -> None:
    """What was promised: for some it is overdue, for some due today or these days."""
    case.next_action = year.scribe.pen.next_action()
    due = as_of + timedelta(days=(-12, -3, 0, 0, 1, 2, 5, 9, 14, 21)[place % 10])
    while not is_open(due):
        due += timedelta(days=1)
    case.next_action_on = due


def _visits(year: Year, days: list[date]) -> list[Visit]:
    chosen = sorted(year.random.sample(days, min(18, len(days))))
    return [year.scribe.visit(year.random.choice(year.companies), day, YAMADA) for day in chosen]
