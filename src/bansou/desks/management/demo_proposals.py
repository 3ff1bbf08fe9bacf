"""What people wish of work, and what became of some proposals, for the demo.

Every state has something in it: nobody asked yet, an answer awaited, a letter to be written.
"""

from datetime import datetime, timedelta
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.employers.models import Company, Opening
from bansou.employers.openings.actions import post_opening
from bansou.people.cases.models import Case
from bansou.placement.hires.models import Hire
from bansou.placement.matching import actions, introducing
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.wishing import write_wishes
from bansou.support.training.models import CourseApplication

_CONFIRM_DAYS = 60
#: Work, group of occupations, area, what is known of its conditions.
_OPENINGS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("倉庫の入出庫", "15", "沼ノ端", {"demands": ["saturdays"], "licences": []}),
    (
        "構内のフォークリフト作業",
        "13",
        "沼ノ端",
        {"licences": ["forklift_operation"], "demands": []},
    ),
    ("工場の組立て", "12", "錦岡", {"demands": ["nights", "rotating_shifts"], "licences": []}),
    ("鋼材の玉掛け", "14", "錦岡", {"licences": ["sling_work"], "demands": ["outdoors"]}),
    ("清掃", "15", "表町", {"employment_type": "nonregular", "lacks": ["pick_up"]}),
    (
        "データの入力",
        "06",
        "表町",
        {"demands": [], "licences": [], "accommodations": ["no_telephone"]},
    ),
    ("配送の助手", "13", "白老", {"demands": ["heavy_loads"]}),
    (
        "介護の補助",
        "08",
        "表町",
        {"demands": ["sundays"], "accommodations": ["tutor", "short_hours"]},
    ),
)
#: In their words, then what was asked of the conditions.
_WISHES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "立ち仕事は腰がつらい。人の少ない職場で、昼間だけ働きたい。",
        {
            "areas": ["沼ノ端", "表町"],
            "occupations": ["06", "15"],
            "employment_types": ["regular"],
            "monthly_floor_yen": 180_000,
            "least_minutes_a_week": 1_800,
            "most_minutes_a_week": 2_400,
            "refuses": ["nights", "heavy_loads"],
            "needs": ["inexperienced", "no_telephone"],
            "are_licences_told": True,
        },
    ),
    (
        "フォークリフトの資格を取って、長く続けられる仕事に就きたい。",
        {
            "areas": ["沼ノ端", "錦岡"],
            "occupations": ["13"],
            "monthly_floor_yen": 180_000,
            "refuses": [],
            "needs": ["tutor"],
            "are_licences_told": True,
        },
    ),
    ("体を動かす仕事がいい。朝は早くてもかまわない。", {"refuses": ["telephone", "customers"]}),
    ("まだはっきりしない。家から近いところがいい。", {"areas": ["表町"]}),
    ("決まった時間に終わる仕事がいい。", {"areas": ["表町", "沼ノ端"]}),
)
#: The opening, how many steps it has gone since it was proposed, and how many days ago that was.
_STORIES = (
    ("データの入力", 0, 0),
    ("倉庫の入出庫", 3, 0),
    ("清掃", 5, 0),
    ("清掃", 2, 0),
    ("倉庫の入出庫", 7, 12),
)
#: What companies were told of them without a name.
_PROFILE = (
    ("職種", "運搬・清掃・包装・選別等の職業"),
    ("雇用形態", "正規、非正規"),
    ("働く時間", "週30時間から40時間"),
    ("免許・資格", "担当にお尋ねください"),
)


def fill_proposals(*, officer: Actor, counsellor: Actor, at: datetime) -> None:
    """Let people wish, openings ask, and proposals stand at several states, once."""
    with acting(officer, why="体験用のデータ"):
        if WorkWish.objects.exists():
            return
        _post(officer, at)
    with acting(counsellor, why="体験用のデータ"):
        cases = _cases(counsellor)
        for case, (words, said) in zip(cases, _WISHES, strict=False):
            today = local_day(at)
            write_wishes(
                by=counsellor, case=case, heard_on=today, today=today, at=at, words=words, **said
            )
        for number, case in enumerate(cases):
            _propose(counsellor, case, number, at)


def _post(officer: Actor, at: datetime) -> None:
    companies = list(Company.objects.order_by("name_key", "pk")[:4])
    for number, (title, group, area, conditions) in enumerate(_OPENINGS if companies else ()):
        written = {"employment_type": "regular", "occupation_group": group, "area": area}
        post_opening(
            by=officer,
            company=companies[number % len(companies)],
            title=title,
            posted_on=local_day(at) - timedelta(days=20 + number),
            at=at,
            wage_kind=Opening.WageKind.MONTHLY,
            wage_from_yen=185_000 + 5_000 * number,
            wage_to_yen=210_000 + 5_000 * number,
            minutes_a_week=2_400,
            seats=1 + number % 2,
            **(written | conditions),
        )


def _cases(counsellor: Actor) -> list[Case]:
    """Four of the counsellor's, and one who does no course: the one who is hired."""
    own = Case.objects.filter(responsible_id=counsellor.membership_id, closed_on=None)
    own = own.exclude(person=None).select_related("person").order_by("number")
    first = list(own[:4])
    free = own.exclude(pk__in=[case.pk for case in first])
    free = free.exclude(pk__in=CourseApplication.objects.values("case"))
    free = free.exclude(pk__in=Hire.objects.values("case"))
    return [*first, *free[:1]]


def _propose(by: Actor, case: Case, number: int, at: datetime) -> None:
    """Each waits for something else: an answer, the letter, the interview, the company's, a week in work."""
    title, until, days_ago = _STORIES[number]
    on = local_day(at) - timedelta(days=days_ago)
    day: dict[str, Any] = {"on": on, "today": local_day(at)}
    made = actions.propose(
        by=by,
        case=case,
        opening=Opening.objects.select_related("company").get(title=title),
        on=on,
        at=at,
        confirm_days=_CONFIRM_DAYS,
        remark="まず見学だけでもできます。",
    )
    ways = (
        lambda it: actions.answer_for_person(
            by=by, proposal=it, is_wanted=True, at=at, consents=until >= 4, **day
        ),
        lambda it: actions.ask_company(
            proposal=it, confirm_days=_CONFIRM_DAYS, profile=_PROFILE, **day
        ),
        lambda it: actions.answer_for_company(proposal=it, is_welcome=True, **day),
        lambda it: introducing.introduce(
            by=by, proposal=it, at=at, confirm_days=_CONFIRM_DAYS, **day
        ),
        lambda it: introducing.set_interview(
            proposal=it,
            on=on if days_ago else on + timedelta(days=5),
            place="本社2階",
        ),
        lambda it: introducing.record_result(by=by, proposal=it, result="chosen", at=at, **day),
        lambda it: introducing.hire_proposed(
            by=by,
            proposal=it,
            at=at,
            hired_on=local_day(at) - timedelta(days=7),
            company=it.opening.company,
            employment_type="nonregular",
            route=introducing.ROUTE,
            evidence_level="employer_report",
        ),
    )
    for way in ways[:until]:
        way(_again(made))


def _again(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_related("case__person", "opening__company")
    return rows.get(pk=proposal.pk)
