"""Supervision in the demo's Kobe: a comment, a case handed over, and somebody registered twice."""

from datetime import date, datetime

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership
from bansou.people.cases.actions import assign, hand_over_case, open_case
from bansou.people.cases.models import Case
from bansou.people.merging.actions import merge
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person
from bansou.people.steps.actions import add_step
from bansou.people.steps.remarking import remark

_WHY = "体験用のデータ"
TWICE = ("小川 直樹", "小川　直樹")
ONE = ("辻 美穂", "辻 美保")
_HANDED = """【いまのようす】
・週に1回、午後に電話で話せます。朝は起きられない日が多いです。

【避けたい関わり方】
・家族の前で仕事の話をすること

【開いている約束】
・図書館まで一緒に歩く日を、次の電話で決めます。"""
_TOLD = "午後の電話なら話せると聞いた。図書館まで歩いてみたいと、自分から話した。"
_REMARK = "自分から話せたのは大きいですね。次の電話では、行く日をいくつか出して、本人に選んでもらいましょう。"


def fill_supervision(
    *, supervisor: Actor, counsellor: Membership, colleague: Membership, at: datetime
) -> None:
    """What a supervisor's day has in it, with people of its own."""
    today = local_day(at)
    born, single = date(1979, 3, 8), date(1982, 10, 21)
    with acting(supervisor, why=_WHY):
        first = _case(supervisor, _person(supervisor, TWICE[0], "オガワ ナオキ", born), today)
        assign(by=supervisor, case=first, to=counsellor, from_on=today, at=at)
        _case(supervisor, _person(supervisor, TWICE[1], "ｵｶﾞﾜ ﾅｵｷ", born), today)
        known, again = (_person(supervisor, name, "ツジ ミホ", single) for name in ONE)
        for person in (known, again):
            _case(supervisor, person, today)
        merge(
            by=supervisor,
            person_id=known.pk,
            other_id=again.pk,
            reason="本人に電話で確かめた",
            at=at,
        )
        step = add_step(
            by=supervisor,
            case=first,
            kind="contact.made",
            on=today,
            title="電話で話した",
            note=_TOLD,
            at=at,
            member_id=counsellor.pk,
            is_contact=True,
        )
        remark(by=supervisor, step=step, text=_REMARK, at=at, today=today)
        hand_over_case(
            by=supervisor,
            case=first,
            seen_id=counsellor.pk,
            to=colleague,
            from_on=today,
            at=at,
            handover_note=_HANDED,
        )


def _person(by: Actor, name: str, kana: str, born_on: date) -> Person:
    return register_person(by=by, name=name, kana=kana, birth_on=born_on, phone="078-000-0155")


def _case(by: Actor, person: Person, today: date) -> Case:
    return open_case(by=by, person=person, opened_on=today, category="social_withdrawal")
