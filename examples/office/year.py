"""Telling a year: opening cases one after the other and writing what happened on each."""

from datetime import date, timedelta
from random import Random

from examples.office.companies import Company, companies
from examples.office.lists import CATEGORIES, KUDO, PATHWAYS, SASAKI, SASAKI_LEFT
from examples.office.people import Person, Population
from examples.office.records import Case, Qualification, is_open, open_days
from examples.office.writing import Scribe


class Year:
    """A fiscal year of the office, as it is being told; the same seed tells the same."""

    def __init__(self, fiscal_year: int, seed: int) -> None:
        self.fiscal_year = fiscal_year
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self.scribe = Scribe(self.random)
        self.population = Population(self.random)
        self.companies = companies()
        self.cases: list[Case] = []

    def company(self, place: int) -> Company:
        """A company by its place in the office's list, from 1."""
        return self.companies[place - 1]

    def open(
        self, registered: date, *, by: str = KUDO, person: Person | None = None, alias: str = ""
    ) -> Case:
        """Open the next case; with an alias it is of somebody who has not said who they are."""
        place = len(self.cases) + 1
        case = Case(
            number=f"T{self.fiscal_year - 2018}-{place:03d}",
            person=None if alias else person or self.population.person(),
            registered_on=registered,
            by=by,
            formerly_by=SASAKI if place % 3 == 0 and registered <= SASAKI_LEFT else "",
            client="匿名の方" if alias else "本人",
            alias=alias,
            category=self.random.choice(CATEGORIES),
            pathway=self.random.choice(PATHWAYS),
        )
        self.cases.append(case)
        self.scribe.pen.turn_to()
        case.avoid = self.scribe.pen.avoid()
        return case

    def talks(self, case: Case, *days: date, kind: str = "", withdrawn: bool = False) -> None:
        """Add talks on these days, by whoever was responsible then."""
        for on in days:
            by = case.formerly_by if date(2021, 4, 1) <= on <= SASAKI_LEFT else ""
            self.scribe.talk(case, on, by or case.by, kind, withdrawn=withdrawn)
        case.talks.sort(key=lambda talk: (talk.on, talk.starts))

    def more_talks(self, case: Case, until: date, most: int = 4) -> None:
        """Add some talks between the first one and a day, on days when the desk is open."""
        after = min(talk.on for talk in case.talks) + timedelta(days=7)
        days = [day for day in open_days(after, until) if day not in {t.on for t in case.talks}]
        if days:
            count = min(self.random.randint(2, most), len(days))
            self.talks(case, *sorted(self.random.sample(days, count)))

    def qualify(self, case: Case, name: str, on: date, *, withdrawn: bool = False) -> None:
        """Add a qualification from a course at the training centre, and the referral to it."""
        case.qualifications.append(Qualification(name, on, withdrawn))
        referred = on - timedelta(days=18)
        while not is_open(referred):
            referred -= timedelta(days=1)
        case.referred_on = min(case.referred_on or referred, referred)
        case.referred_on = max(case.referred_on, case.registered_on)
