"""A company's page: coming in by an invitation, confirming what stands, offering, nothing of others."""

import io
import re
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.codes.corporate_number import check_digit
from bansou.commons.keys import uuid7
from bansou.commons.models import Membership, Organisation
from bansou.commons.organisations.models import User
from bansou.employers.models import Company, CompanyAccount, CompanyOffer, Opening
from tests.bodies import change
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.manager.scheme_forms import applied

NUMBER = check_digit("010000000001") + "010000000001"
OTHER_NUMBER = check_digit("010000000002") + "010000000002"
PASSWORD = "うみべの町でゆっくり歩く"
EMAIL = "saiyo@nishikioka.example.jp"


def company(town: Town, name: str = "錦岡鉄工", number: str = NUMBER) -> Company:
    with town.at_work():
        return Company.objects.create(
            organisation=town.city,
            name=name,
            name_key=name,
            corporate_number=number,
            note="社長は朝が苦手",
        )


def opening(town: Town, of: Company, title: str = "鋼材の加工") -> Opening:
    with town.at_work():
        return Opening.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            company=of,
            title=title,
            posted_on=days(-90),
            recorded_at=now(),
        )


def code_for(town: Town, it: Company) -> str:
    """The code of the letter that the matching officer has made."""
    fields = {"name": "西岡 実", "email": EMAIL}
    paper = signed_in(town.matching).post(f"/employers/{it.pk}/account/", fields)
    assert paper["Content-Type"] == "application/pdf", text_of(paper)
    said = pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    found = re.search(r"\d{4}-\d{4}-\d{4}", said)
    assert found, said
    return found[0]


def enter(client: Client, code: str, number: str = NUMBER) -> Any:
    return client.post("/company/open/", {"code": code, "corporate_number": number})


def came_in(town: Town, it: Company) -> Client:
    """A browser in which somebody has come in by the company's letter."""
    client = Client()
    assert enter(client, code_for(town, it)).url == "/company/open/account/"
    client.post("/company/open/account/", {"password": PASSWORD, "again": PASSWORD})
    change(User.objects.get(email=EMAIL), is_demo=True)
    return client


def offer(client: Client, **said: str) -> Any:
    fields = {"title": "検品の補助", "seats": "2", "request_key": str(uuid7()), **said}
    return client.post("/company/offers/opening/", fields)


def test_joins_the_company_by_its_number_to_an_organisation_of_its_own(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)

    assert "錦岡鉄工" in text_of(client.get("/", follow=True))
    seat = Membership.objects.get(user__email=EMAIL)
    assert (seat.role, seat.organisation.corporate_number) == ("employer", NUMBER)
    assert seat.organisation.kind == Organisation.Kind.EMPLOYER


@pytest.mark.parametrize("number", [OTHER_NUMBER, NUMBER[:-1]])
def test_refuses_a_code_with_another_number(number: str, town: Town, client: Client) -> None:
    it = company(town)

    answer = enter(client, code_for(town, it), number)

    assert answer.status_code == 422
    with town.at_work():
        assert CompanyAccount.objects.get().opened_at is None


def test_says_the_same_of_a_wrong_code(town: Town, client: Client) -> None:
    code_for(town, company(town))

    assert "番号か法人番号がちがいます" in text_of(enter(client, "0000-0000-0000"))


def test_refuses_a_code_that_was_used(town: Town) -> None:
    it = company(town)
    code = code_for(town, it)
    client = Client()
    enter(client, code)
    client.post("/company/open/account/", {"password": PASSWORD, "again": PASSWORD})

    assert "もう使いました" in text_of(enter(Client(), code))


def test_refuses_a_letter_to_a_company_without_a_number(town: Town) -> None:
    it = company(town, number="")

    answer = signed_in(town.matching).post(
        f"/employers/{it.pk}/account/", {"name": "西岡 実", "email": EMAIL}
    )

    assert "先に法人番号を入れてください" in text_of(answer)


def test_demands_the_second_step_like_of_staff(town: Town) -> None:
    client = came_in(town, company(town))
    change(User.objects.get(email=EMAIL), is_demo=False)

    assert client.get("/company/").url == "/account/2fa/"


def test_confirms_that_an_opening_still_stands(town: Town) -> None:
    it = company(town)
    stale = opening(town, it)
    client = came_in(town, it)
    assert "確かめてください" in text_of(client.get("/company/"))

    client.post(f"/company/openings/{stale.pk}/confirm/")

    with town.at_work():
        stale.refresh_from_db()
        assert stale.confirmed_on == today()


def test_opens_and_confirms_nothing_of_another_company(town: Town) -> None:
    it = company(town)
    theirs = opening(town, company(town, "別の会社", OTHER_NUMBER), "秘密の仕事")
    client = came_in(town, it)

    assert "秘密の仕事" not in client.get("/company/").content.decode()
    assert client.post(f"/company/openings/{theirs.pk}/confirm/").status_code == 404
    with town.at_work():
        theirs.refresh_from_db()
        assert theirs.confirmed_on is None


def test_shows_no_note_of_the_office_and_no_desk(town: Town) -> None:
    town.case()
    client = came_in(town, company(town))

    assert "朝が苦手" not in client.get("/company/").content.decode()
    for address in ("/cases/", "/employers/", "/today/", "/my/", "/programmes/"):
        assert client.get(address).status_code == 403, address


