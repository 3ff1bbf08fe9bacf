"""Records of the demo's Kobe whose time is over: one due, one proposed to be erased, one on hold.

And one that was read in an emergency.
"""

from datetime import date, datetime, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.people.answering.actions import Asked, receive
from bansou.people.answering.models import DisclosureRequest
from bansou.people.answering.periods import set_answer_period
from bansou.people.break_glass.actions import break_glass
from bansou.people.cases.actions import close_case, open_case
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import propose_erasure
from bansou.people.erasing.keeping import set_hold, set_period
from bansou.people.erasing.models import Erasure, RetentionPeriod
from bansou.people.persons.actions import register_person

_WHY = "体験用のデータ"
_CLASS, _GROUND = RetentionPeriod.RecordClass, Erasure.Ground
#: What the demo's office has set, for its own example only.
_YEARS = {_CLASS.CASEWORK: 5, _CLASS.PSYCHOLOGICAL: 5, _CLASS.MONEY: 5}
_EMERGENCY = (
    "救急隊から、本人に伝えてはいけないことを聞かれた。担当者は休みで、連絡がつかなかった。"
)
_PEOPLE = (
    ("古川 実", "フルカワ ミノル"),
    ("長谷川 操", "ハセガワ ミサオ"),
    ("原田 一", "ハラダ ハジメ"),
)


def fill_keeping(
    *, supervisor: Actor, manager: Actor, colleague: Actor, case: Case, at: datetime
) -> None:
    """Three people whose support ended years ago, the periods by which that is over, an emergency."""
    today = local_day(at)
    ended_on = FiscalYear(FiscalYear.of(today).year - 7).starts_on + timedelta(days=100)
    with acting(manager, why=_WHY):
        for record_class, years in _YEARS.items():
            set_period(
                by=manager,
                record_class=record_class,
                years=years,
                valid_from=ended_on,
                basis="文書管理規程 別表第2（体験用の例）",
                at=at,
            )
    with acting(supervisor, why=_WHY):
        _due, proposed, held = [_ended(supervisor, *one, ended_on, at) for one in _PEOPLE]
        number = f"消{FiscalYear.of(today).year}-1"
        propose_erasure(
            by=supervisor, case=proposed, number=number, ground=_GROUND.RETENTION, at=at
        )
        set_hold(by=supervisor, case=held, reason="損害賠償の請求を受けているため", at=at)
    with acting(manager, why=_WHY):
        set_answer_period(
            by=manager,
            days=30,
            extension_days=30,
            basis="個人情報の保護に関する法律と、その施行条例（体験用の例）",
            notice="この決定に不服があるときの申立てについては、窓口にお尋ねください（体験用の例）。",
            valid_from=ended_on,
            at=at,
        )
        asked = Asked(
            number=f"開{FiscalYear.of(today).year}-1",
            received_on=today - timedelta(days=20),
            requester=DisclosureRequest.Requester.PERSON,
            identity_by="運転免許証",
            identity_checked_on=today - timedelta(days=20),
            asked_for="保有する私の個人情報のすべて",
        )
        receive(by=manager, case=held, asked=asked, at=at, today=today)
    with acting(colleague, why=_WHY):
        break_glass(by=colleague, case=case, reason=_EMERGENCY, at=at - timedelta(days=1))


def _ended(by: Actor, name: str, kana: str, ended_on: date, at: datetime) -> Case:
    person = register_person(by=by, name=name, kana=kana)
    opened_on = ended_on - timedelta(days=400)
    case = open_case(
        by=by, person=person, opened_on=opened_on, category="social_withdrawal", pathway=""
    )
    return close_case(case=case, on=ended_on, reason="就職して、相談を終えた", at=at)
