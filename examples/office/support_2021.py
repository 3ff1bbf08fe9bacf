"""The office's second workbook of 令和3年度: bookings, courses, trials; and the third: claims.

The people are those of `year_2021`. Certificates of the same day as in its sheet 資格 are the same
certificates, so that its figures stay as they are; T3-018 obtains one more, for a course of which a
day was missed and made up, and begins to work in the year after.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

from openpyxl import Workbook

from examples.office.lists import KUDO, SASAKI, YAMADA
from examples.office.workbook import WRITTEN_AT, Rows, Value, with_fixed_times, write_sheet
from examples.office.year_2021 import on

_MARK, _NONE = "〇", "×"
_DESK = "就職氷河期世代相談窓口"
_CENTRE = "苫小牧地域職業訓練センター"
_LICENCE = "普通自動車免許"
_POLICY, _INSURER = "IN-2021-001", "例示損害保険株式会社"
_MANAGER = "川村 恵"

type Sheets = Sequence[tuple[str, tuple[str, ...], Rows]]


def write_support(path: Path) -> None:
    """Write bookings, courses and trials."""
    _write("予約・講座・体験", [*_bookings(), *_courses(), *_trials()], path)


def write_claims(path: Path) -> None:
    """Write claims; the amounts follow from the unit prices, which the city has to decide first."""
    _write("給付", _claims(), path)


def _write(what: str, sheets: Sheets, path: Path) -> None:
    book = Workbook()
    book.remove(book["Sheet"])
    for name, heads, rows in sheets:
        title = f"令和3年度　就職氷河期世代就職応援事業　{what}　{name}"
        write_sheet(book.create_sheet(name), title, heads, rows)
    book.properties.created = book.properties.modified = WRITTEN_AT
    book.properties.creator = "苫小牧市（例）"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(with_fixed_times(book))


def _days(first: date, number: int) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range(number)]


def _listed(days: Sequence[date]) -> str:
    """As the office writes several days in one cell: 5/26、5/27、5/28."""
    return "、".join(f"{day.month}/{day.day}" for day in days)


# Bookings


def _bookings() -> Sheets:
    came, missed, called_off = "来所・相談済み", "来なかった", "取消"
    rows: list[Sequence[Value]] = [
        _booked(1, on(4, 5), time(9, 30), KUDO, "T3-001", came),
        _booked(2, on(4, 8), time(10), YAMADA, "T3-002", came),
        _booked(3, on(4, 19), time(11), SASAKI, "T3-003", came),
        _booked(4, on(6, 21), time(10), SASAKI, "T3-009", missed, because="体調がすぐれなかった"),
        _booked(
            *(5, on(7, 1), time(13, 30), YAMADA, None, called_off),
            way="電話",
            called="港の仕事の方",
            because="相談員の急な休み",
            whose="窓口の都合",
        ),
        _booked(6, on(3, 31), time(11), YAMADA, "T3-016", came),
    ]
    return [
        (
            "窓口",
            ("窓口名", "場所", "方法", "1枠の分数", "電話"),
            [(_DESK, "苫小牧市役所　1階", "来所、電話、オンライン", 60, "0144-00-0099")],
        ),
        (
            "予約",
            (
                *("予約番号", "窓口", "予約日", "始まり", "担当", "方法", "ケース番号"),
                *("呼び名", "連絡先", "用件", "結果", "取消した人", "理由"),
            ),
            rows,
        ),
    ]


def _booked(
    place: int,
    day: date,
    at: time,
    by: str,
    case: str | None,
    result: str,
    *,
    way: str = "来所",
    called: str | None = None,
    because: str | None = None,
    whose: str | None = None,
) -> Sequence[Value]:
    reach = None if case else "本人からまた電話をもらう"
    return (
        *(f"Y{place:03d}", _DESK, day, at, by, way, case, called, reach),
        *("仕事の相談", result, whose, because),
    )


# Courses: by number of the run its course and first day


_RUNS = {
    "L001": ("玉掛け", on(5, 26), 3),
    "L002": ("フォークリフト", on(6, 22), 4),
    "L003": ("フォークリフト", on(7, 27), 4),
    "L004": ("フォークリフト", on(8, 24), 4),
    "L005": ("玉掛け", on(9, 15), 3),
    "L006": ("玉掛け", on(10, 13), 3),
}
_MISSED_ON, _MADE_UP_ON = on(9, 16), on(10, 14)


def _courses() -> Sheets:
    applied = (
        ("U001", "T3-002", "L001", on(4, 12), on(5, 10), None, None),
        ("U002", "T3-007", "L001", on(4, 12), on(5, 10), None, None),
        ("U003", "T3-001", "L002", on(5, 17), on(6, 7), _LICENCE, None),
        ("U004", "T3-009", "L003", on(6, 29), on(7, 12), _LICENCE, None),
        ("U005", "T3-013", "L003", on(7, 13), on(7, 14), _LICENCE, None),
        ("U006", "T3-010", "L004", on(7, 9), on(8, 6), _LICENCE, None),
        ("U007", "T3-020", "L004", on(7, 12), on(8, 6), _LICENCE, "3か月以上"),
        ("U008", "T3-018", "L005", on(8, 3), on(9, 1), None, None),
    )
    applications: list[Sequence[Value]] = [
        (number, case, run, day, day, decided, holds, proven, None, None, None, None)
        for number, case, run, day, decided, holds, proven in applied
    ]
    # Who found work first took the application back.
    applications.append(
        (
            *("U009", "T3-008", "L003", on(6, 10), on(6, 14), None, _LICENCE, None),
            *("仕事の幅を広げる", on(7, 1), "取下げ", "就職が決まったため"),
        )
    )
    return [
        (
            "開講",
            (
                *("開講番号", "講座", "講習日", "始まり", "終わり", "休憩（分）"),
                *("会場", "定員", "受講料", "検定料", "中止の理由"),
            ),
            [
                (
                    *(key, course, _listed(_days(first, n)), time(8, 30), time(17, 30), 60),
                    *(_CENTRE, 10, 0, None, None),
                )
                for key, (course, first, n) in _RUNS.items()
            ],
        ),
        (
            "受講",
            (
                *("受講番号", "ケース番号", "開講番号", "申込日", "承認日", "受講決定日"),
                *("保有資格", "実務経験", "目的", "取下げ日", "取下げ・見送り", "理由"),
            ),
            applications,
        ),
        (
            "受講の出欠",
            ("受講番号", "講習日", "出欠"),
            [mark for number, _case, run, *_rest in applied for mark in _marks(number, run)],
        ),
        ("修了", ("受講番号", "修了日", "修了証番号"), [*_certificates()]),
    ]


def _marks(application: str, run: str) -> list[Sequence[Value]]:
    """Everybody came on every day, but for one who made up for a day in the next run."""
    _course, first, number = _RUNS[run]
    if run != "L005":
        return [(application, day, _MARK) for day in _days(first, number)]
    own = [(application, day, _NONE if day == _MISSED_ON else _MARK) for day in _days(first, 3)]
    return [*own, (application, _MADE_UP_ON, _MARK)]


def _certificates() -> Rows:
    dates = (
        *(on(5, 28), on(5, 28), on(6, 25), on(7, 30), on(7, 30)),
        *(on(8, 27), on(8, 27), on(10, 15)),
    )
    for place, day in enumerate(dates, 1):
        yield f"U{place:03d}", day, f"第2021-{place:04d}号"


# Trials


def _trials() -> Sheets:
    return [
        (
            "受入先",
            (
                *("受入先番号", "企業番号", "仕事の内容", "申出日", "見学可", "体験可"),
                *("場所", "受入人数", "指導担当者", "受入終了日", "終了の理由"),
            ),
            [
                _host("T001", "K007", "介護の仕事", on(5, 10), _MARK, None),
                _host("T002", "K008", "病棟の環境整備", on(9, 1), None, on(3, 31)),
            ],
        ),
        (
            "保険",
            (
                *("証券番号", "保険会社", "保険の始まり", "保険の終わり"),
                *("見学の補償", "体験の補償", "人数の上限", "備考"),
            ),
            [(_POLICY, _INSURER, on(4, 1), on(3, 31), None, _MARK, 5, None)],
        ),
        (
            "被保険者",
            ("ケース番号", "証券番号", "被保険の始まり", "被保険の終わり", "種類"),
            [
                ("T3-004", _POLICY, on(10, 4), on(10, 8), "職場体験"),
                ("T3-015", _POLICY, on(1, 17), on(1, 21), "職場体験"),
            ],
        ),
        ("見学・体験の取決め", _TRIAL_HEADS, [*_agreed()]),
        (
            "見学・体験の出欠",
            ("体験番号", "実施日", "出欠", "休んだ時間（分）", "休んだ理由"),
            [
                *(_there("X001", day, {on(10, 6): (_MARK, 60, "通院")}) for day in _care_days()),
                *(_there("X002", day, {on(1, 20): (_NONE, None, "発熱")}) for day in _ward_days()),
            ],
        ),
        (
            "見学・体験の評価",
            ("体験番号", "評価した人", "評価日", "評価の項目と答え", "感想"),
            [*_evaluated("X001", on(10, 8)), *_evaluated("X002", on(1, 21))],
        ),
        (
            "見学・体験の結果",
            ("体験番号", "終了日", "結果", "合わなかった理由", "事情"),
            [
                ("X001", on(10, 8), "採用の申し出があった", None, None),
                ("X002", on(1, 21), "一部を休んで終えた", None, None),
            ],
        ),
    ]


def _care_days() -> list[date]:
    return _days(on(10, 4), 5)


def _ward_days() -> list[date]:
    return _days(on(1, 17), 5)


def _host(
    key: str, company: str, work: str, offered: date, visits: str | None, closed: date | None
) -> Sequence[Value]:
    because = "年度の終わりまでの受入れ" if closed else None
    return key, company, work, offered, visits, _MARK, None, 2, "主任　長谷川", closed, because


_TRIAL_HEADS = (
    *("体験番号", "ケース番号", "種類", "申込日", "本人の希望", "目的", "受入先番号", "実施日"),
    *("始まり", "終わり", "休憩（分）", "指導担当者", "本人の確認日", "受入先の確認日"),
    *("受入先の確認者", "窓口の確認日", "窓口の確認者", "見送り日", "見送った人"),
    *("合わなかった理由", "事情"),
)


def _agreed() -> Rows:
    care, ward = _listed(_care_days()), _listed(_ward_days())
    kind, goal, tutor, host = "職場体験", "働く一日の流れを知る", "主任　長谷川", "施設長　上田"
    left = (None,) * 4
    yield (
        *("X001", "T3-004", kind, on(9, 1), "人と話す仕事かどうかを、やってみて確かめたい。"),
        *(goal, "T001", care, time(9), time(16), 60, tutor),
        *(on(9, 27), on(9, 28), host, on(9, 29), YAMADA, *left),
    )
    yield (
        *("X002", "T3-015", kind, on(12, 20), "体を動かす仕事が、続けられるか見てみたい。"),
        *(goal, "T002", ward, time(9), time(15), 60, tutor),
        *(on(1, 12), on(1, 13), host, on(1, 14), KUDO, *left),
    )
    # Declining costs nothing; the reason helps with the next place.
    yield (
        *("X003", "T3-019", kind, on(11, 5), "家から通えるところで、介護の現場を見たい。", goal),
        *(None,) * 11,
        *(on(11, 12), "本人", "通い方・距離", "バスの時間が合わなかった"),
    )


def _there(
    trial: str, day: date, otherwise: dict[date, tuple[str, int | None, str]]
) -> Sequence[Value]:
    return trial, day, *otherwise.get(day, (_MARK, None, None))


def _evaluated(trial: str, day: date) -> Rows:
    person = ("仕事の内容が分かった：とてもそう思う", "ここで働いてみたい：そう思う")
    host = ("時間を守れた：とてもそう思う", "採用を考えたい：そう思う")
    yield trial, "本人", day, "\n".join(person), "声をかけてもらえて、落ち着いてできた。"
    yield trial, "受入先", day, "\n".join(host), "分からないことを、自分から聞いていた。"


# Claims


def _claims() -> Sheets:
    course, trial = "受講の給付金", "職場体験の給付金"
    called_back = "対象日を確かめて、作り直すため"
    rows: list[Sequence[Value]] = [
        _claim(1, "T3-002", course, on(6, 1), _days(on(5, 26), 3), on(6, 10), on(6, 25)),
        _claim(2, "T3-001", course, on(6, 28), _days(on(6, 22), 4), on(7, 8), on(7, 21)),
        _claim(3, "T3-004", trial, on(10, 11), _care_days(), on(10, 20)),
        _claim(4, "T3-018", course, on(10, 18), [on(9, 15), on(9, 17), _MADE_UP_ON]),
        _claim(5, "T3-010", course, on(9, 1), _days(on(8, 24), 4), back=called_back),
    ]
    return [
        ("予算", ("費目", "予算額", "超過可"), [("給付金", "500千円", None)]),
        (
            "支給の請求",
            (
                *("請求番号", "ケース番号", "給付", "請求日", "対象日", "金額", "備考", "作成者"),
                *("確認者", "決定者", "決定日", "不支給の理由", "支払日", "取下げの理由"),
            ),
            rows,
        ),
    ]


def _claim(
    place: int,
    case: str,
    benefit: str,
    claimed: date,
    days: Sequence[date],
    decided: date | None = None,
    paid: date | None = None,
    *,
    back: str | None = None,
) -> Sequence[Value]:
    who = (YAMADA, _MANAGER) if decided else (None, None)
    return (
        *(f"Q{place:03d}", case, benefit, claimed, _listed(days), None, None, KUDO),
        *(*who, decided, None, paid, back),
    )
