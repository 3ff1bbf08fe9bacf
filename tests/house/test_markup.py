"""The pages that anybody can reach, as the Nu Html Checker reads them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.plugins.markup import Nu

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_has_nothing_to_say_of_a_page_before_signing_in(nu: Nu, client: Client, name: str) -> None:
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert nu(page.content.decode()) == []


def test_has_nothing_to_say_of_a_page_that_is_not_there(nu: Nu, client: Client) -> None:
    page = client.get("/is/not/there/")

    assert page.status_code == 404
    assert nu(page.content.decode()) == []


def test_would_say_what_is_wrong(nu: Nu) -> None:
    page = "<!DOCTYPE html><html lang=ja><title>a</title><p hx-get=x>b<p id=c><p id=c></html>"

    assert nu(page) == [
        "1: Duplicate ID “c”.",
        "1: The first occurrence of ID “c” was here.",
    ]
