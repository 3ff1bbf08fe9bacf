"""事業: the programme of the ledger's year, its cost and its contract."""

from datetime import date

from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.programmes.models import Contract, Programme
from bansou.programmes.queries import eligible_cost_yen
from bansou.schemes import reader
from tests.plugins.ledgers import CENTRE, Importing, Refused


def test_starts_the_programme_from_the_schemes_template(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        programme = Programme.objects.get()
        assert (programme.scheme_id, programme.fiscal_year) == ("tomakomai", 2021)
        assert programme.name == "就職氷河期世代就職応援事業"
        assert programme.scheme_versions.get().text == reader.template("tomakomai")
        assert eligible_cost_yen(programme) == 8_500_000


def test_makes_the_contract(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        contract = Contract.objects.select_related("contractor").get()
        assert contract.contractor.name == CENTRE
        assert (contract.starts_on, contract.ends_on) == (date(2021, 4, 1), date(2022, 3, 31))


def test_a_changed_cell_changes_only_what_it_says(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Programme.objects.update(name="画面で直した名前")
    book["事業"]["B9"] = "令和4年2月28日"
    book["事業"]["B10"] = "9,000千円"

    result = import_book(book)

    assert result.tally.updated == 1
    with acting(clerk, why="test"):
        programme = Programme.objects.get()
        assert programme.name == "画面で直した名前"
        assert eligible_cost_yen(programme) == 9_000_000
        assert Contract.objects.get().ends_on == date(2022, 2, 28)


def test_refuses_a_contractor_that_is_not_registered(refused: Refused, book: Workbook) -> None:
    book["事業"]["B7"] = "株式会社どこか"

    assert refused(book) == [
        (
            "事業!B7：「株式会社どこか」という団体は登録されていません。"
            "名称を確かめるか、先に bansou add_organisation で登録してください。"
        ),
    ]


def test_refuses_a_contractor_without_days(refused: Refused, book: Workbook) -> None:
    book["事業"]["B9"] = None

    assert refused(book) == [
        "事業!B7：受託者があるときは、委託期間の始まりと終わりも書いてください。"
    ]


def test_refuses_contract_days_that_cross(refused: Refused, book: Workbook) -> None:
    book["事業"]["B9"] = "令和3年3月31日"

    assert refused(book) == [
        "事業!B9：委託期間の終わりが、始まりより前です。日付を確かめてください。"
    ]
