"""Made-up people: names with readings, ages, addresses. Nobody here exists."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = (
    ("青木", "アオキ"), ("浅野", "アサノ"), ("石川", "イシカワ"), ("伊藤", "イトウ"),
    ("上田", "ウエダ"), ("遠藤", "エンドウ"), ("大西", "オオニシ"), ("岡田", "オカダ"),
    ("小野寺", "オノデラ"), ("梶原", "カジワラ"), ("加藤", "カトウ"), ("金子", "カネコ"),
    ("菊地", "キクチ"), ("木村", "キムラ"), ("黒田", "クロダ"), ("児玉", "コダマ"),
    ("近藤", "コンドウ"), ("斉藤", "サイトウ"), ("坂本", "サカモト"), ("笹原", "ササハラ"),
    ("柴田", "シバタ"), ("須藤", "スドウ"), ("高野", "タカノ"), ("田村", "タムラ"),
    ("千葉", "チバ"), ("辻", "ツジ"), ("中川", "ナカガワ"), ("成田", "ナリタ"),
    ("西村", "ニシムラ"), ("野口", "ノグチ"), ("長谷川", "ハセガワ"), ("平野", "ヒラノ"),
    ("福島", "フクシマ"), ("本間", "ホンマ"), ("松田", "マツダ"), ("三浦", "ミウラ"),
    ("村上", "ムラカミ"), ("森", "モリ"), ("山口", "ヤマグチ"), ("吉田", "ヨシダ"),
)  # fmt: skip
GIVEN_NAMES = (
    ("亜希", "アキ"), ("綾子", "アヤコ"), ("香織", "カオリ"), ("和彦", "カズヒコ"),
    ("勝", "マサル"), ("浩二", "コウジ"), ("幸恵", "ユキエ"), ("聡", "サトシ"),
    ("茂樹", "シゲキ"), ("順子", "ジュンコ"), ("真一", "シンイチ"), ("隆", "タカシ"),
    ("貴子", "タカコ"), ("剛", "ツヨシ"), ("徹", "トオル"), ("智美", "トモミ"),
    ("直樹", "ナオキ"), ("信行", "ノブユキ"), ("典子", "ノリコ"), ("秀明", "ヒデアキ"),
    ("仁", "ヒトシ"), ("弘美", "ヒロミ"), ("文子", "フミコ"), ("正人", "マサト"),
    ("真由美", "マユミ"), ("美穂", "ミホ"), ("康弘", "ヤスヒロ"), ("由香", "ユカ"),
    ("洋平", "ヨウヘイ"), ("理恵", "リエ"),
)  # fmt: skip
# Real parts of the city, numbers that are not there.
TOWNS = (
    "表町", "若草町", "木場町", "栄町", "大町", "本町", "幸町", "矢代町", "日新町", "柏木町",
    "ときわ町", "川沿町", "豊川町", "山手町", "三光町", "住吉町", "新中野町", "拓勇東町",
    "沼ノ端中央", "北栄町", "ウトナイ北", "のぞみ町", "錦岡",
)  # fmt: skip
FIRST_BIRTHDAY, LAST_BIRTHDAY = date(1968, 4, 2), date(1983, 4, 1)


@dataclass(frozen=True)
class Person:
    """Somebody who is supported; the workbook spells names as the office typed them."""

    name: str
    kana: str
    born_on: date
    phone: str
    email: str
    address: str


class Population:
    """Gives out made-up people one by one, each name once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names = [
            (f"{family} {given}", f"{family_kana} {given_kana}")
            for (family, family_kana), (given, given_kana) in zip(
                random.sample(SURNAMES, len(SURNAMES)),
                random.choices(GIVEN_NAMES, k=len(SURNAMES)),
                strict=True,
            )
        ]
        self._count = 0

    def person(
        self, name: str = "", kana: str = "", *, born_between: tuple[date, date] | None = None
    ) -> Person:
        """The next person; with a name of their own if one is given."""
        if not name:
            name, kana = self._names.pop()
        self._count += 1
        return Person(
            name=name,
            kana=kana,
            born_on=self._birthday(*(born_between or (FIRST_BIRTHDAY, LAST_BIRTHDAY))),
            phone=f"090-0000-{self._count:04d}",
            email=self._email(),
            address=self._address(),
        )

    def _birthday(self, first: date, last: date) -> date:
        return first + timedelta(days=self._random.randrange((last - first).days + 1))

    def _email(self) -> str:
        return f"t{self._count:03d}@example.jp" if self._random.random() < 0.6 else ""

    def _address(self) -> str:
        town = self._random.choice(TOWNS)
        return f"苫小牧市{town}{self._random.randint(7, 9)}丁目99番{self._random.randint(60, 99)}号"
