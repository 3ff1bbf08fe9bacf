"""The cities and the training centre that the guards are tried on."""

from dataclasses import replace

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.codes.corporate_number import check_digit
from bansou.commons.models import Membership, Organisation
from bansou.commons.organisations.models import Role
from bansou.employers.models import Company, CompanyAccount, Opening
from tests.bodies import account_of, body_called
from tests.commons.access.cities import (
    LONG_AGO,
    NOON,
    Centre,
    City,
    found_centre,
    found_city,
)


@pytest.fixture
def centre(db: None) -> Centre:
    """A training centre that both cities have a contract with."""
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    """The city whose rows are looked for."""
    return found_city("苫小牧市", centre)


@pytest.fixture
def other_city(centre: Centre) -> City:
    """The city that must not see them, and whose rows are not to be seen."""
    return found_city("小樽市", centre)


NUMBER = check_digit("010000000001") + "010000000001"


@pytest.fixture
def employer(city: City, other_city: City) -> Actor:
    """Somebody who has taken up an invitation of the first city, and of no other."""
    body = body_called("会社", Organisation.Kind.EMPLOYER)
    user = account_of("採用担当")
    for one in (city, other_city):
        with acting(one.supervisor_actor, why="試験"):
            Company.objects.update(corporate_number=NUMBER)
    with acting(city.supervisor_actor, why="試験"):
        Organisation.objects.filter(pk=body.pk).update(corporate_number=NUMBER)
        seat = Membership.objects.create(
            user=user, organisation=body, role=Role.EMPLOYER, from_on=LONG_AGO
        )
        CompanyAccount.objects.update(membership=seat, opened_at=NOON)
        apart = Company.objects.create(organisation=city.body, name="別の会社", name_key="別")
        Opening.objects.create(
            organisation=city.body,
            recorded_by=city.body,
            company=apart,
            title="別の仕事",
            posted_on=LONG_AGO,
            recorded_at=NOON,
        )
    return replace(
        actor_of(Membership.objects.select_related("user", "organisation").get(pk=seat.pk)),
        keeper_id=city.body.pk,
        company_id=city.company.pk,
    )
