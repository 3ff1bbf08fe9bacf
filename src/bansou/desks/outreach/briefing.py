"""説明シート: a case without a name on one A4, with which other bodies come to understand it."""

from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

import typst
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.documents.typesetting import typeset
from bansou.commons.errors import Refusal
from bansou.desks.outreach.finding import case_at, refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.models import Case
from bansou.support.outreach.formulations.models import Formulation
from bansou.support.outreach.formulations.queries import formulations_of

#: Sizes of type that are tried in turn, in points; below the last it is not read any more.
SIZES = (11, 10, 9)
#: What the template says when it stops because of that.
_DOES_NOT_FIT = "does not fit on one page"


class TooLongForOnePage(Refusal):
    """What is to be said does not fit on one A4."""

    code = "outreach.too_long_for_one_page"
    message = gettext_lazy(
        "説明シートがA4の1枚に入りません。見立ての次の版で、事実と方針を短くまとめてください。"
    )


class NameInSheet(Refusal):
    """The person's name stands in what the sheet would say."""

    code = "outreach.name_in_sheet"
    message = gettext_lazy(
        "見立ての文に本人の氏名が入っています。説明シートには氏名を出せません。"
        "見立ての次の版で「本人」と書いてください。"
    )


@require_safe
@door("outreach.read")
@refusing
def sheet(request: Any, pk: UUID) -> HttpResponse:
    """The sheet as PDF, from the latest 見立て and what is to be avoided."""
    case = case_at(request, pk)
    latest = formulations_of(case).first()
    if latest is None:
        raise Http404
    values = _values(case, latest, request.today)
    _refuse_named(case, values)
    pdf = _on_one_page(values, request.now)
    note_opening(request, case, "formulation", latest.pk, AccessLog.Kind.EXPORT)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="briefing.pdf"'
    return response


def _refuse_named(case: Case, values: dict[str, Any]) -> None:
    """Hold every text against the parts of the person's name.

    :raises NameInSheet: one of them stands in it
    """
    parts = [part for part in (case.person.name.split() if case.person else ()) if len(part) > 1]
    said = "\n".join(text for _title, text in values["parts"])
    if any(part in said for part in parts):
        raise NameInSheet()


def _on_one_page(values: dict[str, Any], at: Any) -> bytes:
    """The sheet in the largest type in which it fits; the template looks for it.

    :raises TooLongForOnePage: in none
    """
    try:
        return typeset(_template(), values | {"sizes": SIZES}, at=at)
    except typst.TypstError as stopped:
        if _DOES_NOT_FIT in stopped.diagnostic:
            raise TooLongForOnePage() from stopped
        raise


def _values(case: Case, latest: Formulation, today: Any) -> dict[str, Any]:
    words = Vocabulary.of(case.organisation_id, today)
    months = (today - case.opened_on).days // 30
    return {
        "title": _("支援のための説明シート"),
        "author": case.organisation.name,
        "day": wareki(today),
        "facts": [
            (_("状態"), words.label("categories", case.category) or _("未記入")),
            (_("支援の期間"), _("およそ%(number)dか月") % {"number": months}),
            (_("見立ての日"), wareki(latest.on)),
            (_("年度"), str(FiscalYear.of(today))),
        ],
        "parts": [
            (title, text)
            for title, text in (
                (_("見聞きしている事実"), latest.facts),
                (_("考えられる背景（仮説）"), latest.hypotheses),
                (_("避けたい関わり方"), "\n".join(f"・{one}" for one in case.avoid)),
                (_("これからの方針"), latest.plan),
                (_("つなぐ先"), latest.leads_to),
            )
            if text
        ],
        "foot": _("氏名、住所、連絡先は入っていません。支援の話し合いだけにお使いください。"),
    }


@cache
def _template() -> bytes:
    return files("bansou.desks.outreach").joinpath("briefing.typ").read_bytes()
