"""職員・権限: registering colleagues, and saying until when they work here."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Membership, Role
from bansou.people.models import Case
from tests.bodies import account_of
from tests.desks.manager.office import Office, member, signed_in
from tests.desks.manager.reading import texts

ADD = reverse("manager:staff_add")


def filled(**changes: str) -> dict[str, str]:
    return {
        "name": "新川 葵",
        "email": "aoi@city.example.jp",
        "role": "counsellor",
        "from_on": "令和4年4月1日",
        **changes,
    }


def seats(email: str = "aoi@city.example.jp") -> list[tuple[str, date, date | None]]:
    found = Membership.objects.filter(user__email=email)
    return list(found.values_list("role", "from_on", "until_on"))


def test_registers_a_colleague_and_shows_the_link_once(client: Client, office: Office) -> None:
    answer = client.post(ADD, filled())

    with office.at_work():
        assert seats() == [("counsellor", date(2022, 4, 1), None)]
    (link,) = texts(answer, "code")
    assert link.startswith("http://testserver/account/password/reset/key/")
    assert Client().get(link, follow=True).status_code == 200
    assert "新川 葵" in texts(client.get(reverse("manager:staff")), "tbody th")


def test_who_has_an_account_keeps_it(client: Client, office: Office) -> None:
    account_of("新川 葵", "ことばを4つならべて入る鍵", email="aoi@city.example.jp")

    answer = client.post(ADD, filled())

    assert texts(answer, "code") == []
    assert "すでにあるアカウントです" in "".join(texts(answer, "main"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "だれか"}, "メールアドレス"),
        ({"role": "service"}, "役割"),
        ({"role": ""}, "役割"),
        ({"name": " "}, "氏名"),
        ({"from_on": "2月30日"}, "始まりの日"),
    ],
)
def test_says_what_is_wrong_and_registers_nobody(
    client: Client, office: Office, changes: dict[str, str], said: str
) -> None:
    answer = client.post(ADD, filled(**changes))

    assert answer.status_code == 422
    assert any(text.startswith(said) for text in texts(answer, ".banner li"))
    with office.at_work():
        assert seats() == []
    assert "新川 葵" in answer.text or "name" in changes


def test_refuses_the_same_role_twice(client: Client, office: Office) -> None:
    client.post(ADD, filled())

    answer = client.post(ADD, filled(from_on="令和4年5月1日"))

    assert answer.status_code == 422
    with office.at_work():
        assert len(seats()) == 1


def test_ends_a_membership_but_never_ones_own(client: Client, office: Office) -> None:
    client.post(ADD, filled())
    with office.at_work() as manager:
        seat = Membership.objects.get(user__email="aoi@city.example.jp")
        own = manager.membership_id

    client.post(reverse("manager:staff_end", args=[seat.pk]), {"until_on": "令和4年9月30日"})
    refused = client.post(reverse("manager:staff_end", args=[own]), {"until_on": "令和4年9月30日"})

    with office.at_work():
        assert seats() == [("counsellor", date(2022, 4, 1), date(2022, 9, 30))]
        assert Membership.objects.get(pk=own).until_on is None
    assert refused.status_code == 422
    assert any("自分の登録は終えられません" in text for text in texts(refused, ".banner li"))


def test_says_which_cases_are_left_and_who_hands_them_over(client: Client, office: Office) -> None:
    with office.at_work():
        left = Case.objects.filter(closed_on=None).exclude(responsible=None)
        leaving = left.order_by("id")[0].responsible
        number = left.filter(responsible=leaving).count()
    address = reverse("manager:staff_end", args=[leaving.pk])
    alone = "".join(texts(client.get(address), ".banner"))
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")

    page = client.get(address)

    said = "".join(texts(page, ".banner"))
    assert "引き継げる統括カウンセラーが、ほかにいません" in alone
    assert f"{leaving.user.name}さんは、いま{number}件のケースを担当しています" in said
    assert "統括カウンセラー（高野 由美さん）に引継ぎを頼んでください" in said
    (list_of_cases,) = texts(page, "code")
    listed = supervisor.get(list_of_cases.removeprefix("http://testserver"))
    assert f"{leaving.user.name}の担当ケース" in "".join(texts(listed, "h1"))


def test_says_nothing_of_cases_where_none_are_left(client: Client, office: Office) -> None:
    client.post(ADD, filled())
    with office.at_work():
        seat = Membership.objects.get(user__email="aoi@city.example.jp")

    assert texts(client.get(reverse("manager:staff_end", args=[seat.pk])), ".banner") == []


def test_nobody_else_registers_anybody_and_no_other_office(client: Client, office: Office) -> None:
    for role in (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR):
        assert office.seat(role).post(ADD, filled()).status_code in (403, 404)
    theirs = member(office.contractor, Role.TRAINING_STAFF, "別の人")

    assert client.get(reverse("manager:staff_end", args=[theirs.pk])).status_code == 404
    assert signed_in(theirs).post(ADD, filled()).status_code in (403, 404)
    with office.at_work():
        assert seats() == []
