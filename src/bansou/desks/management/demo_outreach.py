"""Outreach for the demo's Kobe: workers in the wards, the expert team, requests to send it out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.support.outreach.offered import outreach_in
from bansou.support.outreach.posts.actions import Post, post_worker
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.posts.queries import areas_of
from bansou.support.outreach.teams.dispatching import Wanted, decide, request_dispatch
from bansou.support.outreach.teams.models import ExpertTeam
from bansou.support.outreach.teams.staffing import Expert, found_team, join_team, put_on_duty

_WHY = "体験用のデータ"
_Duty = WardPosting.Duty
_EXPERTS = (
    ("片山 亨", "psychiatrist", "市民病院 精神科"),
    ("森 晴美", "psychiatric_social_worker", "精神保健福祉センター"),
    ("辻 健", "certified_social_worker", "神戸ひきこもり支援室"),
    ("小川 真理", "licensed_psychologist", "地域若者サポートステーション"),
)
_SERIOUS = (
    "母の話では、3週間前から家族とも口をきかず、部屋の前に置いた食事の皿が手つかずで戻る。"
    "夜中に壁をたたく音がする。10年前に心療内科へ2回通ったあと、受診していない。"
)
_QUIET = "父が亡くなってから1年、家から出ていない。母は腰を痛め、買い物に困っている。"


def fill_outreach(
    *,
    counsellor: Actor,
    colleague: Actor,
    supervisor: Actor,
    manager: Actor,
    cases: Sequence[Case],
    at: datetime,
) -> None:
    """Staff the wards, make the team, and send it out: everybody does it at their desk."""
    today = local_day(at)
    with acting(manager, why=_WHY):
        _post(manager, (counsellor, colleague, supervisor), today)
    with acting(supervisor, why=_WHY):
        team = _team(supervisor, (colleague, counsellor), today)
    _dispatches(counsellor, supervisor, team, cases, at)


def _post(by: Actor, workers: Sequence[Actor], today: date) -> None:
    """Seven of the nine wards have somebody; one loses them soon, one waits for them."""
    year = FiscalYear.of(today)
    seats = {it.pk: it for it in Membership.objects.select_related("user")}
    nishida, maeda, ohashi = (seats[worker.membership_id] for worker in workers)
    soon, later = today + timedelta(days=20), today + timedelta(days=40)
    staff = (
        (nishida, _Duty.VISITING, year.starts_on, None),
        (nishida, _Duty.VISITING, year.starts_on, None),
        (maeda, _Duty.VISITING, year.starts_on, None),
        None,
        (maeda, _Duty.WARD, year.starts_on, min(soon, year.ends_on)),
        (nishida, _Duty.WARD, year.starts_on, None),
        (ohashi, _Duty.WARD, later, None),
        (ohashi, _Duty.WARD, year.starts_on, None),
        (maeda, _Duty.VISITING, year.starts_on, None),
    )
    for area, one in zip(areas_of(by.require_organisation()), staff, strict=True):
        if one:
            member, duty, from_on, until_on = one
            post = Post(
                ward=area.code, member=member, duty=duty, from_on=from_on, until_on=until_on
            )
            post_worker(by=by, post=post)


def _team(by: Actor, on_duty: Sequence[Actor], today: date) -> ExpertTeam:
    """A team with its professions, and a fortnight of duty."""
    rules = outreach_in(by.require_organisation(), today)
    if rules is None:
        raise LookupError("the demo's scheme has outreach")
    team = found_team(by=by, name="神戸ひきこもり専門チーム")
    for name, profession, body in _EXPERTS:
        expert = Expert(
            name=name,
            profession=profession,
            body=body,
            from_on=FiscalYear.of(today).starts_on,
        )
        join_team(by=by, team=team, expert=expert, rules=rules)
    for week, actor in enumerate(on_duty):
        first = today + timedelta(days=7 * week - 1)
        member = Membership.objects.get(pk=actor.require_membership())
        put_on_duty(
            by=by, team=team, member=member, from_on=first, until_on=first + timedelta(days=6)
        )
    return team


def _dispatches(
    counsellor: Actor, supervisor: Actor, team: ExpertTeam, cases: Sequence[Case], at: datetime
) -> None:
    """One request that was granted after two hours, and an urgent one that waits."""
    asked_at = at - timedelta(days=30)
    with acting(counsellor, why=_WHY):
        first = request_dispatch(
            by=counsellor,
            case=cases[0],
            wanted=Wanted(
                team=team,
                criteria=("untreated", "no_contact"),
                situation=_SERIOUS,
                emergency_contacts="母 078-000-0178（夜も可）\n市民病院 精神科 078-000-0100",
            ),
            at=asked_at,
        )
        request_dispatch(
            by=counsellor,
            case=cases[1],
            wanted=Wanted(
                team=team,
                criteria=("cannot_live", "family_exhausted"),
                situation=_QUIET,
                emergency_contacts="妹 090-0000-0156",
            ),
            at=at - timedelta(minutes=25),
        )
    with acting(supervisor, why=_WHY):
        decide(
            by=supervisor,
            dispatch=first,
            seen_version=first.version,
            approves=True,
            because="受診につながる見込みを、医師と一緒に確かめる。",
            at=asked_at + timedelta(hours=2, minutes=10),
        )
