"""What money is paid for: a scheme with prices, somebody who came on some days, who decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bansou.benefits.accounts.actions import SaidAccount, keep_account, keep_paying_account
from bansou.benefits.claims.deciding import approve_claim, check_claim
from bansou.benefits.claims.drawing import Wanted, draw_up
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.payments.rules import next_bank_day
from bansou.commons.holidays import is_holiday
from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.programmes.actions import revise_scheme
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.models import SpendingLine
from bansou.programmes.queries import scheme_version_on
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.manager.office import member
from tests.desks.training.applying import approved
from tests.desks.training.centre import began, days_of, enrolled, mark, marked, planned

TRAINING, TRIAL, TRAVEL = "training_stipend", "trial_stipend", "travel"


def pay_day() -> date:
    """The first day from in three days on, on which banks are open."""
    return next_bank_day(days(3), is_holiday)


@dataclass(frozen=True)
class Trainee:
    """Somebody in a course, and the days on which they came."""

    case: Case
    attended: Sequence[date]
    missed: Sequence[date]


def with_prices(town: Town, *, training: int = 2000, trial: int = 1500, more: str = "") -> None:
    """The office has decided on its prices: a new version of the scheme from the first day on."""
    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text
        for key, yen in ((TRAINING, training), (TRIAL, trial)):
            price = f"prices = [{{ yen = {yen}, valid_from = {town.programme.starts_on} }}]"
            text = text.replace(f'key = "{key}"\n', f'key = "{key}"\n{price}\n', 1)
        text = text.replace("[[other_benefits]]", f"{more}\n[[other_benefits]]", 1)
        revise_scheme(
            programme=town.programme, text=text, valid_from=town.programme.starts_on, at=now()
        )


def travel(*, ceiling: int, needs_receipt: bool = True, part: str = "training") -> str:
    """A travel benefit, as a scheme has it."""
    return f"""
[[benefits]]
key = "{TRAVEL}"
label = "講習の交通費"
kind = "travel"
part = "{part}"
basis = "交通費支給要領"
budget = "給付金"
ceiling_day = {ceiling}
needs_receipt = {str(needs_receipt).lower()}
"""


def trainee(
    town: Town,
    came: Iterable[int] = (1, 2, 4),
    name: str = "三浦 和彦",
    kana: str = "ミウラ カズヒコ",
    **said: Any,
) -> Trainee:
    """Somebody in a course of four days that began five days ago; by number, the days they came."""
    case = town.case(name, kana)
    town.talk(case)
    run = planned(town, "computer", days=4, **said)
    application = enrolled(town, approved(town, case, "computer", run), run)
    began(town, run, 5)
    numbers = set(came)
    for number in range(1, 5):
        said = "attended" if number in numbers else "missed"
        mark(town, run, number, **marked(application, said))
    on = days_of(town, run)
    return Trainee(
        case,
        [day for number, day in enumerate(on, start=1) if number in numbers],
        [day for number, day in enumerate(on, start=1) if number not in numbers],
    )


def second_manager(town: Town) -> Membership:
    """Another programme manager, who decides."""
    return member(town.city, Role.PROGRAMME_MANAGER, "高田 恵子")


def second_seat(town: Town, seat: Membership, role: Role) -> Membership:
    """Another seat of the same user in the same office."""
    with town.at_work(town.manager):
        return Membership.objects.create(
            user=seat.user, organisation=seat.organisation, role=role, from_on=days(-30)
        )


def budget(town: Town, yen: int = 100_000, **said: bool) -> SpendingLine:
    """The heading from which the town's benefits are paid."""
    with town.at_work(town.manager):
        return set_spending_line(programme=town.programme, label="給付金", yen=yen, **said)


def claimed(
    town: Town,
    case: Case,
    days: Iterable[date] = (),
    *,
    benefit: str = TRAINING,
    trips: Sequence[Trip] = (),
) -> Claim:
    """A claim that the counsellor drew up."""
    with town.at_work(town.counsellor) as actor:
        wanted = Wanted(benefit=benefit, days=list(days), trips=trips)
        return draw_up(
            by=actor, case=case, programme=town.programme, wanted=wanted, on=today(), at=now()
        )


def again(town: Town, claim: Claim) -> Claim:
    """The claim as it is on record now."""
    with town.at_work():
        return Claim.objects.select_related("case__person", "programme").get(pk=claim.pk)


def checked(town: Town, claim: Claim, by: Membership | None = None) -> Claim:
    """The claim, once the supervisor has checked it."""
    with town.at_work(by or town.supervisor) as actor:
        check_claim(by=actor, claim=claim, seen_version=again(town, claim).version, at=now())
    return again(town, claim)


def decided(town: Town, claim: Claim) -> Claim:
    """The claim, once it has been checked and approved."""
    seen = checked(town, claim)
    with town.at_work(town.manager) as actor:
        approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
    return again(town, claim)


def account(
    town: Town, case: Case, holder: str = "ミウラ カズヒコ", number: str = "1234567"
) -> None:
    """The person's account is on record."""
    with town.at_work(town.manager) as actor:
        said = SaidAccount(
            bank_code="0123", branch_code="045", number=number, holder=holder, bank="トマコマイ"
        )
        assert case.person is not None
        keep_account(by=actor, person=case.person, said=said, seen_version=None)


def paying_account(town: Town) -> None:
    """The office has said from where it pays."""
    with town.at_work(town.manager) as actor:
        said = SaidAccount(
            bank_code="0123", branch_code="001", number="7654321", holder="トマコマイシ"
        )
        keep_paying_account(by=actor, said=said, consignor_code="1234567890", seen_version=None)
