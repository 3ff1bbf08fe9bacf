"""Claims from an office's ledger: calculated as on the desk, paid once, and taken back as a whole."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from bansou.benefits.claims.deciding import take_back_decision
from bansou.benefits.claims.drawing import Wanted, draw_up
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.refusals import ClaimedAlready, NotInThisState
from bansou.benefits.models import PaymentEntry, PaymentList
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.programmes.models import SpendingLine
from tests.desks.manager.importing import State, address, checked, imported
from tests.desks.manager.office import NOON, Office
from tests.desks.manager.reading import texts
from tests.desks.manager.support_ledgers import (
    COURSE_PRICE,
    TRIAL_PRICE,
    book_of,
    case_of,
    decide_prices,
    put,
    taken_back,
)


@pytest.fixture
def city(client: Client, office: Office) -> Office:
    """The office with its courses and trials imported, once it has decided on its prices."""
    decide_prices(office)
    imported(client, office, book_of("support"))
    return office


def test_writes_claims_as_far_as_they_have_come_and_pays_none_again(
    client: Client, city: Office
) -> None:
    record = imported(client, city, book_of("claims"))

    with city.at_work():
        claims = {it.case.number: it for it in Claim.objects.select_related("case", "drawn_by")}
        line = SpendingLine.objects.get(label="給付金")
        lists = list(PaymentList.objects.order_by("pay_on"))
        entry = PaymentEntry.objects.get(payment_list=lists[0])
    assert {number: (it.state, it.yen) for number, it in claims.items()} == {
        "T3-002": ("paid", 3 * COURSE_PRICE),
        "T3-001": ("paid", 4 * COURSE_PRICE),
        "T3-004": ("approved", 5 * TRIAL_PRICE),
        "T3-018": ("drawn", 3 * COURSE_PRICE),
        "T3-010": ("withdrawn", 4 * COURSE_PRICE),
    }
    assert (line.paid_yen, line.committed_yen) == (14_000, 21_500)
    assert [(it.state, it.paid_on, it.payer) for it in lists] == [
        ("paid", date(2021, 6, 25), {}),
        ("paid", date(2021, 7, 21), {}),
    ]
    assert (entry.payee, entry.yen, entry.account) == ("大西 貴子", 3 * COURSE_PRICE, {})
    _assert_shown_without_a_file_for_the_bank(client, city, lists[0])
    _assert_paid_once(city, claims["T3-002"], client)
    _assert_no_day_left(city, claims["T3-004"])
    again = checked(client, city, book_of("claims"))
    assert all(it["new"] == it["updated"] == 0 for it in again.result["sheets"])
    assert taken_back(client, city, record).state == State.UNDONE
    with city.at_work():
        left = [model.objects.count() for model in (Claim, PaymentEntry, PaymentList)]
        assert [*left, SpendingLine.objects.count()] == [0, 0, 0, 0]


def _assert_shown_without_a_file_for_the_bank(client: Client, city: Office, it: Any) -> None:
    where = f"/programmes/benefits/{city.programme.pk}/payments/{it.pk}/"
    page = client.get(where)
    assert "台帳から（口座の記録なし）" in page.content.decode()
    assert "全銀形式" not in page.content.decode()
    assert client.get(f"{where}list.txt").status_code == 404


def _assert_no_day_left(city: Office, claim: Claim) -> None:
    """The desk has no day of the case that could be claimed once more."""
    desk = city.seat(Role.SUPERVISING_COUNSELLOR)
    answer = desk.post(
        f"/cases/{claim.case_id}/benefits/claim/?benefit={city.programme.pk}:{claim.benefit}",
        {"days": ["2021-10-04"], "request_key": str(uuid7())},
    )
    assert any("請求できる日がありません" in it for it in texts(answer, "main")), texts(
        answer, "main"
    )


def _assert_paid_once(city: Office, claim: Claim, client: Client) -> None:
    """What came in as paid is neither claimed anew, nor decided otherwise, nor put in a list."""
    with city.at_work() as manager:
        wanted = Wanted(benefit=claim.benefit, days=[date(2021, 5, 26)])
        said = {"by": manager, "case": claim.case, "programme": city.programme}
        with pytest.raises(ClaimedAlready):
            draw_up(**said, wanted=wanted, on=date(2022, 4, 15), at=NOON)
        with pytest.raises(NotInThisState):
            take_back_decision(claim=claim, seen_version=claim.version, reason="もう一度払う")
    made = client.get(f"/programmes/benefits/{city.programme.pk}/payments/new/")
    assert "大西 貴子" not in made.content.decode()


def test_goes_on_with_a_claim_that_was_decided_and_paid_since(client: Client, city: Office) -> None:
    book = book_of("claims")
    imported(client, city, book)
    _decide(book, "Q004")
    imported(client, city, book)
    with city.at_work():
        assert Claim.objects.get(case__number="T3-018").state == "approved"
    put(book, "支給の請求", "Q004", "支払日", date(2021, 11, 10))

    imported(client, city, book)

    with city.at_work():
        paid = Claim.objects.select_related("entry__payment_list").get(case__number="T3-018")
        assert (paid.state, paid.entry.payment_list.paid_on) == ("paid", date(2021, 11, 10))
    emptied = put(book, "支給の請求", "Q004", "支払日", None)
    record = checked(client, city, book)
    assert [f"{it[0]}!{it[1]}" for it in record.problems] == [emptied]


def _decide(book: Workbook, number: str) -> None:
    put(book, "支給の請求", number, "確認者", "山田 拓也")
    put(book, "支給の請求", number, "決定者", "川村 恵")
    put(book, "支給の請求", number, "決定日", date(2021, 10, 29))


def test_refuses_claims_that_the_records_and_rules_do_not_bear(
    client: Client, city: Office
) -> None:
    book = book_of("claims")
    expected = {
        put(book, "支給の請求", "Q001", "金額", "9,000円"): "計算すると6,000円です",
        put(book, "支給の請求", "Q002", "確認者", "工藤 直子"): "自分が作った請求",
        put(
            book, "支給の請求", "Q003", "決定日", date(2021, 10, 1)
        ): "請求日（令和3年10月11日）から",
        put(book, "支給の請求", "Q004", "対象日", "9/15、9/16"): "出席の記録がない",
        put(book, "支給の請求", "Q005", "作成者", "だれ でもない"): "登録されていません",
    }

    record = checked(client, city, book)

    told = {f"{sheet}!{cell}": sentence for sheet, cell, _found, sentence in record.problems}
    assert record.state == State.REFUSED
    assert {place for place in expected if expected[place] not in told.get(place, "")} == set(), (
        told
    )
    with city.at_work():
        assert not Claim.objects.exists()
    assert Counter(it[0] for it in record.problems) == {"支給の請求": len(expected)}
    assert texts(client.get(address(record)), "table")


def test_says_where_the_price_is_entered_while_the_city_has_decided_on_none(
    client: Client, office: Office
) -> None:
    imported(client, office, book_of("support"))

    record = checked(client, office, book_of("claims"))

    assert record.state == State.REFUSED
    assert "単価が、決まっていません" in record.problems[0][3]
    assert case_of(office, "T3-002")
