"""Outreach for the demo's Kobe: workers in the wards, the expert team, its dispatch, 見立て and visits."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.consent.actions import give_consent
from bansou.people.families.actions import Reachable, Said, add_contact, write_statement
from bansou.people.families.models import FamilyStatement
from bansou.support.outreach.conferences.actions import Guest, Meeting, ask_to, call_conference
from bansou.support.outreach.educating import Lesson, record_lesson
from bansou.support.outreach.formulations.actions import (
    Thought,
    record_dissent,
    write_formulation,
)
from bansou.support.outreach.offered import outreach_in
from bansou.support.outreach.posts.actions import Post, post_worker
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.posts.queries import areas_of
from bansou.support.outreach.teams.dispatching import Wanted, decide, request_dispatch
from bansou.support.outreach.teams.models import ExpertTeam
from bansou.support.outreach.teams.queries import members_on
from bansou.support.outreach.teams.staffing import Expert, found_team, join_team, put_on_duty
from bansou.support.outreach.visits.actions import AGREED, Held, Plan, plan_visit, record_visit
from bansou.support.outreach.visits.models import OutreachVisit

_WHY = "体験用のデータ"
_Duty = WardPosting.Duty
_Kind, _Met = OutreachVisit.Kind, OutreachVisit.Met
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
_FACTS = (
    "・3週間、家族と口をきかない。食事は夜中に少しとっている（母）。\n"
    "・10年前に心療内科へ2回通い、薬で眠れたと話していた（母）。\n"
    "・オンラインのゲームの仲間とは、毎日話している（妹）。"
)
_PLAN = (
    "・医師と訪問相談支援員の2人で訪問し、眠れているかを本人に聞く（12月中）。\n"
    "・受診を望むときは、訪問相談支援員が同行する。\n"
    "・落ち着いたら、サポステの心理カウンセリングへつなぐ。"
)
_MISSED = "返事はなかった。母に手紙を預け、読めたら知らせてほしいと伝えた。"
_MET = (
    "本人が玄関まで出てきた。10分ほど、ゲームの話をした。「夜は眠れない」と話し、"
    "眠る薬のことを医師に聞きたいと言った。次は受診に同行することを、本人と決めた。"
)
_SUBJECT = "眠れないことと、受診のしかた"
_LEAFLET = "こころの健康センターの冊子"
_TAUGHT = (
    "眠れないことには手当てがあると伝えた。母は「怠けだと思っていた」と話し、冊子を持ち帰った。"
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
    with acting(counsellor, why=_WHY):
        _formulations(counsellor, team, cases[0], at)
        _family(counsellor, cases[0], at)
        _visits(counsellor, colleague, cases[0], at)
        _conference(counsellor, cases[0], at)
        lesson = Lesson(
            on=local_day(at),
            spoken_with="family",
            subject=_SUBJECT,
            note=_TAUGHT,
            material=_LEAFLET,
        )
        record_lesson(by=counsellor, case=cases[0], lesson=lesson, today=local_day(at), at=at)


def _family(by: Actor, case: Case, at: datetime) -> None:
    """The mother, how she wants to be called, and what she said of her own accord."""
    today = local_day(at)
    mother = add_contact(
        by=by,
        case=case,
        who=Reachable(
            relation="母",
            reach="090-0000-0178",
            contact_wishes="平日の日中に携帯へ。自宅にはかけない",
        ),
    )
    said = Said(
        on=today - timedelta(days=20),
        text="責めるつもりはないのに、顔を見ると仕事の話をしてしまう。私もどうしたらよいか分からない。",
        telling=FamilyStatement.Telling.NO,
    )
    write_statement(by=by, contact=mother, said=said, today=today, at=at)


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
            from_on=FiscalYear.of(today - timedelta(days=60)).starts_on,
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
    asked_at = _ago(30, cases[0], at)
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
            at=min(at, asked_at + timedelta(hours=2, minutes=10)),
        )


def _ago(number: int, case: Case, at: datetime) -> datetime:
    """So many days before a moment, as far as the case goes back; a negative number lies ahead."""
    return at - timedelta(days=min(number, (local_day(at) - case.opened_on).days))


def _formulations(by: Actor, team: ExpertTeam, case: Case, at: datetime) -> None:
    """Two versions, and what one of the team thinks otherwise about the second."""
    experts = list(members_on(team, local_day(at)))
    guesses = (
        "うつ状態が続いている可能性がある。",
        "不眠が先にあり、昼夜の逆転から家族を避けるようになったとも考えられる。",
    )
    for number, guess in enumerate(guesses):
        latest = write_formulation(
            by=by,
            case=case,
            seen_number=number,
            thought=Thought(
                team=team,
                on=local_day(_ago(26 - 7 * number, case, at)),
                facts=_FACTS,
                hypotheses=guess,
                plan=_PLAN,
                attended=experts[: 3 + number],
                leads_to="サポステの心理カウンセリング",
            ),
            at=_ago(26 - 7 * number, case, at),
        )
    text = "訪問の前に、母と会う回を重ねたい。急に知らない人が来ると、部屋から出にくくなる。"
    record_dissent(by=by, formulation=latest, member=experts[2], text=text, at=at)


def _visits(by: Actor, colleague: Actor, case: Case, at: datetime) -> None:
    """One that was held, one at which nobody was met, and company to a clinic to come."""
    today = local_day(at)
    lead = Membership.objects.select_related("user").get(pk=by.membership_id)
    agreed = {"purpose": AGREED, "on": today - timedelta(days=5), "today": today}
    give_consent(by=by, case=case, at=at, **agreed)
    told = ((-18, _Met.NOBODY, _MISSED), (-6, _Met.BOTH, _MET), (8, None, ""))
    for ahead, met, result in told:
        visit = plan_visit(
            by=by,
            case=case,
            plan=Plan(
                kind=_Kind.HOME if met else _Kind.ACCOMPANIMENT,
                on=local_day(_ago(-ahead, case, at)),
                starts_at=time(14),
                lead=lead,
                companion="片山 亨" if met else colleague.name,
                place="神戸市東灘区の自宅" if met else "自宅の前で待ち合わせ",
                clinic="" if met else "灘こころのクリニック",
                route="六甲道駅から歩いて8分。車は裏のコインパーキングへ。",
                risk_note="犬がいる。玄関のチャイムは1回だけ鳴らす。",
                emergency_contacts="当番 078-000-0110\n母 078-000-0178",
            ),
            today=today,
        )
        if met:
            record_visit(
                by=by,
                visit=visit,
                held=Held(met=met, result=result, client_state="social_withdrawal"),
                today=today,
                at=_ago(-ahead, case, at),
            )


def _conference(by: Actor, case: Case, at: datetime) -> None:
    """A conference of today with two who take part, that waits to be closed."""
    today = local_day(at)
    meeting = Meeting(
        on=today,
        starts_at=time(16),
        place="区役所 2階 会議室",
        agenda="受診への同行と、そのあとに通える場所について",
        basis="statutory",
        basis_note="神戸市ひきこもり支援会議",
    )
    conference = call_conference(by=by, case=case, meeting=meeting, today=today)
    told = (
        (
            "乾 正",
            "区役所 保健師",
            "夜に眠れていない。家族への訪問は、平日の午後なら受け入れられる。",
            ("name", "health", "plan"),
        ),
        (
            "原 直美",
            "地域若者サポートステーション",
            "人の少ない時間に見学だけをしたいと希望している。",
            ("name", "avoid", "plan"),
        ),
    )
    for name, body, shown, items in told:
        guest = Guest(name=name, body=body, shown=shown, items=items)
        ask_to(by=by, conference=conference, guest=guest, at=at)
