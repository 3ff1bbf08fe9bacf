"""What happens at the desk of visits and trials: asked for, arranged, confirmed, insured, held."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.employers.hosts.actions import offer_host_place
from bansou.employers.hosts.models import HostPlace
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.experience.models import (
    Experience,
    ExperienceDay,
    InsuredPerson,
    InternshipPolicy,
)
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.matching.registry import company_in

WISHES = "人が少ない職場で、機械にさわってみたい"
EVERY_DAY = [str(number) for number in range(7)]
PARTIES = ("person", "host", "office")


def host_in(town: Town, name: str = "道南鉄工株式会社", **said: Any) -> HostPlace:
    """A host place of a company that makes things."""
    company = company_in(town, name, industry=said.pop("industry", "E"))
    with town.at_work(town.matching) as actor:
        return offer_host_place(
            by=actor,
            company=company,
            title="鋼材の加工",
            offered_on=days(-30),
            at=now(),
            takes_visits=said.pop("takes_visits", True),
            takes_trials=said.pop("takes_trials", True),
            **said,
        )


def person_in(town: Town, name: str = "三浦 和彦", kana: str = "ミウラ カズヒコ") -> Case:
    """Somebody who has had a talk."""
    case = town.case(name, kana)
    town.talk(case)
    return case


def post_request(
    town: Town, case: Case, kind: str = "trial", by: Membership | None = None, **said: Any
) -> Any:
    """Ask for a visit or trial through the page."""
    form = {
        "kind": kind,
        "wishes": WISHES,
        "goal": "立ち仕事が続けられるかを確かめる",
        "host": "",
        "request_key": str(uuid7()),
        **said,
    }
    return signed_in(by or town.counsellor).post(f"/cases/{case.pk}/experience/request/", form)


def requested(town: Town, case: Case, kind: str = "trial", **said: Any) -> Experience:
    """A visit or trial that was asked for through the page."""
    response = post_request(town, case, kind, **said)
    assert response.status_code == 302, text_of(response)
    return again(town, response.url.rstrip("/").rpartition("/")[2])


def again(town: Town, experience: Experience | str) -> Experience:
    """It as it is on record now."""
    key = experience if isinstance(experience, str) else experience.pk
    with town.at_work():
        return Experience.objects.select_related("case", "host").get(pk=key)


def post_terms(
    town: Town, experience: Experience, host: HostPlace, by: Membership | None = None, **said: Any
) -> Any:
    """Set host, days and hours through the page: of three days until today, unless said."""
    form = {
        "host": str(host.pk),
        "tutor": "高橋 健",
        "first_on": said.pop("first_on", days(-2)).isoformat(),
        "last_on": said.pop("last_on", today()).isoformat(),
        "weekdays": EVERY_DAY,
        "starts_at": "9:00",
        "ends_at": "16:00",
        "break_minutes": 60,
        "version": again(town, experience).version,
        **said,
    }
    return post(town, experience, "arrange", by or town.matching, **form)


def post(
    town: Town, experience: Experience, what: str, by: Membership | None = None, **said: Any
) -> Any:
    """Send a form of the visit or trial."""
    address = f"/experience/{experience.pk}/{what}/"
    return signed_in(by or town.counsellor).post(address, said)


def arranged(town: Town, experience: Experience, host: HostPlace, **said: Any) -> Experience:
    """One whose terms were set through the page."""
    response = post_terms(town, experience, host, **said)
    assert response.status_code == 302, text_of(response)
    return again(town, experience)


def post_confirmation(town: Town, experience: Experience, party: str, **said: Any) -> Any:
    """Record through the page that one of the three confirmed."""
    form = {"name": "高橋 健", "on": today().isoformat(), **said}
    return post(town, experience, f"confirm/{party}", **form)


def confirmed(town: Town, experience: Experience, parties: Iterable[str] = PARTIES) -> Experience:
    """One that these parties confirmed through the page."""
    for party in parties:
        response = post_confirmation(town, experience, party)
        assert response.status_code == 302, text_of(response)
    return again(town, experience)


def policy_fields(town: Town, **said: Any) -> dict[str, Any]:
    """The form of an insurance, filled in."""
    return {
        "programme": str(town.programme.pk),
        "insurer": "北海保険株式会社",
        "number": "IN-0001",
        "starts_on": town.programme.starts_on.isoformat(),
        "ends_on": town.programme.ends_on.isoformat(),
        "covers_trials": "on",
        "persons_limit": "",
        "note": "",
        "version": 0,
        **said,
    }


def policy_in(town: Town, **said: Any) -> InternshipPolicy:
    """An insurance that the manager registered through the page."""
    response = signed_in(town.manager).post(
        "/experience/insurance/new/", policy_fields(town, **said)
    )
    assert response.status_code == 302, text_of(response)
    with town.at_work():
        return InternshipPolicy.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def post_insured(
    town: Town,
    experience: Experience,
    policy: InternshipPolicy,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Any:
    """Put somebody on the insured list through the manager's page."""
    form = {
        "policy": str(policy.pk),
        "from_on": (from_on or days(-2)).isoformat(),
        "until_on": (until_on or days(30)).isoformat(),
    }
    return post(town, experience, "insure", town.manager, **form)


