"""保険: the office's policies, who is on their lists, who is still to be insured."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.desks.experience.finding import refusing
from bansou.desks.experience.forms import InsureForm, PolicyForm
from bansou.desks.experience.sections import tabs_of
from bansou.desks.shared.asking import ask
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.experiences import in_days
from bansou.desks.shared.exports import FORMATS, Table, file_response
from bansou.desks.shared.names import addressed, called
from bansou.desks.shared.parts import Link
from bansou.programmes.queries import programmes_running_on
from bansou.support.experience.insuring import correct_policy, insure, take_out_policy
from bansou.support.experience.models import Experience, InsuredPerson, InternshipPolicy
from bansou.support.experience.queries import (
    awaiting_insurance,
    experience_of,
    insured_by,
    policies_of,
)


@require_safe
@door("insurance.keep")
@refusing
def policies(request: Any) -> HttpResponse:
    """Who is to be insured, and every policy with how many are on its list."""
    waiting = awaiting_insurance(_keeper(request), request.today)
    _note(request, [one.case for one in waiting])
    values = {
        "waiting": [
            (one, called(one.case), in_days([day.on for day in one.days.all()], request.today))
            for one in waiting
        ],
        "policies": [(one, len(one.insured.all())) for one in policies_of(_keeper(request))],
        "tabs": tabs_of(request, "experience:insurance"),
    }
    return render(request, "experience/insurance.html", values)


def _keeper(request: Any) -> UUID:
    keeper_id: UUID = request.actor.require_organisation()
    return keeper_id


def _note(request: Any, cases: list[Any]) -> None:
    """The keeper is told whose names were shown."""
    shown = [(case.organisation_id, case.pk) for case in cases]
    note_list(by=request.actor, subject="insured", at=request.now, shown=shown, detail={})


def _policy_at(request: Any, key: UUID) -> InternshipPolicy:
    found = policies_of(_keeper(request)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _crumbs(*further: str, policy: InternshipPolicy | None = None) -> list[Link]:
    above = [Link(_("保険"), reverse("experience:insurance"))]
    if policy is not None:
        url = reverse("experience:policy", args=[policy.pk]) if further else ""
        above.append(Link(str(policy), url))
    return [*above, *(Link(text) for text in further)]


@require_safe
@door("insurance.keep")
@refusing
def policy(request: Any, pk: UUID) -> HttpResponse:
    """One policy and its insured list, which prints as it stands."""
    it = _policy_at(request, pk)
    insured = insured_by(it)
    _note(request, [one.case for one in insured])
    values = {
        "policy": it,
        "insured": [(one, called(one.case), _born(one)) for one in insured],
        "formats": [("xlsx", _("Excel（XLSX）")), ("csv", _("CSV"))],
        "crumbs": _crumbs(policy=it),
    }
    return render(request, "experience/policy.html", values)


def _born(one: InsuredPerson) -> Any:
    return one.case.person.birth_on if one.case.person else None


@require_safe
@door("insurance.keep")
@refusing
def insured_list(request: Any, pk: UUID, form: str) -> HttpResponse:
    """The insured list for the insurer as CSV or XLSX; that it was taken along is logged."""
    if form not in FORMATS:
        raise Http404
    it = _policy_at(request, pk)
    insured = insured_by(it)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="insured",
        subject_id=it.pk,
        at=request.now,
        keeper_id=it.organisation_id,
        detail={"hits": len(insured), "format": form},
    )
    return file_response(_table(it, insured, request), form)


def _table(it: InternshipPolicy, insured: Any, request: Any) -> Table:
    name = _("被保険者名簿 %(number)s %(day)s") % {
        "number": it.number,
        "day": f"{request.today:%Y-%m-%d}",
    }
    return Table(
        name=name,
        heads=(
            *(_("番号"), _("氏名"), _("カナ"), _("生年月日"), _("いつから"), _("いつまで")),
            *(_("保険会社"), _("証券番号")),
        ),
        rows=[
            (
                *(number, called(one.case), one.case.person.kana if one.case.person else ""),
                *(_born(one), one.from_on, one.until_on, it.insurer, it.number),
            )
            for number, one in enumerate(insured, start=1)
        ],
    )


@require_http_methods(["GET", "POST"])
@door("insurance.keep")
@refusing
def add(request: Any) -> HttpResponse:
    """Ask for a policy; record it."""
    programmes = list(programmes_running_on(_keeper(request), request.today))
    form = PolicyForm(request.POST or None, programmes=programmes)
    if form.is_valid():
        programme = form.programmes[form.cleaned_data["programme"]]
        try:
            made = take_out_policy(by=request.actor, programme=programme, **form.said())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("保険を登録しました。名簿に入れられます。"))
            return redirect("experience:policy", made.pk)
    return ask(
        request,
        form,
        title=_("保険を登録する"),
        verb=_("登録する"),
        back_url=reverse("experience:insurance"),
        crumbs=_crumbs(_("保険を登録する")),
    )


@require_http_methods(["GET", "POST"])
@door("insurance.keep")
@refusing
def correct(request: Any, pk: UUID) -> HttpResponse:
    """A policy in its form: a longer period, more people, a mistake."""
    it = _policy_at(request, pk)
    form = PolicyForm(request.POST or None, programmes=(), policy=it)
    if form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            correct_policy(policy=it, seen_version=seen, **form.said())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("直しました。前の内容は履歴に残っています。"))
            return redirect("experience:policy", it.pk)
    return ask(
        request,
        form,
        title=_("保険の登録を直す"),
        verb=_("直して保存する"),
        back_url=reverse("experience:policy", args=[it.pk]),
        crumbs=_crumbs(_("直す"), policy=it),
    )


@require_http_methods(["GET", "POST"])
@door("insurance.keep")
@refusing
def put_on_list(request: Any, pk: UUID) -> HttpResponse:
    """Ask on which policy's list somebody is put, for the days of their visit or trial."""
    it = experience_of(pk)
    if it is None or not allowed(request, "insurance.keep", it.case.thing()):
        raise Http404
    days = sorted(day.on for day in it.days.all())
    covering = [one for one in policies_of(_keeper(request)) if one.covers(it.kind)]
    first = {"from_on": days[0], "until_on": days[-1]} if days else {}
    form = InsureForm(request.POST or None, policies=covering, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        chosen = form.policies[said["policy"]]
        try:
            insure(
                by=request.actor,
                policy=chosen,
                case=it.case,
                kind=it.kind,
                from_on=said["from_on"],
                until_on=said["until_on"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("名簿に入れました。保険会社へ届け出てください。"))
            return redirect("experience:policy", chosen.pk)
    return ask(
        request,
        form,
        title=_("%(name)sを保険の名簿に入れる") % {"name": addressed(it.case)},
        verb=_("名簿に入れる"),
        body="" if covering else _no_policy(it),
        facts=[
            (_("何のため"), it.title),
            (_("日程"), in_days(days, request.today)),
            *((_("保険の期間"), _period(one)) for one in covering),
        ],
        back_url=reverse("experience:insurance"),
        crumbs=_crumbs(_("名簿に入れる")),
    )


def _no_policy(it: Experience) -> str:
    said = _("「%(kind)s」を対象にする保険が、まだありません。先に保険を登録してください。")
    return said % {"kind": it.get_kind_display()}


def _period(one: InternshipPolicy) -> str:
    return _("%(policy)s　%(starts)s から %(ends)s") % {
        "policy": str(one),
        "starts": wareki(one.starts_on),
        "ends": wareki(one.ends_on),
    }
