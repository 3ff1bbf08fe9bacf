"""北九州市's year: who counts towards its three figures, and what only one clause keeps out.

The figures are what `Wanted` says; everything else is noise of which each row is kept out by one
clause, which is said beside it.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from examples.bodies.book import (
    AFTER,
    BEFORE,
    CASES,
    COMPANIES,
    FIRST,
    HIRES,
    LAST,
    MARK,
    TALKS,
    Body,
    Book,
)
from examples.bodies.crowd import Crowd, Firm

BODY = Body(
    name="北九州市",
    lg_code="401005",
    programme="就職氷河期世代就業支援事業",
    prefix="Q",
    cost="43,441千円",
    towns=("小倉北区片野新町", "小倉南区若園", "八幡西区折尾", "戸畑区中原西", "門司区大里本町"),
    staff=(
        ("安部 美和", "abe@kitakyushu.example.jp", "統括カウンセラー"),
        ("江口 直人", "eguchi@kitakyushu.example.jp", "相談員"),
        ("大庭 千鶴", "oba@kitakyushu.example.jp", "相談員"),
        ("古賀 亮", "koga@kitakyushu.example.jp", "相談員"),
        ("城戸 康介", "kido@kitakyushu.example.jp", "マッチング支援員"),
        ("永松 由紀", "nagamatsu@kitakyushu.example.jp", "マッチング支援員"),
        ("原口 真", "haraguchi@kitakyushu.example.jp", "マッチング支援員"),
        ("松尾 典子", "matsuo@kitakyushu.example.jp", "事業担当者"),
    ),
    targets={
        "就職氷河期世代応援企業リスト等を活用した正規雇用化数": 75,
        "就職氷河期世代応援企業リスト数": 50,
        "マッチング支援員による求人開拓企業数": 50,
    },
    categories=("不安定就労", "長期無業", "育児等で離職", "就労経験が少ない"),
)
OFFICERS = [name for name, _email, role in BODY.staff if role == "マッチング支援員"]
HEADS = {
    "企業": COMPANIES,
    "企業訪問": ("通し番号", "企業番号", "訪問日", "担当", "方法", "内容", "取消"),
    "応援企業リスト": (*("番号", "企業番号", "リスト", "登録日", "更新期限", "解除日", "取消"),),
    "対象者": CASES,
    "相談記録": TALKS,
    "講習": ("通し番号", "ケース番号", "講習名", "受講日", "出欠", "取消"),
    "就職": (*HIRES[:-2], "正社員になった日", *HIRES[-2:]),
}
ICE_AGE, YOUNG = "就職氷河期世代応援企業リスト", "若者応援企業リスト"


@dataclass(frozen=True)
class Wanted:
    """The figures that the ledger is to give."""

    regular_by_list: int = 82
    list_size: int = 82
    developed: int = 503


def book(wanted: Wanted = Wanted(), seed: int = 2021) -> Book:
    """The whole workbook of the year."""
    crowd = Crowd(Random(f"kitakyushu{seed}"), registry=200_000)  # noqa: S311
    made = Book(BODY, seed, HEADS, crowd)
    listed = _list(made, wanted.list_size)
    _visits(made, wanted.developed)
    _hires(made, wanted.regular_by_list, listed)
    return made


def _list(book: Book, size: int) -> list[Firm]:
    firms = [book.crowd.firm() for _ in range(size)]
    for place, firm in enumerate(firms):
        number = book.company(firm)
        since = book.day(date(2021, 4, 2), date(2022, 2, 28))
        # A list goes on: some were on it years before.
        if place % 3 == 0:
            since = date(2020, 9, 1 + place % 28)
        renew = date(2023, 3, 31) if place % 4 == 0 else None
        book.add("応援企業リスト", number, ICE_AGE, since, renew, None, None)
        if place % 9 == 0:
            # Written down twice: one company.
            book.add("応援企業リスト", number, ICE_AGE, book.day(), None, None, None)
        if place % 11 == 0:
            # Listed and removed before, and listed again since: counts once, and does count.
            book.add(
                "応援企業リスト", number, ICE_AGE, date(2020, 4, 6), None, date(2020, 8, 3), None
            )
    for on, renew, off, which, withdrawn in (
        # Removed in the year, removed on its last day, and removed years ago.
        (FIRST, None, date(2021, 11, 30), ICE_AGE, None),
        (date(2020, 6, 1), None, LAST, ICE_AGE, None),
        (date(2019, 6, 3), None, date(2020, 3, 31), ICE_AGE, None),
        # Not renewed in time; nobody removed it.
        (date(2020, 10, 1), date(2021, 9, 30), None, ICE_AGE, None),
        (date(2020, 4, 1), date(2022, 3, 30), None, ICE_AGE, None),
        # Listed after the year.
        (date(2022, 4, 1), None, None, ICE_AGE, None),
        (AFTER, None, None, ICE_AGE, None),
        # On the city's other list.
        (date(2021, 5, 10), None, None, YOUNG, None),
        (date(2020, 5, 11), None, None, YOUNG, None),
        # Entered by mistake.
        (date(2021, 6, 7), None, None, ICE_AGE, MARK),
    ):
        book.add("応援企業リスト", book.company(), which, on, renew, off, withdrawn)
    return firms


def _visits(book: Book, developed: int) -> None:
    known = [str(row[0]) for row in book.rows["企業"]]
    book.random.shuffle(known)
    others = known[:4]
    visited = known[4:][:developed]
    visited += [book.company() for _ in range(developed - len(visited))]
    for place, number in enumerate(visited):
        # Most companies are seen more than once: one company.
        for on in book.days(1 + place % 3):
            _visit(book, number, on, book.random.choice(OFFICERS))
        if place % 10 == 0:
            _visit(book, number, book.day(), book.random.choice(BODY.counsellors))
    for number in others:
        # By a counsellor alone.
        _visit(book, number, book.day(), book.random.choice(BODY.counsellors))
    for _ in range(3):
        # By nobody who was written down: not known.
        _visit(book, book.company(), book.day(), None)
        # In the year before and in the year after.
        _visit(book, book.company(), BEFORE, OFFICERS[0])
        _visit(book, book.company(), AFTER, OFFICERS[1])
        # Written down by mistake.
        _visit(book, book.company(), book.day(), OFFICERS[2], withdrawn=True)


def _visit(book: Book, number: str, on: date, by: str | None, *, withdrawn: bool = False) -> None:
    way = book.random.choice(("訪問", "訪問", "電話", "オンライン"))
    note = book.random.choice(
        ("求人の条件を聞いた。", "採用事例と助成金を紹介した。", "職場の様子を見せてもらった。")
    )
    book.add("企業訪問", number, on, by, way, note, MARK if withdrawn else None)


def _hires(book: Book, wanted: int, listed: list[Firm]) -> None:
    def hire(
        case: str, on: date, *, kind: str = "正規", route: str = "応援企業リスト",
        regular: date | None = None, left: date | None = None, withdrawn: bool = False,
    ) -> None:  # fmt: skip
        firm = book.random.choice(listed)
        how = book.random.choice(("本人申告", "企業報告", "雇用保険確認"))
        book.add(
            "就職", case, on, book.company(firm), kind, firm.industry, route, how, regular, left,
            MARK if withdrawn else None,
        )  # fmt: skip

    def supported(**more: date) -> str:
        case = book.case(**more)
        for place, on in enumerate(book.days(2, book.registered(case), date(2021, 9, 30))):
            _talk(book, case, on, "初回面談" if not place else "継続面談")
        return case

    # Not regular at first: counts by the day on which that changed.
    hire(supported(), book.day(date(2021, 10, 1), date(2021, 12, 24)), kind="非正規",
         regular=date(2022, 2, 1))  # fmt: skip
    for place in range(wanted - 1):
        case = supported()
        on = book.day(date(2021, 10, 1), date(2022, 3, 25)) if place else LAST
        hire(case, on, route="応援企業リスト" if place % 3 else "人材提案")
        if place % 4 == 0:
            book.add("講習", case, "フォークリフト運転技能講習", book.after(case), MARK, None)
        if place % 8 == 1:
            # Left, and regularly hired again: one person.
            hire(case, book.day(date(2021, 8, 2), date(2021, 9, 24)), left=date(2021, 9, 30))
    for _ in range(4):
        # Not regular, and regular later, but by another route.
        hire(supported(), book.day(date(2021, 10, 1)), kind="非正規")
        hire(supported(), date(2021, 10, 4), kind="非正規", route="自己応募",
             regular=date(2022, 3, 1))  # fmt: skip
        # By another route, and by none that was written down.
        hire(supported(), book.day(date(2021, 10, 1)), route="ハローワーク")
        hire(supported(), book.day(date(2021, 10, 1)), route="自己応募")
        # In the next year, while still registered.
        hire(supported(), AFTER)
        # Registered only after being hired; left the programme before being hired.
        hire(supported(registered=date(2021, 9, 1)), date(2021, 8, 2))
        hire(supported(withdrew=date(2021, 10, 15)), date(2021, 12, 1))
        # Written down by mistake.
        hire(supported(), book.day(date(2021, 10, 1)), withdrawn=True)
        # Supported, not hired.
        supported()


def _talk(book: Book, case: str, on: date, kind: str) -> None:
    note = (
        "希望する仕事と、働ける時間を聞いた。"
        if kind == "初回面談"
        else "応募書類を一緒に見直した。"
    )
    by = book.random.choice(BODY.counsellors)
    book.add("相談記録", case, on, "来所", kind, by, note, None)
