"""Kobe, where people go to those who cannot come: its counsellors, its wards, its expert team."""

from dataclasses import dataclass
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actions import bar
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import fiscal_year_of
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.persons.actions import register_person
from bansou.programmes.actions import start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template
from bansou.support.outreach.offered import outreach_in
from bansou.support.outreach.teams.models import ExpertTeam
from bansou.support.outreach.teams.staffing import Expert, found_team, join_team
from tests.desks.counsellor.town import days, found_body, now, signed_in, today

SITUATION = "3週間、家族とも話さず、食事の皿が手つかずで戻る。"
TEAM = (
    ("片山 亨", "psychiatrist"),
    ("森 晴美", "psychiatric_social_worker"),
    ("辻 健", "certified_social_worker"),
)


@dataclass(frozen=True)
class Kobe:
    """Who sits where, the programme, the team, and a case of the counsellor's."""

    city: Organisation
    counsellor: Membership
    colleague: Membership
    supervisor: Membership
    manager: Membership
    neighbour: Membership
    programme: Programme
    team: ExpertTeam
    case: Case

    def at_work(self, member: Membership | None = None) -> Any:
        """A transaction in which a member acts; the supervisor if nobody is named."""
        return acting(actor_of(member or self.supervisor), why="神戸のしごと")

    def post(self, by: Membership, path: str, **said: Any) -> Any:
        """Send a form of the desk as a member."""
        return signed_in(by).post(f"/outreach/{path}", said)

    def get(self, by: Membership, path: str) -> Any:
        """Open a page of the desk as a member."""
        return signed_in(by).get(f"/outreach/{path}")

    def bar(self, member: Membership) -> None:
        """Bar somebody at work from the case."""
        with self.at_work() as actor:
            bar(
                by=actor,
                keeper_id=self.city.pk,
                case_ids=[self.case.pk],
                user=member.user,
                relation="neighbour",
                reason="本人の実家のとなりに住んでいる",
                at=now(),
            )

    def noted(self) -> list[tuple[str, str, Any]]:
        """What the log says was opened of the case: how, what, and its key."""
        with self.at_work():
            rows = AccessLog.objects.filter(case_id=self.case.pk).order_by("id")
            return list(rows.values_list("kind", "subject", "subject_id"))


def found_kobe() -> Kobe:
    """Kobe with a programme of this fiscal year, an expert team, and a person who stays at home."""
    counsellor, colleague, supervisor, manager = found_body(
        "神戸市",
        Organisation.Kind.DESIGNATED_CITY,
        ("西田 恵", Role.COUNSELLOR),
        ("前田 徹", Role.COUNSELLOR),
        ("大橋 文", Role.SUPERVISING_COUNSELLOR),
        ("中村 亮", Role.PROGRAMME_MANAGER),
    )
    (neighbour,) = found_body(
        "明石市", Organisation.Kind.MUNICIPALITY, ("浜 洋子", Role.SUPERVISING_COUNSELLOR)
    )
    with acting(actor_of(supervisor), why="事業を始める") as actor:
        Organisation.objects.filter(pk=actor.organisation_id).update(lg_code="281000")
        programme = start_programme(
            by=actor,
            scheme_id="kobe",
            text=template("kobe"),
            fiscal_year=fiscal_year_of(today()),
            at=now(),
        )
        team = _team(actor)
        case = case_of(actor, programme, counsellor)
    return Kobe(
        city=counsellor.organisation,
        counsellor=counsellor,
        colleague=colleague,
        supervisor=supervisor,
        manager=manager,
        neighbour=neighbour,
        programme=programme,
        team=team,
        case=case,
    )


def _team(by: Actor) -> ExpertTeam:
    rules = outreach_in(by.require_organisation(), today())
    assert rules
    team = found_team(by=by, name="神戸ひきこもり専門チーム")
    for name, profession in TEAM:
        expert = Expert(name=name, profession=profession, from_on=days(-90))
        join_team(by=by, team=team, expert=expert, rules=rules)
    return team


def case_of(by: Actor, programme: Programme, to: Membership, name: str = "井上 拓也") -> Case:
    """Somebody in the programme, with who is responsible for them."""
    person = register_person(by=by, name=name, kana="イノウエ タクヤ", birth_on=None, phone="")
    case = open_case(
        by=by, person=person, opened_on=days(-50), category="social_withdrawal", pathway=""
    )
    enrol(case=case, programme=programme, from_on=max(programme.starts_on, days(-50)))
    assign(by=by, case=case, to=to, from_on=days(-50), at=now())
    case.refresh_from_db()
    return case


def dispatch_form(kobe: Kobe, **said: Any) -> dict[str, Any]:
    """What a request says, as its form is sent."""
    return {
        "team": str(kobe.team.pk),
        "criteria": ["untreated"],
        "situation": SITUATION,
        "emergency_contacts": "母 090-0000-0178（夜も可）",
        "request_key": str(uuid7()),
        **said,
    }
