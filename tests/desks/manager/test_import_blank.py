"""The blank workbook that the manager's desk gives out, and what was written into it."""

from datetime import date
from io import BytesIO

from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bansou.commons.organisations.models import Role
from bansou.people.cases.models import Case
from bansou.support.models import CourseRun
from tests.desks.manager.importing import State, imported
from tests.desks.manager.office import Office
from tests.desks.manager.reading import found

_HEADER_ROW = 3


def blank(client: Client, scheme_id: str = "tomakomai") -> Workbook:
    """The workbook, as the page for handing a ledger in links to it."""
    where = reverse("manager:import_blank", args=[scheme_id])
    return load_workbook(BytesIO(client.get(where).content))


def fill(book: Workbook, sheet: str, **said: object) -> None:
    """Write the first row of a sheet by its headings."""
    for cell in book[sheet][_HEADER_ROW]:
        if cell.value in said:
            book[sheet].cell(_HEADER_ROW + 1, cell.column, said[cell.value])


def test_gives_out_a_workbook_that_is_taken_in_with_its_columns_as_suggested(
    client: Client, office: Office
) -> None:
    page = client.get(reverse("manager:import_new"))
    links = [it.attributes.get("href", "") for it in found(page, "a.button")]
    assert [it for it in links if "/blank/" in it] == [
        reverse("manager:import_blank", args=["tomakomai"])
    ]
    book = blank(client)
    assert {"支給の請求", "受講の出欠", "見学・体験の取決め", "予約"} <= set(book.sheetnames)
    assert [row[1].value for row in book["事業"].iter_rows() if row[0].value == "団体コード"] == [
        "012131"
    ]
    # What is not used is thrown away; the rest is filled in.
    for name in book.sheetnames:
        if name not in ("対象者", "開講"):
            del book[name]
    fill(
        book,
        "対象者",
        ケース番号="T3-950",
        氏名="白石 航",
        登録日=date(2021, 9, 1),
        普通自動車の免許="〇",
    )
    days = "10/4、10/5、10/6"
    hours = {"始まり": "8:30", "終わり": "16:30"}
    fill(
        book,
        "開講",
        開講番号="L901",
        講座="玉掛け",
        講習日=days,
        会場="訓練センター",
        定員=10,
        **hours,
    )

    record = imported(client, office, book)

    assert record.state == State.IMPORTED
    with office.at_work():
        assert Case.objects.get(number="T3-950").person.name == "白石 航"
        assert CourseRun.objects.get(course="sling").days.count() == 3


def test_gives_out_no_workbook_of_an_unknown_scheme_nor_to_whoever_imports_nothing(
    client: Client, office: Office
) -> None:
    where = reverse("manager:import_blank", args=["tomakomai"])

    assert client.get(reverse("manager:import_blank", args=["sapporo"])).status_code == 404
    assert office.seat(Role.COUNSELLOR, "見るだけの人").get(where).status_code == 403
    # Where a scheme has no courses, no sheet asks for one.
    assert "開講" not in blank(client, "kobe").sheetnames
