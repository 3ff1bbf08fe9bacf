"""The companies of the town, so that the matching officer's pages have something to show."""

from datetime import date, datetime, time, timedelta
from typing import Any

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.tasks.models import Task
from bansou.employers.companies.actions import register_company
from bansou.employers.hosts.actions import offer_host_place
from bansou.employers.lists.actions import list_employer
from bansou.employers.models import Company, EmployerVisit, HostPlace, Opening
from bansou.employers.openings.actions import post_opening
from bansou.employers.stance.actions import note_stance
from bansou.employers.surveys.actions import record_answers
from bansou.employers.visits.actions import record_visit


def found_companies(by: Actor, now: datetime) -> dict[str, Any]:
    """One company with everything, one that nobody has called yet."""
    today = local_day(now)
    company = _company(by)
    register_company(by=by, name="有限会社 植苗造園", kana="ウエナエゾウエン", industry="D")
    own: dict[str, Any] = {"by": by, "company": company, "at": now}
    visit = _visits(own, today)
    note_stance(**own, level="considering", on=today - timedelta(days=200), source="電話で社長から")
    opening, host = _opening(own, today), _host(own, today)
    answer = record_answers(
        **own,
        wave="before",
        answered_on=today,
        answers={"knows_generation": 2, "worries": 4, "would_host": 3},
        consents_to_use=True,
    )
    listing = list_employer(
        **own,
        employer_list="ice_age",
        listed_on=today - timedelta(days=300),
        renew_by=today + timedelta(days=30),
    )
    return {
        "listing": listing.pk,
        "survey_answer": answer.pk,
        "company": company.pk,
        "opening": opening.pk,
        "host": host.pk,
        "visit": visit.pk,
        "company_task": Task.objects.get(subject_id=company.pk).pk,
    }


def _company(by: Actor) -> Company:
    return register_company(
        by=by,
        name="株式会社 錦岡鉄工",
        kana="ニシキオカテッコウ",
        corporate_number="4999907004321",
        industry="E",
        area="錦岡",
        address="苫小牧市錦岡1-2-3",
        phone="0144-00-0174",
        contact_name="錦岡 茂",
        employees=48,
        note="午前は現場に出ている。電話は昼休みか午後4時から。",
    )


def _visits(own: dict[str, Any], today: date) -> EmployerVisit:
    """A call, then a visit that promises something; returns the visit."""
    record_visit(
        **own,
        on=today - timedelta(days=40),
        channel="phone",
        note="見学の受入れについて電話で説明した。社長が考えてみるとのこと。",
    )
    return record_visit(
        **own,
        on=today - timedelta(days=12),
        channel="visit",
        note="工場を見せてもらった。人が足りないが、教える人がいないことを心配している。",
        met_with="錦岡 茂（工場長）",
        hesitations=["no_tutor", "leaves_soon"],
        next_action="1日の流れの紙をいっしょに作る",
        next_action_on=today + timedelta(days=3),
    )


def _opening(own: dict[str, Any], today: date) -> Opening:
    return post_opening(
        **own,
        title="鋼材の加工（未経験可）",
        posted_on=today - timedelta(days=90),
        occupation="金属加工工",
        employment_type="regular",
        seats=2,
        work_place="苫小牧市錦岡1-2-3",
        wage_kind="monthly",
        wage_from_yen=190_000,
        wage_to_yen=230_000,
        minutes_a_week=2_325,
        works_from=time(8, 30),
        works_until=time(17, 15),
        days_off="土日祝",
        welcomes_generation=True,
        offers_trial=True,
        accommodations=["inexperienced", "tutor", "car_commute"],
    )


def _host(own: dict[str, Any], today: date) -> HostPlace:
    return offer_host_place(
        **own,
        title="工場の見学と半日の体験",
        offered_on=today - timedelta(days=20),
        takes_visits=True,
        takes_trials=True,
        seats=2,
        times="火曜と木曜の10時から15時",
        tutor="錦岡 茂",
    )
