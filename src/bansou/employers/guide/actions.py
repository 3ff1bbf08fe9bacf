"""Writing the office's own words into the answer kit and the guide to subsidies."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.text import clean_text
from bansou.employers.guide.models import EmploymentSubsidy, KitAnswer


class SubsidyEndsBeforeStart(Refusal):
    """The last day lies before the first."""

    code = "employers.subsidy_ends_before_start"
    message = _("終わりの日が始まりの日より前です。日付を入れ替えてください。")


def set_answer(
    *,
    by: Actor,
    reason: str,
    answer: str,
    key: str = "",
    is_retired: bool = False,
    seen_version: int = 0,
) -> str:
    """Write what the office answers to a reason; returns the reason's key.

    :param key: of the reason; empty for one that the office adds
    :param seen_version: of the answer that was opened; 0 where it was the template's
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved the answer in between
    """
    said = {"reason": clean_text(reason), "answer": clean_text(answer), "is_retired": is_retired}
    return _write(KitAnswer, by, key, seen_version, said)


def set_subsidy(*, by: Actor, key: str = "", seen_version: int = 0, **said: Any) -> str:
    """Write a subsidy as the office tells it; returns its key.

    :param key: of the subsidy; empty for one that the office adds
    :param seen_version: of the entry that was opened; 0 where it was the template's
    :param said: name, summary, valid_from, valid_to, successor, ages, amounts, source, checked_on
    :raises SubsidyEndsBeforeStart: its last day lies before its first
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    starts, ends = said.get("valid_from"), said.get("valid_to")
    if starts and ends and ends < starts:
        raise SubsidyEndsBeforeStart(field="valid_to")
    return _write(EmploymentSubsidy, by, key, seen_version, said)


def _write(model: Any, by: Actor, key: str, seen_version: int, said: dict[str, Any]) -> str:
    """Write the office's own row of that key: its first, or over the version that was opened."""
    keeper_id = by.require_organisation()
    if not seen_version:
        key = key or f"own_{uuid7().hex[-12:]}"
        try:
            with transaction.atomic():
                model.objects.create(organisation_id=keeper_id, key=key, **said)
        except IntegrityError as clash:
            raise EditedMeanwhile() from clash
        return key
    rows = model.objects.filter(organisation_id=keeper_id, key=key, version=seen_version)
    if not rows.update(**said, version=F("version") + 1):
        raise EditedMeanwhile()
    return key
