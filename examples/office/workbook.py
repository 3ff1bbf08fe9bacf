"""Writing the workbook as an office keeps it: titles above the heads, 和暦 here and there."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from examples.office.companies import industry
from examples.office.lists import CENTRE
from examples.office.records import Case, Ledger

type Value = str | int | date | time | None
type Rows = Iterable[Sequence[Value]]

BLANK_ROWS = 12
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DDE6F0")
WRITTEN_AT = datetime(2022, 4, 15, 17, 0)  # noqa: DTZ001 - a workbook knows no time zones
_MODIFIED = rb"(<dcterms:modified[^>]*>)[^<]*"
_MARK = "〇"


def write(ledger: Ledger, path: Path) -> None:
    """Write a ledger; the same ledger gives the same bytes."""
    book = Workbook()
    book.remove(book["Sheet"])
    year = f"{wareki_year(ledger.fiscal_year)}度"
    for name, heads, rows in _sheets(ledger):
        write_sheet(
            book.create_sheet(name), f"{year}　就職氷河期世代就職応援事業　{name}", heads, rows
        )
    book.properties.created = book.properties.modified = WRITTEN_AT
    book.properties.creator = "苫小牧市（例）"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(with_fixed_times(book))


def _sheets(ledger: Ledger) -> Iterable[tuple[str, tuple[str, ...], Rows]]:
    yield "事業", ("項目", "内容"), _programme(ledger)
    yield "目標", ("指標", "目標値", "決定日"), _targets(ledger)
    yield "職員", ("氏名", "メール", "所属", "役割", "着任日", "離任日"), _colleagues(ledger)
    yield "対象者", _CASE_HEADS, (_case(case) for case in ledger.cases)
    yield "相談記録", _TALK_HEADS, _talks(ledger)
    yield "資格", ("通し番号", "ケース番号", "資格名", "取得日", "取消"), _qualifications(ledger)
    yield "企業", ("企業番号", "名称", "フリガナ", "法人番号", "業種", "住所"), _companies(ledger)
    yield "企業訪問", _VISIT_HEADS, _visits(ledger)
    yield "就職", _HIRE_HEADS, _hires(ledger)


_CASE_HEADS = (
    *("ケース番号", "相談者", "氏名", "フリガナ", "呼び名", "生年月日", "電話", "メール", "住所"),
    *("対象区分", "進み方", "登録日", "終了日", "辞退日", "終了・辞退の理由", "担当"),
    *("避けたい関わり方", "次の行動", "次の行動の期限", "委託先への紹介日"),
)
_TALK_HEADS = (
    *("番号", "ケース番号", "相談日", "始まり", "終わり", "方法", "種類", "担当"),
    *("内容", "本人の言葉", "見立て", "閲覧区分", "取消"),
)
_VISIT_HEADS = ("通し番号", "企業番号", "訪問日", "担当", "方法", "内容", "次の行動")
_HIRE_HEADS = (
    *("通し番号", "ケース番号", "就職日", "企業番号", "勤務先名", "雇用形態", "業種"),
    *("活用した資格", "経路", "確認方法", "離職日", "取消"),
)
_LEVELS = {2: "2 支援記録", 3: "3 要配慮個人情報をふくむ"}


def _programme(ledger: Ledger) -> Rows:
    year = ledger.fiscal_year
    return [
        ("事業名", "就職氷河期世代就職応援事業"),
        ("年度", f"{wareki_year(year)}度"),
        ("実施主体", "苫小牧市"),
        ("団体コード", "012131"),
        ("受託者", CENTRE),
        ("委託期間（始まり）", wareki(date(year, 4, 1))),
        ("委託期間（終わり）", wareki(date(year + 1, 3, 31))),
        ("交付金対象事業費", "8,500千円"),
    ]


def _targets(ledger: Ledger) -> Rows:
    decided = wareki(ledger.targets_decided_on)
    return [(indicator, target, decided) for indicator, target in ledger.targets]


def _colleagues(ledger: Ledger) -> Rows:
    return [
        (who.name, who.email, who.belongs_to, who.role, who.from_on, who.until_on)
        for who in ledger.colleagues
    ]


def _case(case: Case) -> Sequence[Value]:
    who = case.person
    named: Sequence[Value] = (None,) * 7
    if who:
        born = wareki(who.born_on)
        named = (who.name, who.kana, None, born, who.phone, who.email or None, who.address)
    elif case.alias:
        named = (None, None, case.alias, *(None,) * 4)
    return (
        *(case.number, case.client, *named, case.category, case.pathway),
        *(short_wareki(case.registered_on), case.ended_on, case.withdrew_on),
        *(case.ended_because or None, case.by, case.avoid or None),
        *(case.next_action or None, case.next_action_on, case.referred_on),
    )


def _talks(ledger: Ledger) -> Rows:
    """By day, as they were written down; the number is the place in the whole book."""
    all_talks = [(talk, case) for case in ledger.cases for talk in case.talks]
    all_talks.sort(key=lambda pair: (pair[0].on, pair[0].starts, pair[1].number))
    for place, (talk, case) in enumerate(all_talks, 1):
        yield (
            *(
                place,
                case.number,
                talk.on,
                talk.starts,
                talk.ends,
                talk.channel,
                talk.kind,
                talk.by,
            ),
            *(talk.note, talk.own_words or None, talk.view or None, _LEVELS[talk.level]),
            _MARK if talk.is_withdrawn else None,
        )


def _qualifications(ledger: Ledger) -> Rows:
    found = [(each, case) for case in ledger.cases for each in case.qualifications]
    found.sort(key=lambda pair: (pair[0].on, pair[1].number))
    for place, (each, case) in enumerate(found, 1):
        taken_back = _MARK if each.is_withdrawn else None
        yield f"S{place:03d}", case.number, each.name, wareki(each.on), taken_back


def _companies(ledger: Ledger) -> Rows:
    return [
        (c.number, c.name, c.kana, c.corporate_number, industry(c.industry), c.address)
        for c in ledger.companies
    ]


def _visits(ledger: Ledger) -> Rows:
    for place, visit in enumerate(ledger.visits, 1):
        yield (
            *(f"H{place:03d}", visit.company.number, short_wareki(visit.on), visit.by),
            *(visit.channel, visit.note, visit.next_action or None),
        )


def _hires(ledger: Ledger) -> Rows:
    found = [(hire, case) for case in ledger.cases for hire in case.hires]
    found.sort(key=lambda pair: (pair[0].on, pair[1].number))
    for place, (hire, case) in enumerate(found, 1):
        company = hire.company
        yield (
            *(f"J{place:03d}", case.number, hire.on, company.number if company else None),
            *(None if company else hire.employer, hire.employment, industry(hire.industry) or None),
            *(hire.used or None, hire.route, hire.confirmed_by, hire.left_on),
            _MARK if hire.is_withdrawn else None,
        )


# 和暦


def wareki_year(year: int) -> str:
    """平成 and 令和 by the year alone, as fiscal years are called."""
    era, first = ("令和", 2019) if year >= 2019 else ("平成", 1989)
    return f"{era}{_in_era(year, first)}年"


def wareki(day: date) -> str:
    """令和3年11月24日."""
    era, first = _era(day)
    return f"{era}{_in_era(day.year, first)}年{day.month}月{day.day}日"


def short_wareki(day: date) -> str:
    """R3.11.24."""
    era, first = _era(day)
    letter = {"昭和": "S", "平成": "H", "令和": "R"}[era]
    return f"{letter}{day.year - first + 1}.{day.month}.{day.day}"


def _era(day: date) -> tuple[str, int]:
    if day >= date(2019, 5, 1):
        return "令和", 2019
    return ("平成", 1989) if day >= date(1989, 1, 8) else ("昭和", 1926)


def _in_era(year: int, first: int) -> str:
    return "元" if year == first else str(year - first + 1)


# Cells


def write_sheet(sheet: Worksheet, title: str, heads: Sequence[str], rows: Rows) -> None:
    """Write a title, a head in the third row, the rows below it, and some ruled blank lines."""
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    top = 3
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(top, column, head)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _GRID
        sheet.column_dimensions[get_column_letter(column)].width = _width(head)
    last = top
    for last, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            _write_cell(sheet, last, column, value)
    # An office rules more lines than it has filled.
    for number in range(last + 1, last + 1 + BLANK_ROWS):
        for column in range(1, len(heads) + 1):
            sheet.cell(number, column).border = _GRID
    sheet.freeze_panes = sheet.cell(top + 1, 1)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column, value)
    cell.border = _GRID
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, time):
        cell.number_format = "h:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy/m/d"


def _width(head: str) -> int:
    wide = {"内容": 60, "本人の言葉": 30, "見立て": 30, "住所": 34, "名称": 30, "受託者": 30}
    return wide.get(head, 20 if len(head) > 5 else 14)


def with_fixed_times(book: Workbook) -> bytes:
    """The workbook's bytes without the moment of writing, which would differ every time."""
    drafted, fixed = BytesIO(), BytesIO()
    book.save(drafted)
    with ZipFile(drafted) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(_MODIFIED, rb"\g<1>%sZ" % WRITTEN_AT.isoformat().encode(), content)
            target.writestr(ZipInfo(name, WRITTEN_AT.timetuple()[:6]), content, ZIP_DEFLATED)
    return fixed.getvalue()
