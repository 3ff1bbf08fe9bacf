"""Writing the office's own words into the answer kit."""

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.keys import uuid7
from bansou.commons.text import clean_text
from bansou.employers.companies.actions import ChangedMeanwhile
from bansou.employers.guide.models import KitAnswer


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
    :raises ChangedMeanwhile: somebody saved the answer in between
    """
    keeper_id = by.require_organisation()
    said = {"reason": clean_text(reason), "answer": clean_text(answer), "is_retired": is_retired}
    if not seen_version:
        key = key or f"own_{uuid7().hex[-12:]}"
        try:
            with transaction.atomic():
                KitAnswer.objects.create(organisation_id=keeper_id, key=key, **said)
        except IntegrityError as clash:
            raise ChangedMeanwhile() from clash
        return key
    rows = KitAnswer.objects.filter(organisation_id=keeper_id, key=key, version=seen_version)
    if not rows.update(**said, version=F("version") + 1):
        raise ChangedMeanwhile()
    return key
