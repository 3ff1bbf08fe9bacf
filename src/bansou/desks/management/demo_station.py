"""The station's psychologist for the demo: sessions under seal with those who agreed to come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_running_on
from bansou.support.counselling.booking import book_slot, wait_for_slot
from bansou.support.counselling.models import ProfessionalLicence
from bansou.support.counselling.queries import records_of
from bansou.support.counselling.recording import (
    Session,
    Written,
    record_session,
    share_summary,
)
from bansou.support.counselling.releasing import Wanted, approve_release, propose_release
from bansou.support.counselling.rostering import Hours, Seen, offer_slots, register_licence
from bansou.support.counselling.teams import name_lead, name_to_team, psychologists
from bansou.support.readiness import View, agree_on_readiness

_WHY = "体験用のデータ"
_TALKED = Written(
    text="昼夜が逆になっている。母の前では話さないが、釣りのことは自分から話した。\n"
    "来月までに一度、人の少ない時間に外へ出ることを、本人が決めた。"
)
_JUDGED = Written(
    text="検査には2回に分けて取り組んだ。急がされると手が止まるが、手順を見ながらなら最後まで進む。",
    tool="職業への関心と得意を見る検査（2回に分けて実施）",
    result="手順の決まった作業を、自分の速さで進めるときに力が出る。音の多い場所では疲れやすい。",
)
_AGREED = (
    "手順を書いたものがあり、自分の速さで進められる場だと、力を出しやすいです。\n"
    "はじめは、人の少ない曜日に1時間から通うのがよさそうです。働くことも考えはじめています。"
)


def fill_station(
    *, supervisor: Actor, psychologist: Actor, cases: Sequence[Case], at: datetime
) -> None:
    """Two sessions with the first, one with the second; the first agreed to a summary.

    The psychologist offers times; the first is booked, and a third person waits.
    """
    today = local_day(at)
    first, second = cases[:2]
    since = max(first.opened_on, second.opened_on, today - timedelta(days=60))
    with acting(supervisor, why=_WHY):
        me = Membership.objects.get(pk=psychologist.require_membership())
        # Another psychologist leads the team: they read in a medical emergency, and else nothing.
        others = psychologists(first.organisation_id, today).exclude(pk=me.pk)
        lead = others.first()
        for case in (first, second):
            name_to_team(by=supervisor, case=case, member=me, on=since)
            name_lead(by=supervisor, case=case, member=lead, on=since, at=at)
        _set_readiness(supervisor, first, since, at)
        programme = programmes_running_on(first.organisation_id, today)[0]
        _offer(supervisor, me, programme, cases, at)
    sessions = (
        (first, max(since, today - timedelta(days=34)), "consultation", _TALKED),
        (first, max(since, today - timedelta(days=13)), "assessment", _JUDGED),
        (second, max(since, today - timedelta(days=6)), "consultation", _TALKED),
    )
    with acting(psychologist, why=_WHY):
        for case, on, kind, written in sessions:
            session = Session(on=on, kind=kind, place="saposute", minutes=50)
            record_session(
                by=psychologist, case=case, session=session, written=written, today=today, at=at
            )
        share_summary(
            by=psychologist,
            case=first,
            text=_AGREED,
            agreed_on=max(since, today - timedelta(days=6)),
            today=today,
            at=at,
        )
    _release(supervisor, psychologist, first, at)


def _release(supervisor: Actor, psychologist: Actor, case: Case, at: datetime) -> None:
    """What leaves the team: one decision that can be handed over, one that is waited for."""
    today = local_day(at)
    with acting(psychologist, why=_WHY):
        talked, judged = list(records_of(case).order_by("step__on"))
        approved, _waiting = [
            propose_release(by=psychologist, case=case, wanted=wanted, at=at, today=today)
            for wanted in (
                Wanted(
                    records=[judged.pk],
                    basis=Basis.LAW,
                    basis_label="支援調整会議の設置要綱 第6条（体験用の例）",
                    recipient="兵庫県こころの健康センター",
                    purpose="心理判定の結果を、専門の相談に引き継ぐため",
                ),
                Wanted(
                    records=[talked.pk, judged.pk],
                    basis=Basis.EMERGENCY,
                    basis_label="生命・身体の保護のため（体験用の例）",
                    recipient="中央病院 精神科",
                    purpose="入院の判断の資料として",
                ),
            )
        ]
    with acting(supervisor, why=_WHY):
        approve_release(by=supervisor, release=approved, at=at, today=today)


def _set_readiness(by: Actor, case: Case, since: date, at: datetime) -> None:
    """Before the summary was agreed: so the case page asks to speak of it anew."""
    on = max(since, local_day(at) - timedelta(days=20))
    words = "人のいる所に、少しずつ出てみたい。仕事のことは、まだ考えられない。"
    view = View(state="joining", on=on, own_words=words)
    agree_on_readiness(by=by, case=case, view=view, today=local_day(at), at=at - timedelta(days=7))


def _offer(
    by: Actor, me: Membership, programme: Programme, cases: Sequence[Case], at: datetime
) -> None:
    today = local_day(at)
    seen = Seen(
        profession=ProfessionalLicence.Profession.LICENSED_PSYCHOLOGIST,
        number="第00000号",
        valid_from=today - timedelta(days=900),
        checked_on=today,
    )
    register_licence(by=by, member=me, seen=seen, today=today)
    if today + timedelta(days=5) > programme.ends_on:
        return
    hours = Hours(
        days=[today + timedelta(days=3), today + timedelta(days=5)],
        starts_at=time(13),
        ends_at=time(16),
        minutes=50,
        pause=10,
        place="saposute",
    )
    slots = offer_slots(by=by, programme=programme, member=me, hours=hours, at=at)
    book_slot(by=by, case=cases[0], slot=slots[0], at=at)
    wait_for_slot(by=by, case=cases[2], at=at)
