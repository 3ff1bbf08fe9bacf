"""Who wrote a row, read from its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from bansou.commons.organisations.models import User


@dataclass(frozen=True, slots=True)
class Written:
    """When a row was first written, and by whom."""

    at: datetime
    name: str


def first_written(model: type[Model], keys: Iterable[UUID]) -> dict[UUID, Written]:
    """When and by whom rows of a tracked model were first written.

    Rows that the transaction may not see are left out.
    """
    history: Any = model.pgh_event_model  # type: ignore[attr-defined]
    events = history.objects.filter(pgh_obj_id__in=list(keys), pgh_label="insert").values_list(
        "pgh_obj_id", "pgh_created_at", "pgh_context"
    )
    rows = [(key, at, UUID(context["user"])) for key, at, context in events]
    users = User.objects.in_bulk({user for *_, user in rows})
    return {key: Written(at, _name(users.get(user))) for key, at, user in rows}


def _name(user: User | None) -> str:
    if user is None:
        return ""
    return _("自動処理（%(name)s）") % {"name": user.name} if user.is_service else user.name
