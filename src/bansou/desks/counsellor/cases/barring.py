"""Keeping a relative or a neighbour at work apart from a case, and no longer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.access.models import ConflictBlock
from bansou.commons.clock import local_day, wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.forms import BarForm, LiftForm
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.people.cases.barring import bar_from_case, conflicts_on, lift_bar, who_may_be_barred

_ACTION = "case.bar"
_WHAT_IT_DOES = gettext_lazy(
    "記録した時から、この人にはケースも本人の名前も、一覧、検索、書き出し、件数のどこにも出ません。"
    "担当、チーム、会議などのどんな許可があっても、こちらが優先します。"
)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def bar(request: Any, pk: UUID) -> HttpResponse:
    """Ask who must not see the case, and why; keep them apart from it."""
    it = opened(request, pk, _ACTION)
    members = list(who_may_be_barred(it.case, it.today))
    form = BarForm(request.POST or None, members=_offered(members))
    if form.is_valid():
        said = form.cleaned_data
        user = next(m.user for m in members if str(m.user_id) == said["user"])
        try:
            bar_from_case(
                by=request.actor,
                case=it.case,
                user=user,
                relation=said["relation"],
                reason=said["reason"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            sentence = _("%(name)sさんから、このケースが見えないようにしました。")
            messages.success(request, sentence % {"name": user.name})
            is_oneself = user.pk == request.actor.user_id
            return redirect("counsellor:cases") if is_oneself else redirect("counsellor:case", pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sのケースを、だれから見えなくしますか") % {"name": addressed(it.case)},
        crumb=_("利益相反を記録する"),
        verb=_("見えなくする"),
        form=form,
        body=str(_WHAT_IT_DOES),
        facts=[(_("担当だったとき"), _("担当から外れます。約束は、記録した人に移ります"))],
    )


def _offered(members: list[Membership]) -> list[tuple[str, str]]:
    """Each account once, with where they work."""
    by_user = {str(m.user_id): f"{m.user.name}　{m.organisation.name}" for m in members}
    return list(by_user.items())


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def lift(request: Any, pk: UUID, user: UUID) -> HttpResponse:
    """Ask why somebody need no longer be kept apart; let them see what their role shows."""
    it = opened(request, pk, _ACTION)
    block = conflicts_on(it.case).filter(user_id=user).first()
    if block is None:
        raise Http404
    form = LiftForm(request.POST or None)
    if form.is_valid():
        lift_bar(case=it.case, user_id=user, because=form.cleaned_data["because"], at=request.now)
        messages.success(request, _("利益相反の記録を終えました。"))
        return redirect("counsellor:case", pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sさんの利益相反を終えますか") % {"name": block.user.name},
        crumb=_("利益相反を終える"),
        verb=_("終える"),
        form=form,
        body=_("役割に応じて、また見えるようになります。前の担当や許可は戻りません。"),
        facts=_of_block(block),
    )


def _of_block(block: ConflictBlock) -> list[tuple[str, str]]:
    return [
        (_("関係"), block.get_relation_display()),
        (_("理由"), block.reason),
        (_("記録した日"), wareki(local_day(block.from_at))),
    ]
