"""The office's year 令和3年度, case by case: who counts towards which figure, and who does not.

- 就職支援数 is 20 people: T3-001 to T3-020.
- 就職者数 is 15 people: T3-001 to T3-015.
- The hires into an industry short of hands that use a qualification obtained here are 7:
  T3-001 to T3-005 once each and T3-006 twice.

Everything else is kept out of a figure by one clause of it, which is said beside it.
"""

from datetime import date

from examples.office.lists import (
    APPLIED,
    BY_COMPANY,
    BY_INSURANCE,
    BY_PERSON,
    CARE,
    CRANE,
    DIGGER,
    FORK,
    FROM_TRIAL,
    HEAVY,
    HELLO_WORK,
    INTRODUCED,
    KUDO,
    NONREGULAR,
    REGULAR,
    SLING,
    WELD,
    YAMADA,
    colleagues,
    targets,
)
from examples.office.records import Hire, Ledger, Visit, open_days
from examples.office.words import FAMILY
from examples.office.year import Year

SEED = 2021
LAST = date(2022, 3, 31)


def on(month: int, day: int) -> date:
    """A day of the fiscal year 2021."""
    return date(2021 if month >= 4 else 2022, month, day)


def ledger() -> Ledger:
    """The whole workbook of the year."""
    year = Year(2021, SEED)
    _hired_with_their_qualification(year)
    _hired_otherwise(year)
    _supported_only(year)
    _not_supported(year)
    return Ledger(
        fiscal_year=2021,
        targets=targets(20, 10, 5),
        targets_decided_on=on(4, 1),
        colleagues=colleagues(2021),
        companies=year.companies,
        cases=year.cases,
        visits=_visits(year),
    )


def _hired_with_their_qualification(year: Year) -> None:
    """T3-001 to T3-006: seven hires, by six people."""
    case = year.open(on(4, 5))
    year.talks(case, on(4, 5), on(4, 20))
    year.qualify(case, FORK, on(6, 25))
    case.hires += [
        Hire(on(8, 2), REGULAR, "H", year.company(4), used=FORK, confirmed_by=BY_COMPANY)
    ]
    year.more_talks(case, on(10, 29))
    case.ended_on, case.ended_because = LAST, "就職"

    case = year.open(on(4, 8), by=YAMADA)
    # Two talks on one day are still one person.
    year.talks(case, on(4, 8), on(4, 8))
    year.qualify(case, SLING, on(5, 28))
    year.qualify(case, CRANE, on(6, 18))
    case.hires += [
        Hire(on(7, 1), REGULAR, "D", year.company(1), used=SLING, confirmed_by=BY_INSURANCE)
    ]
    year.more_talks(case, on(9, 30))
    case.ended_on, case.ended_because = LAST, "就職"

    # Written with the older letter for たか; T3-009 is somebody else.
    takahashi = year.population.person(
        "髙橋 誠", "タカハシ マコト", born_between=(date(1971, 2, 3), date(1971, 2, 3))
    )
    case = year.open(on(4, 19), person=takahashi)
    year.talks(case, on(4, 19), on(5, 17))
    year.qualify(case, DIGGER, on(7, 9))
    case.hires += [Hire(on(9, 13), REGULAR, "D", year.company(2), used=DIGGER, route=INTRODUCED)]
    year.more_talks(case, on(11, 30))

    case = year.open(on(5, 6), by=YAMADA)
    year.talks(case, on(5, 6), on(5, 20))
    year.qualify(case, CARE, on(9, 30))
    case.hires += [Hire(on(11, 1), NONREGULAR, "P", year.company(7), used=CARE, route=FROM_TRIAL)]
    year.more_talks(case, on(12, 24))

    # The first day of work is the year's last day, and the enrolment's.
    case = year.open(on(5, 12))
    year.talks(case, on(5, 12), on(6, 16))
    year.qualify(case, HEAVY, on(8, 20))
    case.hires += [Hire(LAST, REGULAR, "H", year.company(5), used=HEAVY, confirmed_by=BY_COMPANY)]
    year.more_talks(case, on(3, 18), most=6)
    case.ended_on, case.ended_because = LAST, "就職"

    # Hired twice with what was learnt here: one person, two hires.
    case = year.open(on(4, 12))
    year.talks(case, on(4, 12), on(5, 10))
    year.qualify(case, FORK, on(6, 4))
    year.qualify(case, WELD, on(9, 10))
    case.hires += [
        Hire(on(7, 5), NONREGULAR, "H", year.company(4), used=FORK, left_on=on(8, 31)),
        Hire(on(11, 15), REGULAR, "D", year.company(3), used=WELD, route=INTRODUCED),
    ]
    year.more_talks(case, on(12, 10), most=5)