def test_offers_an_opening_that_is_on_record_once_the_office_takes_it(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)
    offer(client, wage_kind="hourly", wage_from_yen="1100", works_from="9:00")
    with town.at_work():
        sent = CompanyOffer.objects.get()
        assert not Opening.objects.exists()
    officer = signed_in(town.matching)
    assert "検品の補助" in text_of(officer.get("/employers/offers/"))

    address = f"/employers/{it.pk}/openings/new/?offer={sent.pk}"
    page = officer.get(address).content.decode()
    assert 'value="検品の補助"' in page
    officer.post(
        address,
        {
            "title": "検品の補助",
            "seats": "2",
            "posted_on": today().isoformat(),
            "request_key": str(uuid7()),
        },
    )

    with town.at_work():
        assert Opening.objects.get().title == "検品の補助"
        sent.refresh_from_db()
        assert sent.state == "taken"
    assert "受付済み" in text_of(client.get("/company/"))


def test_answers_an_offer_that_is_not_taken(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)
    offer(client)
    with town.at_work():
        sent = CompanyOffer.objects.get()

    signed_in(town.matching).post(
        f"/employers/offers/{sent.pk}/decline/", {"answer": "時間を教えてください"}
    )

    assert "時間を教えてください" in text_of(client.get("/company/"))


def test_offers_once_however_often_the_form_is_sent(town: Town) -> None:
    client = came_in(town, company(town))
    key = str(uuid7())

    for _ in range(2):
        offer(client, request_key=key)

    with town.at_work():
        assert CompanyOffer.objects.count() == 1


def test_asks_once_more_about_a_wage_that_nobody_is_likely_to_mean(town: Town) -> None:
    client = came_in(town, company(town))
    slip = {"wage_kind": "hourly", "wage_from_yen": "5"}

    asked = offer(client, **slip)
    with town.at_work():
        assert not CompanyOffer.objects.exists()
    meant = offer(client, **slip, wage_is_meant="on")

    assert asked.status_code == 422
    assert "時給5円は、けた数か賃金の形がちがうかもしれません。" in text_of(asked)
    assert 'type="checkbox" name="wage_is_meant"' in asked.content.decode()
    assert meant.status_code == 302
    with town.at_work():
        assert CompanyOffer.objects.get().content["wage_from_yen"] == 5


def test_takes_no_hourly_wage_below_the_minimum_that_the_office_has_entered(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)
    address = reverse("manager:minimum_wages", args=[town.programme.pk])
    said = {"yen": "1,075円", "since": days(-10).isoformat()}
    unread = text_of(signed_in(town.manager).post(address, said | {"yen": "千円くらい"}))
    assert "「千円くらい」は金額として読めません。1,000円のように書いてください。" in unread
    preview = signed_in(town.manager).post(address, said)
    assert "最低賃金に、時給1,075円" in text_of(preview)
    assert applied(town, preview).status_code == 302
    assert signed_in(town.supervisor).get(address).status_code == 403

    low = {"wage_kind": "hourly", "wage_from_yen": "1074", "wage_is_meant": "on"}
    refused = offer(client, **low)
    at_desk = signed_in(town.matching).post(
        f"/employers/{it.pk}/openings/new/",
        {"title": "検品", "posted_on": today().isoformat(), "request_key": str(uuid7()), **low},
    )
    enough = offer(client, wage_kind="hourly", wage_from_yen="1075")

    for answer in (refused, at_desk):
        assert answer.status_code == 422
        assert "時給1,074円は、最低賃金（時給1,075円）を下回っています。" in text_of(answer)
    assert enough.status_code == 302
    with town.at_work():
        assert not Opening.objects.exists()
        assert CompanyOffer.objects.get().content["wage_from_yen"] == 1075


def test_puts_the_profile_right(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)

    client.post(
        "/company/profile/",
        {"address": "錦岡1", "phone": "", "contact_name": "西岡", "employees": "12", "version": 1},
        follow=True,
    )

    with town.at_work():
        it.refresh_from_db()
        assert (it.address, it.employees, it.note) == ("錦岡1", 12, "社長は朝が苦手")
        version = it.version
    same = {
        "address": "錦岡1",
        "phone": "",
        "contact_name": "西岡",
        "employees": "12",
        "version": version,
    }
    again = client.post("/company/profile/", same, follow=True)
    assert "変わったところがありません。" in text_of(again)
    assert "企業の情報を直しました" not in text_of(again)


def test_lets_nobody_in_once_the_office_has_ended_it(town: Town) -> None:
    it = company(town)
    client = came_in(town, it)
    with town.at_work():
        account = CompanyAccount.objects.get()

    signed_in(town.matching).post(f"/employers/accounts/{account.pk}/end/")

    assert client.get("/company/").status_code == 302


def test_gives_letters_out_only_at_the_desk_of_companies(town: Town) -> None:
    it = company(town)

    for member in (town.counsellor, town.trainer, town.neighbour):
        answer = signed_in(member).post(
            f"/employers/{it.pk}/account/", {"name": "西岡", "email": EMAIL}
        )
        assert answer.status_code in (403, 404), member
