"""求職管理簿 as a file: its rows, who may take it along, and that the log says whose names went."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, today
from tests.desks.proposals.brought import introduced, opening_in, wished

pytestmark = pytest.mark.django_db


def address(form: str = "csv") -> str:
    return reverse("proposals:seeker_ledger", args=[FiscalYear.of(today()).year, form])


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_writes_who_sought_work_with_each_introduction_and_logs_whose_names_went(
    town: Town,
) -> None:
    met, waiting = town.case(), town.case("森 さち", "モリ サチ")
    for case in (met, waiting):
        wished(town, case)
    introduced(town, met, opening_in(town))
    town.case("浜 一郎", "ハマ イチロウ")
    supervisor = town.client(town.supervisor)
    assert address() in supervisor.get(reverse("proposals:settled")).content.decode()

    rows = rows_of(supervisor.get(address()))

    assert [(row["氏名"], row["求人者の名称"], row["採否"]) for row in rows] == [
        ("三浦 和彦", "若松港物流", "結果待ち"),
        ("森 さち", "", ""),
    ]
    assert rows[0]["生年月日"] == "1980-05-05"
    with town.at_work():
        logged = AccessLog.objects.get(subject="seeker_ledger")
        assert logged.kind == AccessLog.Kind.EXPORT
        assert set(logged.detail["shown"]) == {str(met.pk), str(waiting.pk)}
    assert supervisor.get(address("xlsx")).status_code == 200
    assert supervisor.get(address("pdf")).status_code == 404


@pytest.mark.parametrize("who", ["counsellor", "matching", "manager", "trainer"])
def test_refuses_everybody_but_the_supervisor(town: Town, who: str) -> None:
    client = town.client(getattr(town, who))

    assert client.get(address()).status_code == 403
    if who in ("counsellor", "matching"):
        assert "求職管理簿" not in text_of(client.get(reverse("proposals:settled")))


def test_writes_nobody_of_another_body(town: Town) -> None:
    wished(town, town.case())

    answer = town.client(town.neighbour).get(address())

    assert answer.status_code == 403 or rows_of(answer) == []
