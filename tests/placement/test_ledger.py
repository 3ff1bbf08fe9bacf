"""就職 from the ledger."""

from datetime import date

import pytest
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.placement.hires.models import Hire
from tests.plugins.ledgers import MAPPING, Importing, Refused


def test_records_hires(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.select_related("company", "step", "enrolment").get()
        assert (hire.hired_on, hire.step.on) == (date(2021, 8, 2), date(2021, 8, 2))
        assert hire.company.ledger_key == "K001"
        assert (hire.employment_type, hire.industry) == ("regular", "D")
        assert (hire.route, hire.evidence_level) == ("introduction", "employer_report")
        assert hire.qualification_used == "フォークリフト運転技能講習"
        assert hire.enrolment.from_on == date(2021, 4, 5)


def test_the_employer_may_be_a_name_alone(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"]["D4"], book["就職"]["E4"], book["就職"]["G4"] = None, "市外の会社", None

    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.get()
        assert (hire.employer_name, hire.company_id, hire.industry) == ("市外の会社", None, "")


def test_writes_only_the_cells_that_changed(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Hire.objects.update(route="hellowork")
    book["就職"]["K4"] = "令和4年2月28日"
    book["就職"]["C4"] = "8/9"

    result = import_book(book)

    assert result.tally.updated == 1
    with acting(clerk, why="test"):
        hire = Hire.objects.select_related("step").get()
        assert (hire.hired_on, hire.left_on) == (date(2021, 8, 9), date(2022, 2, 28))
        assert (hire.step.on, hire.route) == (date(2021, 8, 9), "hellowork")


@pytest.mark.parametrize(
    ("cell", "name", "is_used"),
    [
        ("玉掛け技能講習", "玉掛け技能講習", True),
        (None, "", False),
        ("なし", "", False),
        ("－", "", False),
        ("不明", "", None),
        (" 未確認 ", "", None),
    ],
)
def test_tells_no_qualification_from_one_that_is_not_known(
    import_book: Importing,
    book: Workbook,
    clerk: Actor,
    cell: str | None,
    name: str,
    *,
    is_used: bool | None,
) -> None:
    book["就職"]["H4"] = cell

    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.get()
        assert (hire.qualification_used, hire.uses_qualification) == (name, is_used)


def test_learns_later_whether_a_qualification_is_used(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"]["H4"] = "不明"
    import_book(book)
    book["就職"]["H4"] = "玉掛け技能講習"

    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.get()
        assert (hire.qualification_used, hire.uses_qualification) == ("玉掛け技能講習", True)


def test_knows_nothing_of_it_from_a_ledger_without_the_column(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"].delete_cols(8)

    mapping = MAPPING.read_text(encoding="utf-8")
    import_book(book, mapping.replace('"活用した資格" = "qualification_used"\n', ""))

    with acting(clerk, why="test"):
        assert Hire.objects.get().uses_qualification is None


def test_takes_back_a_hire(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)
    book["就職"]["L4"] = "〇"

    import_book(book)

    with acting(clerk, why="test"):
        assert Hire.objects.select_related("step").get().step.withdrawn_at is not None


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("F4", None, "雇用形態が空欄です。「正規」か「非正規」を書いてください。"),
        ("B4", "T3-099", "ケース番号「T3-099」は、対象者のシートにも登録にもありません。"),
        ("D4", "K009", "企業番号「K009」は、企業のシートにありません。"),
        ("K4", "2021/8/1", "離職日が就職日より前です。"),
        ("C4", "2022/5/1", "就職日がまだ来ていません。"),
        ("G4", "Z その他", "「Z その他」は業種の選択肢にありません。「農業，林業」か"),
    ],
)
def test_refuses(refused: Refused, book: Workbook, cell: str, value: str | None, said: str) -> None:
    book["就職"][cell] = value

    (problem,) = refused(book)

    assert problem.startswith(f"就職!{cell}：{said}")


def test_refuses_a_hire_without_an_employer(refused: Refused, book: Workbook) -> None:
    book["就職"]["D4"] = None

    assert refused(book)[0].startswith("就職!E4：勤務先を入れてください。")


def test_refuses_to_give_a_hire_to_another_case(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    import_book(book)
    book["就職"]["B4"] = "T3-002"

    assert "「T3-001」のものとして取り込まれています。" in refused(book)[0]
