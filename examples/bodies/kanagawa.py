"""神奈川県, 横浜市, 川崎市, 相模原市 and 藤沢市: five ledgers of one joint programme.

Some people attend at the prefecture and at a city. With their consent (共同集計への同意日) they are
one person in the joint figures; without it they count once in each body. What only one clause keeps
out is said beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from examples.bodies.book import (
    AFTER,
    CASES,
    COMPANIES,
    HIRES,
    MARK,
    TALKS,
    Body,
    Book,
    Value,
    wareki,
)
from examples.bodies.crowd import Crowd, Firm, Human

HEADS = {
    "企業": COMPANIES,
    "求人": (
        *("番号", "企業番号", "職種", "受付日", "締切日", "雇用形態", "氷河期世代向け", "取消"),
    ),
    "対象者": (*CASES, "共同集計への同意日"),
    "相談記録": TALKS,
    "講座": ("番号", "ケース番号", "講座名", "開催日", "出欠", "取消"),
    "合同就職面接会": ("番号", "ケース番号", "面接会", "開催日", "出欠", "結果", "取消"),
    "就職": HIRES,
}
PREFECTURE = "kanagawa"
TARGETS = {"正規雇用就職者数": 280, "事業参加者数": 560, "求人企業数": 150}
COURSES = {
    "kanagawa": "長所を活かす基礎プログラム",
    "yokohama": "就職活動スキル講座",
    "kawasaki": "土日夜間ビジネスマナー講座",
    "sagamihara": "少人数グループワークセミナー",
    "fujisawa": "就労支援セミナー",
}
FAIRS = (date(2021, 9, 17), date(2021, 11, 26), date(2022, 2, 18))


def _body(
    key: str, name: str, code: str, prefix: str, cost: str, towns: str, names: str
) -> tuple[str, Body]:
    staff = [
        (who, f"{key}{place}@kanagawa.example.jp", role)
        for place, (who, role) in enumerate(
            zip(names.split("、"), ("相談員", "相談員", "事業担当者"), strict=True), 1
        )
    ]
    return key, Body(
        name=name,
        lg_code=code,
        programme="就職氷河期世代活躍応援パッケージ",
        prefix=prefix,
        cost=cost,
        towns=towns.split("、"),
        staff=staff,
        targets=TARGETS if key == PREFECTURE else {},
        categories=("不安定就労", "長期無業"),
    )


# The five parts add up to 167,180千円; how they are parted is made up, the sum is the source's.
BODIES: Mapping[str, Body] = dict(
    (
        _body("kanagawa", "神奈川県", "140007", "KN", "71,200千円", "小田原市栄町、厚木市中町、平塚市見附町",
              "相沢 和代、飯島 誠、宇田川 桂"),
        _body("yokohama", "横浜市", "141003", "YH", "48,930千円", "西区浜松町、戸塚区上倉田町、鶴見区豊岡町",
              "江森 里奈、小山内 亮、加賀谷 弘"),
        _body("kawasaki", "川崎市", "141305", "KW", "22,450千円", "川崎区東田町、高津区溝口、多摩区登戸",
              "木下 佳代、久我 隆之、小早川 恵"),
        _body("sagamihara", "相模原市", "141500", "SG", "14,600千円", "中央区富士見、南区相模大野、緑区橋本",
              "佐竹 真弓、志村 浩司、瀬川 文"),
        _body("fujisawa", "藤沢市", "142051", "FJ", "10,000千円", "鵠沼石上、辻堂元町、湘南台",
              "曽根 久子、高見 徹、津川 美咲"),
    )
)  # fmt: skip
SHARES = {"kanagawa": 30, "yokohama": 30, "kawasaki": 18, "sagamihara": 13, "fujisawa": 9}
CITIES = ("yokohama", "kawasaki", "sagamihara", "fujisawa")


@dataclass(frozen=True)
class Wanted:
    """The joint figures that the five ledgers are to give."""

    hired_regular: int = 68
    participants: int = 833
    hiring_employers: int = 273


def books(wanted: Wanted = Wanted(), seed: int = 2021) -> dict[str, Book]:
    """The five workbooks of the year by key."""
    crowd = Crowd(Random(f"kanagawa{seed}"), registry=400_000)  # noqa: S311 - nothing secret
    made = {key: Book(body, seed, HEADS, crowd) for key, body in BODIES.items()}
    _People(made, crowd).write(wanted)
    _openings(made, crowd, wanted.hiring_employers)
    for key, book in made.items():
        _not_counted(key, book)
    return made


def _parted(number: int) -> Iterator[str]:
    """Bodies by their shares, as many as are asked for."""
    order = [key for key, share in SHARES.items() for _ in range(share)]
    for place in range(number):
        yield order[(place * 37) % len(order)]


class _People:
    """Those who take part: most at one body, one in ten at the prefecture and at a city."""

    def __init__(self, books: Mapping[str, Book], crowd: Crowd) -> None:
        self._books = books
        self._crowd = crowd

    def write(self, wanted: Wanted) -> None:
        shared = wanted.participants // 10
        # Two people without consent go to two bodies: each of them is counted twice, unlinked.
        unlinked_twice = 2
        single = wanted.participants - shared - 2 * unlinked_twice
        hired_shared = wanted.hired_regular // 8
        for place in range(shared):
            self._at_two(place, is_hired=place < hired_shared, consented=True)
        for place in range(unlinked_twice):
            self._at_two(place, is_hired=False, consented=False)
        before: Human | None = None
        for place, key in enumerate(_parted(single)):
            # Now and then a namesake of somebody elsewhere, born on another day.
            human = self._crowd.human(like=before if place % 60 == 59 else None)
            case = self._takes_part(key, human, consented=place % 14 != 0)
            if place < wanted.hired_regular - hired_shared:
                self._hire(key, case, place)
            before = human

    def _at_two(self, place: int, *, is_hired: bool, consented: bool) -> None:
        human = self._crowd.human()
        city = CITIES[place % 4]
        cases = {
            key: self._takes_part(key, human, consented=consented) for key in ("kanagawa", city)
        }
        if is_hired:
            # Both bodies know of the hire, or the city alone.
            for key in cases if place % 2 else (city,):
                self._hire(key, cases[key], place)

    def _takes_part(self, key: str, human: Human, *, consented: bool) -> str:
        book = self._books[key]
        # Offices write readings in their own way: with a wide space, without one.
        if key == "yokohama":
            human = Human(human.name, human.kana.replace(" ", "　"), human.born_on)
        elif key == "fujisawa":
            human = Human(human.name, human.kana.replace(" ", ""), human.born_on)
        registered = book.day(date(2021, 4, 1), date(2021, 8, 31))
        case = book.case(
            human, registered=registered, more=[wareki(registered) if consented else None]
        )
        count = book.random.choice((1, 1, 2, 3))
        for place, on in enumerate(book.days(count, registered, date(2021, 10, 29))):
            if (place + len(case) + int(case[-1])) % 3:
                book.add("講座", case, COURSES[key], on, MARK, None)
            else:
                _talk(book, case, on)
        if key == PREFECTURE and book.random.random() < 0.4:
            came = book.random.random() < 0.8
            result = book.random.choice(("二次選考へ", "不採用", "結果待ち", None))
            _fair(book, case, book.random.choice(FAIRS), came=came, result=result)
        return case

    def _hire(self, key: str, case: str, place: int) -> None:
        book = self._books[key]
        hire(book, case, book.day(date(2021, 11, 1), date(2022, 3, 30)))
        if place % 7 == 3:
            # Left and hired again: one person.
            hire(book, case, date(2022, 3, 31))
        if place % 9 == 4:
            hire(book, case, book.day(date(2021, 11, 1)), kind="非正規")


def _openings(books: Mapping[str, Book], crowd: Crowd, wanted: int) -> None:
    shared = wanted // 8
    for place in range(wanted):
        firm = crowd.firm()
        if place < shared:
            # Known to the prefecture and to a city: one company.
            for key in ("kanagawa", CITIES[place % 4]):
                opening(books[key], firm, books[key].day())
        else:
            key = next(reversed(list(_parted(place + 1))))
            for on in books[key].days(1 + place % 2):
                opening(books[key], firm, on)


def _not_counted(key: str, book: Book) -> None:
    """What only one clause keeps out, in every body."""

    def case(registered: date | None = None, withdrew: date | None = None) -> str:
        return book.case(registered=registered, withdrew=withdrew, more=[wareki(date(2021, 4, 1))])

    course = COURSES[key]
    for _ in range(2):
        # Registered and never came; applied, and was missed.
        case()
        number = case()
        book.add("講座", number, course, book.after(number), "×", None)
        _fair(book, number, FAIRS[1], came=False, result=None)
        # In the next year; before being registered; after having left; by mistake.
        number = case()
        book.add("講座", number, course, AFTER, MARK, None)
        number = case(registered=date(2021, 9, 1))
        book.add("講座", number, course, date(2021, 8, 20), MARK, None)
        number = case(withdrew=date(2021, 8, 31))
        book.add("講座", number, course, date(2021, 10, 5), MARK, None)
        number = case()
        book.add("講座", number, course, book.after(number), MARK, MARK)
        # Hired regularly without ever having taken part.
        hire(book, case(), date(2021, 12, 1))
        # A company whose openings are not for the generation, or of which that is not known.
        opening(book, book.crowd.firm(), book.day(), welcomes="×")
        opening(book, book.crowd.firm(), book.day(), welcomes=None)
        # Posted in the next year, and by mistake.
        opening(book, book.crowd.firm(), AFTER)
        opening(book, book.crowd.firm(), book.day(), withdrawn=True)
    # Of those who took part: not regular, in the next year, by mistake, after having left.
    took_part = [str(row[1]) for row in book.rows["講座"] if row[4] == MARK and not row[5]]
    hired = {str(row[1]) for row in book.rows["就職"]}
    gone = {str(row[0]) for row in book.rows["対象者"] if row[9]}
    free = [n for n in dict.fromkeys(took_part) if n not in hired | gone and _in_year(book, n)]
    hire(book, free[0], date(2021, 12, 1), kind="非正規")
    hire(book, free[1], AFTER)
    hire(book, free[2], date(2021, 12, 1), withdrawn=True)
    row = next(row for row in book.rows["対象者"] if row[0] == free[3])
    row[9], row[10] = date(2021, 11, 15), "市外へ転居"
    hire(book, free[3], date(2021, 12, 1))


def _in_year(book: Book, case: str) -> bool:
    """Tell whether somebody took part in the year while registered."""
    since = book.registered(case)
    return any(
        row[1] == case and not row[5] and isinstance(row[3], date) and since <= row[3] < AFTER
        for row in book.rows["講座"]
    )


def hire(book: Book, case: str, on: date, *, kind: str = "正規", withdrawn: bool = False) -> None:
    """Add a start to work at one of the companies, or at a new one."""
    how = book.random.choice(("本人申告", "企業報告", "雇用保険確認"))
    route = book.random.choice(("合同就職面接会", "紹介", "自己応募", "ハローワーク"))
    firms = book.rows["企業"]
    known = len(firms) >= 8 and book.random.random() < 0.8
    firm = str(book.random.choice(firms)[0]) if known else book.company()
    book.add("就職", case, on, firm, kind, None, route, how, None, MARK if withdrawn else None)


def opening(
    book: Book, firm: Firm, on: date, *, welcomes: str | None = MARK, withdrawn: bool = False
) -> None:
    """Add an opening of a company."""
    work = book.random.choice(("事務", "製造", "介護", "施工管理", "配送", "販売"))
    kind = book.random.choice(("正規", "正規", "正規", "非正規"))
    book.add(
        "求人", book.company(firm), work, on, None, kind, welcomes, MARK if withdrawn else None
    )


def _talk(book: Book, case: str, on: date) -> None:
    by = book.random.choice(book.body.counsellors)
    book.add("相談記録", case, on, "来所", "継続面談", by, "これからの働き方を話し合った。", None)


def _fair(book: Book, case: str, on: date, *, came: bool, result: str | None) -> None:
    said: list[Value] = [case, "かながわ合同就職面接会", on, MARK if came else "×"]
    book.add("合同就職面接会", *said, result if came else None, None)
