"""Money in the town: claims in every state, a list that waits to be paid, a benefit from elsewhere."""

from datetime import datetime, timedelta
from typing import Any

from bansou.benefits.accounts.actions import SaidAccount, keep_account, keep_paying_account
from bansou.benefits.claims.days import attended_days
from bansou.benefits.claims.deciding import approve_claim, check_claim, decline_claim, return_claim
from bansou.benefits.claims.drawing import Wanted, draw_up
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.claims.receipts import add_receipt
from bansou.benefits.overlaps.actions import note_outside_benefit
from bansou.benefits.payments.actions import make_list
from bansou.benefits.payments.rules import next_bank_day
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.holidays import is_holiday
from bansou.people.cases.models import Case
from bansou.programmes.actions import revise_scheme
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on, scheme_version_on
from tests.desks.files import pdf

_TRAVEL = """
[[benefits]]
key = "travel"
label = "広域移動の交通費"
kind = "travel"
part = "other"
basis = "交通費支給要領 第3条"
budget = "給付金"
ceiling_day = 800
needs_receipt = true

[[other_benefits]]"""
_ACCOUNT = {"bank_code": "9990", "branch_code": "999", "number": "1234567", "bank": "タイケン"}


def benefits(
    *,
    counsellor: Actor,
    supervisor: Actor,
    manager: Actor,
    case: Case,
    trainee: Case,
    programme: Programme,
    now: datetime,
) -> dict[str, Any]:
    """Claim, check, decide and list; returns what the pages are called by."""
    today = local_day(now)
    with acting(manager, why="試験"):
        _price(programme, now)
        set_spending_line(programme=programme, label="給付金", yen=600_000)
        said = SaidAccount(**_ACCOUNT, holder="トマコマイシ")
        keep_paying_account(by=manager, said=said, consignor_code="9990000001", seen_version=None)
    found: dict[str, Claim] = {}
    with acting(counsellor, why="試験"):
        scheme = scheme_on(programme, today)
        stipend = scheme.benefit("training_stipend")
        assert stipend
        days = [day.on for day in attended_days(trainee, programme, stipend)]
        found["drawn"] = draw_up(
            by=counsellor,
            case=trainee,
            programme=programme,
            wanted=Wanted(benefit=stipend.key, days=days),
            on=today,
            at=now,
        )
        for ago, name in enumerate(("returned", "checked", "approved", "listed", "declined")):
            trip = Trip(
                on=today - timedelta(days=ago),
                route="沼ノ端駅から苫小牧駅まで（JR、往復）",
                yen=1_040,
                receipt=f"A-{ago + 1}",
            )
            found[name] = draw_up(
                by=counsellor,
                case=case,
                programme=programme,
                wanted=Wanted(benefit="travel", trips=[trip], note="合同面接会への参加"),
                on=today,
                at=now,
            )
        receipts = [
            add_receipt(by=counsellor, claim=claim, name="領収書.pdf", content=pdf(), at=now)
            for name, claim in found.items()
            if name != "drawn"
        ]
        outside = note_outside_benefit(
            by=counsellor,
            case=case,
            benefit=scheme.other_benefits[1],
            from_on=today - timedelta(days=30),
            until_on=today,
        )
    _decide(found, supervisor, manager, now)
    payment_list = _list(found["listed"], manager, now)
    return {
        **{f"claim_{name}": claim.pk for name, claim in found.items()},
        "payment_list": payment_list,
        "receipt": receipts[0].pk,
        "outside_benefit": outside.pk,
    }


def _price(programme: Programme, now: datetime) -> None:
    text = scheme_version_on(programme, local_day(now)).text
    price = f"prices = [{{ yen = 2000, valid_from = {programme.starts_on} }}]"
    key = 'key = "training_stipend"\n'
    text = text.replace(key, f"{key}{price}\n", 1).replace("[[other_benefits]]", _TRAVEL, 1)
    latest = programme.scheme_versions.order_by("-number")[0]
    revise_scheme(programme=programme, text=text, valid_from=latest.valid_from, at=now)


def _decide(found: dict[str, Claim], supervisor: Actor, manager: Actor, now: datetime) -> None:
    with acting(supervisor, why="試験"):
        return_claim(
            by=supervisor,
            claim=found["returned"],
            seen_version=1,
            reason="領収書の日付を確かめてください",
            at=now,
        )
        for name in ("checked", "approved", "listed", "declined"):
            check_claim(by=supervisor, claim=found[name], seen_version=1, at=now)
    with acting(manager, why="試験"):
        for name in ("approved", "listed"):
            approve_claim(by=manager, claim=found[name], seen_version=2, at=now)
        decline_claim(
            by=manager, claim=found["declined"], seen_version=2, reason="対象の行事ではない", at=now
        )


def _list(claim: Claim, manager: Actor, now: datetime) -> Any:
    """The key of a list with one claim."""
    with acting(manager, why="試験"):
        case = Case.objects.select_related("person").get(pk=claim.case_id)
        said = SaidAccount(**_ACCOUNT, holder="ミウラ カズヒコ")
        assert case.person
        keep_account(by=manager, person=case.person, said=said, seen_version=None)
        made = make_list(
            by=manager,
            programme=claim.programme,
            claims=[claim.pk],
            pay_on=next_bank_day(local_day(now) + timedelta(days=7), is_holiday),
            today=local_day(now),
            at=now,
        )
        return made.pk


def own_claim(
    *, person: Actor, case_id: Any, supervisor: Actor, programme: Programme, now: datetime
) -> dict[str, Any]:
    """Somebody claims for a trip on their own page, and is asked to put it right."""
    today = local_day(now)
    trip = Trip(
        on=today - timedelta(days=9), route="自宅から窓口まで（バス）", yen=420, receipt="B-1"
    )
    with acting(person, why="試験"):
        made = draw_up(
            by=person,
            case=Case.objects.get(pk=case_id),
            programme=programme,
            wanted=Wanted(benefit="travel", trips=[trip]),
            on=today,
            at=now,
        )
    with acting(supervisor, why="試験"):
        return_claim(by=supervisor, claim=made, seen_version=1, reason="領収書の日付", at=now)
    with acting(person, why="試験"):
        receipt = add_receipt(by=person, claim=made, name="バス.pdf", content=pdf(), at=now)
    return {
        "own_claim": made.pk,
        "own_receipt": receipt.pk,
        "own_benefit": f"{programme.pk}:travel",
    }
