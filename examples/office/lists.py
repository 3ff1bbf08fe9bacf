"""The words of the scheme that the office's workbook uses, and who works for the programme."""

from datetime import date

from examples.office.records import Colleague

CATEGORIES = ("不安定就労", "長期無業", "育児等で離職", "就労経験が少ない")
PATHWAYS = ("早期就職", "資格取得")
CITY, CENTRE = "苫小牧市", "一般社団法人苫小牧地域職業訓練センター運営協会"
COUNSELLOR, MANAGER, TRAINING_STAFF = "相談員", "事業担当者", "訓練センター職員"
KUDO, YAMADA, SASAKI = "工藤 直子", "山田 拓也", "佐々木 恵理"
SASAKI_LEFT = date(2021, 9, 30)
SUPPORTED = "就職支援数"
HIRED = "就職者数（非正規雇用含む）"
HIRED_WITH_QUALIFICATION = "取得した資格を有効活用できる人手不足産業（建設業など）への就職者数"
FORK, SLING, CRANE = (
    "フォークリフト運転技能講習",
    "玉掛け技能講習",
    "小型移動式クレーン運転技能講習",
)
HEAVY, DIGGER = "大型特殊自動車免許", "車両系建設機械運転技能講習"
WELD, CARE = "ガス溶接技能講習", "介護職員初任者研修"
INTRODUCED, APPLIED, HELLO_WORK, FROM_TRIAL = "紹介", "自己応募", "ハローワーク", "職場体験から"
REGULAR, NONREGULAR = "正規", "非正規"
BY_PERSON, BY_COMPANY, BY_INSURANCE = "本人申告", "企業報告", "雇用保険確認"


def targets(supported: int, hired: int, with_qualification: int) -> tuple[tuple[str, int], ...]:
    """The year's targets in the order of the scheme."""
    return (
        (SUPPORTED, supported),
        (HIRED, hired),
        (HIRED_WITH_QUALIFICATION, with_qualification),
    )


def colleagues(fiscal_year: int) -> list[Colleague]:
    """Who works for the programme in a year."""
    known = [
        Colleague(KUDO, "kudo@city.example.jp", CITY, COUNSELLOR, date(2020, 4, 1)),
        Colleague(YAMADA, "yamada@city.example.jp", CITY, COUNSELLOR, date(2021, 4, 1)),
        Colleague(
            SASAKI, "sasaki@city.example.jp", CITY, COUNSELLOR, date(2021, 4, 1), SASAKI_LEFT
        ),
        Colleague("川村 恵", "kawamura@city.example.jp", CITY, MANAGER, date(2019, 4, 1)),
        Colleague("三上 浩", "mikami@center.example.jp", CENTRE, TRAINING_STAFF, date(2021, 4, 1)),
        Colleague(
            "野田 さやか", "noda@center.example.jp", CENTRE, TRAINING_STAFF, date(2021, 4, 1)
        ),
    ]
    first = date(fiscal_year, 4, 1)
    return [who for who in known if who.until_on is None or who.until_on >= first]