def _hired_otherwise(year: Year) -> None:
    """T3-007 to T3-015: hired, but not with a qualification obtained here and used there."""
    # The only talk is on the year's first day. The qualification is not used.
    case = year.open(on(4, 1))
    year.talks(case, on(4, 1))
    year.qualify(case, SLING, on(5, 28))
    case.hires += [Hire(on(6, 1), REGULAR, "D", year.company(1), confirmed_by=BY_INSURANCE)]

    # The qualification came after the hire.
    case = year.open(on(5, 10), by=YAMADA)
    year.talks(case, on(5, 10), on(6, 7))
    year.qualify(case, FORK, on(9, 17))
    case.hires += [Hire(on(7, 12), NONREGULAR, "H", year.company(5), used=FORK)]
    year.more_talks(case, on(10, 22))

    # Not an industry that is short of hands.
    takahashi = year.population.person(
        "高橋 誠", "タカハシ マコト", born_between=(date(1978, 11, 20), date(1978, 11, 20))
    )
    case = year.open(on(5, 24), person=takahashi)
    year.talks(case, on(5, 24), on(6, 28))
    year.qualify(case, FORK, on(7, 30))
    case.hires += [
        Hire(on(9, 6), REGULAR, "E", year.company(10), used=FORK, confirmed_by=BY_COMPANY)
    ]
    year.more_talks(case, on(11, 12))

    # The industry is not known.
    case = year.open(on(6, 1), by=YAMADA)
    year.talks(case, on(6, 1), on(7, 6))
    year.qualify(case, FORK, on(8, 27))
    case.hires += [
        Hire(on(10, 1), REGULAR, "", employer="市外の会社（本人の希望で名称は伏せる）", used=FORK)
    ]

    # The qualification was taken back: the course had not been completed.
    case = year.open(on(6, 7))
    year.talks(case, on(6, 7), on(7, 12))
    year.qualify(case, CRANE, on(8, 6), withdrawn=True)
    case.hires += [Hire(on(9, 21), REGULAR, "D", year.company(2), used=CRANE)]
    year.more_talks(case, on(11, 26))

    # Obtained nothing; the namesake in the next case did.
    for birthday, registered in ((date(1974, 6, 11), on(6, 14)), (date(1981, 1, 25), on(6, 15))):
        sato = year.population.person(
            "佐藤 健一", "サトウ ケンイチ", born_between=(birthday, birthday)
        )
        case = year.open(registered, person=sato, by=YAMADA)
        year.talks(case, registered, on(7, 13))
        year.more_talks(case, on(10, 29))
    year.cases[-2].hires += [
        Hire(on(10, 11), REGULAR, "D", year.company(3), used=FORK, confirmed_by=BY_COMPANY)
    ]
    year.qualify(year.cases[-1], FORK, on(7, 30))
    year.cases[-1].hires += [Hire(on(11, 8), NONREGULAR, "H", year.company(6))]

    # Hired twice: one person.
    case = year.open(on(4, 26), by=YAMADA)
    year.talks(case, on(4, 26), on(5, 31))
    case.hires += [
        Hire(on(6, 21), NONREGULAR, "I", year.company(11), left_on=on(8, 15)),
        Hire(on(10, 18), REGULAR, "M", year.company(12), route=APPLIED),
    ]
    year.more_talks(case, on(11, 19))

    # Industry short of hands, no qualification.
    case = year.open(on(9, 1))
    year.talks(case, on(9, 1))
    year.talks(case, on(9, 14), kind=FAMILY)
    case.hires += [Hire(on(3, 1), NONREGULAR, "P", year.company(8), route=FROM_TRIAL)]
    year.more_talks(case, on(2, 25), most=6)


