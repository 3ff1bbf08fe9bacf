"""Visits and trials for the demo, one at each place where they can stand.

Everybody does what they do at their desks: the counsellor asks, marks and writes down what both
sides think, the matching officer arranges, the manager keeps the insurance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.holidays import is_holiday
from bansou.employers.hosts.models import HostPlace
from bansou.people.cases.models import Case
from bansou.programmes.queries import programmes_running_on
from bansou.support.experience import rules
from bansou.support.experience.arranging import Terms, arrange, confirm
from bansou.support.experience.attending import Mark, mark_day
from bansou.support.experience.ending import Ending, end_experience, evaluate
from bansou.support.experience.insuring import insure, take_out_policy
from bansou.support.experience.models import Experience, ExperienceDay, InternshipPolicy
from bansou.support.experience.queries import experience_of, hosts_for
from bansou.support.experience.requesting import (
    Wanted,
    decline,
    lock_on_experience,
    offered_on,
    request_experience,
)

_WHY = "体験用のデータ"
_Kind, _Party = Experience.Kind, Experience.Party
_WORKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One visit or trial: what somebody said, and so many workdays from a day seen from today."""

    kind: str
    wishes: str
    goal: str
    first: int = 0
    number: int = 1
    hours: tuple[time, time, int] = (time(9), time(16), 60)


_VISIT = Story(
    kind=_Kind.VISIT,
    wishes="どんな音がする職場なのか、まず自分の目で見てみたいです。",
    goal="仕事の流れと職場の雰囲気を知る",
    first=-16,
    number=1,
    hours=(time(10), time(12), 0),
)
_EVALUATED = Story(
    kind=_Kind.TRIAL,
    wishes="長く働ける所を探しています。体がもつか、試してから決めたいです。",
    goal="立ち仕事が続けられるかを確かめる",
    first=-17,
    number=5,
)
_RUNNING = Story(
    kind=_Kind.TRIAL,
    wishes="人が少ない職場で、機械にさわってみたいです。",
    goal="機械の操作に向いているかを確かめる",
    first=-3,
    number=6,
)
_UNINSURED = Story(
    kind=_Kind.TRIAL,
    wishes="パソコンより、手を動かす仕事が自分には合うと思います。",
    goal="現場の1日を知る",
    first=10,
    number=3,
)
_WANTED = Story(
    kind=_Kind.VISIT,
    wishes="朝が苦手なので、午後からの職場を見てみたいです。",
    goal="働く時間帯を考える",
)
_DECLINED = Story(
    kind=_Kind.TRIAL,
    wishes="家から近い所で、少しずつ慣れていきたいです。",
    goal="通いながら続けられるかを確かめる",
    first=12,
    number=2,
)


@dataclass(frozen=True, slots=True)
class Came:
    """How long ago somebody came at least, and how long ago they may have asked for a trial."""

    at_least: timedelta
    asked: timedelta


_LONG_AGO = Came(timedelta(days=30), timedelta(days=20))
_JUST_NOW = Came(timedelta(), timedelta())
#: What both sides thought of the trial that ended, by the scheme's items.
_THOUGHT = {
    "person": (
        {"work": "very_good", "suits": "good", "people": "very_good", "would_work": "good"},
        "最初は緊張したが、聞けばすぐに教えてもらえた。",
    ),
    "host": (
        {
            "attendance": "very_good",
            "instructions": "good",
            "communication": "good",
            "would_hire": "good",
        },
        "作業がていねい。休憩を自分から取れるようになると、もっとよい。",
    ),
}


def fill_experiences(*, counsellor: Actor, officer: Actor, manager: Actor, at: datetime) -> None:
    """Tell each story of somebody else, once, as far as there are people and host places.

    What has been needs people who came before it; what lies ahead is told of whoever is there, so
    that a year that has hardly begun has trials, too.
    """
    today = local_day(at)
    keeper_id = counsellor.require_organisation()
    with acting(counsellor, why=_WHY):
        if Experience.objects.filter(organisation_id=keeper_id).exists():
            return
        host = hosts_for(keeper_id, _Kind.TRIAL).filter(takes_visits=True).first()
        early = _candidates(counsellor, today, _LONG_AGO)
        late = _candidates(counsellor, today, _JUST_NOW)
    if host is None:
        return
    told = _Telling(counsellor, officer, manager, host, at)
    policy = told.insurance()
    have_been: Sequence[Callable[[Case], object]] = (
        lambda case: told.ended(_VISIT, case, None, "completed"),
        lambda case: told.ended(_EVALUATED, case, policy, "completed"),
        lambda case: told.begun(_RUNNING, case, policy),
    )
    lie_ahead: Sequence[Callable[[Case], object]] = (
        lambda case: told.arranged(_UNINSURED, case),
        lambda case: told.declined(_DECLINED, case, "commute", "バスの時間が合わない"),
        lambda case: told.requested(_WANTED, case, today),
    )
    first, others = early[: len(have_been)], early[len(have_been) :]
    for tell, case in zip(have_been, first, strict=False):
        tell(case)
    others += [case for case in late if case not in early]
    for tell, case in zip(lie_ahead, others, strict=False):
        tell(case)


