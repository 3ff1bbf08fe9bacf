"""Made-up companies with corporate numbers that are well formed and belong to nobody."""

from dataclasses import dataclass

# No registry office has this number, so no corporation can.
NO_REGISTRY = "9999"
INDUSTRIES = {
    "D": "建設業",
    "E": "製造業",
    "H": "運輸業，郵便業",
    "I": "卸売業，小売業",
    "M": "宿泊業，飲食サービス業",
    "N": "生活関連サービス業，娯楽業",
    "P": "医療，福祉",
    "R": "サービス業（他に分類されないもの）",
}


@dataclass(frozen=True)
class Company:
    """A company of the office's list; `number` is the office's own."""

    number: str
    name: str
    kana: str
    corporate_number: str
    industry: str
    address: str


def corporate_number(serial: int) -> str:
    """A 法人番号 with its check digit first: nine less the weighted digits' remainder by nine."""
    digits = f"{NO_REGISTRY}01{serial:06d}"
    weighted = sum(
        int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))
    )
    return f"{9 - weighted % 9}{digits}"


def industry(letter: str) -> str:
    """As the office writes it: D 建設業."""
    return f"{letter} {INDUSTRIES[letter]}" if letter else ""


_LISTED = (
    ("株式会社白樺沢土建", "シラカバサワドケン", "D", "一本松町9-99"),
    ("樽沢建設工業株式会社", "タルサワケンセツコウギョウ", "D", "新開町9丁目99番"),
    ("有限会社湧水設備", "ワキミズセツビ", "D", "沼ノ端西町9丁目99番"),
    ("道央みなとライン運輸株式会社", "ドウオウミナトラインウンユ", "H", "晴海町99番地"),
    ("浜梨物流株式会社", "ハマナスブツリュウ", "H", "あけぼの町9丁目99番"),
    ("有限会社しおさい交通サービス", "シオサイコウツウサービス", "H", "元中野町9丁目99番"),
    ("社会福祉法人うみねこの里", "ウミネコノサト", "P", "ウトナイ南9丁目99番"),
    ("医療法人社団みずなら", "ミズナラ", "P", "澄川町9丁目99番"),
    ("株式会社蕗の葉紙加工", "フキノハカミカコウ", "E", "真砂町99番地"),
    ("苫野精密部品株式会社", "トマノセイミツブヒン", "E", "字静川999番地"),
    ("株式会社スーパーとまや", "スーパートマヤ", "I", "日吉町9丁目99番"),
    ("宿みずうみ株式会社", "ヤドミズウミ", "M", "字樽前999番地"),
    ("株式会社クリーン勇泉", "クリーンユウセン", "R", "船見町9丁目99番"),
    ("有限会社はすかい美装", "ハスカイビソウ", "N", "松風町9丁目99番"),
)


def companies() -> list[Company]:
    """The office's list of companies."""
    return [
        Company(
            number=f"K{place:03d}",
            name=name,
            kana=kana,
            corporate_number=corporate_number(1100 + 37 * place),
            industry=letter,
            address=f"苫小牧市{address}",
        )
        for place, (name, kana, letter, address) in enumerate(_LISTED, 1)
    ]