def insured(town: Town, experience: Experience, policy: InternshipPolicy) -> InsuredPerson:
    """Somebody on the insured list of a policy."""
    response = post_insured(town, experience, policy)
    assert response.status_code == 302, text_of(response)
    with town.at_work():
        return InsuredPerson.objects.get(policy=policy, case=experience.case)


def days_of(town: Town, experience: Experience) -> list[ExperienceDay]:
    """Its days, in order."""
    with town.at_work():
        return list(ExperienceDay.objects.filter(experience=experience).order_by("on"))


def post_mark(town: Town, experience: Experience, day: ExperienceDay, **said: Any) -> Any:
    """Mark a day through the page: somebody came, unless said otherwise."""
    form = {"attended": "yes", "missed_minutes": "", "because": "", **said}
    return post(town, experience, f"days/{day.pk}", **form)


def marked(town: Town, experience: Experience, **said: Any) -> None:
    """All its days marked through the page."""
    for day in days_of(town, experience):
        response = post_mark(town, experience, day, **said)
        assert response.status_code == 302, text_of(response)


_PERSON = ("work", "suits", "people", "would_work")
_HOST = ("attendance", "instructions", "communication", "would_hire")


def post_evaluation(town: Town, experience: Experience, side: str, **said: Any) -> Any:
    """Write through the page what one side thinks."""
    items = _PERSON if side == "person" else _HOST
    form = {
        **{f"item_{item}": "good" for item in items},
        "note": "機械の音は気にならなかった。",
        "on": today().isoformat(),
        **said,
    }
    return post(town, experience, f"evaluations/{side}", **form)


def evaluated(town: Town, experience: Experience) -> None:
    """Both sides have said what they think, through the page."""
    for side in ("person", "host"):
        response = post_evaluation(town, experience, side)
        assert response.status_code == 302, text_of(response)


def post_end(town: Town, experience: Experience, outcome: str = "completed", **said: Any) -> Any:
    """End it through the page."""
    form = {"outcome": outcome, "on": today().isoformat(), "reason": "", "because": "", **said}
    return post(town, experience, "end", **form)


def running(town: Town, case: Case | None = None, host: HostPlace | None = None) -> Experience:
    """A trial of three days until today that everybody confirmed, with insurance."""
    it = requested(town, case or person_in(town))
    arranged(town, it, host or host_in(town))
    insured(town, it, policy_in(town))
    return confirmed(town, it)


def steps_of(town: Town, case: Case) -> list[Step]:
    """All that is recorded on a case about workplaces, the first first."""
    with town.at_work():
        steps = Step.objects.filter(case=case, kind__startswith="workplace.")
        return list(steps.order_by("id"))


def ahead(number: int) -> date:
    """The day so many days from today."""
    return today() + timedelta(days=number)