def _candidates(counsellor: Actor, today: date, came: Came) -> list[Case]:
    """Open cases of the counsellor to whom a trial is open and was then, the latest first."""
    cases = Case.objects.filter(
        organisation_id=counsellor.require_organisation(),
        closed_on=None,
        responsible_id=counsellor.membership_id,
        opened_on__lte=today - came.at_least,
    )
    found = []
    for case in cases.select_related("person").order_by("-opened_on", "pk")[:60]:
        before, now = (offered_on(case, day) for day in (today - came.asked, today))
        if before and now and lock_on_experience(case, now.scheme) is None:
            found.append(case)
    return found


@dataclass(frozen=True, slots=True)
class _Telling:
    """Who acts, where, and when."""

    counsellor: Actor
    officer: Actor
    manager: Actor
    host: HostPlace
    at: datetime

    @property
    def today(self) -> date:
        return local_day(self.at)

    def days(self, story: Story) -> Sequence[date]:
        """The workdays of a story."""
        first = self.today + timedelta(days=story.first)
        last = first + timedelta(days=2 * story.number + 9)
        days = rules.days_between(first, last, weekdays=_WORKDAYS, is_left_out=is_holiday)
        return days[: story.number]

    def insurance(self) -> InternshipPolicy | None:
        """The policy that the manager took out for the running programme."""
        with acting(self.manager, why=_WHY):
            keeper_id = self.manager.require_organisation()
            programme = programmes_running_on(keeper_id, self.today).first()
            if programme is None:
                return None
            return take_out_policy(
                by=self.manager,
                programme=programme,
                insurer="体験損害保険株式会社",
                number="IN-2026-0417",
                starts_on=self.today - timedelta(days=60),
                ends_on=self.today + timedelta(days=304),
                covers_visits=False,
                covers_trials=True,
                persons_limit=20,
                note="けがと賠償",
            )

    def requested(self, story: Story, case: Case, on: date) -> Experience:
        """The counsellor asks in the person's words."""
        with acting(self.counsellor, why=_WHY):
            wanted = Wanted(kind=story.kind, wishes=story.wishes, goal=story.goal)
            made = request_experience(
                by=self.counsellor, case=case, wanted=wanted, on=on, at=self.at
            )
            return self._again(made)

    def arranged(self, story: Story, case: Case) -> Experience:
        """The officer finds the host and sets the days."""
        days = self.days(story)
        on = max(min(days[0], self.today) - timedelta(days=3), case.opened_on)
        made = self.requested(story, case, on)
        starts_at, ends_at, break_minutes = story.hours
        terms = Terms(
            host=self.host,
            days=days,
            starts_at=starts_at,
            ends_at=ends_at,
            break_minutes=break_minutes,
            tutor=self.host.tutor or "高橋 健",
        )
        with acting(self.officer, why=_WHY):
            arrange(by=self.officer, experience=made, terms=terms, on=self.today)
            return self._again(made)

    def begun(self, story: Story, case: Case, policy: InternshipPolicy | None) -> Experience:
        """Insured, confirmed by everybody, and marked up to yesterday."""
        it, days = self.arranged(story, case), self.days(story)
        if policy:
            with acting(self.manager, why=_WHY):
                insure(
                    by=self.manager,
                    policy=policy,
                    case=case,
                    kind=story.kind,
                    from_on=days[0],
                    until_on=days[-1],
                )
        with acting(self.counsellor, why=_WHY):
            names = {
                _Party.PERSON: case.person.name if case.person else case.alias,
                _Party.HOST: it.tutor,
                _Party.OFFICE: self.counsellor.name,
            }
            for party, name in names.items():
                on = min(days[0], self.today)
                confirm(
                    by=self.counsellor,
                    experience=it,
                    party=party,
                    name=name,
                    on=on,
                    today=self.today,
                    at=self.at,
                )
            it = self._again(it)
            self._mark(it)
            return self._again(it)

    def ended(
        self, story: Story, case: Case, policy: InternshipPolicy | None, outcome: str
    ) -> None:
        """Held to its last day, evaluated by both sides, and ended."""
        it = self.begun(story, case, policy)
        on = self.days(story)[-1]
        with acting(self.counsellor, why=_WHY):
            for side, (answers, note) in _THOUGHT.items():
                evaluate(
                    by=self.counsellor,
                    experience=it,
                    side=side,
                    on=on,
                    answers=answers,
                    note=note,
                    at=self.at,
                )
            ending = Ending(outcome=outcome, on=on)
            end_experience(experience=self._again(it), ending=ending, today=self.today)

    def declined(self, story: Story, case: Case, reason: str, because: str) -> None:
        """The person declines, and says why."""
        it = self.arranged(story, case)
        with acting(self.counsellor, why=_WHY):
            decline(
                by=self.counsellor,
                experience=it,
                declined_by=_Party.PERSON,
                on=self.today,
                at=self.at,
                reason=reason,
                because=because,
            )

    def _mark(self, it: Experience) -> None:
        past = ExperienceDay.objects.filter(experience=it, on__lt=self.today)
        for day in past.select_related("experience__case", "experience__host__company"):
            mark_day(
                by=self.counsellor,
                day=day,
                mark=Mark(attended=True),
                today=self.today,
                at=self.at,
            )

    def _again(self, it: Experience) -> Experience:
        """It as it is on record now, with all that belongs to it."""
        found = experience_of(it.pk)
        if found is None:
            raise LookupError("what was just written is there")
        return found
