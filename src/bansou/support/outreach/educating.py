"""心理教育: helping somebody and their family to notice an illness or a disability, and its record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.people.steps.models import Step
from bansou.support.outreach.offered import offered_outreach

TAUGHT = "psychoeducation.held"


class With(models.TextChoices):
    """With whom one talked."""

    PERSON = "person", _("本人")
    FAMILY = "family", _("家族")
    BOTH = "both", _("本人と家族")


class NothingTaught(Refusal):
    """Nothing is written of what was said."""

    code = "outreach.nothing_taught"
    message = _("伝えたことと、受けとめの様子を書いてください。")


class TaughtInFuture(Refusal):
    """Its day has not come."""

    code = "outreach.taught_in_future"
    message = _("まだ来ていない日の記録はできません。行った日を入れてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """With whom one talked, about what, with which material, and how it was taken."""

    on: date
    spoken_with: str
    subject: str
    note: str
    material: str = ""


def record_lesson(*, by: Actor, case: Case, lesson: Lesson, today: date, at: datetime) -> Step:
    """Record a talk about illness or disability; it is sensitive by its nature, nobody chooses that.

    :raises CaseClosed: the case has ended
    :raises bansou.support.outreach.offered.NoOutreach: its programme has no outreach
    :raises TaughtInFuture: its day has not come
    :raises NothingTaught: nothing is written of it
    """
    if not case.is_open:
        raise CaseClosed()
    offered_outreach(case, today)
    if lesson.on > today:
        raise TaughtInFuture(field="on")
    if not lesson.note.strip():
        raise NothingTaught(field="note")
    return add_step(
        by=by,
        case=case,
        kind=TAUGHT,
        on=lesson.on,
        title=str(_("心理教育（%(with)s）")) % {"with": With(lesson.spoken_with).label},
        note=lesson.note,
        at=at,
        level=Level.SENSITIVE,
        is_contact=True,
        fields={
            "spoken_with": lesson.spoken_with,
            "subject": lesson.subject,
            "material": lesson.material,
            "special_care": True,
        },
    )


def lessons_of(case: Case) -> models.QuerySet[Step]:
    """The talks of a case that count, the latest first."""
    rows = Step.objects.filter(organisation_id=case.organisation_id, case=case, kind=TAUGHT)
    return rows.filter(withdrawn_at=None).select_related("by__user").order_by("-on", "-id")
