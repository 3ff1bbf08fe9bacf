"""One page that shows every component with the people of the design's pictures."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines

from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.commons.keys import uuid7
from bansou.desks.shared import layout
from bansou.desks.shared.charts import Row
from bansou.desks.shared.fields import ComingDayField, DayField, TimeOfDayField
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Chip, Link, Page, Standing, Step, Told
from bansou.desks.shared.widgets import BoxedRadios, Note, Radios, Ticks

TODAY = date(2021, 11, 24)
ICON_FILE = str(finders.find("bansou/img/icons.svg"))
ICONS = tuple(
    element.get("id", "")
    for element in ElementTree.parse(ICON_FILE).getroot()
    if element.get("id") != "card"
)

COUNSELLOR = Actor(
    user_id=uuid7(),
    name="工藤 真由美",
    membership_id=uuid7(),
    organisation_id=uuid7(),
    organisation_name="苫小牧地域職業訓練センター運営協会",
    role="counsellor",
    is_demo=True,
)


class Consultation(DeskForm):
    """A form with every kind of field."""

    held_on = DayField(label="相談した日", help_text="例　令和3年11月24日")
    from_time = TimeOfDayField(label="始まり")
    until_time = TimeOfDayField(label="終わり")
    way = forms.ChoiceField(
        label="方法",
        choices=[
            ("visit", "来所"),
            ("phone", "電話"),
            ("online", "オンライン"),
            ("home", "家庭訪問"),
        ],
        widget=Radios,
    )
    note = forms.CharField(
        label="相談の内容",
        widget=Note(
            [("前回からの変化", "前回からの変化："), ("検定料の説明", "検定料は自己負担です。")]
        ),
        help_text="起きたことと、本人が言ったことを書きます。",
    )
    words = forms.CharField(label="本人の言葉", required=False, max_length=10)
    due_on = ComingDayField(label="期限")
    who = forms.ChoiceField(label="行う人", choices=[("me", "工藤 真由美（自分）")])
    wishes = forms.MultipleChoiceField(
        label="希望", choices=[("a", "資格取得"), ("b", "職場見学")], widget=Ticks, required=False
    )
    level = forms.TypedChoiceField(
        label="閲覧区分",
        coerce=int,
        choices=[(2, "2　支援記録"), (3, "3　要配慮個人情報をふくむ")],
        widget=BoxedRadios(
            {
                2: "このケースを担当する相談員と上席が見られます。",
                3: "病気、障害、借金などを書いたとき。本人の同意がある人だけが見られます。",
            }
        ),
    )
    sure = forms.BooleanField(label="本人に説明しました")
    ledger = forms.FileField(label="資料", required=False)


TYPED = {
    "held_on_era": "令和",
    "held_on_year": "3",
    "held_on_month": "11",
    "held_on_day": "24",
    "from_time": "11:00",
    "until_time": "きょう",
    "way": "visit",
    "note": "申込書を一緒に書いた。",
    "words": "「久しぶりに、先の予定が書き込めた」",
    "who": "me",
    "wishes": ["a"],
    "level": "2",
}


def shown() -> dict[str, Any]:
    """Everything that the specimen page places."""
    return {
        "layout": replace(
            layout.layout_of(COUNSELLOR, "/cases/", TODAY),
            nav=(
                Link("今日", "/"),
                Link("担当ケース", "/cases/", current=True),
                Link("予約", "/b/"),
            ),
            search_url="/cases/",
            foot=(Link("使い方", "/help/"), Link("アクセシビリティ", "/a11y/")),
        ),
        "today": TODAY,
        "csrf_token": "the token of this page",
        "crumbs": (Link("担当ケース", "/cases/"), Link("三浦 和彦")),
        "registered_on": date(2021, 6, 14),
        "promised_on": date(2021, 11, 19),
        "meeting_on": TODAY,
        "meeting_at": datetime(2021, 11, 24, 11, tzinfo=JST),
        "overdue_on": date(2021, 10, 22),
        "saved_at": datetime(2021, 11, 24, 11, 47, 8, tzinfo=JST),
        "next_act": "フォークリフト技能講習の申込書を一緒に書く",
        "care": (
            "午前9時より前の電話（夜勤明け）",
            "前職を辞めた理由をこちらから聞く",
            "初対面の人が3人以上いる場",
        ),
        "steps": STEPS,
        "short": SHORT_STEPS,
        "told": TOLD,
        "filters": (Link("すべて", "?", current=True), Link("相談", "?k=talk", 6)),
        "foot": Link("約束を書きとめる", "#note"),
        "page": Page(shown=50, total=128, first=51, previous_url="?b=1", next_url="?a=2"),
        "rows": ROWS,
        "tabs": (Link("数えた記録", "?", 68, current=True), Link("数えなかった記録", "?no", 29)),
        "icons": ICONS,
        "facts": (
            ("引継ぎの要約", "記入済み（11月24日 11:58）"),
            ("戻すには", "もう一度引き継ぎます"),
        ),
    }


STEPS = (
    Step(
        "(1) キャリアコンサルティング",
        Standing.DONE,
        "1",
        Chip("必須", "key"),
        "6回　最終 11/19",
    ),
    Step("(2) 資格等の取得支援", Standing.NOW, "2", Chip("希望者"), "申込の準備中　12/6開講"),
    Step("(3) 職場見学・体験", Standing.NOW, "3", Chip("希望者"), "見学1回　体験は12月を希望"),
    Step(
        "(4) 受入れ企業の開拓",
        Standing.LOCKED,
        "4",
        Chip("企業側", "quiet"),
        "(1)を記録すると開きます",
    ),
    Step(
        "就職後のフォロー",
        Standing.OPEN,
        "後",
        Chip("就職の日から", "quiet"),
        "1週・1・3・6・12か月",
    ),
)
SHORT_STEPS = (
    Step("ファイルを選ぶ", Standing.DONE, "1"),
    Step("列を対応させる", Standing.DONE, "2"),
    Step("確認して直す", Standing.NOW, "3"),
    Step("取り込む", Standing.OPEN, "4"),
)
TOLD = (
    Told(
        date(2021, 11, 19),
        "継続面談（電話）",
        "phone",
        ("工藤 真由美", "12分", "閲覧区分2 支援記録"),
        "講習は12月6日からの4日間に決める。検定料が自己負担になることを伝え、了解を得た。",
        "#told",
    ),
    Told(
        date(2021, 11, 12),
        "心理相談　実施あり",
        "talk",
        ("地域若者サポートステーション",),
        veil="内容は担当の心理職だけが見られます。あなたに見えるのは、行った日と種類までです。",
        veil_link=Link("要約の共有を依頼する", "#ask"),
    ),
    Told(
        date(2021, 3, 9),
        "職場見学　勇払運送 物流センター",
        "building",
        ("90分",),
        "休憩室を見た。",
        "#t",
    ),
)
ROWS = (
    Row("正規雇用就職者数", 280, 68, "人", "#r1", "実人数。5団体で重複を除く。", "神奈川県ほか"),
    Row("就職支援数", 20, 20, "人", "#r2", "実人数。", "苫小牧市"),
    Row("求人開拓企業数", 50, 503, "企業数", "#r3", "年度内に訪ねた企業。", "北九州市"),
    Row("資格を活用できる人手不足産業への就職者数", 5, None, "件", "#r4", "就職の日で数えます。"),
)


def rendered(form: DeskForm) -> str:
    """The specimen page as HTML."""
    source = Path(__file__).with_suffix(".html").read_text()
    template = engines["django"].from_string(source)
    return template.render(shown() | {"form": form})
