"""Setting host, days and hours; writing down who confirmed them; declining."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.desks.experience.asking import answered
from bansou.desks.experience.finding import experience_at, refusing
from bansou.desks.experience.forms import (
    ConfirmForm,
    DeclineForm,
    PersonConfirmForm,
    TermsForm,
    host_in_words,
)
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import hours_of, in_days
from bansou.desks.shared.names import addressed
from bansou.support.experience.arranging import arrange as set_terms
from bansou.support.experience.arranging import confirm as record_confirmation
from bansou.support.experience.models import Experience
from bansou.support.experience.naming import agree_to_introduction
from bansou.support.experience.queries import hosts_for
from bansou.support.experience.requesting import decline as decline_it
from bansou.support.experience.requesting import offered_on

_Party = Experience.Party


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def arrange(request: Any, pk: UUID) -> HttpResponse:
    """Ask for host, days and hours beside the person's wishes; set them."""
    it = experience_at(request, pk, "experience.arrange")
    hosts = hosts_for(it.organisation_id, it.kind)
    form = TermsForm(request.POST or None, experience=it, hosts=hosts)

    def do() -> None:
        it.version = form.cleaned_data["version"]
        set_terms(by=request.actor, experience=it, terms=form.terms(), on=request.today)

    return answered(
        request,
        it,
        form,
        do,
        done=_("日程を決めました。次は、本人・受入先・窓口の確認です。"),
        title=_("%(kind)sの日程を決める") % {"kind": it.get_kind_display()},
        verb=_("決める"),
        body=_limits(it, request) + _changes(it),
        facts=_no_hosts(it) if not form.hosts else (),
    )


def _limits(it: Experience, request: Any) -> str:
    """What the scheme allows, in a sentence."""
    offered = offered_on(it.case, request.today)
    limits = offered.limits(it.kind) if offered else None
    if limits is None:
        return ""
    return _("この事業の%(kind)sは、%(days)d日まで、1日%(hours)d時間までです。") % {
        "kind": it.get_kind_display(),
        "days": limits.max_days,
        "hours": limits.max_hours_a_day,
    }


def _changes(it: Experience) -> str:
    if not it.confirmations.all():
        return ""
    return _("内容を変えると、全員の確認を取り直します。")


def _no_hosts(it: Experience) -> list[tuple[str, str]]:
    said = _("「%(kind)s」を受け入れる受入先が、まだありません。企業のページで登録します。")
    return [(_("受入先"), said % {"kind": it.get_kind_display()})]


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def confirm(request: Any, pk: UUID, party: str) -> HttpResponse:
    """Ask who confirmed, and when; write it down."""
    it = experience_at(request, pk, "experience.arrange")
    if party not in _Party:
        raise Http404
    first = {"on": request.today, "name": _usual_name(request, it, party)}
    kind = PersonConfirmForm if party == _Party.PERSON else ConfirmForm
    form = kind(request.POST or None, initial=first)

    def do() -> None:
        said = dict(form.cleaned_data)
        consents = said.pop("consents", False)
        by, today = request.actor, request.today
        with transaction.atomic():
            record_confirmation(
                by=by, experience=it, party=party, today=today, at=request.now, **said
            )
            if consents:
                agree_to_introduction(
                    by=by, case=it.case, on=said["on"], today=today, at=request.now
                )

    who = _Party(party).label
    return answered(
        request,
        it,
        form,
        do,
        done=_("%(party)sの確認を記録しました。") % {"party": who},
        title=_("%(party)sの確認を記録する") % {"party": who},
        verb=_("記録する"),
        body=_("受入れの確認書の内容を、%(party)sが確かめた日と名前を残します。") % {"party": who},
        facts=terms_in_words(it, request),
    )


def _usual_name(request: Any, it: Experience, party: str) -> str:
    """Who usually confirms: the person, the host's tutor, the member at the desk."""
    person = it.case.person.name if it.case.person else ""
    names = {_Party.PERSON: person, _Party.HOST: it.tutor, _Party.OFFICE: request.actor.name}
    return names[_Party(party)]


def terms_in_words(it: Experience, request: Any) -> list[tuple[str, str]]:
    """What is agreed, line by line."""
    return [
        (_("受入先"), host_in_words(it.host) if it.host else _("まだ決まっていません")),
        (_("日程"), in_days([day.on for day in it.days.all()], request.today)),
        (_("時間"), hours_of(it) or _("まだ決まっていません")),
        (_("指導担当者"), it.tutor or _("まだ決まっていません")),
    ]


@require_http_methods(["GET", "POST"])
@door("experience.arrange")
@refusing
def decline(request: Any, pk: UUID) -> HttpResponse:
    """Ask who declines; decline without asking for more than is said."""
    it = experience_at(request, pk, "experience.arrange")
    offered = offered_on(it.case, request.today)
    reasons = offered.scheme.mismatch_reasons if offered else ()
    form = DeclineForm(request.POST or None, reasons=reasons)

    def do() -> None:
        said = form.cleaned_data
        decline_it(by=request.actor, experience=it, on=request.today, at=request.now, **said)

    return answered(
        request,
        it,
        form,
        do,
        done=_("見送りました。同じ受入先にも、いつでもまた申し込めます。"),
        title=_("%(name)sの%(kind)sを見送る")
        % {"name": addressed(it.case), "kind": it.get_kind_display()},
        verb=_("見送る"),
        body=_("見送っても、本人に不利になることはありません。理由は、言われたときだけ入れます。"),
    )
