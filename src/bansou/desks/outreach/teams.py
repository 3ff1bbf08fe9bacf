"""専門チーム: members with their professions, the quorum, and who is on duty."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.organisations.queries import members_in
from bansou.desks.outreach.asking import answered
from bansou.desks.outreach.finding import may_do, refusing, tabs_of
from bansou.desks.outreach.forms import DutyForm, ExpertForm, TeamForm
from bansou.desks.outreach.wards import WORKERS
from bansou.desks.shared.door import door
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.offered import NoOutreach, outreach_in
from bansou.support.outreach.teams.models import ExpertTeam, TeamDuty, TeamMember
from bansou.support.outreach.teams.queries import duties_from, members_on, teams_of
from bansou.support.outreach.teams.staffing import (
    change_member,
    found_team,
    join_team,
    put_on_duty,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A team as the page shows it."""

    team: ExpertTeam
    members: list[tuple[TeamMember, str]]
    duties: list[TeamDuty]
    is_duty_today: bool


@require_safe
@door("outreach.staff")
@refusing
def teams(request: Any) -> HttpResponse:
    """Every team with its members and who is on duty; the quorum as the scheme says it."""
    rules = outreach_in(_keeper(request), request.today)
    values = {
        "teams": [_shown(request, team, rules) for team in teams_of(_keeper(request))],
        "quorum": _quorum(rules) if rules else "",
        "is_offered": rules is not None,
        "may_post": may_do(request, "outreach.post"),
        "tabs": tabs_of(request, "outreach:teams"),
    }
    return render(request, "outreach/teams.html", values)


def _keeper(request: Any) -> UUID:
    keeper_id: UUID = request.actor.require_organisation()
    return keeper_id


def _shown(request: Any, team: ExpertTeam, rules: OutreachRules | None) -> Shown:
    duties = list(duties_from(team, request.today))
    return Shown(
        team,
        [
            (one, rules.profession_label(one.profession) if rules else one.profession)
            for one in members_on(team, request.today)
        ],
        duties,
        any(one.from_on <= request.today for one in duties),
    )


def _quorum(rules: OutreachRules) -> str:
    if not rules.quorum_professions:
        return _("見立ての定足数は%(number)d人です。") % {"number": rules.quorum}
    names = _("または").join(rules.profession_label(key) for key in rules.quorum_professions)
    return _("見立ての定足数は%(number)d人で、そのうち1人は%(names)sです。") % {
        "number": rules.quorum,
        "names": names,
    }


def _rules(request: Any) -> OutreachRules:
    rules = outreach_in(_keeper(request), request.today)
    if rules is None:
        raise NoOutreach()
    return rules


def _team_at(request: Any, key: UUID) -> ExpertTeam:
    team = teams_of(_keeper(request)).filter(pk=key).first()
    if team is None:
        raise Http404
    return team


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def add(request: Any) -> HttpResponse:
    """Ask what a new team is called."""
    form = TeamForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: found_team(by=request.actor, name=form.cleaned_data["name"]),
        done=_("チームを作りました。次に、メンバーと当番を入れてください。"),
        title=_("専門チームを作る"),
        verb=_("作る"),
        back_url=reverse("outreach:teams"),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def join(request: Any, pk: UUID) -> HttpResponse:
    """Ask who joins a team, with which profession."""
    team, rules = _team_at(request, pk), _rules(request)
    form = ExpertForm(request.POST or None, rules=rules, initial={"from_on": request.today})
    return answered(
        request,
        form,
        lambda: join_team(by=request.actor, team=team, expert=form.expert(), rules=rules),
        done=_("メンバーを加えました。"),
        title=_("%(team)sにメンバーを加える") % {"team": team.name},
        verb=_("加える"),
        back_url=reverse("outreach:teams"),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def expert(request: Any, pk: UUID) -> HttpResponse:
    """A member of a team in its form: another profession, the day on which they leave."""
    it = TeamMember.objects.filter(organisation_id=_keeper(request), pk=pk).first()
    if it is None:
        raise Http404
    rules = _rules(request)
    names = ("name", "profession", "body", "from_on", "until_on", "version")
    first = {name: getattr(it, name) for name in names}
    form = ExpertForm(request.POST or None, rules=rules, initial=first)

    def do() -> None:
        seen = form.cleaned_data["version"]
        change_member(member=it, seen_version=seen, expert=form.expert(), rules=rules)

    return answered(
        request,
        form,
        do,
        done=_("直しました。前の内容は履歴に残っています。"),
        title=_("%(name)sさんの登録を直す") % {"name": it.name},
        verb=_("直して保存する"),
        body=_("チームを離れるときは、「いつまで」に最後の日を入れます。"),
        back_url=reverse("outreach:teams"),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.post")
@refusing
def duty(request: Any, pk: UUID) -> HttpResponse:
    """Ask who is told of urgent requests, on which days."""
    team = _team_at(request, pk)
    members = list(members_in(WORKERS, _keeper(request), request.today))
    form = DutyForm(request.POST or None, members=members, initial={"from_on": request.today})

    def do() -> None:
        said = form.cleaned_data
        put_on_duty(
            by=request.actor,
            team=team,
            member=form.members[said["member"]],
            from_on=said["from_on"],
            until_on=said["until_on"],
        )

    return answered(
        request,
        form,
        do,
        done=_("当番を入れました。"),
        title=_("%(team)sの当番を入れる") % {"team": team.name},
        verb=_("入れる"),
        body=_(
            "緊急の派遣依頼は、その日の当番に知らせます。当番がいない日は、統括カウンセラーに知らせます。"
        ),
        back_url=reverse("outreach:teams"),
    )
