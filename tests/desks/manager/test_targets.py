"""Targets: set and changed with their day and reason, never overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.access.actors import actor_of
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.evidence.indicators.queries import target_history
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.publishing import approve_sheet, publish_sheet
from tests.bodies import registered
from tests.desks.manager.office import HIRED, Office, member, signed_in
from tests.desks.manager.reading import texts

pytestmark = pytest.mark.django_db


def address(office: Office) -> str:
    return reverse("manager:target", args=[office.programme.pk, HIRED])


def filled(**changes: str) -> dict[str, str]:
    return {
        "value": "12",
        "decided_on": "令和3年10月1日",
        "note": "企業との協議で見直した",
        "request_key": str(uuid7()),
        **changes,
    }


def history(office: Office) -> list[tuple[int, int, str]]:
    with office.at_work():
        found = target_history(office.programme, HIRED)
    return [(target.revision, int(target.value), target.note) for target in found]


def test_a_change_is_a_new_revision(client: Client, office: Office) -> None:
    answer = client.post(address(office), filled())

    assert answer.status_code == 302
    assert history(office) == [(2, 12, "企業との協議で見直した"), (1, 10, "")]


def test_shows_every_revision_with_who_wrote_it(client: Client, office: Office) -> None:
    client.post(address(office), filled())

    answer = client.get(reverse("manager:targets", args=[office.programme.pk]))

    rows = texts(answer, "[aria-labelledby=aim-2] tbody tr")
    assert [row.split("版")[0] for row in rows] == ["第2", "第1"]
    assert "12人 令和3年10月1日 企業との協議で見直した 小林 恵" in rows[0]
    assert "自動処理（台帳の取込み）" in rows[1]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("value", "", "数字を入れてください。"),
        ("value", "-1", "0以上の数字を入れてください。"),
        ("value", "十二", "数字だけで入れてください。例　45"),
        ("value", "1.234", "小数は2けたまでにしてください。"),
        ("value", "10", "いまの目標と同じ値です。"),
        ("decided_on", "", "日付を入れてください。"),
        ("note", "あ" * 201, "200文字までにしてください。いまは201文字です。"),
    ],
)
def test_says_what_to_put_right_and_keeps_what_was_written(
    client: Client, office: Office, field: str, value: str, sentence: str
) -> None:
    answer = client.post(address(office), filled(**{field: value}))

    assert answer.status_code == 200
    assert sentence in texts(answer, ".error")[0]
    assert "1か所を直してください" in texts(answer, ".banner h2")[0]
    assert history(office) == [(1, 10, "")]
    if field != "note":
        assert "企業との協議で見直した" in answer.text


def test_takes_full_width_digits_and_another_day_form(client: Client, office: Office) -> None:
    client.post(address(office), filled(value="１２", decided_on="R3.10.1"))

    assert history(office)[0][:2] == (2, 12)


def test_sets_it_once_however_often_it_is_sent(client: Client, office: Office) -> None:
    form = filled()

    client.post(address(office), form)
    client.post(address(office), form)

    assert len(history(office)) == 2


@pytest.mark.parametrize("role", [Role.SUPERVISING_COUNSELLOR, Role.COUNSELLOR], ids=str)
def test_lets_nobody_but_the_manager_set_it(office: Office, role: Role) -> None:
    assert office.seat(role).post(address(office), filled()).status_code == 403
    assert len(history(office)) == 1


def test_lets_the_supervisor_read_them(office: Office) -> None:
    answer = office.seat(Role.SUPERVISING_COUNSELLOR).get(
        reverse("manager:targets", args=[office.programme.pk])
    )

    assert answer.status_code == 200
    assert "目標を変える" not in answer.text


def test_hides_them_from_another_municipality(office: Office) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert client.post(address(office), filled()).status_code == 404
    assert len(history(office)) == 1


@pytest.mark.capability("KNG-F7")
def test_says_what_two_targets_imply_beside_what_others_reached(
    client: Client, office: Office
) -> None:
    sheet = published_sheet(client, office)
    where = reverse("manager:target", args=[office.programme.pk, HIRED])

    page = client.get(where)

    assert "50％になる計算です" in "".join(texts(page, "main"))
    cells = texts(page, "tbody .number")
    assert "75％" in cells
    assert sheet.programme_id == office.programme.pk

    said = client.post(
        where,
        {"value": "5", "decided_on": "令和3年10月1日", "note": "", "request_key": str(uuid7())},
        follow=True,
    )
    sentence = "「就職支援数」の25％が「就職者数（非正規雇用含む）」になる計算です"
    assert sentence in "".join(texts(said, "main"))


def published_sheet(client: Client, office: Office) -> CaseSheet:
    """Tomakomai's own sheet, published."""
    client.post(
        reverse("manager:sheet_draw_up", args=[office.programme.pk]),
        {"request_key": str(uuid7())},
    )
    with office.at_work() as manager:
        sheet = CaseSheet.objects.select_related("programme", "organisation").get()
        seat = member(office.body, Role.SUPERVISING_COUNSELLOR, "高野 由美")
        approve_sheet(sheet=sheet, seen=1, by=actor_of(seat), at=sheet.drawn_up_at)
        publish_sheet(sheet=sheet, by=manager, at=sheet.drawn_up_at)
    return sheet
