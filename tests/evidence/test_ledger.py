"""目標 from the ledger: a new value is a new revision."""

from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.evidence.indicators.models import Target
from tests.plugins.ledgers import Importing, Refused


def test_sets_the_target(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        target = Target.objects.get()
        assert (target.indicator, target.value) == ("tomakomai.supported", 20)
        assert str(target.decided_on) == "2021-04-01"


def test_a_changed_target_is_a_new_revision(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    book["目標"]["B4"], book["目標"]["C4"] = "25人", "令和3年10月1日"

    import_book(book)

    with acting(clerk, why="test"):
        targets = Target.objects.order_by("revision").values_list("revision", "value")
        assert list(targets) == [(1, 20), (2, 25)]


def test_refuses_an_indicator_that_the_scheme_does_not_have(
    refused: Refused, book: Workbook
) -> None:
    book["目標"]["A4"] = "相談満足度"

    assert refused(book)[0].startswith("目標!A4：「相談満足度」は指標の選択肢にありません。")


def test_refuses_what_is_no_number(refused: Refused, book: Workbook) -> None:
    book["目標"]["B4"] = "なるべく多く"

    assert refused(book) == [
        "目標!B4：「なるべく多く」は数として読めません。20のように、0以上の整数で書いてください。"
    ]
