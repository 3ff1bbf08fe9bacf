"""What companies offer and say, for the demo: openings, host places, a visit, willingness.

The ledger has companies and visits only; the rest the matching officer writes at the desk.
"""

from datetime import datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.employers.companies.models import Company
from bansou.employers.hosts.actions import offer_host_place
from bansou.employers.models import EmployerVisit, HiringStance, Opening
from bansou.employers.openings.actions import post_opening
from bansou.employers.openings.models import Accommodation
from bansou.employers.stance.actions import note_stance
from bansou.employers.visits.actions import record_visit

#: Work, kind of employment, seats, lowest and highest monthly wage in yen, what is made easier.
_OPENINGS = (
    ("倉庫内の仕分け", "regular", 2, 190_000, 220_000, ("inexperienced", "tutor")),
    ("一般事務", "regular", 1, 185_000, 210_000, ("career_gap", "no_customers")),
    ("設備の点検", "nonregular", 1, 175_000, None, ("short_hours", "car_commute")),
)
#: Work, seats, when it can be done, whether it can be tried too.
_HOST_PLACES = (
    ("倉庫の仕事の見学と体験", 2, "平日の午前、3日まで", True),
    ("事務の仕事の見学", 1, "水曜日の午後、1時間ほど", False),
)
_LEVELS = (HiringStance.Level.ACTIVE, HiringStance.Level.WILLING, HiringStance.Level.CONSIDERING)


def fill_companies(*, officer: Actor, at: datetime) -> None:
    """Let the first companies offer something and say how willing they are, once."""
    with acting(officer, why="体験用のデータ"):
        companies = list(Company.objects.order_by("name_key", "pk")[:4])
        if len(companies) < 4 or Opening.objects.exists():
            return
        _offer(officer, companies, at)
        _say(officer, companies, at)


def _offer(officer: Actor, companies: list[Company], at: datetime) -> None:
    today = local_day(at)
    for number, (company, opening) in enumerate(zip(companies, _OPENINGS, strict=False)):
        title, kind, seats, least, most, eased = opening
        post_opening(
            by=officer,
            company=company,
            title=title,
            posted_on=today - timedelta(days=20 - 6 * number),
            at=at,
            employment_type=kind,
            welcomes_generation=True,
            seats=seats,
            wage_kind=Opening.WageKind.MONTHLY,
            wage_from_yen=least,
            wage_to_yen=most,
            works_from=time(9),
            works_until=time(17),
            days_off="土日祝",
            accommodations=[Accommodation(it).value for it in eased],
        )
    for company, (title, seats, times, is_tried) in zip(companies, _HOST_PLACES, strict=False):
        offer_host_place(
            by=officer,
            company=company,
            title=title,
            offered_on=today - timedelta(days=15),
            at=at,
            takes_visits=True,
            takes_trials=is_tried,
            seats=seats,
            times=times,
        )


def _say(officer: Actor, companies: list[Company], at: datetime) -> None:
    """Three are willing; the fourth hesitates, and is to be told what it asked."""
    today = local_day(at)
    visited_on = today - timedelta(days=4)
    for company, level in zip(companies, _LEVELS, strict=False):
        note_stance(
            by=officer,
            company=company,
            level=level,
            on=visited_on,
            source="電話で人事担当から",
            at=at,
        )
    hesitating = companies[-1]
    record_visit(
        by=officer,
        company=hesitating,
        on=visited_on,
        channel=EmployerVisit.Channel.VISIT,
        at=at,
        met_with="工場長",
        note="人手は足りないが、教える人を出せるかが心配とのこと。",
        hesitations=["no_tutor", "career_gap"],
        next_action="教える人の負担を減らす進め方を説明する",
        next_action_on=today + timedelta(days=3),
    )
    note_stance(
        by=officer,
        company=hesitating,
        level=HiringStance.Level.HESITANT,
        on=visited_on,
        source="訪問で工場長から",
        at=at,
    )
