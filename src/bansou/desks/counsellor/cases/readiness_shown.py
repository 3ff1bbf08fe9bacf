"""就労の準備の状態, as the case page shows it: where it stands, and what speaks for asking anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened
from bansou.desks.shared.parts import Chip
from bansou.people.steps.models import Step
from bansou.schemes.shape import Scheme
from bansou.support.readiness import readiness_of, summary_to_speak_of, turned_to_work

AIMS: Mapping[str, Chip] = {
    "participation": Chip(gettext_lazy("社会参加をめざす"), "quiet"),
    "work": Chip(gettext_lazy("就労をめざす"), "good"),
}


@dataclass(frozen=True, slots=True)
class ReadinessShown:
    """The latest view, the day the person turned to work, and a summary not spoken of yet."""

    latest: Step | None
    aim: Chip | None
    turned_on: date | None
    summary_on: date | None
    url: str


def readiness_shown(it: Opened, scheme: Scheme | None) -> ReadinessShown | None:
    """What the page says of it; nothing where the scheme has no such states."""
    if not (it.is_own and it.reach >= Level.CASEWORK and scheme and scheme.readiness):
        return None
    latest = readiness_of(it.case)
    turned = turned_to_work(it.case) if latest else None
    agreed = summary_to_speak_of(it.case, latest) if it.case.is_open else None
    may_set = it.may("case.edit") and it.case.person_id is not None
    return ReadinessShown(
        latest=latest,
        aim=AIMS.get(str(latest.fields.get("aim", ""))) if latest else None,
        turned_on=turned.on if turned else None,
        summary_on=agreed.agreed_on if agreed else None,
        url=reverse("counsellor:readiness", args=[it.case.pk]) if may_set else "",
    )
