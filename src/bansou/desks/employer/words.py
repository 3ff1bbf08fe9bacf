"""People and trials in a company's words: who they are as far as it may know, and what is next."""

from django.utils.translation import gettext as _

from bansou.desks.shared.parts import Chip
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.told import Candidate
from bansou.support.experience.models import Experience
from bansou.support.experience.told import Hosted

_State = Proposal.State


def candidate_chip(it: Candidate) -> Chip:
    """Where it stands, as the company sees it."""
    chips = {
        _State.OFFERED: Chip(_("お返事をください"), "warn"),
        _State.WELCOMED: Chip(_("本人の同意を確かめています"), "key"),
        _State.INTRODUCED: Chip(_("面接・結果待ち"), "key"),
        _State.CHOSEN: Chip(_("採用"), "good"),
        _State.HIRED: Chip(_("就職"), "good"),
        _State.TURNED_DOWN: Chip(_("見送り"), "quiet"),
        _State.NOT_CHOSEN: Chip(_("不採用"), "quiet"),
        _State.WITHDREW: Chip(_("本人が辞退"), "quiet"),
    }
    return chips.get(_State(it.state), Chip(_("取りやめ"), "quiet"))


def candidate_name(it: Candidate) -> str:
    """The name, or what stands for it."""
    return it.name or _nameless(it.ticket)


def hosted_name(it: Hosted) -> str:
    """Likewise of somebody at a host place."""
    return it.name or _nameless(it.ticket)


def _nameless(ticket: str) -> str:
    return _("受付番号 %(ticket)s の方") % {"ticket": ticket}


def hosted_chip(it: Hosted, has_days_to_mark: bool) -> Chip:
    """Where a visit or trial stands, as the company sees it."""
    if it.awaits_host:
        return Chip(_("内容を確かめてください"), "warn")
    if has_days_to_mark:
        return Chip(_("出欠を付けてください"), "warn")
    if it.state in Experience.OPEN and not it.is_running:
        return Chip(_("支援が終わりました"), "quiet")
    chips = {
        Experience.State.ARRANGED: Chip(_("ほかの方の確認待ち"), "key"),
        Experience.State.CONFIRMED: Chip(_("実施"), "key"),
        Experience.State.ENDED: Chip(_("終了"), "good"),
    }
    return chips.get(Experience.State(it.state), Chip(_("見送り"), "quiet"))
