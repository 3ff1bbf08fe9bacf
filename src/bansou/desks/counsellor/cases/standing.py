"""Where a case stands in its scheme's stages, as the step navigation shows it."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import day_in_list
from bansou.desks.shared.parts import Chip, Standing, Step
from bansou.people.steps.queries import Tally
from bansou.schemes.shape import Scheme, Stage
from bansou.schemes.stages import StageStanding, open_stages

_CHIPS = {
    "required": Chip(gettext_lazy("必須"), "key"),
    "on_request": Chip(gettext_lazy("希望者")),
    "as_needed": Chip(gettext_lazy("状況に応じて"), "quiet"),
    "employer": Chip(gettext_lazy("企業側"), "quiet"),
    "after_hire": Chip(gettext_lazy("就職の日から"), "quiet"),
}


def stage_steps(scheme: Scheme, tallies: Mapping[str, Tally], today: date) -> list[Step]:
    """The stages as steps, the required ones first."""
    counts = {kind: tally.counting for kind, tally in tallies.items()}
    standings = sorted(
        open_stages(scheme, counts), key=lambda standing: standing.stage.demand != "required"
    )
    return [
        Step(
            name=standing.stage.title,
            standing=Standing(standing.state.value),
            mark=standing.stage.mark,
            chip=_CHIPS[standing.stage.demand],
            fact=_fact(standing, tallies, today),
        )
        for standing in standings
    ]


def lock_sentence(scheme: Scheme, tallies: Mapping[str, Tally]) -> str:
    """What the required stage still holds back; empty once it is recorded."""
    counts = {kind: tally.counting for kind, tally in tallies.items()}
    locked = [s for s in open_stages(scheme, counts) if s.opened_by]
    if not locked:
        return ""
    return _("必須の「%(stage)s」を記録すると、ほかの支援を申し込めます。") % {
        "stage": locked[0].opened_by
    }


def _fact(standing: StageStanding, tallies: Mapping[str, Tally], today: date) -> str:
    if standing.locked_sentence:
        return standing.locked_sentence
    if not standing.count:
        return standing.stage.note or standing.stage.no_fact
    last = day_in_list(_last_on(standing.stage, tallies), today)
    return standing.stage.fact.replace("{count}", str(standing.count)).replace("{last}", last)


def _last_on(stage: Stage, tallies: Mapping[str, Tally]) -> date:
    return max(t.last_on for kind, t in tallies.items() if kind in stage.acts_on_case and t.last_on)
