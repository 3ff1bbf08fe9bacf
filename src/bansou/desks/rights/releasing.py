"""Deciding that psychological records leave their team: who decides reads none of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import unbarred
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import local_day, wareki
from bansou.desks.rights.finding import answered, may_here, refusing, release_at, tabs_of
from bansou.desks.rights.forms import BecauseForm, SeenForm
from bansou.desks.shared.door import door
from bansou.support.counselling.queries import releases_of
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.releasing import approve_release, decline_release

_DECIDE, _SHOWN = "release.decide", 50


@require_safe
@door("release.read")
@refusing
def index(request: Any) -> HttpResponse:
    """What waits for a decision, what is decided and not yet handed over, and what was."""
    own, actor = request.actor.require_organisation(), request.actor
    shown = list(unbarred(actor, releases_of(own))[:_SHOWN])
    note_list(
        by=actor,
        subject="release",
        at=request.now,
        shown={(it.organisation_id, it.case_id) for it in shown},
        detail={},
    )
    values = {
        "tabs": tabs_of(request, "rights:releases"),
        "waiting": [it for it in shown if it.state == SealedRelease.State.PROPOSED],
        "decided": [it for it in shown if it.state != SealedRelease.State.PROPOSED],
        "me": actor.user_id,
        "may_decide": may_here(request, _DECIDE),
    }
    return render(request, "rights/releases.html", values)


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def approve(request: Any, key: UUID) -> HttpResponse:
    """Ask whether the records may go as proposed."""
    it = release_at(request, key)
    form = SeenForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: approve_release(by=request.actor, release=it, at=request.now, today=request.today),
        title=_("心理の記録を渡すことに決めますか"),
        crumb=_("渡すことに決める"),
        verb=_("渡すことに決める"),
        body=_(
            "あなたには記録の中身は見えません。相手、目的、根拠が、"
            "渡す記録の範囲に見合うかを確かめてください。"
            "決めると、チームの心理職が1回だけ受け取れます。"
        ),
        facts=_of(it),
        back_url=reverse("rights:releases"),
        done=_("渡すことに決めました。チームの心理職が受け取って渡します。"),
    )


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def decline(request: Any, key: UUID) -> HttpResponse:
    """Ask why the records stay; what is approved and not yet handed over stays too."""
    it = release_at(request, key)
    form = BecauseForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: decline_release(
            by=request.actor, release=it, because=form.cleaned_data["because"], at=request.now
        ),
        title=_("心理の記録を渡さないことにしますか"),
        crumb=_("渡さない"),
        verb=_("渡さない"),
        facts=_of(it),
        back_url=reverse("rights:releases"),
        done=_("渡さないことにしました。理由は、提案した人に見えます。"),
    )


def _of(it: SealedRelease) -> list[tuple[str, str]]:
    return [
        (_("ケース"), it.case.number),
        (_("渡す相手"), it.recipient),
        (_("目的"), it.purpose),
        (_("根拠"), f"{it.get_basis_display()}　{it.basis_label}"),
        (_("渡す記録"), "、".join(it.sessions)),
        (_("添付ファイル"), _("いっしょに渡す") if it.with_files else _("渡さない")),
        (_("提案した人"), it.proposed_by.user.name),
        (_("提案した日"), wareki(local_day(it.proposed_at))),
    ]
