"""Sheets for the tests: Tomakomai's as it was published, and what may be done to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bansou.commons.clock import FiscalYear
from bansou.grants.casebook.sheet import (
    Actor,
    Arrow,
    Box,
    Chip,
    Flow,
    Foot,
    KpiRow,
    Sheet,
    SideBox,
)

FLOW = Flow(
    actors=(
        Actor("operator", "（一社）苫小牧地域職業訓練センター運営協会"),
        Actor("seekers", "求職者"),
        Actor("employers", "地元企業"),
    ),
    arrows=(
        Arrow("operator", "seekers", ("(1)キャリアコンサルティング", "(2)資格取得支援")),
        Arrow("operator", "employers", ("(4)受入企業開拓",)),
        Arrow("seekers", "employers", ("(3)職場見学・職場体験",), both_ways=True),
    ),
    alternative=(
        "苫小牧地域職業訓練センター運営協会が、求職者にキャリアコンサルティングと資格取得支援を行い、"
        "地元企業に受入れを働きかけ、求職者と地元企業を職場見学・職場体験で結びます。"
    ),
)

POINTS = (
    (
        "支援対象者にキャリアコンサルティングを実施することにより、早期就職を目指す者や新たに資格を取得し"
        "安定的な雇用を目指す者など、それぞれのニーズや能力に応じたきめ細やかな支援が可能であり、"
        "正社員化に向けた有効な支援スキームと考えられる。"
    ),
    (
        "資格取得支援の実施により、市内の人手不足産業（建設業など）への就職氷河期世代の受入れや理解を"
        "促進し、人材確保につなげることができる。"
    ),
)

TOMAKOMAI = Sheet(
    title="就職氷河期世代|就職応援事業",
    body="北海道苫小牧市",
    fund="地域就職氷河期世代支援加速化交付金",
    fiscal_year=FiscalYear(2021),
    catch="就職氷河期世代のニーズに応じた、切れ目ない一体的な就業支援を実施！",
    eligible_cost="8,500千円",
    boxes=(
        Box(
            "(1)",
            "キャリアコンサルティング",
            "キャリアコンサルタントによる就業相談を通じて、自身の適性や能力、キャリアプランを明確にし、"
            "面接、履歴書作成等の就職活動対策を実施。",
            chip=Chip.REQUIRED,
        ),
        Box(
            "(2)",
            "資格等の取得支援",
            "フォークリフト、小型移動式クレーン、大型特殊免許などの資格取得や特別講習等の受講を支援する。",
            "※給付金支給、受講料無料（検定料を除く）",
            Chip.ON_REQUEST,
        ),
        Box(
            "(3)",
            "職場見学・体験",
            "雇用のミスマッチを防ぐため、求職者の意向を尊重しつつ、職場を直接見学・体験する機会を提供し、"
            "求職者と企業のマッチングを支援。",
            "※給付金支給、インターンシップ保険有",
            Chip.ON_REQUEST,
        ),
        Box(
            "(4)",
            "受入れ企業の開拓",
            "就職氷河期世代の受入れ・雇入れをためらう企業に対し、国の助成金の紹介やアドバイス等を行い、"
            "職場見学・体験の受入協力や求人を開拓する。",
            chip=Chip.EMPLOYER,
        ),
    ),
    banner="(1)から(4)の支援を一体的に実施し、切れ目のない就労支援を目指す",
    side_boxes=(
        SideBox(
            "パッケージコース（全9種類）",
            "玉掛け、小型移動式クレーン、フォークリフト、ガス溶接、アーク溶接、自由研削砥石、"
            "フルハーネス型墜落制止器具、大型特殊免許、車両系建設機械",
        ),
        SideBox(
            "任意の資格取得例", "玉掛け（3日間）\nフォークリフト（4日間）\nパソコン研修（4日間）"
        ),
    ),
    kpi=(
        KpiRow("就職支援数", "人", 20, 20),
        KpiRow("就職者数（非正規雇用含む）", "人", 10, 15),
        KpiRow("取得した資格を有効活用できる人手不足産業（建設業など）への就職者数", "件", 5, 7),
    ),
    flow=FLOW,
    points=POINTS,
    foot=Foot(date(2022, 3, 31), "1", "苫小牧市", datetime(2022, 4, 15, 1, 0, tzinfo=UTC)),
)


def with_box(place: int, **changes: Any) -> Sheet:
    """Tomakomai's sheet with one box changed."""
    boxes = list(TOMAKOMAI.boxes)
    boxes[place] = replace(boxes[place], **changes)
    return replace(TOMAKOMAI, boxes=tuple(boxes))
