"""事業の状況: the figures at a glance, as the manager and as those who must not."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Organisation, Role
from bansou.evidence.indicators.actions import set_target
from bansou.programmes.actions import set_budget_line, start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template
from tests.bodies import registered
from tests.desks.manager.office import HIRED, NOON, SHORT, SUPPORTED, Office, member, signed_in
from tests.desks.manager.reading import texts

pytestmark = pytest.mark.django_db


def address(office: Office) -> str:
    return reverse("manager:programme", args=[office.programme.pk])


@pytest.mark.capability("TMK-28", "NAT-39")
def test_shows_the_three_pairs(client: Client, office: Office) -> None:
    said = texts(client.get(address(office)), ".bars .figure")

    assert said == ["20【20】人", "10【15】人", "5【7】件"]


@pytest.mark.parametrize(
    "role", [Role.COUNSELLOR, Role.MATCHING_OFFICER, Role.TRAINING_STAFF], ids=str
)
def test_refuses_roles_that_have_no_figures(office: Office, role: Role) -> None:
    assert office.seat(role).get(address(office)).status_code == 403


def test_refuses_the_contractor(office: Office) -> None:
    client = signed_in(member(office.contractor, Role.TRAINING_STAFF, "訓練 一郎"))

    assert client.get(address(office)).status_code == 403
    assert client.get(reverse("manager:programmes")).status_code == 403


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.SUPERVISING_COUNSELLOR], ids=str)
def test_hides_a_programme_from_another_municipality(office: Office, role: Role) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, role, "小樽 太郎"))

    assert client.get(address(office)).status_code == 404
    assert "就職氷河期世代就職応援事業" not in client.get(reverse("manager:programmes")).text


def test_sends_who_has_not_signed_in_to_the_sign_in_page(office: Office) -> None:
    answer = Client().get(address(office))

    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


@pytest.mark.capability("TMK-01")
def test_shows_the_eligible_cost_in_thousands_and_exactly(client: Client, office: Office) -> None:
    page = client.get(address(office)).text

    assert "8,500千円" in page
    assert "8,500,000円" in page


@pytest.mark.capability("X-02")
def test_writes_a_large_cost_in_hundred_millions_too(client: Client, office: Office) -> None:
    with office.at_work():
        line = set_budget_line(
            programme=office.programme, label="交付金対象事業費", yen=1_760_000_000
        )

    cost = texts(client.get(address(office)), "[aria-labelledby=budget]")[0]

    assert "1,760,000千円" in cost
    assert "1,760,000,000円（17.6億円）" in cost
    assert type(line.yen) is int


def test_lists_the_parts_of_the_eligible_cost(client: Client, office: Office) -> None:
    with office.at_work():
        set_budget_line(programme=office.programme, label="報償費", yen=250_499)

    page = client.get(address(office)).text

    assert "8,750千円" in page
    assert "250,499円" in page


def test_says_in_words_whether_targets_are_met(client: Client, office: Office) -> None:
    with office.at_work():
        _aim(office, SUPPORTED, 30)

    said = texts(client.get(address(office)), ".bars .standing")

    assert said == ["未達", "達成", "達成"]


def _aim(office: Office, indicator: str, value: int) -> None:
    set_target(
        programme=office.programme,
        indicator=indicator,
        value=Decimal(value),
        decided_on=date(2021, 7, 1),
    )


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (41, "「就職支援数」は目標の48.8％です"),
        (6, "「就職支援数」は目標の333.3％です"),
    ],
)
def test_asks_to_check_a_figure_far_from_its_target(
    client: Client, office: Office, target: int, sentence: str
) -> None:
    with office.at_work():
        _aim(office, SUPPORTED, target)

    assert sentence in _checks(client, office)


@pytest.mark.parametrize("target", [40, 20, 7])
def test_asks_nothing_about_a_figure_near_its_target(
    client: Client, office: Office, target: int
) -> None:
    if target != 20:
        with office.at_work():
            _aim(office, SUPPORTED, target)

    assert "「就職支援数」" not in _checks(client, office)


@pytest.mark.capability("KNG-F8")
def test_tells_what_is_not_known_apart_from_what_did_not_happen(
    client: Client, office: Office
) -> None:
    checks = _checks(client, office)

    assert "結果が分からない記録が1件あります" in checks
    assert "「なかった」とは別に数えています。" in checks


def _checks(client: Client, office: Office) -> str:
    return "".join(texts(client.get(address(office)), "[aria-labelledby=checks]"))


def _start_this_year(office: Office) -> str:
    """A programme of another year without a record or a target."""
    with office.at_work() as actor:
        programme = start_programme(
            by=actor,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=2022,
            at=NOON,
        )
    return reverse("manager:programme", args=[programme.pk])


def test_a_missing_record_is_no_zero(client: Client, office: Office) -> None:
    answer = client.get(_start_this_year(office))

    assert texts(answer, ".bars .figure") == ["―【―】人", "―【―】人", "―【―】件"]
    assert texts(answer, ".bars .standing") == ["記録待ち"] * 3
    checks = texts(answer, "[aria-labelledby=checks]")[0]
    assert "まだ数えた記録がありません" in checks
    assert "0人ではなく、記録が届いていません" in checks
    assert "目標のない指標が3件あります" in checks


def test_a_missing_record_names_the_target(client: Client, office: Office) -> None:
    with office.at_work():
        url = _start_this_year(office)
        programme = Programme.objects.get(organisation=office.body, fiscal_year=2022)
        set_target(
            programme=programme,
            indicator=HIRED,
            value=Decimal(280),
            decided_on=date(2022, 4, 1),
        )

    assert "目標は 就職者数（非正規雇用含む） 280人 です。" in client.get(url).text


def test_lists_the_years_and_opens_each(client: Client, office: Office) -> None:
    _start_this_year(office)

    page = client.get(reverse("manager:programmes")).text

    assert page.index("令和4年度") < page.index("令和3年度")
    assert address(office) in page
    assert "8,500千円" in page


def test_says_what_to_do_while_there_is_no_programme(office: Office) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert "台帳を取り込むと、事業と指標がここに出ます" in (
        "".join(texts(client.get(reverse("manager:programmes")), ".empty"))
    )


# Writing out


def test_writes_the_figures_out_and_logs_it(client: Client, office: Office) -> None:
    answer = client.get(reverse("manager:figures_export", args=[office.programme.pk, "csv"]))

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["指標"], row["目標"], row["実績"], row["単位"]) for row in rows] == [
        ("就職支援数", "20", "20", "人"),
        ("就職者数（非正規雇用含む）", "10", "15", "人"),
        ("取得した資格を有効活用できる人手不足産業（建設業など）への就職者数", "5", "7", "件"),
    ]
    assert [(log.kind, log.subject) for log in office.log()] == [("export", "indicators")]


def test_writes_the_figures_out_as_a_workbook(client: Client, office: Office) -> None:
    answer = client.get(reverse("manager:figures_export", args=[office.programme.pk, "xlsx"]))

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["F"][1:]] == [20, 15, 7]


def test_knows_no_other_format(client: Client, office: Office) -> None:
    url = reverse("manager:figures_export", args=[office.programme.pk, "pdf"])

    assert client.get(url).status_code == 404
    assert [it.kind for it in office.log()] == [AccessLog.Kind.REFUSED]


def test_does_not_write_out_for_a_counsellor(office: Office) -> None:
    url = reverse("manager:figures_export", args=[office.programme.pk, "csv"])

    assert office.seat(Role.COUNSELLOR).get(url).status_code == 403
    assert [it.kind for it in office.log()] == [AccessLog.Kind.REFUSED]


def test_a_page_of_figures_asks_the_database_little(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(35):
        client.get(address(office))


def test_every_figure_opens_its_evidence(client: Client, office: Office) -> None:
    page = client.get(address(office)).text

    for indicator in (SUPPORTED, HIRED, SHORT):
        url = reverse("manager:indicator", args=[office.programme.pk, indicator])
        assert url in page
        assert client.get(url).status_code == 200
