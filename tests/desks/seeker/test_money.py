"""Money on my page: claiming for days on which I came, what becomes of it, and my account."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from bansou.benefits.accounts.models import BankAccount
from bansou.benefits.claims.deciding import approve_claim, check_claim, return_claim
from bansou.benefits.claims.models import Claim
from bansou.people.cases.models import Case
from tests.benefits.paying import (
    TRAINING,
    TRAVEL,
    Trainee,
    budget,
    claimed,
    second_manager,
    trainee,
    travel,
    with_prices,
)
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now
from tests.desks.seeker.letters import came_in

pytestmark = pytest.mark.usefixtures("before_the_year_ends")

ACCOUNT = {
    "bank_code": "0001",
    "branch_code": "123",
    "kind": "1",
    "number": "7654321",
    "holder": "ミウラ カズヒコ",
}


def claim(town: Town, client: Client, case: Case, benefit: str = TRAINING, **said: Any) -> Any:
    """Claim a benefit of the town's programme on one's own page."""
    address = f"/my/cases/{case.pk}/claim/?benefit={town.programme.pk}:{benefit}"
    return client.post(address, {"request_key": str(uuid4()), "note": "", **said})


def claim_days(town: Town, client: Client, it: Trainee, *on: date) -> Any:
    return claim(town, client, it.case, days=[day.isoformat() for day in on])


def only_claim(town: Town) -> Claim:
    with town.at_work():
        return Claim.objects.select_related("case").get()


def test_claims_attended_days_once_and_two_others_decide(town: Town) -> None:
    with_prices(town)
    budget(town)
    it = trainee(town)
    client = came_in(town, it.case)
    assert "まだ請求していない日が3日あります" in text_of(client.get("/my/money/"))

    answer = claim_days(town, client, it, *it.attended[:2])
    twice = claim_days(town, client, it, it.attended[0], it.attended[2])

    assert answer.url == "/my/money/"
    assert twice.status_code == 422
    made = only_claim(town)
    assert (made.yen, made.drawn_by_id, made.state) == (4000, None, "drawn")
    with town.at_work(town.manager) as actor:
        check_claim(by=actor, claim=made, seen_version=1, at=now())
    with town.at_work(second_manager(town)) as actor:
        approve_claim(by=actor, claim=made, seen_version=2, at=now())
    page = text_of(client.get("/my/money/"))
    assert "4,000円" in page
    assert "次の支払いの日に、あなたの口座に振り込みます" in page
    letter = client.get(f"/my/claims/{made.pk}/letter/")
    assert letter.content.startswith(b"%PDF")


def test_claims_no_day_on_which_they_did_not_come(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    client = came_in(town, it.case)

    missed = claim_days(town, client, it, it.missed[0])
    to_come = claim_days(town, client, it, days(3))

    assert missed.status_code == to_come.status_code == 422
    with town.at_work():
        assert not Claim.objects.exists()


def test_claims_a_trip_up_to_the_ceiling(town: Town) -> None:
    with_prices(town, more=travel(ceiling=1000))
    it = trainee(town)
    client = came_in(town, it.case)
    trip = {"on": it.attended[0].isoformat(), "route": "沼ノ端から苫小牧まで往復", "yen": "1,240円"}

    without = claim(town, client, it.case, TRAVEL, **trip, receipt="")
    answer = claim(town, client, it.case, TRAVEL, **trip, receipt="A-12")

    assert "領収書の番号を入れてください" in text_of(without)
    assert answer.url == "/my/money/"
    assert only_claim(town).yen == 1000
    assert "上限1,000円まで" in text_of(client.get("/my/money/")).replace(" ", "")


def test_puts_right_what_the_office_gave_back_and_takes_back(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    client = came_in(town, it.case)
    claim_days(town, client, it, *it.attended[:2])
    made = only_claim(town)
    with town.at_work(town.manager) as actor:
        return_claim(by=actor, claim=made, seen_version=1, reason="2日目を確かめて", at=now())
    assert "2日目を確かめて" in text_of(client.get("/my/money/"))

    client.post(
        f"/my/claims/{made.pk}/again/",
        {"request_key": str(uuid4()), "days": [it.attended[0].isoformat()], "note": ""},
    )

    assert (only_claim(town).yen, only_claim(town).state) == (2000, "drawn")
    client.post(f"/my/claims/{made.pk}/withdraw/")
    assert only_claim(town).state == "withdrawn"


def test_reads_why_a_claim_goes_back_that_the_office_puts_right_itself(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    made = claimed(town, it.case, it.attended[:1])
    with town.at_work(town.manager) as actor:
        return_claim(by=actor, claim=made, seen_version=1, reason="2日目を確かめて", at=now())

    page = text_of(came_in(town, it.case).get("/my/money/"))

    assert "窓口で直しています" in page
    assert "窓口の人が書き直して、もう一度出します。理由 2日目を確かめて" in page.replace(
        "\u3000", " "
    )
    assert "直して出す" not in page


def test_touches_no_claim_of_somebody_else_nor_of_the_office(town: Town) -> None:
    with_prices(town)
    mine, other = trainee(town), trainee(town, name="佐藤 花", kana="サトウ ハナ")
    theirs = claimed(town, other.case, other.attended[:1])
    drawn_for_me = claimed(town, mine.case, mine.attended[:1])
    client = came_in(town, mine.case)

    for made in (theirs, drawn_for_me):
        for act in ("again", "withdraw"):
            assert client.post(f"/my/claims/{made.pk}/{act}/").status_code == 404, act
    assert client.get(f"/my/claims/{theirs.pk}/letter/").status_code == 404
    assert claim_days(town, client, other, other.attended[1]).status_code == 404
    assert theirs.ticket not in client.get("/my/money/").content.decode()
    with town.at_work():
        assert set(Claim.objects.values_list("state", flat=True)) == {"drawn"}


def test_keeps_the_account_and_shows_its_last_digits_only(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)

    wrong = client.post("/my/money/account/", ACCOUNT | {"branch_code": "12"})
    client.post("/my/money/account/", ACCOUNT)

    assert wrong.status_code == 422
    with town.at_work(town.manager):
        kept = BankAccount.objects.get(person=case.person_id)
        assert (kept.number, kept.kept_by_id, kept.version) == ("7654321", None, 1)
    for address in ("/my/money/", "/my/money/account/"):
        page = client.get(address).content.decode()
        assert "****321" in page
        assert "7654321" not in page


def test_says_at_once_all_that_a_bank_would_not_take(town: Town) -> None:
    client = came_in(town, town.case())
    wrong = {"bank_code": "12", "branch_code": "abc", "number": "123456789", "holder": "三浦和彦"}

    page = text_of(client.post("/my/money/account/", ACCOUNT | wrong))

    for said in (
        "数字4けたで",
        "数字3けたで",
        "数字7けたで",
        "「三浦和彦」は振込のデータに使えません",
    ):
        assert said in page
    with town.at_work():
        assert not BankAccount.objects.exists()


def test_changes_no_account_over_what_the_office_kept_meanwhile(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)
    client.post("/my/money/account/", ACCOUNT)

    late = client.post("/my/money/account/", ACCOUNT | {"number": "1111111"})

    assert late.status_code == 422
    with town.at_work(town.manager):
        assert BankAccount.objects.get().number == "7654321"
