"""事業を始める and 委託: on the manager's desk, as the manager and as those who must not."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.keys import uuid7
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation, Role
from bansou.commons.organisations.services import service_actor
from bansou.people.referrals.models import Referral
from bansou.programmes.models import Contract, Programme, SchemeVersion
from tests.desks.manager.office import Office, member, signed_in
from tests.desks.manager.reading import found, texts

START = reverse("manager:programme_start")


def start(client: Client, **said: str) -> HttpResponse:
    values = {"scheme": "kobe", "fiscal_year": "2026", "request_key": str(uuid7()), **said}
    answer = client.post(START, values)
    assert isinstance(answer, HttpResponse)
    return answer


def programmes(office: Office) -> list[tuple[str, int]]:
    with office.at_work():
        return list(
            Programme.objects.order_by("fiscal_year", "scheme_id").values_list(
                "scheme_id", "fiscal_year"
            )
        )


def started(office: Office, client: Client, **said: str) -> Programme:
    start(client, **said)
    with office.at_work():
        return Programme.objects.get(fiscal_year=2026)


# Starting


def test_starts_a_programme_from_a_template(client: Client, office: Office) -> None:
    programme = started(office, client, name="神戸の方式の事業")

    assert programmes(office) == [("tomakomai", 2021), ("kobe", 2026)]
    assert (programme.name, programme.starts_on) == ("神戸の方式の事業", date(2026, 4, 1))
    with office.at_work():
        assert SchemeVersion.objects.get(programme=programme).note == "ひな形から"
    page = client.get(reverse("manager:programme", args=[programme.pk]))
    assert "神戸の方式の事業" in page.text


def test_carries_the_scheme_of_an_earlier_year_on(client: Client, office: Office) -> None:
    programme = started(office, client, scheme=str(office.programme.pk))

    with office.at_work():
        new = SchemeVersion.objects.get(programme=programme)
        old = SchemeVersion.objects.filter(programme=office.programme).latest("number")
    assert programme.scheme_id == "tomakomai"
    assert (new.text, new.note) == (old.text, "令和3年度から引き継ぎ")


def test_starts_it_once_however_often_it_is_pressed(client: Client, office: Office) -> None:
    key = str(uuid7())

    first, again = (start(client, request_key=key) for _time in range(2))

    assert first.headers["Location"] == again.headers["Location"]
    assert len(programmes(office)) == 2


def test_refuses_the_same_programme_twice_and_keeps_what_was_chosen(
    client: Client, office: Office
) -> None:
    answer = start(client, scheme=str(office.programme.pk), fiscal_year="2021", name="別の名前")

    assert answer.status_code == 422
    assert "令和3年度の事業は、すでに登録されています。" in "".join(texts(answer, ".banner"))
    assert "別の名前" in answer.text
    assert programmes(office) == [("tomakomai", 2021)]


@pytest.mark.parametrize("said", [{"scheme": ""}, {"scheme": "atlantis"}, {"fiscal_year": "1999"}])
def test_refuses_what_there_is_not(client: Client, office: Office, said: dict[str, str]) -> None:
    assert start(client, **said).status_code == 422
    assert programmes(office) == [("tomakomai", 2021)]


@pytest.mark.parametrize("role", [Role.SUPERVISING_COUNSELLOR, Role.COUNSELLOR], ids=str)
def test_only_the_manager_starts_and_takes_back(office: Office, client: Client, role: Role) -> None:
    programme = started(office, client)
    other = office.seat(role)

    assert start(other, fiscal_year="2025").status_code == 403
    take_back = reverse("manager:programme_take_back", args=[programme.pk])
    assert other.post(take_back).status_code == 403
    assert len(programmes(office)) == 2
    assert START not in other.get(reverse("manager:programmes")).text


def test_takes_an_unused_programme_back_after_asking(client: Client, office: Office) -> None:
    programme = started(office, client)
    address = reverse("manager:programme_take_back", args=[programme.pk])
    assert address in client.get(reverse("manager:programme", args=[programme.pk])).text
    assert texts(client.get(address), "h1") == ["この事業を取り消しますか"]
    assert len(programmes(office)) == 2

    client.post(address)

    assert programmes(office) == [("tomakomai", 2021)]


def test_never_takes_back_what_records_rest_on(client: Client, office: Office) -> None:
    address = reverse("manager:programme_take_back", args=[office.programme.pk])

    assert "この事業は取り消せません" in client.get(address).text
    answer = client.post(address, follow=True)

    said = texts(answer, ".page-messages .banner-title")
    assert said == ["この事業には、もう記録や目標や委託があるので、取り消せません。"]
    assert programmes(office) == [("tomakomai", 2021)]
    assert address not in client.get(reverse("manager:programme", args=[office.programme.pk])).text


# Contracts


def conclude(client: Client, programme: Programme, office: Office, **said: Any) -> HttpResponse:
    answer = client.post(
        reverse("manager:contract_conclude", args=[programme.pk]),
        {
            "contractor": str(office.contractor.pk),
            "starts_on": "令和8年4月1日",
            "ends_on": "令和9年3月31日",
            "work": "講座の実施",
            "request_key": str(uuid7()),
            **said,
        },
    )
    assert isinstance(answer, HttpResponse)
    return answer


def contracts(office: Office, programme: Programme) -> list[tuple[str, date, date, str]]:
    with office.at_work():
        found = Contract.objects.filter(programme=programme)
        return list(found.values_list("contractor__name", "starts_on", "ends_on", "work"))


def test_concludes_a_contract(client: Client, office: Office) -> None:
    programme = started(office, client)

    answer = conclude(client, programme, office)

    assert answer.status_code == 302
    assert contracts(office, programme) == [
        (office.contractor.name, date(2026, 4, 1), date(2027, 3, 31), "講座の実施")
    ]
    page = client.get(reverse("manager:programme", args=[programme.pk]))
    assert office.contractor.name in "".join(texts(page, "[aria-labelledby=contracts]"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"ends_on": "令和8年3月31日"}, "終わりが、始まりより前です"),
        ({"starts_on": "令和9年4月1日", "ends_on": "令和9年5月1日"}, "事業の期間と重なるように"),
        ({"starts_on": "2月30日"}, "委託期間の始まり"),
        ({"contractor": ""}, "受託者を選んでください"),
    ],
)
def test_refuses_days_that_cannot_be_and_keeps_the_rest(
    client: Client, office: Office, said: dict[str, str], sentence: str
) -> None:
    programme = started(office, client)

    answer = conclude(client, programme, office, **said)

    assert answer.status_code == 422
    assert sentence in "".join(texts(answer, ".banner li"))
    assert "講座の実施" in answer.text
    assert contracts(office, programme) == []


def test_refuses_a_second_contract_for_the_same_days(client: Client, office: Office) -> None:
    programme = started(office, client)
    conclude(client, programme, office)

    answer = conclude(client, programme, office, starts_on="令和8年10月1日")

    assert answer.status_code == 422
    assert "令和9年3月31日までの委託が登録されています" in "".join(texts(answer, ".banner li"))
    assert len(contracts(office, programme)) == 1


def test_entrusts_nothing_to_another_municipality(client: Client, office: Office) -> None:
    programme = started(office, client)

    answer = conclude(client, programme, office, contractor=str(office.body.pk))

    assert answer.status_code == 422
    assert contracts(office, programme) == []


def test_takes_an_unused_contract_back_and_no_other(client: Client, office: Office) -> None:
    programme = started(office, client)
    conclude(client, programme, office)
    with office.at_work():
        unused = Contract.objects.get(programme=programme)
        used = Contract.objects.get(programme=office.programme)
        assert Referral.objects.filter(contract=used).exists()

    client.post(reverse("manager:contract_take_back", args=[programme.pk, unused.pk]))
    refused = client.post(
        reverse("manager:contract_take_back", args=[office.programme.pk, used.pk]), follow=True
    )

    assert contracts(office, programme) == []
    assert len(contracts(office, office.programme)) == 1
    assert "取り消せません" in refused.text


def test_nobody_else_concludes_or_takes_back(client: Client, office: Office) -> None:
    programme = started(office, client)
    conclude(client, programme, office)
    with office.at_work():
        contract = Contract.objects.get(programme=programme)
    take_back = reverse("manager:contract_take_back", args=[programme.pk, contract.pk])
    with acting(service_actor("command", None), why="試験"):
        other = register_organisation(
            name="札幌市", kind=Organisation.Kind.DESIGNATED_CITY, lg_code="011002"
        )
    stranger = signed_in(member(other, Role.PROGRAMME_MANAGER, "札幌 太郎"))

    for client_of, status in ((office.seat(Role.SUPERVISING_COUNSELLOR), 403), (stranger, 404)):
        assert (
            conclude(client_of, programme, office, starts_on="令和8年6月1日").status_code == status
        )
        assert client_of.post(take_back).status_code == status
    assert len(contracts(office, programme)) == 1


def test_says_so_where_no_operator_is_registered(client: Client, office: Office) -> None:
    programme = started(office, client)
    with acting(service_actor("command", None), why="試験"):
        Organisation.objects.filter(pk=office.contractor.pk).update(
            kind=Organisation.Kind.GRANT_OFFICE
        )

    page = client.get(reverse("manager:contract_conclude", args=[programme.pk]))

    assert texts(page, ".empty-title") == ["受託者は、まだ登録されていません"]
    assert not found(page, "select[name=contractor]")
