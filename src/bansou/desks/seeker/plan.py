"""Where the person stands in what the programme offers, in plain words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bansou.desks.shared.parts import Chip, Standing
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.queries import counts_of
from bansou.schemes.stages import StageStanding, open_stages


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the programme: what it is called, whether one must, and how far it is."""

    title: str
    chip: Chip
    said: str


def plan_of(case: Case, today: date) -> list[Part]:
    """The parts of the programme that are about the person, as they stand today."""
    enrolled = enrolled_on(case, today)
    if enrolled is None:
        return []
    standings = open_stages(enrolled.scheme, counts_of([case])[case.pk])
    return [_part(one) for one in standings if one.stage.demand not in ("employer", "after_hire")]


def _part(one: StageStanding) -> Part:
    state = Standing(one.state.value)
    if state is Standing.LOCKED:
        return Part(one.stage.title, Chip(_("まだ"), "quiet"), one.locked_sentence)
    if one.count:
        said = _("これまでに%(times)d回の記録があります。") % {"times": one.count}
        return Part(one.stage.title, Chip(_("すすんでいます"), "good"), said)
    if one.stage.demand == "required":
        return Part(one.stage.title, Chip(_("はじめに"), "key"), _("まず、相談からはじめます。"))
    return Part(
        one.stage.title,
        Chip(_("えらべます")),
        _("したいときだけ、申し込めます。しなくても、困ることはありません。"),
    )
