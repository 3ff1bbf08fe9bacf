"""What goes to the company: at first information without a name, then the letter of introduction."""

from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.commons.documents.typesetting import typeset
from bansou.desks.proposals.gate import MAKE, READ, proposal_at, refusing
from bansou.desks.proposals.nameless import nameless_facts
from bansou.desks.proposals.words import Words, offered_in_words
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.placement.matching.models import Proposal


@require_safe
@door(MAKE)
@refusing
def profile(request: Any, pk: UUID) -> HttpResponse:
    """Information about somebody without their name, to be printed for the company."""
    it = proposal_at(request, pk, MAKE)
    facts = nameless_facts(request, it)
    if not facts:
        raise Http404
    values = {
        "it": it,
        # No crumb names the person: the page is printed and handed over.
        "crumbs": [
            Link(_("マッチング"), reverse("proposals:awaited")),
            Link(_("氏名のない人材情報")),
        ],
        "facts": facts,
    }
    note_opening(request, it.case, "proposal", it.pk)
    return render(request, "proposals/profile.html", values)


@require_safe
@door(READ)
@refusing
def letter(request: Any, pk: UUID) -> HttpResponse:
    """The letter of introduction as PDF; only of somebody who was introduced."""
    it = proposal_at(request, pk)
    if not it.is_named or it.case.person is None:
        raise Http404
    pdf = typeset(_template(), _values(request, it), at=request.now)
    note_opening(request, it.case, "proposal", it.pk, AccessLog.Kind.EXPORT)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="introduction-{it.ticket}.pdf"'
    return answer


def _values(request: Any, it: Proposal) -> dict[str, Any]:
    words = Words.of(Vocabulary.of(it.organisation_id, request.today))
    opening, person = it.opening, it.case.person
    offered = offered_in_words(opening, words)
    at = f"{it.interview_at:%H:%M}" if it.interview_at else ""
    interview = "　".join(
        filter(None, (wareki(it.interview_on) if it.interview_on else "", at, it.interview_place))
    )
    responsible = it.case.responsible.user.name if it.case.responsible else request.actor.name
    unknown = _("面談で確かめてください")
    return {
        "title": _("紹介状"),
        "author": it.organisation.name,
        "number": _("紹介番号　%(number)s") % {"number": it.ticket},
        "day": wareki(it.introduced_on) if it.introduced_on else "",
        "to": _("%(company)s　採用ご担当者　様") % {"company": opening.company.name},
        "sentence": _(
            "貴社の求人について、次の方をご紹介します。ご面談のうえ、結果を下記の担当までお知らせください。"
        ),
        "facts": [
            (_("氏名"), f"{person.name}（{person.kana}）" if person.kana else person.name),
            (_("求人"), opening.title),
            (_("雇用形態"), offered["employment_type"] or unknown),
            (_("働く場所"), opening.work_place or opening.area or unknown),
            (_("働く時間"), offered["hours"] or unknown),
            (_("賃金"), offered["wage"] or unknown),
            (_("求人番号"), opening.hellowork_number or _("なし")),
            (_("面接"), interview or _("日時は、担当からご連絡します")),
        ],
        "notes": [
            _(
                "本人の同意を得てご紹介しています。お知らせした情報は、採用の選考だけにお使いください。"
            ),
            _(
                "本籍、家族、思想や信条など、本人の適性と能力に関係のないことは、面接で聞かないでください。"
            ),
        ],
        "from": it.organisation.name,
        "responsible": _("担当　%(name)s") % {"name": responsible},
        "foot": _("採否の結果（採用・不採用・辞退）　　　　　　　　連絡日　　　　　　　　ご担当者"),
    }


@cache
def _template() -> bytes:
    return files("bansou.desks.proposals").joinpath("letter.typ").read_bytes()
