"""Making a team: who is on it with which profession, and who is on duty."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.teams.models import ExpertTeam, TeamDuty, TeamMember


class TeamNamedAlready(Refusal):
    """There is a team of this name."""

    code = "outreach.team_named_already"
    message = _("同じ名前のチームがあります。別の名前にしてください。")


class ProfessionUnknown(Refusal):
    """The scheme has no such profession."""

    code = "outreach.profession_unknown"
    message = _("この職種は事業スキームにありません。一覧から選んでください。")


class TimeTurnedRound(Refusal):
    """The last day lies before the first."""

    code = "outreach.time_turned_round"
    message = _("終わりの日が、始まりの日より前です。日付を確かめてください。")


class OnDutyAlready(Refusal):
    """Somebody's duty begins on the same day."""

    code = "outreach.on_duty_already"
    message = _("この人の当番が、同じ日からもう入っています。日付を確かめてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """Somebody with a profession, where they come from, and how long they are on the team."""

    name: str
    profession: str
    from_on: date
    body: str = ""
    until_on: date | None = None


def found_team(*, by: Actor, name: str) -> ExpertTeam:
    """Make a team.

    :raises TeamNamedAlready: there is one of this name
    """
    keeper_id = by.require_organisation()
    try:
        with transaction.atomic():
            return ExpertTeam.objects.create(
                organisation_id=keeper_id, recorded_by_id=keeper_id, name=name
            )
    except IntegrityError as problem:
        raise TeamNamedAlready(field="name") from problem


def join_team(*, by: Actor, team: ExpertTeam, expert: Expert, rules: OutreachRules) -> TeamMember:
    """Put somebody on a team, with their profession.

    :raises ProfessionUnknown: the scheme has no such profession
    :raises TimeTurnedRound: the last day lies before the first
    """
    _refuse(expert, rules)
    return TeamMember.objects.create(
        organisation_id=team.organisation_id,
        recorded_by_id=by.require_organisation(),
        team=team,
        name=expert.name,
        profession=expert.profession,
        body=expert.body,
        from_on=expert.from_on,
        until_on=expert.until_on,
    )


def change_member(
    *, member: TeamMember, seen_version: int, expert: Expert, rules: OutreachRules
) -> None:
    """Change what is on record of a member, also that they leave.

    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    :raises ProfessionUnknown: the scheme has no such profession
    :raises TimeTurnedRound: the last day lies before the first
    """
    _refuse(expert, rules)
    save_seen(
        member,
        seen_version,
        name=expert.name,
        profession=expert.profession,
        body=expert.body,
        from_on=expert.from_on,
        until_on=expert.until_on,
    )


def _refuse(expert: Expert, rules: OutreachRules) -> None:
    if expert.profession not in {one.key for one in rules.professions}:
        raise ProfessionUnknown(field="profession")
    if expert.until_on and expert.until_on < expert.from_on:
        raise TimeTurnedRound(field="until_on")


def put_on_duty(
    *, by: Actor, team: ExpertTeam, member: Membership, from_on: date, until_on: date
) -> TeamDuty:
    """Say who is told of urgent requests on these days.

    :raises TimeTurnedRound: the last day lies before the first
    :raises OnDutyAlready: their duty begins on the same day already
    """
    if until_on < from_on:
        raise TimeTurnedRound(field="until_on")
    try:
        with transaction.atomic():
            return TeamDuty.objects.create(
                organisation_id=team.organisation_id,
                recorded_by_id=by.require_organisation(),
                team=team,
                member=member,
                from_on=from_on,
                until_on=until_on,
            )
    except IntegrityError as problem:
        raise OnDutyAlready(field="from_on") from problem
