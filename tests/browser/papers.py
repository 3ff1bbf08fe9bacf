"""The papers of the browser's town: a plan that was signed and changed, a résumé with remarks."""

from datetime import datetime, timedelta
from typing import Any

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.people.cases.models import Case
from bansou.people.papers.actions import (
    GoalText,
    Writing,
    begin_paper,
    comment,
    rewrite_paper,
)
from bansou.people.papers.models import Goal, Paper
from bansou.people.papers.signing import sign_paper
from bansou.schemes.papers import PaperKind, papers

_PLAN = {
    "values": "体を動かす仕事が合っている。人の役に立つことがしたい。",
    "strengths": "倉庫で12年、無遅刻で働いた。段取りを考えるのが早い。",
    "future": "日勤の倉庫で、フォークリフトに乗って長く働きたい。",
    "to_learn": "フォークリフト運転技能講習を受ける。",
}
_RESUME = {
    "kana": "ミウラ カズヒコ",
    "name": "三浦 和彦",
    "history": "学歴\n平成9年3月　苫小牧東高等学校　卒業\n職歴\n平成9年4月　勇払運送　入社\n以上",
    "licences": "平成10年8月　普通自動車第一種運転免許　取得",
    "motive": "倉庫での12年の経験を生かして働きたいと考えています。",
}


def write_papers(by: Actor, case: Case, now: datetime) -> dict[str, Any]:
    """A plan, an assessment and a résumé of two versions on a case; their keys."""
    today = local_day(now)
    goals = (
        GoalText("フォークリフトの資格を取る", "倉庫でまた働きたい", today + timedelta(days=20)),
        GoalText("日勤の職場を2か所見る", "夜勤はもう続けられない", today - timedelta(days=3)),
    )
    writing = Writing(_PLAN, pathway="qualification", goals=goals)
    plan = _begin(by, case, "career_plan", writing, now)
    sign_paper(by=by, case=case, paper=plan, printed_version=1, signed_on=today, at=now)
    _begin(by, case, "assessment", Writing({"strengths": "続ける力がある。"}), now)
    resume = _begin(by, case, "resume", Writing(_RESUME, title="建設会社向け"), now)
    comment(by=by, case=case, paper=resume, text="退社の理由を前向きに書く。", at=now)
    rewrite_paper(
        by=by,
        case=case,
        paper=resume,
        kind=_kind("resume"),
        writing=Writing(_RESUME | {"wishes": "日勤を希望します。"}, title="建設会社向け"),
        seen_version=1,
        at=now,
    )
    goal = Goal.objects.filter(paper=plan).order_by("place")[0]
    return {"paper": resume.pk, "goal": goal.pk, "own_plan": plan.pk}


def _begin(by: Actor, case: Case, kind: str, writing: Writing, now: datetime) -> Paper:
    return begin_paper(by=by, case=case, kind=_kind(kind), writing=writing, at=now)


def _kind(key: str) -> PaperKind:
    kind = papers().kind(key)
    if kind is None:
        raise LookupError(key)
    return kind
