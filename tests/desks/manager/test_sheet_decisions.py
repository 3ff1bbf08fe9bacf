"""From a draft to the public library, and what everybody can read there."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bansou.commons.clock import JST
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.models import CaseSheet, PublishedSheet, SheetDecision
from bansou.people.models import Person
from tests.desks.manager.office import Office
from tests.desks.manager.reading import found, texts


def draw_up(client: Client, office: Office) -> CaseSheet:
    client.post(
        reverse("manager:sheet_draw_up", args=[office.programme.pk]),
        {"request_key": str(uuid7())},
    )
    with office.at_work():
        return CaseSheet.objects.order_by("-number")[0]


def decide(client: Client, sheet: CaseSheet, what: str, **said: str) -> Any:
    """Decide about a sheet whose texts are as they were drawn up, unless a version is said."""
    said.setdefault("version", "1")
    return client.post(reverse(f"manager:sheet_{what}", args=[sheet.pk]), said)


def page(client: Client, sheet: CaseSheet) -> Any:
    return client.get(reverse("manager:sheet", args=[sheet.pk]))


def published(client: Client, office: Office, **said: str) -> CaseSheet:
    sheet = draw_up(client, office)
    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")
    assert decide(client, sheet, "publish", **said).status_code == 302
    return sheet


def kinds(office: Office, sheet: CaseSheet) -> list[str]:
    with office.at_work():
        decisions = SheetDecision.objects.filter(sheet=sheet).order_by("at", "id")
        return list(decisions.values_list("kind", flat=True))


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


def test_a_sheet_begins_as_a_draft_that_another_approves(client: Client, office: Office) -> None:
    office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    sheet = draw_up(client, office)
    assert "下書き" in texts(page(client, sheet), ".chip")
    assert "承認する" not in texts(page(client, sheet), ".actions a")

    asked = client.get(reverse("manager:sheet_approve", args=[sheet.pk]))
    for refused in (asked, decide(client, sheet, "approve")):
        assert refused.status_code == 403
        said = "".join(texts(refused, "main"))
        assert "作った人と文を直した人は、承認できません" in said
        assert "ほかの事業担当者か統括カウンセラーに、承認を頼んでください" in said
        assert "承認する" not in texts(refused, "main button")
    assert kinds(office, sheet) == []

    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")
    assert "承認済み" in texts(page(client, sheet), ".chip")
    assert kinds(office, sheet) == ["approved"]


def test_says_who_publishes_next_and_how(client: Client, office: Office) -> None:
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    sheet = draw_up(client, office)

    decide(supervisor, sheet, "approve")

    to_supervisor = "".join(texts(page(supervisor, sheet), "main"))
    to_manager = "".join(texts(page(client, sheet), "main"))
    assert "次に公開するのは、事業担当者（" in to_supervisor
    assert f"{office.manager.name}さん" in to_supervisor
    assert "次は公開です。「公開する」を押すと" in to_manager
    decide(client, sheet, "publish")
    assert "次は公開です" not in "".join(texts(page(client, sheet), "main"))


def test_tells_the_approver_what_waits_and_the_list_how_each_sheet_stands(
    client: Client, office: Office
) -> None:
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    replaced, sheet = draw_up(client, office), draw_up(client, office)
    address = reverse("manager:sheet", args=[sheet.pk])
    listing, waiting = reverse("manager:sheets"), f"{reverse('manager:sheets')}?state=waiting"

    (way,) = found(supervisor.get(reverse("counsellor:today")), "main .banner a")
    assert way.attributes["href"] == address
    for seat in (client, office.seat(Role.COUNSELLOR)):
        assert "承認を待っている" not in seat.get("/", follow=True).content.decode()
    listed = supervisor.get(listing)
    assert texts(listed, "tbody td[data-label=状態]") == ["下書き あなたの承認待ち", "下書き"]
    assert all(
        office.manager.name in cell for cell in texts(listed, "tbody td[data-label=作った人と時点]")
    )
    assert texts(supervisor.get(waiting), "tbody th a") == ["第2号"]
    assert texts(client.get(waiting), "tbody th a") == []

    decide(supervisor, sheet, "approve")
    assert found(supervisor.get(reverse("counsellor:today")), "main .banner a") == []
    assert texts(client.get(f"{listing}?state=approved"), "tbody th a") == ["第2号"]
    assert texts(client.get(f"{listing}?state=draft"), "tbody th a") == ["第1号"]
    assert kinds(office, replaced) == []


def test_figures_of_a_running_year_are_approved_knowingly_and_with_what_was_counted(
    client: Client, office: Office
) -> None:
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    with office.at_work() as manager:
        moment = datetime(2021, 11, 30, 17, tzinfo=JST)
        sheet = draw_up_sheet(
            programme=office.programme, by=manager, as_of=moment.date(), at=moment
        )
    said = "数値は令和3年11月30日までのものです。この事業の期間は令和4年3月31日まで"
    question = reverse("manager:sheet_approve", args=[sheet.pk])

    asked = supervisor.get(question)
    unticked = decide(supervisor, sheet, "approve")
    assert unticked.status_code == 422
    for shown in (page(client, sheet), asked, unticked):
        assert said in "".join(texts(shown, "main"))
    (pair, *_others) = found(asked, "main tbody td a")
    assert pair.text.endswith("】 人")
    assert supervisor.get(pair.attributes["href"]).status_code == 200
    assert kinds(office, sheet) == []

    assert decide(supervisor, sheet, "approve", accepts_midyear="on").status_code == 302
    with office.at_work():
        assert SheetDecision.objects.get(sheet=sheet).midyear_on == moment.date()
    kept = "".join(texts(page(client, sheet), ".decisions"))
    assert "令和3年11月30日までの数値であることを確かめて承認" in kept
    whole = supervisor.get(reverse("manager:sheet_approve", args=[draw_up(client, office).pk]))
    assert "年度の途中" not in "".join(texts(whole, "main"))


@pytest.mark.parametrize("what", ["publish", "withdraw"])
def test_a_draft_is_neither_published_nor_taken_back(
    client: Client, office: Office, what: str
) -> None:
    sheet = draw_up(client, office)

    assert decide(client, sheet, what, note="理由").status_code == 404
    assert kinds(office, sheet) == []


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_only_the_manager_publishes(office: Office, client: Client, role: Role) -> None:
    sheet = draw_up(client, office)
    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")

    assert decide(office.seat(role), sheet, "publish").status_code in (403, 404)
    assert kinds(office, sheet) == ["approved"]


def test_everybody_reads_what_is_published_in_every_format(
    client: Client, office: Office, visitor: Client
) -> None:
    published(client, office, population="168000")

    listed = visitor.get(reverse("public:library"))
    (link,) = (it.attributes["href"] for it in found(listed, ".case-found h2 a"))
    sheet = visitor.get(link)

    assert "public" in listed.headers["Cache-Control"]
    assert "人口 168,000人" in "".join(texts(listed, ".case-found"))
    assert "20 【20】" in "".join(texts(sheet, "article"))
    for tool in found(sheet, ".sheet-tools a"):
        answer = visitor.get(tool.attributes["href"])
        assert answer.status_code == 200
        assert len(answer.content) > 1000


def test_the_published_edition_refers_to_no_record(
    client: Client, office: Office, visitor: Client
) -> None:
    published(client, office)
    (link,) = (
        it.attributes["href"] for it in found(visitor.get(reverse("public:library")), "h2 a")
    )

    exchange = json.loads(visitor.get(f"{link}sheet.json").content)

    assert all("references" not in it["evidence"] for it in exchange["indicators"])
    with office.at_work():
        names = list(Person.objects.values_list("name", flat=True))
    said = visitor.get(link).text + json.dumps(exchange, ensure_ascii=False)
    assert names
    assert not [name for name in names if name in said]


def test_who_has_not_signed_in_sees_published_sheets_and_no_other_row(
    client: Client, office: Office
) -> None:
    published(client, office)
    draw_up(client, office)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organisations', '', true), set_config('app.actor', '', true),"
            " set_config('app.membership', '', true)"
        )
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND tablename NOT IN"
            " ('grants_publishedsheet')"
        )
        tables = {name for (name,) in cursor.fetchall()}
        seen = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM grants_publishedsheet")
        assert cursor.fetchone()[0] == 1

    assert len(tables) > 20
    assert {table: number for table, number in seen.items() if number} == {}


def test_what_is_taken_back_is_gone_for_everybody_and_can_come_back(
    client: Client, office: Office, visitor: Client
) -> None:
    sheet = published(client, office)
    (link,) = (
        it.attributes["href"] for it in found(visitor.get(reverse("public:library")), "h2 a")
    )

    assert decide(client, sheet, "withdraw").status_code == 422
    decide(client, sheet, "withdraw", note="数値に誤りが見つかったため")

    gone = visitor.get(link)
    assert gone.status_code == 404
    assert texts(gone, "h1") == ["この事例は、いま公開されていません"]
    assert "相談員" not in "".join(texts(gone, "main"))
    assert [it.attributes["href"] for it in found(gone, "main .actions a")] == [
        reverse("public:library")
    ]
    assert visitor.get(f"{link}sheet.pdf").status_code == 404
    assert "数値に誤りが見つかったため" in "".join(texts(page(client, sheet), ".decisions"))
    decide(client, sheet, "publish")
    assert kinds(office, sheet) == ["approved", "published", "withdrawn", "published"]
    assert len(found(visitor.get(reverse("public:library")), ".case-found")) == 1


def test_a_new_edition_takes_the_place_of_the_old_one(
    client: Client, office: Office, visitor: Client
) -> None:
    first, second = published(client, office), published(client, office)

    assert len(found(visitor.get(reverse("public:library")), ".case-found")) == 1
    assert kinds(office, first)[-1] == "withdrawn"
    assert kinds(office, second)[-1] == "published"


def library_address(visitor: Client) -> str:
    (link,) = found(visitor.get(reverse("public:library")), ".case-found h2 a")
    return link.attributes["href"]


def test_former_addresses_lead_to_the_new_edition_with_its_population(
    client: Client, office: Office, visitor: Client
) -> None:
    former = []
    population = "168000"
    for _edition in range(3):
        sheet = draw_up(client, office)
        decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")
        form = client.get(reverse("manager:sheet_publish", args=[sheet.pk]))
        (offered,) = found(form, "input[name=population]")
        assert offered.attributes.get("value", "") == ("168000" if former else "")
        decide(client, sheet, "publish", population=population)
        former.append(library_address(visitor))

    *old, new = former
    for address in old:
        for rest in ("", "sheet.pdf"):
            moved = visitor.get(address + rest)
            assert (moved.status_code, moved["Location"]) == (301, new + rest)

    decide(client, sheet, "withdraw", note="数値に誤りが見つかったため")
    assert [visitor.get(address).status_code for address in former] == [404, 404, 404]
    decide(client, sheet, "publish")
    for address in former:
        assert visitor.get(address)["Location"] == library_address(visitor)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"q": "資格"}, 1),
        ({"q": "ありえないことば"}, 0),
        ({"menu": "accompanying.consistent"}, 1),
        ({"menu": "burden.travel"}, 0),
        ({"group": "long_term_jobless"}, 1),
        ({"group": "employers"}, 0),
        ({"band": "town"}, 1),
        ({"band": "large"}, 0),
        ({"cost": "under_10m"}, 1),
        ({"cost": "under_30m"}, 0),
        ({"prefecture": "01"}, 1),
        ({"prefecture": "13"}, 0),
        ({"missed": "on"}, 0),
        ({"menu": "no.such"}, 1),
    ],
)
def test_is_searched_by_menu_group_population_prefecture_and_what_was_missed(
    client: Client, office: Office, visitor: Client, asked: dict[str, str], number: int
) -> None:
    published(client, office, population="168000")

    answer = visitor.get(reverse("public:library"), asked)

    assert len(found(answer, ".case-found")) == number
    if not number:
        assert "この条件の事例はありません" in texts(answer, ".empty-title")


def test_knows_no_sheet_that_is_not_there(visitor: Client, db: None) -> None:
    unknown = visitor.get(reverse("public:sheet", args=[UUID(int=1)]))
    assert unknown.status_code == 404
    assert "事例ライブラリーへ" in texts(unknown, "main .actions a")
    nowhere = visitor.get("/nowhere/")
    assert nowhere.status_code == 404
    assert "相談員" not in "".join(texts(nowhere, "main"))
    assert "事例ライブラリーへ" in texts(nowhere, "main .actions a")
    assert "事例は、まだありません" in texts(visitor.get(reverse("public:library")), ".empty-title")
    assert not PublishedSheet.objects.exists()
