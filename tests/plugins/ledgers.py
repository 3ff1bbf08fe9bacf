"""A small office with a small ledger: `ledger_office`, `book`, `import_book`, `refused`, `clerk`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

if TYPE_CHECKING:
    from bansou.commons.access.actors import Actor
    from bansou.commons.organisations.models import Organisation
    from bansou.desks.manager.imports import ImportResult

TOMAKOMAI = Path(__file__).parents[2] / "examples" / "tomakomai"
MAPPING = TOMAKOMAI / "mapping.toml"
CENTRE = "一般社団法人苫小牧地域職業訓練センター運営協会"

_HEADER_ROW = 3
_SHEETS: dict[str, list[list[Any]]] = {
    "事業": [
        ["項目", "内容"],
        ["事業名", "就職氷河期世代就職応援事業"],
        ["年度", "令和3年度"],
        ["団体コード", "012131"],
        ["受託者", CENTRE],
        ["委託期間（始まり）", "令和3年4月1日"],
        ["委託期間（終わり）", "令和4年3月31日"],
        ["交付金対象事業費", "8,500千円"],
    ],
    "目標": [
        ["指標", "目標値", "決定日"],
        ["就職支援数", 20, "令和3年4月1日"],
    ],
    "職員": [
        ["氏名", "メール", "所属", "役割", "着任日", "離任日"],
        ["工藤 直子", "kudo@city.example.jp", "苫小牧市", "相談員", date(2020, 4, 1), None],
        ["三上 浩", "mikami@center.example.jp", CENTRE, "訓練センター職員", "R3.4.1", None],
    ],
    "対象者": [
        [
            *("ケース番号", "相談者", "氏名", "フリガナ", "呼び名", "生年月日", "電話", "メール"),
            *("住所", "対象区分", "進み方", "登録日", "終了日", "辞退日", "終了・辞退の理由"),
            *("担当", "避けたい関わり方", "次の行動", "次の行動の期限", "委託先への紹介日"),
        ],
        [
            *("T3-001", "本人", "坂本 信行", "サカモト ノブユキ", None, "昭和45年7月5日"),
            *("090-0000-0001", "t001@example.jp", "苫小牧市本町8丁目99番73号", "長期無業"),
            *(
                "早期就職",
                "R3.4.5",
                None,
                None,
                None,
                "工藤 直子",
                "朝の電話\n大きな声",
                None,
                None,
            ),
            date(2021, 6, 7),
        ],
        [
            *("T3-002", "匿名の方", None, None, "港の仕事の方", None, None, None, None, None),
            *(None, "R3.5.6", None, None, None, "工藤 直子", None, None, None, None),
        ],
    ],
    "相談記録": [
        [
            *("番号", "ケース番号", "相談日", "始まり", "終わり", "方法", "種類", "担当"),
            *("内容", "本人の言葉", "見立て", "閲覧区分", "取消"),
        ],
        [
            *(1, "T3-001", date(2021, 4, 5), time(10, 0), time(10, 50), "来所", "初回面談"),
            *("工藤 直子", "これまでの仕事を書き出した。", "続けたい。", None, "2 支援記録", None),
        ],
        [
            *(2, "T3-001", "5/10", "13:30", "14:00", "電話", "継続面談"),
            *("工藤 直子", "近況を聞いた。", None, "見通しが立つと動ける。", None, None),
        ],
    ],
    "資格": [
        ["通し番号", "ケース番号", "資格名", "取得日", "取消"],
        ["S001", "T3-001", "フォークリフト運転技能講習", "令和3年6月25日", None],
    ],
    "企業": [
        ["企業番号", "名称", "フリガナ", "法人番号", "業種", "住所"],
        ["K001", "株式会社白樺沢土建", "シラカバサワドケン", "1999901001137", "D 建設業", None],
    ],
    "企業訪問": [
        ["通し番号", "企業番号", "訪問日", "担当", "方法", "内容", "次の行動"],
        ["H001", "K001", "R3.4.16", "工藤 直子", "訪問", "受入れについて説明。", None],
    ],
    "就職": [
        [
            *("通し番号", "ケース番号", "就職日", "企業番号", "勤務先名", "雇用形態", "業種"),
            *("活用した資格", "経路", "確認方法", "離職日", "取消"),
        ],
        [
            *("J001", "T3-001", date(2021, 8, 2), "K001", None, "正規", "D 建設業"),
            *("フォークリフト運転技能講習", "紹介", "企業報告", None, None),
        ],
    ],
}
ROWS = 12


def small_book() -> Workbook:
    """A workbook with a few rows on every sheet; heads are in row 3, the first entry in row 4."""
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in _SHEETS.items():
        sheet = book.create_sheet(name)
        sheet["A1"] = f"令和3年度　{name}"
        for number, row in enumerate(rows, _HEADER_ROW):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value)
    return book


def content_of(book: Workbook) -> bytes:
    """The bytes of a workbook as it would be saved."""
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture
def book() -> Workbook:
    """A small ledger of 令和3年度, to be changed and imported."""
    return small_book()


@pytest.fixture
def ledger_office(db: None) -> Organisation:
    """苫小牧市, with the training centre registered as a contractor."""
    from bansou.commons.organisations.models import Organisation
    from tests.bodies import registered

    registered(CENTRE, Organisation.Kind.CONTRACTOR)
    return registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")


type Importing = Callable[..., ImportResult]


@pytest.fixture
def import_book(ledger_office: Organisation) -> Importing:
    """Import a workbook as `bansou import` does; options are those of `import_ledger`."""
    from bansou.commons.clock import JST
    from bansou.desks.manager.imports import Ledger, import_ledger

    def run(book: Workbook, mapping: str | None = None, **options: Any) -> ImportResult:
        ledger = Ledger(
            content=content_of(book),
            name="ledger.xlsx",
            mapping=mapping or MAPPING.read_text(encoding="utf-8"),
            scheme_id="tomakomai",
        )
        moment = options.pop("at", datetime(2022, 4, 15, 17, 0, tzinfo=JST))
        return import_ledger(
            ledger, at=moment, opens_accounts=options.pop("opens_accounts", True), **options
        )

    return run


type Refused = Callable[..., list[str]]


@pytest.fixture
def refused(import_book: Importing) -> Refused:
    """Import a workbook that has problems; gives each as `シート!セル：文`."""
    from bansou.commons.ledger.problems import LedgerHasProblems

    def run(book: Workbook, **options: Any) -> list[str]:
        with pytest.raises(LedgerHasProblems) as found:
            import_book(book, **options)
        return [str(problem) for problem in found.value.problems]

    return run


@pytest.fixture
def clerk(ledger_office: Organisation) -> Actor:
    """An actor who sees what the office keeps; for `acting`."""
    from bansou.commons.organisations.services import service_actor

    return service_actor("import", ledger_office)
