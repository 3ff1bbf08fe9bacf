"""事例シート: drawn up once with its frozen figures, the same for ever, as page and PDF."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.desks.shared.sheet_files import FORMATS
from bansou.evidence.indicators.models import Measure
from bansou.grants.models import CaseSheet
from bansou.people.steps.actions import withdraw_step
from bansou.placement.models import Hire
from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from tests.bodies import registered
from tests.desks.manager.office import NOON, Office, member, signed_in
from tests.desks.manager.reading import found, texts

pytestmark = pytest.mark.django_db


def drawing_up(office: Office) -> str:
    return reverse("manager:sheet_draw_up", args=[office.programme.pk])


def drawn_up(office: Office) -> list[CaseSheet]:
    with office.at_work():
        return list(CaseSheet.objects.filter(programme=office.programme).order_by("number"))


def draw_up(client: Client, office: Office) -> CaseSheet:
    client.post(drawing_up(office), {"request_key": str(uuid7())})
    return drawn_up(office)[-1]


def pdf(client: Client, sheet: CaseSheet) -> bytes:
    content: bytes = client.get(reverse("manager:sheet_file", args=[sheet.pk, "pdf"])).content
    return content


def test_asks_before_it_draws_up(client: Client, office: Office) -> None:
    answer = client.get(drawing_up(office))

    assert texts(answer, "h1") == ["令和3年度の事例シートを作りますか"]
    assert "10【15】人" in texts(answer, ".question dd")
    assert not drawn_up(office)


@pytest.mark.capability("TMK-01", "NAT-13")
def test_shows_the_years_cost_and_figures(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)

    answer = client.get(reverse("manager:sheet", args=[sheet.pk]))

    assert texts(answer, ".case-sheet-cost dd") == ["8,500千円"]
    assert texts(answer, ".case-sheet-kpi td") == ["20 【20】 人", "10 【15】 人", "5 【7】 件"]
    assert "令和3年度 交付決定事業" in texts(answer, ".case-sheet-fund")[0]
    assert texts(answer, "h1") == ["就職氷河期世代就職応援事業【北海道苫小牧市】"]


def test_every_figure_opens_the_frozen_figure_behind_it(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)

    links = found(client.get(reverse("manager:sheet", args=[sheet.pk])), ".case-sheet-kpi a")

    pairs = [texts(client.get(link.attributes["href"]), ".definition .figure")[0] for link in links]
    assert pairs == ["20【20】人", "10【15】人", "5【7】件"]


@pytest.mark.capability("NAT-39", "X-04")
def test_hands_over_a_pdf_under_a_japanese_name(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)

    answer = client.get(reverse("manager:sheet_file", args=[sheet.pk, "pdf"]))

    name = unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])
    assert (
        name
        == "事例シート　【下書き】就職氷河期世代就職応援事業【北海道苫小牧市】　令和3年度　第1号.pdf"
    )
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for pair in ("20 【20】", "10 【15】", "5 【7】", "8,500千円"):
        assert pair in text
    exports = [log for log in office.log() if log.kind == AccessLog.Kind.EXPORT]
    assert [(log.subject, log.subject_id) for log in exports] == [("sheet", sheet.pk)]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_hands_over_every_format_that_its_page_offers(
    client: Client, office: Office, form: str
) -> None:
    sheet = draw_up(client, office)
    page = client.get(reverse("manager:sheet", args=[sheet.pk]))
    (link,) = (
        it.attributes["href"]
        for it in found(page, ".sheet-tools .drawer a")
        if it.attributes["href"].endswith(f".{form}")
    )

    answer = client.get(link)

    assert answer.headers["Content-Type"] == FORMATS[form].content_type
    name = unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])
    assert name.endswith(f"　第1号.{form}")
    exports = [log.detail for log in office.log() if log.kind == AccessLog.Kind.EXPORT]
    assert exports == [
        {
            "format": form,
            "number": 1,
            "programme": "就職氷河期世代就職応援事業",
            "fiscal_year": 2021,
        }
    ]


def test_knows_no_other_format(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)

    answer = client.get(reverse("manager:sheet_file", args=[sheet.pk, "docx"]))

    assert answer.status_code == 404


def test_stays_the_same_to_the_last_byte_when_records_and_rules_change(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    before = pdf(client, sheet)
    with office.at_work():
        step = Hire.objects.get(case__number="T3-002").step
        withdraw_step(step=step, at=NOON, because="誤り")
        revise_scheme(
            programme=office.programme,
            text=template("tomakomai").replace("切れ目ない一体的な", "切れ目のない"),
            valid_from=office.programme.starts_on,
            at=NOON,
        )

    assert pdf(client, sheet) == before

    renewed = draw_up(client, office)
    assert renewed.number == 2
    answer = client.get(reverse("manager:sheet", args=[renewed.pk]))
    assert texts(answer, ".case-sheet-kpi td")[1] == "10 【14】 人"
    assert "切れ目のない" in texts(answer, ".case-sheet-catch")[0]


def test_names_the_box_whose_text_is_too_long_and_keeps_nothing(
    client: Client, office: Office
) -> None:
    with office.at_work():
        revise_scheme(
            programme=office.programme,
            text=template("tomakomai").replace(
                "雇用のミスマッチを防ぐため、", "雇用のミスマッチを防ぐため、" * 80
            ),
            valid_from=office.programme.starts_on,
            at=NOON,
        )

    answer = client.post(drawing_up(office), {"request_key": str(uuid7())})

    assert answer.status_code == 403
    assert "「(3) 職場見学・体験」が、8ポイントでも" in texts(answer, "h1")[0]
    assert "文を短くしてください。" in answer.text
    assert "casebook.text_too_long" in texts(answer, ".facts dd")
    edit = reverse("manager:scheme_revise", args=[office.programme.pk])
    assert [link.attributes["href"] for link in found(answer, "a.primary")] == [edit]
    assert not drawn_up(office)
    with office.at_work():
        assert not Measure.objects.exists()


def test_draws_up_once_however_often_the_button_is_pressed(client: Client, office: Office) -> None:
    key = {"request_key": str(uuid7())}

    first, second = (client.post(drawing_up(office), key) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert len(drawn_up(office)) == 1


def test_lists_the_sheets_of_all_programmes(client: Client, office: Office) -> None:
    empty = client.get(reverse("manager:sheets"))
    draw_up(client, office)
    draw_up(client, office)

    rows = texts(client.get(reverse("manager:sheets")), "tbody tr")

    assert "まだ作っていません" in empty.text
    assert [row[:3] for row in rows] == ["第2号", "第1号"]
    assert "20【20】人 10【15】人 5【7】件" in rows[0].replace("　", " ")


def test_lets_the_supervisor_read_and_only_the_manager_draw_up(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR)

    assert supervisor.get(reverse("manager:sheet", args=[sheet.pk])).status_code == 200
    assert supervisor.post(drawing_up(office)).status_code == 403
    assert len(drawn_up(office)) == 1


def test_refuses_the_counsellor_and_the_contractor(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    url = reverse("manager:sheet_file", args=[sheet.pk, "pdf"])
    training = signed_in(member(office.contractor, Role.TRAINING_STAFF, "訓練 一郎"))

    assert office.seat(Role.COUNSELLOR).get(url).status_code == 403
    assert training.get(url).status_code == 403


def test_hides_a_sheet_from_another_municipality(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    stranger = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert stranger.get(reverse("manager:sheet", args=[sheet.pk])).status_code == 404
    for form in FORMATS:
        file = reverse("manager:sheet_file", args=[sheet.pk, form])
        assert stranger.get(file).status_code == 404
    assert stranger.post(drawing_up(office)).status_code == 404
