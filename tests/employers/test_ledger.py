"""企業 and 企業訪問 from the ledger."""

from datetime import date

from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.employers.companies.actions import register_company
from bansou.employers.models import Company, EmployerVisit
from tests.plugins.ledgers import Importing, Refused

NUMBER = "1999901001137"
OTHER_NUMBER = "5999901001174"


def test_registers_companies_and_visits(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        company = Company.objects.get()
        assert (company.name, company.industry) == ("株式会社白樺沢土建", "D")
        assert company.corporate_number == NUMBER
        visit = EmployerVisit.objects.select_related("by__user").get()
        assert (visit.company_id, visit.on) == (company.pk, date(2021, 4, 16))
        assert (visit.by.user.name, visit.channel) == ("工藤 直子", "visit")


def test_takes_on_a_company_that_is_registered_by_its_corporate_number(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    with acting(clerk, why="test"):
        register_company(by=clerk, name="白樺沢土建", corporate_number=NUMBER)

    import_book(book)

    with acting(clerk, why="test"):
        company = Company.objects.get()
        assert (company.name, company.visits.count()) == ("株式会社白樺沢土建", 1)


def test_writes_only_the_cells_that_changed(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Company.objects.update(address="苫小牧市（画面で直した）")
        EmployerVisit.objects.update(note="画面で直した")
    book["企業"]["B4"] = "株式会社 白樺沢土建工業"
    book["企業訪問"]["E4"] = "電話"

    result = import_book(book)

    assert result.tally.updated == 2
    with acting(clerk, why="test"):
        company, visit = Company.objects.get(), EmployerVisit.objects.get()
        assert company.name == "株式会社 白樺沢土建工業"
        assert company.address == "苫小牧市（画面で直した）"
        assert (visit.channel, visit.note) == ("phone", "画面で直した")


def test_refuses_the_same_corporate_number_twice(refused: Refused, book: Workbook) -> None:
    book["企業"].append(["K002", "白樺沢土建 沼ノ端支店", None, NUMBER, None, None])

    assert refused(book) == [
        (
            f"企業!D5：法人番号 {NUMBER} は「株式会社白樺沢土建」として登録されています。"
            "そちらを使ってください。"
        )
    ]


def test_refuses_a_number_that_was_another_companys(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    import_book(book)
    book["企業"]["B4"], book["企業"]["D4"] = "浜梨物流株式会社", OTHER_NUMBER

    assert refused(book)[0].startswith("企業!A4：企業番号「K001」は、法人番号も名称もちがう")


def test_refuses_visits_to_companies_nobody_knows(refused: Refused, book: Workbook) -> None:
    book["企業訪問"]["B4"] = "K009"

    assert refused(book) == [
        "企業訪問!B4：企業番号「K009」は、企業のシートにありません。番号を確かめてください。"
    ]


def test_refuses_to_move_a_visit_to_another_company(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    book["企業"].append(["K002", "浜梨物流株式会社", None, OTHER_NUMBER, None, None])
    import_book(book)
    book["企業訪問"]["B4"] = "K002"

    assert refused(book)[0].startswith(
        "企業訪問!B4：この番号の記録は「株式会社白樺沢土建」のものとして取り込まれています。"
    )


def test_refuses_a_wrong_corporate_number(refused: Refused, book: Workbook) -> None:
    book["企業"]["D4"] = "199990100113"

    assert refused(book) == ["企業!D4：13けたで入れてください。いまは12けたです。"]