def _supported_only(year: Year) -> None:
    """T3-016 to T3-020: supported, and not hired within the clauses of 就職者数."""
    # Somebody who has not said who they are is one person too; the only talk is on the last day.
    case = year.open(on(3, 28), by=YAMADA, alias="港の仕事の方")
    year.talks(case, LAST)

    # Hired before the only talk, which is on the last day of the enrolment.
    case = year.open(on(6, 21))
    case.hires += [Hire(on(7, 1), NONREGULAR, "R", year.company(13), route=APPLIED)]
    year.talks(case, on(7, 20))
    case.withdrew_on, case.ended_because = on(7, 20), "就職"

    # Begins to work on the first day of the next year.
    case = year.open(on(8, 2))
    year.talks(case, on(8, 2), on(9, 6), on(2, 14))
    year.qualify(case, DIGGER, on(11, 19))
    case.hires += [
        Hire(date(2022, 4, 1), REGULAR, "D", year.company(2), used=DIGGER, confirmed_by=BY_COMPANY)
    ]
    case.next_action, case.next_action_on = "働き始めた様子を電話で聞く", date(2022, 4, 15)

    # The hire was entered by mistake.
    case = year.open(on(7, 5), by=YAMADA)
    year.talks(case, on(7, 5), on(8, 10))
    year.qualify(case, CARE, on(12, 10))
    case.hires += [Hire(on(1, 11), REGULAR, "P", year.company(7), used=CARE, is_withdrawn=True)]
    year.more_talks(case, on(2, 18))

    # Left the programme, and was hired after that.
    case = year.open(on(5, 17))
    year.talks(case, on(5, 17), on(7, 8))
    year.qualify(case, FORK, on(8, 27))
    case.hires += [Hire(on(12, 1), REGULAR, "H", year.company(4), used=FORK)]
    case.withdrew_on, case.ended_because = on(10, 29), "市外へ転居"


def _not_supported(year: Year) -> None:
    """T3-021 to T3-031: registered, but without a talk that counts."""
    # Talked on the last day of the year before.
    case = year.open(on(4, 1))
    year.talks(case, date(2021, 3, 31))

    # Talks in the next year only.
    case = year.open(on(3, 29), by=YAMADA)
    year.talks(case, date(2022, 4, 1))
    case.next_action, case.next_action_on = "適性検査の結果を読む", date(2022, 4, 12)

    # Talked before being registered.
    case = year.open(on(11, 1))
    year.talks(case, on(10, 18))

    # Talked after having left.
    case = year.open(on(7, 1), by=YAMADA)
    year.talks(case, on(9, 15))
    case.withdrew_on, case.ended_because = on(8, 31), "本人の都合"

    # Every record was taken back: they belonged to somebody else.
    case = year.open(on(7, 26))
    year.talks(case, on(7, 26), on(8, 23), withdrawn=True)

    # Registered, and never came.
    year.open(on(9, 10), by=YAMADA)

    # Hired without a talk.
    case = year.open(on(9, 6))
    case.hires += [Hire(on(10, 1), REGULAR, "I", year.company(11), route=APPLIED)]

    # Hired after a talk that was taken back.
    case = year.open(on(7, 28), by=YAMADA)
    year.talks(case, on(8, 5), withdrawn=True)
    case.hires += [Hire(on(9, 1), NONREGULAR, "R", year.company(13), confirmed_by=BY_PERSON)]

    # Hired after a talk, but before being registered.
    case = year.open(on(4, 12), by=KUDO)
    year.talks(case, date(2021, 3, 31))
    case.hires += [Hire(on(4, 5), NONREGULAR, "N", year.company(14), route=HELLO_WORK)]

    # Talked after the support had ended.
    case = year.open(on(10, 4), by=YAMADA)
    year.talks(case, on(11, 5))
    case.ended_on, case.ended_because = on(10, 29), "連絡がとれないため"

    # The record of this year was taken back, the next one is of the next year.
    case = year.open(on(1, 17))
    year.talks(case, on(1, 17), withdrawn=True)
    year.talks(case, date(2022, 4, 1))


def _visits(year: Year) -> list[Visit]:
    days = open_days(on(4, 15), on(3, 11))
    chosen = sorted(year.random.sample(days, 26))
    return [year.scribe.visit(year.random.choice(year.companies), day, YAMADA) for day in chosen]
