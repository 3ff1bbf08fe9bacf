"""Drafts of consultations: saved while one writes, taken up again, put away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import JsonResponse

from bansou.commons.access.actors import Actor
from bansou.commons.clock import clock_time
from bansou.commons.drafts.actions import clear_drafts, save_draft, states, take_up
from bansou.commons.drafts.models import Draft
from bansou.desks.shared.forms import DeskForm

RECORD = "consultation.record"
CORRECT = "consultation.correct"
#: What belongs to one opening of the form and not to its text.
_NOT_KEPT = ("request_key", "continues", "version")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the drafts of one form lie: whose, of which form, about what."""

    by: Actor
    form: str
    subject_id: UUID
    case_id: UUID

    def states(self) -> list[Draft]:
        """The kept states, the latest first."""
        return list(states(by=self.by, form=self.form, subject_id=self.subject_id))

    def state(self, key: str = "") -> Draft | None:
        """The latest state, or the one with this key if it is still kept."""
        kept = self.states()
        chosen = [draft for draft in kept if str(draft.pk) == key]
        return next(iter(chosen or kept), None)

    def take_up(self, state: str) -> None:
        """Go on here with what was begun in another opening of the form, at this state of it."""
        draft = Draft.objects.filter(
            organisation_id=self.by.organisation_id,
            membership_id=self.by.membership_id,
            form=self.form,
            case_id=self.case_id,
            pk__in=keys_in(state),
        ).first()
        if draft:
            take_up(by=self.by, draft=draft, subject_id=self.subject_id)

    def save(
        self,
        form: DeskForm,
        at: datetime,
        version: int | None = None,
        *,
        without: Collection[str] = (),
    ) -> Draft:
        """Keep what stands in the form, except in the fields `without`."""
        left_out = {*_NOT_KEPT, *without}
        typed = {name: value for name, value in form.typed().items() if name not in left_out}
        return save_draft(
            by=self.by,
            form=self.form,
            content=typed,
            at=at,
            subject_id=self.subject_id,
            subject_version=version,
            case_id=self.case_id,
        )

    def clear(self) -> None:
        """Forget them: the text is recorded, or is not wanted any more."""
        clear_drafts(by=self.by, form=self.form, subject_id=self.subject_id)


def keys_in(written: str) -> list[UUID]:
    """The key that a form or an address says; none where it says something else."""
    try:
        return [UUID(written)]
    except ValueError:
        return []


def saved(draft: Draft) -> JsonResponse:
    """What the page's script wants to hear."""
    return JsonResponse({"saved_at": clock_time(draft.saved_at), "values": {}})


def shown_states(drafts: list[Draft], chosen: Any) -> list[tuple[str, str, bool]]:
    """Time, key, and whether it is the one on the screen, of each kept state."""
    return [(clock_time(d.saved_at), str(d.pk), chosen and d.pk == chosen.pk) for d in drafts]
