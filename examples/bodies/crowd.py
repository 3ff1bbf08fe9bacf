"""Made-up people and companies in any number; each name goes with one reading and one number."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from examples.office.companies import corporate_number, industry
from examples.office.people import GIVEN_NAMES, SURNAMES

#: Who left school in the hard years: born from 2 April 1968 to 1 April 1988.
FIRST_BIRTHDAY, LAST_BIRTHDAY = date(1968, 4, 2), date(1988, 4, 1)
# Names that no directory has: a made-up first half, a made-up second one.
_FIRST = (
    ("湊沢", "ミナトザワ"), ("汐乃", "シオノ"), ("榎木原", "エノキハラ"), ("千早瀬", "チハヤセ"),
    ("篠目", "シノメ"), ("帆波", "ホナミ"), ("葦切", "ヨシキリ"), ("朝凪里", "アサナギサト"),
    ("楠並", "クスナミ"), ("浅葱", "アサギ"), ("若鮎", "ワカアユ"), ("柊丘", "ヒイラギオカ"),
    ("夕映", "ユウバエ"), ("菱浜", "ヒシハマ"), ("蓮池野", "ハスイケノ"), ("藤棚坂", "フジダナザカ"),
    ("椿路", "ツバキジ"), ("白縫", "シラヌイ"), ("鈴掛", "スズカケ"), ("真砂路", "マサゴジ"),
    ("桐生島", "キリュウジマ"), ("松籟", "ショウライ"), ("羽衣崎", "ハゴロモザキ"), ("月見瀬", "ツキミセ"),
    ("紅葉台", "モミジダイ"), ("潮見原", "シオミハラ"), ("青嵐", "アオアラシ"), ("雲雀野", "ヒバリノ"),
)  # fmt: skip
_SECOND = (
    ("建設", "ケンセツ", "D"), ("電設", "デンセツ", "D"), ("土木", "ドボク", "D"),
    ("運輸", "ウンユ", "H"), ("物流", "ブツリュウ", "H"), ("ケアサービス", "ケアサービス", "P"),
    ("福祉会", "フクシカイ", "P"), ("製作所", "セイサクショ", "E"), ("精機", "セイキ", "E"),
    ("食品", "ショクヒン", "E"), ("商店", "ショウテン", "I"), ("商事", "ショウジ", "I"),
    ("フーズ", "フーズ", "M"), ("ホテルズ", "ホテルズ", "M"), ("クリーン", "クリーン", "R"),
    ("警備", "ケイビ", "R"), ("メンテナンス", "メンテナンス", "R"), ("美装", "ビソウ", "N"),
    ("金属", "キンゾク", "E"), ("設備", "セツビ", "D"), ("倉庫", "ソウコ", "H"),
)  # fmt: skip
_FORMS = ("株式会社", "有限会社", "合同会社")


@dataclass(frozen=True)
class Human:
    """Somebody; two bodies may know the same one."""

    name: str
    kana: str
    born_on: date


@dataclass(frozen=True)
class Firm:
    """A company; two bodies may know the same one by its corporate number."""

    name: str
    kana: str
    corporate_number: str
    industry: str


class Crowd:
    """Gives out people and companies one by one, no name twice."""

    def __init__(self, random: Random, *, registry: int) -> None:
        self._random = random
        self._names = [(f, g) for f in SURNAMES for g in GIVEN_NAMES]
        self._firms = [(a, b) for a in _FIRST for b in _SECOND]
        random.shuffle(self._names)
        random.shuffle(self._firms)
        self._serial = registry

    def human(
        self,
        *,
        since: date = FIRST_BIRTHDAY,
        until: date = LAST_BIRTHDAY,
        like: Human | None = None,
    ) -> Human:
        """The next one; `like` gives a namesake with another birthday."""
        born = since + timedelta(days=self._random.randrange((until - since).days + 1))
        if like:
            other = born if born != like.born_on else born + timedelta(days=1)
            return Human(like.name, like.kana, other)
        (family, family_kana), (given, given_kana) = self._names.pop()
        return Human(f"{family} {given}", f"{family_kana} {given_kana}", born)

    def firm(self) -> Firm:
        (first, kana, (second, second_kana, letter)) = self._next_firm()
        form = _FORMS[self._serial % 3] if letter != "P" else "社会福祉法人"
        self._serial += 1
        return Firm(
            f"{form}{first}{second}",
            f"{kana}{second_kana}",
            corporate_number(self._serial),
            industry(letter),
        )

    def _next_firm(self) -> tuple[str, str, tuple[str, str, str]]:
        (first, kana), second = self._firms.pop()
        return first, kana, second
