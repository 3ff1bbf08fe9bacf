"""The papers about a request: what is shown with its reasons, that nothing is, that it takes longer."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import local_day, wareki
from bansou.commons.documents.disclosed import DisclosedPaper, Entry, Group, disclosed_pdf
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.queries import notice_on
from bansou.people.answering.rules import Outcome, outcome_of, struck_out

if TYPE_CHECKING:
    from bansou.desks.rights.reviewing import Item

_Verdict = ItemDecision.Verdict


def decision_paper(
    it: DisclosureRequest, items: "Sequence[Item]", *, number: str, at: datetime
) -> bytes:
    """What is shown, item by item, with the reasons; a draft while it has no number."""
    verdicts = [one.decision.verdict for one in items if one.decision]
    title = str(_TITLES[outcome_of(verdicts)]) if number else _("保有個人情報の開示（案）")
    paper = DisclosedPaper(
        title=title,
        number=number,
        on=wareki(local_day(at)),
        to=_to(it),
        body=it.case.organisation.name,
        intro=_(
            "%(on)sに受け付けた開示請求について、次のとおり決定しました。"
            "伏せた部分は■■■で示し、項目ごとに理由を書いています。"
        )
        % {"on": wareki(it.received_on)},
        facts=[*_facts(it), *_counts(verdicts)],
        groups=[
            Group(heading=heading, entries=[_entry(one) for one in group])
            for heading, group in groupby(items, key=lambda one: one.held.heading)
        ],
        closing=notice_on(it.organisation_id, local_day(at)),
        foot=_("%(body)s　開示請求 %(number)s")
        % {"body": it.case.organisation.name, "number": it.number},
    )
    return disclosed_pdf(paper, at=at)


def refusal_paper(
    it: DisclosureRequest,
    *,
    number: str,
    because: str,
    at: datetime,
    drawn_again: datetime | None = None,
) -> bytes:
    """That nothing is shown, and why.

    :param drawn_again: when, where what was sent was not kept: the paper says so
    """
    on = local_day(at)
    paper = DisclosedPaper(
        title=_("保有個人情報の不開示の決定について"),
        number=number,
        on=wareki(on),
        to=_to(it),
        body=it.case.organisation.name,
        intro=_("%(on)sに受け付けた開示請求について、開示しないことに決定しました。")
        % {"on": wareki(it.received_on)},
        facts=[*_facts(it), (_("開示しない理由"), because)],
        groups=[],
        closing=notice_on(it.organisation_id, on),
        foot=_("開示請求 %(number)s") % {"number": it.number},
        caveat=_caveat(drawn_again),
    )
    return disclosed_pdf(paper, at=at)


def extension_paper(
    it: DisclosureRequest, *, at: datetime, drawn_again: datetime | None = None
) -> bytes:
    """That it takes longer, and why, of the day on which that was decided.

    :param drawn_again: when, where what was sent was not kept: the paper says so
    """
    paper = DisclosedPaper(
        title=_("開示決定等の期限の延長について"),
        number="",
        on=wareki(local_day(it.extended_at or at)),
        to=_to(it),
        body=it.case.organisation.name,
        intro=_("%(on)sに受け付けた開示請求について、次のとおり決定の期限を延ばします。")
        % {"on": wareki(it.received_on)},
        facts=[
            *_facts(it),
            (_("はじめの期限"), wareki(it.due_on)),
            (_("延ばしたあとの期限"), wareki(it.answer_by)),
            (_("延ばす理由"), it.extended_because),
        ],
        groups=[],
        foot=_("開示請求 %(number)s") % {"number": it.number},
        caveat=_caveat(drawn_again),
    )
    return disclosed_pdf(paper, at=at)


_TITLES = {
    Outcome.WHOLE: gettext_lazy("保有個人情報の開示の決定について（全部開示）"),
    Outcome.PART: gettext_lazy("保有個人情報の開示の決定について（一部開示）"),
    Outcome.NOTHING: gettext_lazy("保有個人情報の開示の決定について"),
}


def _caveat(drawn_again: datetime | None) -> str:
    """That it is no copy of what was sent; nothing of a paper that is kept as it goes out."""
    if drawn_again is None:
        return ""
    return _(
        "送った通知の控えがないため、%(on)sに記録から作り直した文書です。"
        "送った通知と、言葉や日付が違うことがあります。"
    ) % {"on": wareki(local_day(drawn_again))}


def _to(it: DisclosureRequest) -> str:
    name = it.agent_name or (it.case.person.name if it.case.person else "")
    return _("%(name)s　様") % {"name": name}


def _facts(it: DisclosureRequest) -> list[tuple[str, str]]:
    return [
        (_("受付番号"), it.number),
        (_("請求の内容"), it.asked_for),
        (_("根拠"), it.basis),
    ]


def _counts(verdicts: Sequence[str]) -> list[tuple[str, str]]:
    said = _("開示 %(shown)d件、一部を伏せて開示 %(partly)d件、不開示 %(withheld)d件") % {
        key: verdicts.count(key) for key in _Verdict.values
    }
    return [(_("項目の数"), said)]


def _entry(one: "Item") -> Entry:
    held, decision = one.held, one.decision
    label = held.about or held.heading
    if decision is None or one.is_stale:
        return Entry(label=label, withheld=_("まだ決めていません。"))
    if decision.verdict == _Verdict.WITHHELD:
        return Entry(label=label, about=_("不開示"), withheld=_why(decision))
    if held.is_sealed:
        text = _("%(session)s\n心理の記録は、別冊で渡します。") % {"session": held.text}
        return Entry(label=label, text=text)
    if decision.verdict == _Verdict.PARTLY:
        return Entry(
            label=label,
            about=_("一部を伏せて開示"),
            text=struck_out(held.text, decision.struck),
            withheld=_why(decision),
        )
    return Entry(label=label, text=held.text)


def _why(decision: ItemDecision) -> str:
    return _("理由：%(ground)s\n%(reason)s") % {
        "ground": decision.get_ground_display(),
        "reason": decision.reason,
    }
