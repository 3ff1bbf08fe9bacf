"""A place to be for the demo: six who come by nickname, one of whom lets the counsellor know."""

from datetime import datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.people.cases.models import Case
from bansou.support.ibasho.attending import (
    check_in,
    move_to_stage,
    note_incident,
    say_mood,
    welcome_guest,
)
from bansou.support.ibasho.keeping import Described, Opening, found_ibasho, open_days
from bansou.support.ibasho.linking import link_guest
from bansou.support.ibasho.models import Ibasho, IbashoGuest, IbashoVisit, Stage

Mood = IbashoVisit.Mood
_WHY = "体験用のデータ"
_RULES = (
    "何もしなくて大丈夫です。\n話したくないときは、話さなくてかまいません。\n"
    "来る時間も、帰る時間も、自分で決めます。\nここで聞いたことは、外で話しません。"
)
#: Nickname, whether the tablet shows it, how many weeks they have come, how they feel today.
_GUESTS = (
    ("ソラ", True, 6, Mood.CALM),
    ("たぬき", True, 5, Mood.TIRED),
    ("M", False, 3, ""),
    ("こはる", True, 2, Mood.GOOD),
    ("ぼうし", True, 1, ""),
    ("ゆきの字", False, 1, Mood.CALM),
)


def fill_ibasho(
    *, manager: Actor, staff: Actor, counsellor: Actor, case: Case, at: datetime
) -> None:
    """Open a place twice a week, let people come, and let the first be known to the counsellor."""
    today = local_day(at)
    with acting(manager, why=_WHY):
        described = Described(
            name="居場所 ひだまり",
            address="神戸市兵庫区 新開地（ビルの3階）",
            house_rules=_RULES,
            quiet_from=time(13),
            quiet_until=time(14, 30),
        )
        place = found_ibasho(by=manager, described=described)
        opening = Opening(
            first_on=today,
            last_on=today + timedelta(days=27),
            weekdays={today.weekday(), (today.weekday() + 3) % 7},
            opens_at=time(13),
            closes_at=time(17),
        )
        open_days(ibasho=place, opening=opening, closed=())
    with acting(staff, why=_WHY):
        guests = [_guest(staff, place, *known, at=at) for known in _GUESTS]
        for stage, weeks in ((Stage.SHORT, 4), (Stage.REGULAR, 2)):
            on = today - timedelta(weeks=weeks)
            move_to_stage(by=staff, guest=guests[0], stage=stage, from_on=on, today=today)
        note_incident(
            by=staff,
            ibasho=place,
            on=today - timedelta(weeks=1),
            happened="外の工事の音で、たぬきさんがつらそうだった。",
            done="奥の部屋に移ってもらった。工事の予定を大家さんに聞いておく。",
            today=today,
            at=at,
        )
    with acting(counsellor, why=_WHY):
        link_guest(
            by=counsellor,
            case=case,
            code=guests[0].link_code,
            agreed_on=today - timedelta(days=2),
            today=today,
            at=at,
        )


def _guest(
    staff: Actor,
    place: Ibasho,
    nickname: str,
    is_shown: bool,
    weeks: int,
    mood: str,
    *,
    at: datetime,
) -> IbashoGuest:
    today = local_day(at)
    first_on = today - timedelta(weeks=weeks)
    guest = welcome_guest(by=staff, ibasho=place, nickname=nickname, is_shown=is_shown, on=first_on)
    for week in range(weeks, -1, -1):
        on = today - timedelta(weeks=week)
        visit = check_in(by=staff, guest=guest, on=on, today=today, at=at)
    if mood:
        say_mood(visit=visit, mood=mood)
    return guest
