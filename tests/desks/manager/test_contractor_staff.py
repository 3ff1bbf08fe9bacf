"""職員・権限: registering the staff of an operator, as long as it works for us alone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.models import Case
from bansou.programmes.actions import make_contract, start_programme
from bansou.programmes.models import Contract
from bansou.schemes.reader import template
from tests.desks.manager.office import NOON, Office, member, signed_in
from tests.desks.manager.reading import texts

EMAIL = "akari@center.example.jp"


@pytest.fixture
def contract(office: Office) -> Contract:
    """The operator's contract, running today."""
    with office.at_work():
        Contract.objects.update(ends_on=date(2099, 3, 31))
        return Contract.objects.get()


def add(office: Office, client: Client, **changes: str) -> object:
    said = {"name": "三宅 灯", "email": EMAIL, "from_on": "令和4年4月1日", **changes}
    return client.post(reverse("manager:staff_add_contractor", args=[office.contractor.pk]), said)


def seats(office: Office) -> list[tuple[str, str, date | None]]:
    found = Membership.objects.filter(user__email=EMAIL)
    return list(found.values_list("organisation__name", "role", "until_on"))


def entrust_elsewhere(office: Office) -> None:
    """The operator works for 札幌市 too."""
    with acting(service_actor("command", None), why="試験"):
        other = register_organisation(
            name="札幌市", kind=Organisation.Kind.DESIGNATED_CITY, lg_code="011002"
        )
    theirs = member(other, Role.PROGRAMME_MANAGER, "札幌 太郎")
    with acting(actor_of(theirs), why="試験") as by:
        programme = start_programme(
            by=by, scheme_id="kobe", text=template("kobe"), fiscal_year=2026, at=NOON
        )
        make_contract(
            programme=programme,
            contractor=office.contractor,
            starts_on=date(2021, 4, 1),
            ends_on=date(2099, 3, 31),
            work="講座の実施",
        )


def test_registers_somebody_who_sees_what_was_referred_and_no_more(
    client: Client, office: Office, contract: Contract
) -> None:
    answer = add(office, client)

    assert seats(office) == [(office.contractor.name, "training_staff", None)]
    (link,) = texts(answer, "code")
    assert Client().get(link, follow=True).status_code == 200
    assert "三宅 灯" in texts(client.get(reverse("manager:staff")), "tbody th")
    seat = Membership.objects.select_related("user", "organisation").get(user__email=EMAIL)
    with acting(actor_of(seat), why="試験"):
        assert not Case.objects.exclude(organisation=office.body).exists()


def test_says_until_when_they_work_there(
    client: Client, office: Office, contract: Contract
) -> None:
    add(office, client)
    seat = Membership.objects.get(user__email=EMAIL)

    client.post(reverse("manager:staff_end", args=[seat.pk]), {"until_on": "令和9年3月31日"})

    assert seats(office) == [(office.contractor.name, "training_staff", date(2027, 3, 31))]


def test_takes_no_other_role(client: Client, office: Office, contract: Contract) -> None:
    add(office, client, role="programme_manager", organisation=str(office.body.pk))

    assert seats(office) == [(office.contractor.name, "training_staff", None)]


def test_registers_nobody_without_a_contract_in_force(client: Client, office: Office) -> None:
    with office.at_work():
        assert Contract.objects.get().ends_on < date(2026, 1, 1)

    assert add(office, client).status_code == 404
    assert seats(office) == []


def test_registers_nobody_where_others_entrust_work_too(
    client: Client, office: Office, contract: Contract
) -> None:
    add(office, client)
    seat = Membership.objects.get(user__email=EMAIL)
    entrust_elsewhere(office)

    answer = add(office, client, email="second@center.example.jp")
    end = client.post(reverse("manager:staff_end", args=[seat.pk]), {"until_on": "令和9年3月31日"})

    assert answer.status_code == 422
    assert "ほかの自治体の委託も受けています" in "".join(texts(answer, ".banner"))
    assert end.status_code == 404
    assert not Membership.objects.filter(user__email="second@center.example.jp").exists()
    assert seats(office) == [(office.contractor.name, "training_staff", None)]
    page = client.get(reverse("manager:staff"))
    assert "ほかの自治体の委託も受けているため" in page.text
    assert reverse("manager:staff_add_contractor", args=[office.contractor.pk]) not in page.text


def test_nobody_else_registers_anybody(client: Client, office: Office, contract: Contract) -> None:
    theirs = signed_in(member(office.contractor, Role.TRAINING_STAFF, "別の人"))

    for other in (office.seat(Role.COUNSELLOR), office.seat(Role.SUPERVISING_COUNSELLOR), theirs):
        assert add(office, other).status_code in (403, 404)
    assert (
        client.post(
            reverse("manager:staff_add_contractor", args=[office.body.pk]), {"name": "だれか"}
        ).status_code
        == 404
    )
    assert seats(office) == []


def test_gives_no_link_to_an_account_that_opens_other_desks(
    client: Client, office: Office, contract: Contract
) -> None:
    """An invited colleague of another body, who has not chosen a password yet."""
    with acting(service_actor("command", None), why="試験"):
        other = register_organisation(
            name="札幌市", kind=Organisation.Kind.DESIGNATED_CITY, lg_code="011002"
        )
        user = User.objects.create_user(EMAIL, name="三宅 灯", joined_at=None)
        Membership.objects.create(
            user=user, organisation=other, role=Role.COUNSELLOR, from_on=date(2021, 4, 1)
        )

    answer = add(office, client)

    assert texts(answer, "code") == []
    assert "ほかの団体でも登録されているアカウントです" in answer.text
