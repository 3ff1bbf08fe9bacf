"""People whom the town's office has told a company of, so that its page has something to say."""

from typing import Any

from django.test import Client

from bansou.employers.hosts.actions import offer_host_place
from bansou.employers.models import Company, Opening
from bansou.people.cases.models import Case
from bansou.placement.hires.models import Hire
from bansou.placement.matching import actions, introducing
from bansou.placement.matching.models import Proposal
from bansou.programmes.models import Programme
from bansou.support.experience.arranging import Terms, arrange, confirm
from bansou.support.experience.insuring import insure, take_out_policy
from bansou.support.experience.models import Experience
from bansou.support.experience.queries import experience_of
from bansou.support.experience.requesting import Wanted, request_experience
from tests.desks.counsellor.town import Town, days, now, today

#: What the office alone knows of the person.
SECRET = "ひきこもりの時期が長く、通院している。"


def again(town: Town, proposal: Proposal) -> Proposal:
    with town.at_work():
        rows = Proposal.objects.select_related("case__person", "opening__company")
        return rows.get(pk=proposal.pk)


def asked_about(town: Town, case: Case, opening: Opening, *, on: Any = None) -> Proposal:
    """A proposal about which the company was asked, with a profile without a name."""
    on = on or today()
    with town.at_work(town.counsellor) as by:
        made = actions.propose(
            by=by, case=case, opening=opening, on=on, at=now(), confirm_days=400, remark=SECRET
        )
        day = {"on": on, "today": today()}
        actions.answer_for_person(
            by=by, proposal=again_in(made), is_wanted=True, at=now(), note=SECRET, **day
        )
        actions.ask_company(
            proposal=again_in(made), confirm_days=400, profile=[("職種", "製造")], **day
        )
    return made


def again_in(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("case__person", "opening__company").get(pk=proposal.pk)


def introduced(town: Town, proposal: Proposal, *, on: Any = None) -> None:
    """The person agrees, and the office introduces them; the company has said that it is welcome."""
    on = on or today()
    with town.at_work(town.counsellor) as by:
        it = again_in(proposal)
        actions.agree_to_introduction(by=by, case=it.case, on=on, today=today(), at=now())
        introducing.introduce(by=by, proposal=it, on=on, today=today(), at=now(), confirm_days=400)


def hired(town: Town, proposal: Proposal, company: Company) -> Hire:
    """Chosen after an interview, and at work for a week today."""
    with town.at_work(town.counsellor) as by:
        introducing.set_interview(proposal=again_in(proposal), on=days(-20))
        introducing.record_result(
            by=by,
            proposal=again_in(proposal),
            result="chosen",
            on=days(-20),
            today=today(),
            at=now(),
        )
        return introducing.hire_proposed(
            by=by,
            proposal=again_in(proposal),
            at=now(),
            hired_on=days(-7),
            company=company,
            employment_type="nonregular",
        )


def trial_at(town: Town, case: Case, company: Company) -> Experience:
    """A trial of two days, yesterday and today, insured; nobody has confirmed its terms."""
    with town.at_work(town.counsellor) as by:
        host = offer_host_place(
            by=by,
            company=company,
            title="検品の体験",
            offered_on=days(-30),
            at=now(),
            takes_trials=True,
        )
        wanted = Wanted(kind="trial", wishes=SECRET, goal=SECRET, host=host)
        made = request_experience(by=by, case=case, wanted=wanted, on=days(-2), at=now())
        terms = Terms(
            host=host,
            days=[days(-1), today()],
            starts_at=now().replace(hour=9, minute=0).time(),
            ends_at=now().replace(hour=12, minute=0).time(),
            tutor="西岡 実",
        )
        arrange(by=by, experience=_known(made), terms=terms, on=today())
        policy = take_out_policy(
            by=by,
            programme=Programme.objects.get(pk=town.programme.pk),
            insurer="体験損害保険",
            number="IN-1",
            starts_on=days(-60),
            ends_on=days(60),
            covers_visits=False,
            covers_trials=True,
            persons_limit=None,
            note="",
        )
        insure(by=by, policy=policy, case=case, kind="trial", from_on=days(-1), until_on=today())
        return _known(made)


def confirmed_by(town: Town, it: Experience, party: str) -> None:
    with town.at_work(town.counsellor) as by:
        confirm(
            by=by,
            experience=_known(it),
            party=party,
            name="確認",
            on=today(),
            today=today(),
            at=now(),
        )


def _known(it: Experience) -> Experience:
    found = experience_of(it.pk)
    assert found
    return found


def experience_again(town: Town, it: Experience) -> Experience:
    with town.at_work():
        return _known(it)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()
