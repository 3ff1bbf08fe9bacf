"""The sheets of a fair and of a rota: their headings, and rows that show how they are filled in."""

from collections.abc import Mapping, Sequence

from bansou.desks.management.planning.printing import tables_of
from bansou.desks.shared.exports import Table

#: Each sheet with its name, its headings and rows; the first holds the settings.
type Layout = tuple[tuple[str, tuple[str, ...], list[tuple[str | int, ...]]], ...]

#: So many hours of rest are between two days where nothing else is set.
REST = 11
#: The column that says which of several desks opens first in this period.
FIRST = "始めの窓口"

FAIR: Layout = (
    (
        "設定",
        ("項目", "値"),
        [
            ("コマ数", 8),
            ("開始", "10:00"),
            ("1コマの分", 20),
            ("入替の分", 5),
            ("続けて受ける回数", 2),
        ],
    ),
    (
        "ブース",
        ("ブース", "会場", "席数", "休みのコマ"),
        [
            ("見本製作所", "1階", 1, "4"),
            ("見本運輸", "2階", 2, ""),
            ("相談コーナー", "1階", 1, ""),
        ],
    ),
    (
        "来場者",
        (
            "来場者",
            "希望",
            "到着のコマ",
            "最後のコマ",
            "休憩のコマ",
            "少なくとも",
            "多くても",
            "必要なもの",
            "同伴者",
            "企業からの希望を受ける",
        ),
        [
            ("受付1", "見本製作所、見本運輸、相談コーナー", 1, 8, "", 2, 3, "", "", "〇"),
            ("受付2", "見本運輸", 3, 8, "5-6", 1, 3, "個室", "支援員A", ""),
        ],
    ),
    ("企業の希望", ("ブース", "来場者", "点"), [("見本製作所", "受付2", 5)]),
    ("設備", ("設備", "数"), [("個室", 1), ("通訳", 1)]),
    ("移動", ("会場1", "会場2", "分"), [("1階", "2階", 3)]),
)

ROTA: Layout = (
    (
        "設定",
        ("項目", "値"),
        [("期間の初日", "2026/12/01"), ("期間の末日", "2026/12/28"), ("休息（時間）", REST)],
    ),
    (
        "相談員",
        ("氏名", "資格", "週の上限（時間）", "月の上限（時間）"),
        [("相談員A", "", 20, 80), ("相談員B", "公認心理師", 20, 80), ("相談員C", "", 15, "")],
    ),
    (
        "枠",
        ("窓口", "曜日", "日付", "開始", "終了", "人数", "資格", "公平に分ける区分", FIRST),
        [
            ("小倉", "月・水", "", "17:00", "20:00", 1, "", "夜間", ""),
            ("小倉／八幡／若松", "日", "", "11:00", "15:00", 1, "", "日曜", "小倉"),
            ("訪問（門司）", "", "2026/12/10", "13:00", "15:00", 2, "", "", ""),
        ],
    ),
    ("休み", ("氏名", "初日", "末日", "開始", "終了"), [("相談員A", "2026/12/07", "", "", "")]),
    ("希望", ("氏名", "日付", "窓口", "希望"), [("相談員C", "2026/12/06", "", "✕")]),
    ("休業日", ("日付", "窓口"), [("2026/12/27", "")]),
    ("移動", ("窓口1", "窓口2", "分"), [("小倉", "訪問（門司）", 30)]),
)


def blank_of(layout: Layout) -> bytes:
    """A workbook to be filled in."""
    return tables_of([Table(name, heads, rows) for name, heads, rows in layout])


def heads_of(layout: Layout) -> Mapping[str, Sequence[str]]:
    """The headings of each sheet."""
    return {name: heads for name, heads, _rows in layout}


def settings_in(layout: Layout) -> Sequence[str]:
    """All that can be set."""
    return [str(item) for item, *_value in layout[0][2]]
