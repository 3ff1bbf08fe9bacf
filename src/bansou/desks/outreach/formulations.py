"""見立て: writing the next version, reading one, and what somebody of the team thinks otherwise."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.desks.outreach.asking import answered_on
from bansou.desks.outreach.finding import case_at, crumbs, judge, may_do, refusing
from bansou.desks.outreach.writing import DissentForm, FormulationForm
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.names import addressed, called
from bansou.people.cases.models import Case
from bansou.support.outreach.formulations.actions import (
    quorum_in_words,
    record_dissent,
    write_formulation,
)
from bansou.support.outreach.formulations.models import Formulation
from bansou.support.outreach.formulations.queries import formulation_of, formulations_of
from bansou.support.outreach.offered import offered_outreach, outreach_of
from bansou.support.outreach.teams.models import ExpertTeam
from bansou.support.outreach.teams.queries import members_on, members_since, sent_last, teams_of

#: Who left the team no longer ago may be ticked as well: what was agreed is sometimes written later.
_BACK = timedelta(days=90)


class NoTeamYet(Refusal):
    """There is no expert team that could think together."""

    code = "outreach.no_team_yet"
    message = gettext_lazy("専門チームが、まだありません。先に「専門チーム」で作ってください。")


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def write(request: Any, pk: UUID) -> HttpResponse:
    """Ask for facts, hypotheses and plan, each apart; the version before is there to go on from."""
    case = case_at(request, pk, "outreach.write")
    rules = offered_outreach(case, request.today)
    teams = list(teams_of(case.organisation_id))
    if not teams:
        raise NoTeamYet()
    before = formulations_of(case).first()
    form = FormulationForm(
        request.POST or None,
        teams=teams,
        members=list(members_since(teams, request.today - _BACK)),
        rules=rules,
        before=before,
        initial={"on": request.today, "team": str(_team_to_think(case, before, teams).pk)},
    )
    if request.method == "GET" and before:
        note_opening(request, case, "formulation", before.pk)

    def do() -> None:
        write_formulation(
            by=request.actor,
            case=case,
            seen_number=form.cleaned_data["seen"],
            thought=form.thought(),
            at=request.now,
        )

    return answered_on(
        request,
        case,
        form,
        do,
        done=_("見立てを保存しました。前の版もそのまま読めます。"),
        title=_("%(name)sの見立てを書く") % {"name": addressed(case)},
        verb=_("保存する"),
        body=_("定足数は、%(quorum)sです。") % {"quorum": quorum_in_words(rules)},
    )


def _team_to_think(
    case: Case, before: Formulation | None, teams: Sequence[ExpertTeam]
) -> ExpertTeam:
    """The team that was sent out last, or that has thought since; the first where none was."""
    sent = sent_last(case)
    team: ExpertTeam = before.team if before else teams[0]
    if sent and sent.decided_at and (before is None or before.recorded_at < sent.decided_at):
        team = sent.team
    return team


def _at(request: Any, key: UUID, action: str) -> Formulation:
    it = formulation_of(key)
    if it is None:
        raise Http404
    judge(request, it.case, action)
    return it


@require_safe
@door("outreach.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """One version with who took part and what was thought otherwise; the others beside it."""
    it = _at(request, pk, "outreach.read")
    rules = outreach_of(it.case, request.today)

    def profession(key: str) -> str:
        return rules.profession_label(key) if rules else key

    values = {
        "it": it,
        "case": it.case,
        "who": called(it.case),
        "attended": [(one["name"], profession(one["profession"])) for one in it.attended],
        "dissents": [(one, profession(one.profession)) for one in it.dissents.all()],
        "versions": formulations_of(it.case),
        "may_write": rules is not None and may_do(request, "outreach.write", it.case),
        "crumbs": crumbs(_("見立て"), case=it.case),
    }
    note_opening(request, it.case, "formulation", it.pk)
    return render(request, "outreach/formulation.html", values)


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def dissent(request: Any, pk: UUID) -> HttpResponse:
    """Ask who thinks otherwise, and what; it stands beside the version."""
    it = _at(request, pk, "outreach.write")
    rules = offered_outreach(it.case, request.today)
    form = DissentForm(request.POST or None, members=list(members_on(it.team, it.on)), rules=rules)

    def do() -> None:
        said = form.cleaned_data
        record_dissent(
            by=request.actor,
            formulation=it,
            member=form.members[said["member"]],
            text=said["text"],
            at=request.now,
        )

    return answered_on(
        request,
        it.case,
        form,
        do,
        done=_("異なる意見を記録しました。"),
        title=_("第%(number)d版への異なる意見を記録する") % {"number": it.number},
        verb=_("記録する"),
        back_url=reverse("outreach:formulation", args=[it.pk]),
    )
