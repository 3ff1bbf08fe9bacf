"""相談記録 from the ledger."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.consultation.models import Consultation
from tests.plugins.ledgers import Importing, Refused

KIND = "consultation.held"


def _talks() -> list[Consultation]:
    return list(Consultation.objects.select_related("step__by__user").order_by("step__on"))


def test_records_consultations(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        first, second = _talks()
        assert (first.kind, first.channel, first.level) == ("first_session", "visit", 2)
        assert first.starts_at == datetime(2021, 4, 5, 10, tzinfo=JST)
        assert (first.step.minutes, first.step.title) == (50, "初回面談")
        assert first.step.by.user.name == "工藤 直子"
        assert (first.step.note, first.own_words) == ("これまでの仕事を書き出した。", "続けたい。")
        assert second.step.on == date(2021, 5, 10)
        assert second.formulation == "見通しが立つと動ける。"
        assert Case.objects.get(number="T3-001").last_contact_on == date(2021, 5, 10)


@pytest.mark.parametrize("level", ["３", "3 要配慮個人情報をふくむ", 3])
def test_keeps_the_level_that_the_ledger_names(
    import_book: Importing, book: Workbook, clerk: Actor, level: str | int
) -> None:
    book["相談記録"]["L4"] = level

    import_book(book)

    with acting(clerk, why="test"):
        assert (_talks()[0].level, _talks()[0].step.level) == (3, 3)


def test_keeps_talks_before_registration_and_after_the_end(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["対象者"]["M4"] = "令和3年5月1日"
    book["相談記録"]["C4"] = "2021/3/31"

    import_book(book)

    with acting(clerk, why="test"):
        assert [talk.step.on for talk in _talks()] == [date(2021, 3, 31), date(2021, 5, 10)]
        assert not Case.objects.get(number="T3-001").is_open


def test_takes_back_what_the_ledger_takes_back(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["相談記録"]["M5"] = "〇"
    import_book(book)
    with acting(clerk, why="test"):
        assert [bool(talk.step.withdrawn_at) for talk in _talks()] == [False, True]
        assert Case.objects.get(number="T3-001").last_contact_on == date(2021, 4, 5)
    book["相談記録"]["M4"] = "〇"

    result = import_book(book)

    assert result.tally.updated == 1
    with acting(clerk, why="test"):
        assert Step.objects.filter(kind=KIND, withdrawn_at=None).count() == 0


def test_writes_only_the_cells_that_changed(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Step.objects.filter(kind=KIND).update(note="画面で直した")
    book["相談記録"]["E4"] = "11:30"
    book["相談記録"]["C5"] = "5/17"

    result = import_book(book)

    assert result.tally.updated == 2
    with acting(clerk, why="test"):
        first, second = _talks()
        assert (first.step.minutes, first.step.note) == (90, "画面で直した")
        assert second.step.on == date(2021, 5, 17)
        assert second.starts_at == datetime(2021, 5, 17, 13, 30, tzinfo=JST)
        assert Consultation.objects.count() == 2


def test_a_row_read_again_is_not_doubled(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    book["相談記録"]["A4"] = "１"

    result = import_book(book)

    assert (result.tally.new, result.tally.updated) == (0, 0)
    with acting(clerk, why="test"):
        assert Consultation.objects.count() == 2


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("C4", "2/30", "「2/30」は日付として読めません。2月は28日までです。"),
        ("C4", "2022/5/1", "まだ来ていない日時の相談は記録できません。"),
        ("E4", "9:30", "始まり（10:00）より後の時刻を入れてください。"),
        ("B4", "T3-099", "ケース番号「T3-099」は、対象者のシートにも登録にもありません。"),
        ("L4", 4, "心理・精神の記録は、相談の記録には書けません。"),
        ("F4", "手紙", "「手紙」は方法の選択肢にありません。"),
        ("G4", None, "種類が空欄です。"),
    ],
)
def test_refuses(
    refused: Refused, book: Workbook, cell: str, value: str | int | None, said: str
) -> None:
    book["相談記録"][cell] = value

    (problem,) = refused(book)

    assert problem.startswith(f"相談記録!{cell}：{said}")


def test_refuses_to_give_a_record_to_another_case(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    import_book(book)
    book["相談記録"]["B4"] = "T3-002"

    assert refused(book)[0].startswith(
        "相談記録!B4：この番号の記録は「T3-001」のものとして取り込まれています。"
    )


def test_refuses_to_bring_back_what_was_taken_back(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    book["相談記録"]["M4"] = "〇"
    import_book(book)
    book["相談記録"]["M4"] = None

    assert refused(book) == [
        "相談記録!M4：取り消した記録は元に戻せません。新しい番号の行に書き直してください。"
    ]
