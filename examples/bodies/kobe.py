"""神戸市's year: who counts towards its two figures, and what only one clause keeps out."""

from dataclasses import dataclass
from datetime import date
from random import Random

from examples.bodies.book import AFTER, CASES, MARK, TALKS, Body, Book
from examples.bodies.crowd import Crowd

BODY = Body(
    name="神戸市",
    lg_code="281000",
    programme="ひきこもり状態等にある方の就労支援充実",
    prefix="B",
    cost="13,600千円",
    towns=(
        "中央区古湊通",
        "兵庫区荒田町",
        "須磨区妙法寺",
        "西区春日台",
        "灘区王子町",
        "北区鈴蘭台",
    ),
    staff=(
        ("生田 明子", "ikuta@kobe.example.jp", "統括カウンセラー"),
        ("有馬 健太", "arima@kobe.example.jp", "相談員"),
        ("須磨 のり子", "suma@kobe.example.jp", "相談員"),
        ("垂水 正", "tarumi@kobe.example.jp", "相談員"),
        ("塩屋 久美", "shioya@kobe.example.jp", "事業担当者"),
    ),
    targets={
        "ひきこもり状態にある就職氷河期世代の方のアウトリーチ型の相談": 24,
        "地域若者サポートステーションにおける心理カウンセリング実施件数": 60,
    },
    categories=("ひきこもり状態", "長期無業", "就労経験が少ない", "社会参加に支援が必要"),
)
HEADS = {
    "対象者": CASES,
    "訪問・同行の相談": (
        *("番号", "ケース番号", "実施日", "方法", "相談した人", "本人の状態", "担当", "取消"),
    ),
    "心理カウンセリング": (*("番号", "ケース番号", "実施日", "種類", "実施場所", "出欠", "取消"),),
    "居場所": ("番号", "ケース番号", "参加日", "プログラム", "出欠", "取消"),
    "相談記録": TALKS,
}
WITHDRAWN_STATE, WORKING = "ひきこもり状態", "就労中"
WAYS = ("家庭訪問", "同行", "定期相談会")


@dataclass(frozen=True)
class Wanted:
    """The figures that the ledger is to give."""

    outreach: int = 55
    counselling: int = 54


def book(wanted: Wanted = Wanted(), seed: int = 2021) -> Book:
    """The whole workbook of the year."""
    crowd = Crowd(Random(f"kobe{seed}"), registry=300_000)  # noqa: S311 - nothing here is secret
    made = Book(BODY, seed, HEADS, crowd)
    _outreach(made, wanted.outreach)
    _counselling(made, wanted.counselling)
    return made


def _outreach(book: Book, wanted: int) -> None:
    def reach(
        case: str, on: date, *, way: str = "", who: str = "本人", state: str | None = WITHDRAWN_STATE,
        withdrawn: bool = False,
    ) -> None:  # fmt: skip
        by = book.random.choice(BODY.counsellors)
        way = way or book.random.choice(WAYS)
        book.add("訪問・同行の相談", case, on, way, who, state, by, MARK if withdrawn else None)

    for place in range(wanted):
        # The generation's first and last birthday are in it.
        born = {0: date(1968, 4, 2), 1: date(1988, 4, 1)}.get(place)
        case = book.case(book.crowd.human(since=born, until=born) if born else None)
        # Several times: one person. Some were spoken of by their family alone.
        for on in book.days(1 + place % 4, book.registered(case)):
            reach(case, on, who=("家族", "本人と家族", "本人")[place % 3])
        if place % 5 == 0:
            reach(case, book.after(case), way="電話")
            book.add("居場所", case, book.after(case), "木曜の居場所", MARK, None)
    for _ in range(3):
        # Spoken with by telephone or at the desk only.
        case = book.case()
        reach(case, book.after(case), way="電話")
        reach(case, book.after(case), way="来所")
        # Not in a state of withdrawal, and not known in which.
        case = book.case()
        reach(case, book.after(case), state=WORKING)
        case = book.case()
        reach(case, book.after(case), state=None)
        # Too old and too young for the generation, by a day.
        for born in (date(1968, 4, 1), date(1988, 4, 2)):
            case = book.case(book.crowd.human(since=born, until=born))
            reach(case, book.after(case))
        # In the next year; before being registered; after having left.
        reach(book.case(), AFTER)
        reach(book.case(registered=date(2021, 9, 1)), date(2021, 8, 20))
        reach(book.case(withdrew=date(2021, 8, 31)), date(2021, 10, 5))
        # Written down by mistake.
        case = book.case()
        reach(case, book.after(case), withdrawn=True)


def _counselling(book: Book, wanted: int) -> None:
    def session(
        case: str, on: date, *, kind: str = "", place: str = "サポステ", attended: str = MARK,
        withdrawn: bool = False,
    ) -> None:  # fmt: skip
        kind = kind or book.random.choice(("相談", "相談", "判定"))
        book.add("心理カウンセリング", case, on, kind, place, attended, MARK if withdrawn else None)

    for place in range(wanted):
        case = book.case()
        # Most come more than once: one person, several sessions.
        for on in book.days(1 + place % 4, book.registered(case)):
            session(case, on)
        if place % 6 == 0:
            session(case, book.after(case), attended="×")
    for _ in range(3):
        # Did not come.
        case = book.case()
        session(case, book.after(case), attended="×")
        # Somewhere else.
        case = book.case()
        session(case, book.after(case), place="区役所")
        case = book.case()
        session(case, book.after(case), place="神戸ひきこもり支援室")
        # In the next year; before being registered; after having left; by mistake.
        session(book.case(), AFTER)
        session(book.case(registered=date(2021, 9, 1)), date(2021, 8, 20))
        session(book.case(withdrew=date(2021, 8, 31)), date(2021, 10, 5))
        case = book.case()
        session(case, book.after(case), withdrawn=True)
        # A talk at the desk is no psychological counselling.
        case = book.case()
        by = BODY.counsellors[0]
        book.add(
            "相談記録",
            case,
            book.after(case),
            "来所",
            "初回面談",
            by,
            "暮らしの様子を聞いた。",
            None,
        )
