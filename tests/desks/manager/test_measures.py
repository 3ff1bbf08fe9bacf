"""Frozen figures: taken once, never changed, and what has changed since is said."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.evidence.indicators.models import Measure
from bansou.people.steps.actions import withdraw_step
from bansou.placement.models import Hire
from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from tests.bodies import registered
from tests.desks.manager.office import HIRED, NOON, NUMBERS, Office, member, signed_in
from tests.desks.manager.reading import found, texts

pytestmark = pytest.mark.django_db


def freezing(office: Office, indicator: str = "") -> str:
    url = reverse("manager:freeze", args=[office.programme.pk])
    return f"{url}?indicator={indicator}" if indicator else url


def taken(office: Office) -> list[Measure]:
    with office.at_work():
        return list(Measure.objects.filter(programme=office.programme).order_by("id"))


def freeze(client: Client, office: Office, indicator: str = "") -> Measure:
    """Press the button, and give the figure of hires that was frozen."""
    client.post(freezing(office, indicator), {"request_key": str(uuid7())})
    return next(measure for measure in taken(office) if measure.indicator == HIRED)


def page(client: Client, measure: Measure) -> Any:
    return client.get(reverse("manager:measure", args=[measure.programme_id, measure.pk]))


def withdraw(office: Office, number: str) -> None:
    with office.at_work():
        step = Hire.objects.get(case__number=number).step
        withdraw_step(step=step, at=NOON, because="誤り")


def test_asks_before_it_freezes(client: Client, office: Office) -> None:
    answer = client.get(freezing(office, HIRED))

    assert texts(answer, "h1") == ["「就職者数（非正規雇用含む）」の確定値をとりますか"]
    assert (
        "定義 第1版、15人、15件の根拠がこの時点で固定されます。あとから変えられません。"
        in answer.text
    )
    assert not taken(office)


def test_freezes_all_figures_with_their_evidence(client: Client, office: Office) -> None:
    client.post(freezing(office), {"request_key": str(uuid7())})

    assert {m.indicator: (m.target, m.value, len(m.evidence)) for m in taken(office)} == {
        name: (str(target), str(value), value) for name, (target, value) in NUMBERS.items()
    }


def test_freezes_one_figure(client: Client, office: Office) -> None:
    client.post(freezing(office, HIRED), {"request_key": str(uuid7())})

    assert [measure.indicator for measure in taken(office)] == [HIRED]


def test_freezes_once_however_often_the_button_is_pressed(client: Client, office: Office) -> None:
    key = {"request_key": str(uuid7())}

    first, second = client.post(freezing(office), key), client.post(freezing(office), key)

    assert first.status_code == second.status_code == 302
    assert len(taken(office)) == 3


@pytest.mark.parametrize("role", [Role.SUPERVISING_COUNSELLOR, Role.COUNSELLOR], ids=str)
def test_lets_nobody_but_the_manager_freeze(office: Office, role: Role) -> None:
    answer = office.seat(role).post(freezing(office), {"request_key": str(uuid7())})

    assert answer.status_code == 403
    assert not taken(office)


def test_hides_frozen_figures_from_another_municipality(client: Client, office: Office) -> None:
    measure = freeze(client, office)
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    stranger = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert page(stranger, measure).status_code == 404
    assert stranger.post(freezing(office)).status_code == 404


def test_says_that_nothing_has_changed(client: Client, office: Office) -> None:
    answer = page(client, freeze(client, office))

    assert texts(answer, ".banner .banner-title")[-1] == "いま数えても、同じ数です"
    assert len(texts(answer, "[aria-labelledby=evidence] tbody tr")) == 15


@pytest.mark.capability("X-10")
def test_says_what_differs_and_keeps_the_frozen_number(client: Client, office: Office) -> None:
    measure = freeze(client, office)
    withdraw(office, "T3-002")

    answer = page(client, measure)

    assert texts(answer, ".banner .banner-title")[-1] == "確定したときは15人、いま数えると14人です"
    assert texts(answer, ".definition .figure") == ["10【15】人"]
    states = texts(answer, "[aria-labelledby=evidence] tbody tr")
    assert len(states) == 15
    assert len([state for state in states if "取り消された記録です。" in state]) == 1
    live = reverse("manager:indicator", args=[office.programme.pk, HIRED])
    assert texts(client.get(live), ".result .figure") == ["10【14】人"]


def test_says_when_the_number_is_the_same_by_other_records(client: Client, office: Office) -> None:
    measure = freeze(client, office)
    withdraw(office, "T3-002")
    with office.at_work():
        step = Hire.objects.get(case__number="T3-019").step
        type(step).objects.filter(pk=step.pk).update(withdrawn_at=None, withdrawn_because="")

    answer = page(client, measure)

    assert (
        texts(answer, ".banner .banner-title")[-1] == "数は同じですが、数えている記録が変わりました"
    )
    assert len(texts(answer, "[aria-labelledby=added] tbody tr")) == 1


def test_says_when_the_way_of_counting_has_changed(client: Client, office: Office) -> None:
    measure = freeze(client, office)
    with office.at_work():
        revise_scheme(
            programme=office.programme,
            text=template("tomakomai").replace('first = "in_scope"', 'first = "ever"'),
            valid_from=office.programme.starts_on,
            at=NOON,
        )

    answer = page(client, measure)

    assert "数え方が、確定したときから変わっています" in texts(answer, ".banner .banner-title")
    assert texts(answer, ".definition .figure") == ["10【15】人"]


def test_shows_the_manager_no_names_and_the_supervisor_the_way_to_the_case(
    client: Client, office: Office
) -> None:
    measure = freeze(client, office)

    assert not found(page(client, measure), ".evidence [scope=row] a")
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR)
    assert len(found(page(supervisor, measure), ".evidence [scope=row] a")) == 15


def test_logs_who_opened_it(client: Client, office: Office) -> None:
    measure = freeze(client, office)

    page(client, measure)

    opened = [log for log in office.log() if log.subject == "measure"]
    assert [(log.kind, log.subject_id) for log in opened] == [(AccessLog.Kind.OPEN, measure.pk)]


def test_lists_all_frozen_figures_page_by_page(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(client, office)
    freeze(client, office, HIRED)
    url = reverse("manager:measures", args=[office.programme.pk])

    everything = client.get(url)

    assert len(texts(everything, "tbody tr")) == 4
    after = taken(office)[1].pk
    assert len(texts(client.get(f"{url}?after={after}"), "tbody tr")) == 1
    assert len(texts(client.get(f"{url}?after=nonsense"), "tbody tr")) == 4
