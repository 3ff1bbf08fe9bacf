"""Writing the next version of a 見立て, and what somebody of the team thinks otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.formulations.models import Dissent, Formulation
from bansou.support.outreach.formulations.queries import latest_number
from bansou.support.outreach.formulations.rules import has_quorum
from bansou.support.outreach.offered import offered_outreach
from bansou.support.outreach.teams.models import ExpertTeam, TeamMember
from bansou.support.outreach.teams.queries import members_on

MADE = "formulation.made"


class PartMissing(Refusal):
    """Facts, hypotheses or plan is empty."""

    code = "outreach.part_missing"
    message = _("事実、仮説、方針は、分けて書きます。書かれていないところを入れてください。")


class QuorumMissing(Refusal):
    """Not enough of the team took part, or nobody of a profession that has to be there."""

    code = "outreach.quorum_missing"
    message = _(
        "見立ての定足数（%(needed)s）に足りません。参加した人を確かめるか、日を改めて協議してください。"
        "書いた内容は、この画面に残っています。"
    )


class WrittenMeanwhile(Refusal):
    """Somebody wrote the next version in between."""

    code = "outreach.written_meanwhile"
    message = _(
        "書いている間に、ほかの人が第%(number)d版を保存しました。"
        "別の窓で新しい版を読み、この画面の内容を合わせてから、もう一度保存してください。"
    )


class DissentMissing(Refusal):
    """Nothing is written of what somebody thinks otherwise."""

    code = "outreach.dissent_missing"
    message = _("異なる意見の内容を入れてください。")


class NotAmongThem(Refusal):
    """Who thinks otherwise was not on the team."""

    code = "outreach.not_among_them"
    message = _("この人は、チームのメンバーではありません。一覧から選んでください。")


class NotOnItThen(Refusal):
    """Who is said to have taken part was not on the team on that day."""

    code = "outreach.not_on_it_then"
    message = _(
        "協議した日にこのチームのメンバーでなかった人が入っています（%(names)s）。"
        "協議した日とチームを確かめて、参加した人を選び直してください。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What the team thinks: facts, hypotheses and plan apart, and who took part on which day."""

    team: ExpertTeam
    on: date
    facts: str
    hypotheses: str
    plan: str
    attended: Sequence[TeamMember]
    leads_to: str = ""


def write_formulation(
    *, by: Actor, case: Case, seen_number: int, thought: Thought, at: datetime
) -> Formulation:
    """Write the next version of a case's 見立て; the versions before stay as they are.

    :param seen_number: the number of the version that was read; 0 where there was none
    :raises CaseClosed: the case has ended
    :raises bansou.support.outreach.offered.NoOutreach: its programme has no expert team
    :raises PartMissing: facts, hypotheses or plan is empty
    :raises NotOnItThen: somebody was not on the team on that day
    :raises QuorumMissing: not enough of the team took part
    :raises WrittenMeanwhile: somebody wrote another version in between
    """
    if not case.is_open:
        raise CaseClosed()
    rules = offered_outreach(case, local_day(at))
    for part in ("facts", "hypotheses", "plan"):
        if not getattr(thought, part).strip():
            raise PartMissing(field=part)
    _refuse_too_few(thought, rules)
    latest = latest_number(case)
    if latest != seen_number:
        raise WrittenMeanwhile(number=latest)
    try:
        with transaction.atomic():
            return _written(by, case, latest + 1, thought, at)
    except IntegrityError as problem:
        raise WrittenMeanwhile(number=latest + 1) from problem


def _refuse_too_few(thought: Thought, rules: OutreachRules) -> None:
    on_it = set(members_on(thought.team, thought.on).values_list("pk", flat=True))
    if others := [it.name for it in thought.attended if it.pk not in on_it]:
        raise NotOnItThen(names="、".join(others), field="attended")
    professions = [it.profession for it in thought.attended]
    if not has_quorum(professions, rules.quorum, rules.quorum_professions):
        raise QuorumMissing(needed=quorum_in_words(rules), field="attended")


def quorum_in_words(rules: OutreachRules) -> str:
    """3人、うち1人は精神科医師."""
    if not rules.quorum_professions:
        return str(_("%(number)d人") % {"number": rules.quorum})
    names = "・".join(rules.profession_label(key) for key in rules.quorum_professions)
    return str(_("%(number)d人、うち1人は%(names)s") % {"number": rules.quorum, "names": names})


def _written(by: Actor, case: Case, number: int, thought: Thought, at: datetime) -> Formulation:
    it = Formulation.objects.create(
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        team=thought.team,
        number=number,
        on=thought.on,
        facts=thought.facts,
        hypotheses=thought.hypotheses,
        plan=thought.plan,
        leads_to=thought.leads_to,
        attended=[{"name": one.name, "profession": one.profession} for one in thought.attended],
        by_id=by.require_membership(),
        recorded_at=at,
    )
    add_step(
        by=by,
        case=case,
        kind=MADE,
        on=thought.on,
        title=str(_("%(team)sの見立て（第%(number)d版）"))
        % {"team": thought.team.name, "number": number},
        note=thought.plan,
        at=at,
        level=it.level,
        fields={"formulation": str(it.pk)},
    )
    return it


def record_dissent(
    *, by: Actor, formulation: Formulation, member: TeamMember, text: str, at: datetime
) -> Dissent:
    """Keep what somebody of the team thinks otherwise beside the version that it is about.

    :raises NotAmongThem: they were not on the team on the day on which it thought together
    :raises DissentMissing: nothing is written
    """
    if not members_on(formulation.team, formulation.on).filter(pk=member.pk).exists():
        raise NotAmongThem(field="member")
    if not text.strip():
        raise DissentMissing(field="text")
    return Dissent.objects.create(
        organisation_id=formulation.organisation_id,
        recorded_by_id=by.require_organisation(),
        case_id=formulation.case_id,
        formulation=formulation,
        name=member.name,
        profession=member.profession,
        text=text,
        recorded_at=at,
    )
