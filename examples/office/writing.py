"""Turning a bare date into a whole record: times, channel, who, and what was written."""

from datetime import date, time
from random import Random

from examples.office.companies import Company
from examples.office.records import Case, Talk, Visit
from examples.office.words import FAMILY, FIRST, INTERVIEW, NEXT, PAPERS, Pen

_STARTS = (time(9, 30), time(10, 0), time(11, 0), time(13, 30), time(14, 0), time(15, 30))
_MINUTES = (30, 40, 50, 50, 60, 60, 90)
_VISIT_NOTES = (
    "氷河期世代の受入れについて説明。40代の採用は初めてだが、職場体験なら受けられるとのこと。",
    "国の助成金の案内を渡した。申請の手間を心配されたため、窓口の連絡先を添えた。",
    "資格のある方なら年齢は問わないとの話。求人票の書き方を一緒に見直した。",
    "見学の受入れは歓迎。作業の都合で、火曜か木曜の午前がよい。",
    "採用後1か月の様子を聞いた。仕事は正確で、職場にもなじんでいるとのこと。",
    "人手は足りないが、教える人がいないとのこと。短い体験から始める案を示した。",
    "求人を1件いただいた。経験は問わず、フォークリフトの修了があれば優遇。",
    "電話で近況を確認。繁忙期のため、次の訪問は来月にした。",
)
_VISIT_NEXT = (
    "助成金の資料を送る",
    "見学の日程を決める",
    "求人票の案を届ける",
    "1か月後に電話する",
    "",
)


class Scribe:
    """Writes records for the office; the same randomness gives the same words."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.pen = Pen(random)

    def talk(self, case: Case, on: date, by: str, kind: str = "", *, withdrawn: bool) -> None:
        """Add a talk to a case; unless its kind is given, the first is the first interview."""
        kind = kind or self._kind(case)
        starts = self._free_start(case, on)
        minutes = 20 if kind == FAMILY else self._random.choice(_MINUTES)
        ends = starts.hour * 60 + starts.minute + minutes
        written = self.pen.write(kind)
        case.talks.append(
            Talk(
                on=on,
                starts=starts,
                ends=time(*divmod(ends, 60)),
                channel=self._channel(kind),
                kind=kind,
                by=by,
                note=written.note,
                own_words=written.own_words,
                view=written.view,
                level=written.level,
                is_withdrawn=withdrawn,
            )
        )

    def visit(self, company: Company, on: date, by: str) -> Visit:
        return Visit(
            company=company,
            on=on,
            by=by,
            channel=self._random.choice(("訪問", "訪問", "電話", "オンライン")),
            note=self._random.choice(_VISIT_NOTES),
            next_action=self._random.choice(_VISIT_NEXT),
        )

    def _kind(self, case: Case) -> str:
        if not case.talks:
            return FIRST
        return self._random.choice((NEXT, NEXT, NEXT, PAPERS, INTERVIEW))

    def _channel(self, kind: str) -> str:
        if kind == FIRST:
            return "来所"
        return self._random.choice(("来所", "来所", "来所", "電話", "オンライン"))

    def _free_start(self, case: Case, on: date) -> time:
        """Half a day apart from another talk on the same day."""
        taken = [talk.starts for talk in case.talks if talk.on == on]
        afternoon = [start for start in _STARTS if start >= time(13)]
        return self._random.choice(afternoon if taken else _STARTS[:3])
