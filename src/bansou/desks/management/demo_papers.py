"""Papers for the demo: plans that are signed and one that was changed since, a résumé with remarks.

The counsellor writes them as at the desk. They are written once, all or none.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bansou.commons.access.acting import acting
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
from bansou.people.papers.goals import goals_of, mark_goal
from bansou.people.papers.models import Goal, Paper
from bansou.people.papers.signing import sign_paper
from bansou.schemes.papers import PaperKind, papers

_WHY = "体験用のデータ"
#: For so many people there are papers.
_PEOPLE = 3
_ASSESSMENT = {
    "reason": "夜勤のない仕事に移り、長く続けたい。",
    "aptitude": "手を動かす仕事が好き。細かい点検も苦にならない。",
    "ability": "倉庫の入出庫と在庫の管理。普通自動車免許。",
    "strengths": "12年間、遅刻がない。後輩に教えるのが得意。",
    "conditions": "日勤。通勤は車で30分まで。月給18万円から。",
    "life": "母と二人で暮らす。連絡は午後がよい。",
}
_PLAN = {
    "values": "体を動かし、人の役に立つ仕事がしたい。",
    "strengths": "段取りを考えて、続ける力がある。",
    "future": "日勤の倉庫か建設の資材の置き場で、フォークリフトに乗って長く働きたい。",
    "to_learn": "フォークリフト運転技能講習と、面接で話す練習。",
}
_CHANGED = "倉庫のほかに、玉掛けの資格を生かせる建設の仕事も考えたい。"
_RESUME = {
    "history": (
        "学歴\n平成9年3月　苫小牧東高等学校　卒業\n職歴\n"
        "平成9年4月　勇払倉庫株式会社　入社\n令和3年5月　家族の介護のため退社\n以上"
    ),
    "licences": "平成10年8月　普通自動車第一種運転免許　取得",
    "motive": "倉庫の経験を生かしたい。",
}
_BETTER = "倉庫で12年、入出庫と在庫の管理をしました。取得したフォークリフトの資格を生かします。"


def fill_papers(*, counsellor: Actor, at: datetime) -> None:
    """Write the papers of the counsellor's first people, once."""
    with acting(counsellor, why=_WHY):
        if Paper.objects.filter(organisation_id=counsellor.require_organisation()).exists():
            return
        for place, case in enumerate(_people(counsellor)):
            plan = _plan(counsellor, case, at)
            if place == 0:
                _changed(counsellor, case, plan, at)
                _resume(counsellor, case, at)


def _people(counsellor: Actor) -> Iterator[Case]:
    own = Case.objects.filter(responsible_id=counsellor.membership_id, closed_on=None)
    yield from own.exclude(person=None).select_related("person").order_by("number")[:_PEOPLE]


def _plan(by: Actor, case: Case, at: datetime) -> Paper:
    """What was found out, and a plan with two goals that both have signed."""
    today = local_day(at)
    goals = (
        GoalText("フォークリフトの資格を取る", "倉庫でまた働きたい", today + timedelta(days=30)),
        GoalText("日勤の職場を2か所見る", "夜勤はもう続けられない", today + timedelta(days=45)),
    )
    _begin(by, case, "assessment", Writing(_ASSESSMENT), at)
    writing = Writing(_PLAN, pathway=case.pathway, goals=goals)
    plan = _begin(by, case, "career_plan", writing, at)
    sign_paper(by=by, case=case, paper=plan, printed_version=1, signed_on=today, at=at)
    goal = goals_of(plan)[0]
    mark_goal(
        case=case,
        goal=goal,
        state=Goal.State.UNDER_WAY,
        on=today,
        seen_version=goal.version,
        today=today,
    )
    return plan


def _changed(by: Actor, case: Case, plan: Paper, at: datetime) -> None:
    """The plan says more than what was signed."""
    goals = [GoalText(g.title, g.own_words, g.due_on, g.pk) for g in goals_of(plan)]
    writing = Writing(_PLAN | {"future": _CHANGED}, pathway=plan.pathway, goals=goals)
    _rewrite(by, case, plan, writing, at)


def _resume(by: Actor, case: Case, at: datetime) -> None:
    """A résumé whose first version was remarked on, and the second that followed."""
    name = case.person.name if case.person else ""
    said = _RESUME | {"name": name}
    resume = _begin(by, case, "resume", Writing(said, title="建設会社向け"), at)
    comment(
        by=by, case=case, paper=resume, text="12年の経験を、何をしたかまで書くと伝わります。", at=at
    )
    _rewrite(by, case, resume, Writing(said | {"motive": _BETTER}, title="建設会社向け"), at)


def _begin(by: Actor, case: Case, kind: str, writing: Writing, at: datetime) -> Paper:
    return begin_paper(by=by, case=case, kind=_kind(kind), writing=writing, at=at)


def _rewrite(by: Actor, case: Case, paper: Paper, writing: Writing, at: datetime) -> None:
    rewrite_paper(
        by=by,
        case=case,
        paper=paper,
        kind=_kind(paper.kind),
        writing=writing,
        seen_version=paper.version,
        at=at,
    )


def _kind(key: str) -> PaperKind:
    kind = papers().kind(key)
    if kind is None:
        raise LookupError(key)
    return kind
