"""What can be done with a case from its page: one line for each way, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened
from bansou.desks.shared.parts import Link
from bansou.schemes.shape import Scheme

type Asked = Callable[[Opened, Scheme | None], Any]


def ways_on(it: Opened, scheme: Scheme | None) -> list[Link]:
    """The ways on for whoever is looking at the case; none that must fail."""
    links = [
        Link(str(way.text), reverse(way.address, args=[it.case.pk]))
        for way in _WAYS
        if way.is_open(it, scheme)
    ]
    if not it.may("booking.make"):
        return links
    address = f"{reverse('counsellor:bookings')}?case={it.case.pk}"
    return [Link(str(_("予約を入れる")), address), *links]


def may_refer(it: Opened, _scheme: Scheme | None = None) -> Any:
    """Tell whether the case can be referred to a contractor, by whoever is looking at it."""
    return it.may("referral.make") and it.case.can_be_referred  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way on: which right it asks for, at which level, and what else must be so."""

    text: str | Promise
    address: str
    right: str = ""
    level: Level = Level.CONTACT
    when: Asked | None = None

    def is_open(self, it: Opened, scheme: Scheme | None) -> bool:
        if self.when and not self.when(it, scheme):
            return False
        return not self.right or it.may(self.right, self.level)


def _is_own(it: Opened, _scheme: Scheme | None) -> bool:
    return it.is_own


def _has_person(it: Opened, _scheme: Scheme | None) -> bool:
    return it.case.person_id is not None


def _has_no_person(it: Opened, _scheme: Scheme | None) -> bool:
    return it.case.person_id is None


def _can_join(it: Opened, _scheme: Scheme | None) -> Any:
    return it.case.can_join  # type: ignore[attr-defined]


def _is_joint(it: Opened, _scheme: Scheme | None) -> Any:
    return it.case.is_joint and it.case.person_id  # type: ignore[attr-defined]


def _is_paid(it: Opened, _scheme: Scheme | None) -> Any:
    return it.case.person_id and (it.is_own or it.may("claim.draw_up"))


def _counsels(it: Opened, scheme: Scheme | None) -> Any:
    return it.is_own and scheme and scheme.act("counselling.held")


def _visits(it: Opened, scheme: Scheme | None) -> Any:
    return it.is_own and scheme and scheme.outreach


def _is_closed_to_them(it: Opened, _scheme: Scheme | None) -> bool:
    return it.reach < Level.SENSITIVE


_CASEWORK, _SENSITIVE = Level.CASEWORK, Level.SENSITIVE

_WAYS = (
    _Way(_("受講と資格"), "counsellor:training", when=_is_own),
    _Way(_("見学・体験"), "counsellor:experience", when=_is_own),
    _Way(_("訪問・専門チーム"), "outreach:case", "outreach.read", _SENSITIVE),
    _Way(_("心理カウンセリング"), "counsellor:counselling", when=_counsels),
    _Way(_("居場所のようす"), "ibasho:case", "ibasho.read", _CASEWORK),
    _Way(_("プランと書類"), "counsellor:papers", "paper.read", _CASEWORK),
    _Way(_("面接の準備をする"), "counsellor:interview", "paper.edit", _CASEWORK),
    _Way(_("求人の提案"), "proposals:case", "proposal.read", _CASEWORK),
    _Way(_("支給"), "counsellor:benefits", when=_is_paid),
    _Way(_("就職を記録する"), "counsellor:record_hire", "hire.record", _CASEWORK),
    _Way(_("次の行動を変える"), "counsellor:next_action", "case.edit"),
    _Way(_("避けたい関わり方を書く"), "counsellor:care", "case.edit"),
    _Way(_("世帯のことを書く"), "counsellor:household", "case.edit", when=_visits),
    _Way(_("始まりの時期を書く"), "counsellor:onset", "case.edit", when=_visits),
    _Way(_("連絡先を変える"), "counsellor:contact", "case.edit", when=_has_person),
    _Way(_("家族等の連絡先と話"), "counsellor:family", "case.open", _SENSITIVE, _is_own),
    _Way(_("本人のページ"), "counsellor:account", "account.issue", when=_has_person),
    _Way(_("本人を登録する"), "counsellor:name_person", "case.edit", when=_has_no_person),
    _Way(_("事業への参加を登録する"), "counsellor:enrol", "case.edit", when=_can_join),
    _Way(_("情報提供とつなぎ"), "counsellor:handing", "sharing.read", _SENSITIVE, _is_own),
    _Way(_("委託先に紹介する"), "counsellor:refer", when=may_refer),
    _Way(_("共同集計への同意"), "counsellor:joint_consent", "case.edit", when=_is_joint),
    _Way(_("ほかの団体への照会"), "counsellor:elsewhere", "case.edit", when=_is_joint),
    _Way(_("担当を決める"), "counsellor:assign", "case.assign"),
    _Way(_("緊急に記録を見る"), "counsellor:break_glass", "glass.break", when=_is_closed_to_them),
    _Way(_("利益相反を記録する"), "counsellor:bar", "case.bar"),
    _Way(_("保存と消去"), "rights:case", "erasure.read", when=_is_own),
    _Way(_("終結にする"), "counsellor:close", "case.edit"),
)
