"""Proposing an erasure, and deciding about what somebody else proposed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import local_day, wareki
from bansou.desks.rights.finding import answered, case_at, erasure_at, refusing
from bansou.desks.rights.forms import ApproveForm, BecauseForm, ProposeForm
from bansou.desks.shared.door import door
from bansou.people.cases.actions import of_the_same_person
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import approve_erasure, decline_erasure, propose_erasure
from bansou.people.erasing.mentioning import mentions_of
from bansou.people.erasing.models import Erasure

#: So many cases are listed by number.
_LISTED = 10


@require_http_methods(["GET", "POST"])
@door("erasure.propose")
@refusing
def propose(request: Any, pk: UUID) -> HttpResponse:
    """Ask by which decision a record is to be erased; somebody else has to approve it."""
    case = case_at(request, pk)
    form = ProposeForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: propose_erasure(by=request.actor, case=case, at=request.now, **form.cleaned_data),
        title=_("ケース%(number)sの記録の消去を提案しますか") % {"number": case.number},
        crumb=_("消去を提案する"),
        case=case,
        verb=_("提案する"),
        body=_(
            "まだ何も消えません。ほかの職員が承認すると、この人の相談、書類、添付、連絡先、"
            "心理の記録が、履歴からも消えます。行った日、種類、状態は、だれのことか分からない形で残ります。"
        ),
        facts=[*_cases(case), *_mentions(case)],
        done=_("消去を提案しました。ほかの職員の承認を待ちます。"),
    )


@require_http_methods(["GET", "POST"])
@door("erasure.decide")
@refusing
def approve(request: Any, key: UUID) -> HttpResponse:
    """Ask once more whether everything of somebody is to go; do it at once."""
    it, case = erasure_at(request, key)
    form = ApproveForm(request.POST or None, number=case.number)
    return answered(
        request,
        form,
        lambda: approve_erasure(by=request.actor, erasure=it, at=request.now),
        title=_("ケース%(number)sの記録を消去しますか") % {"number": case.number},
        crumb=_("消去する"),
        case=case,
        verb=_("消去する"),
        body=_("すぐに消え、元に戻せません。バックアップを戻しても、もう一度消去されます。"),
        facts=[*_of(it), *_cases(case), *_mentions(case)],
        back_url=reverse("rights:index"),
        done=_("決定 %(number)s により、記録を消去しました。") % {"number": it.number},
    )


@require_http_methods(["GET", "POST"])
@door("erasure.decide")
@refusing
def decline(request: Any, key: UUID) -> HttpResponse:
    """Ask why a record stays."""
    it, case = erasure_at(request, key)
    form = BecauseForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: decline_erasure(
            by=request.actor, erasure=it, because=form.cleaned_data["because"], at=request.now
        ),
        title=_("ケース%(number)sの記録を消去しないことにしますか") % {"number": case.number},
        crumb=_("消去しない"),
        case=case,
        verb=_("消去しない"),
        facts=_of(it),
        back_url=reverse("rights:index"),
        done=_("消去しないことにしました。記録はそのままです。"),
    )


def _of(it: Erasure) -> list[tuple[str, str]]:
    proposer = it.proposed_by.user.name if it.proposed_by else ""
    return [
        (_("決定の番号"), it.number),
        (_("消去の理由"), it.get_ground_display()),
        (_("提案した人"), proposer),
        (_("提案した日"), wareki(local_day(it.proposed_at))),
    ]


def _cases(case: Case) -> list[tuple[str, str]]:
    """Every case that goes, with its time: a person is erased whole."""
    found = of_the_same_person(case).order_by("opened_on")
    return [
        (
            _("消去するケース"),
            _("%(number)s（%(from)sから%(until)sまで）")
            % {
                "number": it.number,
                "from": wareki(it.opened_on),
                "until": wareki(it.closed_on) if it.closed_on else _("支援中"),
            },
        )
        for it in found
    ]


def _mentions(case: Case) -> list[tuple[str, str]]:
    """Where others' records name the person: those stay as they are until somebody puts them right."""
    found = mentions_of(list(of_the_same_person(case).select_related("person")))
    if not found:
        return []
    listed = "、".join(
        _("%(number)s（%(places)dか所）") % {"number": it.number, "places": it.places}
        for it in found[:_LISTED]
    )
    said = _(
        "%(listed)s。消去しても、ここは消えません。残すか書き直すかを、担当と決めてください。"
    ) % {"listed": listed}
    more = _("ほかに%(number)d件のケースにもあります。") % {"number": len(found) - _LISTED}
    said += more if len(found) > _LISTED else ""
    return [(_("ほかの人の記録にある名前"), said)]
