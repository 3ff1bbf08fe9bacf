"""Money for the demo: three claims in different states, one of them on a payment list.

Everybody does what they do at their desks: the counsellor draws up, the supervisor checks, the manager
decides and pays. The prices are made up; no municipality has published them.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bansou.benefits.accounts.actions import SaidAccount, keep_account, keep_paying_account
from bansou.benefits.claims.days import attended_days
from bansou.benefits.claims.deciding import approve_claim, check_claim
from bansou.benefits.claims.drawing import Wanted, draw_up
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.actions import make_list
from bansou.benefits.payments.rules import next_bank_day
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.holidays import is_holiday
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.programmes.actions import revise_scheme
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_running_on, scheme_on, scheme_version_on
from bansou.schemes.benefits import UnitPrice
from bansou.schemes.editing_benefits import BenefitEdit, with_benefits
from bansou.support.training.models import Attendance

_WHY = "体験用のデータ"
_STIPEND = "training_stipend"
#: Made up for the demo.
_PRICES = {_STIPEND: 2_000, "trial_stipend": 1_500}
#: Above what the template says of benefits from elsewhere.
_OTHERS = "# ほかから受けている給付"
_TRAVEL = """[[benefits]]
key = "travel"
label = "交通費"
kind = "travel"
part = "other"
basis = "体験用の決まり（実際の要領ではありません）"
budget = "給付金"
ceiling_day = 1200
ceiling_month = 6000
needs_receipt = true

"""
_BUDGET, _BUDGET_YEN = "給付金", 600_000
_BANK = {"bank_code": "9990", "bank": "タイケン", "branch_code": "999", "branch": "ホンテン"}


def fill_benefits(
    *, counsellor: Actor, supervisor: Actor, manager: Actor, at: datetime
) -> list[Claim]:
    """Have three people claim for the days they came; once."""
    today = local_day(at)
    with acting(manager, why=_WHY):
        programme = programmes_running_on(manager.organisation_id, today).first()
        if programme is None or Claim.objects.exists():
            return []
        _price(programme, at)
        set_spending_line(programme=programme, label=_BUDGET, yen=_BUDGET_YEN)
        own = SaidAccount(**_BANK, number="0000001", holder="トマコマイシ カイケイカンリシヤ")
        keep_paying_account(by=manager, said=own, consignor_code="9990000001", seen_version=None)
    claims = _claims(counsellor, programme, at)
    for claim in claims[1:]:
        with acting(supervisor, why=_WHY):
            check_claim(by=supervisor, claim=claim, seen_version=1, at=at)
    for claim in claims[2:]:
        _pay(manager, claim, today, at)
    return claims


def _price(programme: Programme, at: datetime) -> None:
    """The office decides on prices: a new version of the scheme, in force from the first day."""
    former = scheme_version_on(programme, local_day(at)).text
    text = with_benefits(
        former.replace(_OTHERS, f"{_TRAVEL}{_OTHERS}", 1),
        [
            BenefitEdit(key=key, prices=[UnitPrice(yen=yen, valid_from=programme.starts_on)])
            for key, yen in _PRICES.items()
        ],
    )
    latest = programme.scheme_versions.order_by("-number")[0]
    revise_scheme(
        programme=programme,
        text=text,
        valid_from=max(programme.starts_on, latest.valid_from),
        at=at,
        note="体験用の単価（実際の額ではありません）",
    )


def _claims(counsellor: Actor, programme: Programme, at: datetime) -> list[Claim]:
    today = local_day(at)
    claims: list[Claim] = []
    with acting(counsellor, why=_WHY):
        benefit = scheme_on(programme, today).benefit(_STIPEND)
        for case in _who_came(programme):
            if benefit is None or len(claims) == 3:
                break
            days = [day.on for day in attended_days(case, programme, benefit)]
            wanted = Wanted(benefit=benefit.key, days=days)
            claims.append(
                draw_up(
                    by=counsellor, case=case, programme=programme, wanted=wanted, on=today, at=at
                )
            )
    return claims


def _who_came(programme: Programme) -> Sequence[Case]:
    """Cases with a day that was attended."""
    attended = Attendance.objects.filter(
        organisation_id=programme.organisation_id,
        state=Attendance.State.ATTENDED,
        application__programme=programme,
    )
    found = Case.objects.filter(pk__in=attended.values("case"), person__isnull=False)
    return list(found.select_related("person").order_by("pk"))


def _pay(manager: Actor, claim: Claim, today: date, at: datetime) -> None:
    with acting(manager, why=_WHY):
        seen = Claim.objects.get(pk=claim.pk).version
        approve_claim(by=manager, claim=claim, seen_version=seen, at=at)
        person = Person.objects.get(pk=claim.case.person_id)
        said = SaidAccount(**_BANK, number="0000002", holder=person.kana)
        keep_account(by=manager, person=person, said=said, seen_version=None)
        make_list(
            by=manager,
            programme=claim.programme,
            claims=[claim.pk],
            pay_on=next_bank_day(today + timedelta(days=7), is_holiday),
            today=today,
            at=at,
        )
