"""The volume of its own of a request: how far the person's psychological records are, and what is next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.desks.rights.finding import may_here
from bansou.desks.rights.holdings import SEALED, sealed_name, sealed_sessions
from bansou.desks.shared.parts import Link
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.queries import decisions_of
from bansou.people.cases.actions import of_the_same_person
from bansou.people.cases.models import Case
from bansou.support.counselling.queries import released_for
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.teams import team_of

_State, _Release = DisclosureRequest.State, SealedRelease.State
#: What is still to be done comes first, where several sessions have one name.
_ORDER = (_Release.PROPOSED, _Release.APPROVED, _Release.HANDED)


@dataclass(frozen=True, slots=True)
class SealedPart:
    """How many sessions have a sealed record, how far each is, and what is to be done next."""

    number: int
    facts: Sequence[tuple[str, str]]
    next_step: str
    team: str = ""
    links: Sequence[Link] = ()


@dataclass(slots=True)
class _Far:
    """How many sessions stand where: withheld, on their way, or nowhere yet."""

    withheld: int = 0
    bare: int = 0
    on_their_way: Counter[str] = field(default_factory=Counter)


def sealed_part_of(request: Any, it: DisclosureRequest) -> SealedPart | None:
    """What a request's page says of the psychological records; None where the person has none."""
    cases = list(of_the_same_person(it.case))
    found = list(sealed_sessions(cases))
    if not found:
        return None
    sessions = [sealed_name(step) for step in found]
    decided = decisions_of(it)
    withheld = [
        name
        for step, name in zip(found, sessions, strict=True)
        if (one := decided.get((SEALED, step.pk))) and one.verdict == ItemDecision.Verdict.WITHHELD
    ]
    far = _how_far(it, sessions, withheld)
    team = sorted(
        {
            grant.to_membership.user.name
            for case in cases
            for grant in team_of(case, request.today)
            if grant.to_membership
        }
    )
    return SealedPart(
        number=len(sessions),
        facts=_facts(far),
        next_step=_next_step(it, far, has_team=bool(team)),
        team="、".join(team),
        links=_links(request, [step.case for step in found]) if it.is_running else (),
    )


def _how_far(it: DisclosureRequest, sessions: Sequence[str], withheld: Sequence[str]) -> _Far:
    left = Counter(sessions) - Counter(withheld)
    far = _Far(withheld=len(withheld))
    released = released_for(it)
    for state in _ORDER:
        named = Counter(one.session for one in released if one.state == state)
        far.on_their_way[state] = (left & named).total()
        left -= named
    far.bare = left.total()
    return far


def _facts(far: _Far) -> list[tuple[str, str]]:
    said = (
        (_("渡す提案がまだ"), far.bare),
        (_("決定を待つ提案"), far.on_their_way[_Release.PROPOSED]),
        (_("決定済み（心理職の受け取り待ち）"), far.on_their_way[_Release.APPROVED]),
        (_("心理職が受け取り済み"), far.on_their_way[_Release.HANDED]),
        (_("不開示"), far.withheld),
    )
    return [(label, _("%(count)d件") % {"count": count}) for label, count in said if count]


def _next_step(it: DisclosureRequest, far: _Far, *, has_team: bool) -> str:
    """The one thing that is to be done next, in a sentence."""
    if not it.is_running:
        return _("この請求は終わっています。心理の記録について、することはありません。")
    is_decided, waits = it.state == _State.DECIDED, far.on_their_way[_Release.PROPOSED]
    to_take = is_decided and far.on_their_way[_Release.APPROVED]
    to_propose = far.bare and not is_decided and not waits
    if not has_team and (to_take or to_propose):
        return _(
            "チームに心理職がいません。統括カウンセラーに、"
            "心理カウンセリングの画面の「チームを決める」で決めてもらってください。"
        )
    if to_take:
        return _("チームの心理職に、別冊の受け取りを頼んでください。済むまで開示文書は渡せません。")
    if waits:
        return _(
            "渡す提案が決定を待っています。提案した人とチームの人を除く職員が、"
            "「心理の記録を渡す決定」で決めてください。"
        )
    if to_propose:
        return _(
            "チームの心理職に、%(count)d件を渡す提案を頼んでください。"
            "渡さない記録は、項目ごとの決定で不開示にします。"
        ) % {"count": far.bare}
    if not is_decided:
        return _(
            "心理の記録の扱いは決まりました。請求の開示を決定すると、心理職が別冊を受け取れます。"
        )
    if far.on_their_way[_Release.HANDED]:
        return _("別冊は心理職が受け取りました。開示文書といっしょに渡してください。")
    return _("心理の記録は渡さない決定です。開示文書だけを渡します。")


def _links(request: Any, counselled: Iterable[Case]) -> list[Link]:
    links = []
    if may_here(request, "release.decide"):
        links.append(Link(_("心理の記録を渡す決定を見る"), reverse("rights:releases")))
    if may_here(request, "disclosure.decide"):
        links += [
            Link(
                _("ケース%(number)sの心理カウンセリング") % {"number": case.number},
                reverse("counsellor:counselling", args=[case.pk]),
            )
            for case in dict.fromkeys(counselled)
        ]
    return links
