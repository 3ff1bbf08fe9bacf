"""求職管理簿 as a file: who sought work in a fiscal year, introductions, results, what came of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_list
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.codes.occupations import Occupation
from bansou.desks.proposals.words import Words, listed
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Cell, Table, file_response
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.registering import Sought, sought_in

EXPORT = "seeker_ledger.export"
_State = Proposal.State
#: What an introduction came to (採否).
_CAME_TO = {
    _State.INTRODUCED: gettext_lazy("結果待ち"),
    _State.CHOSEN: gettext_lazy("採用"),
    _State.HIRED: gettext_lazy("採用"),
    _State.NOT_CHOSEN: gettext_lazy("不採用"),
    _State.WITHDREW: gettext_lazy("辞退"),
    _State.ENDED: gettext_lazy("取りやめ"),
}


@require_safe
@door(EXPORT)
def seeker_ledger(request: Any, year: int, form: str) -> HttpResponse:
    """The file; whose names went along is written into the log, of each of them."""
    if form not in FORMATS or not 2000 <= year <= 2100:
        raise Http404
    keeper_id = request.actor.require_organisation()
    rows = sought_in(keeper_id, FiscalYear(year))
    cases = dict.fromkeys(row.case.pk for row in rows)
    note_list(
        by=request.actor,
        subject="seeker_ledger",
        at=request.now,
        shown=[(keeper_id, case_id) for case_id in cases],
        detail={"fiscal_year": year, "rows": len(rows), "format": form},
        kind=AccessLog.Kind.EXPORT,
    )
    words = Words.of(Vocabulary.of(keeper_id, request.today))
    table = Table(
        name=_("求職管理簿 %(year)s") % {"year": FiscalYear(year).label},
        heads=(
            *(_("番号"), _("受付年月日"), _("ケース番号"), _("氏名"), _("フリガナ")),
            *(_("生年月日"), _("住所"), _("希望職種"), _("希望する雇用形態")),
            *(_("紹介年月日"), _("求人者の名称"), _("求人"), _("面接年月日"), _("採否")),
            *(_("採用年月日"), _("雇用形態"), _("正社員になった日"), _("離職年月日")),
            _("支援の終結日"),
        ),
        rows=[_line(number, row, words) for number, row in enumerate(rows, start=1)],
    )
    return file_response(table, form)


def _line(number: int, row: Sought, words: Words) -> tuple[Cell, ...]:
    person, wish, case = row.case.person, row.wish, row.case
    who: tuple[Cell, ...] = (
        (person.name, person.kana, person.birth_on, person.address) if person else ("",) * 4
    )
    return (
        *(number, row.since, case.number),
        *who,
        listed(wish.occupations, dict(Occupation.choices)),
        listed(wish.employment_types, words.types),
        *_introduction(row.introduction, words),
        case.closed_on,
    )


def _introduction(it: Proposal | None, words: Words) -> tuple[Cell, ...]:
    if it is None:
        return (None,) * 9
    hire = it.hire
    began = (
        (
            hire.hired_on,
            words.types.get(hire.employment_type, hire.employment_type),
            hire.regular_on,
            hire.left_on,
        )
        if hire
        else (None,) * 4
    )
    return (
        *(it.introduced_on, it.opening.company.name, it.opening.title, it.interview_on),
        str(_CAME_TO.get(_State(it.state), "")),
        *began,
    )
