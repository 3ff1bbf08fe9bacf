"""Deciding a request item by item: shown, a part struck out, or withheld, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.people.answering.actions import held_under_review
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.refusals import (
    DecidedMeanwhile,
    GroundMissing,
    NothingToStrike,
    ReasonMissing,
    WordsNotThere,
)
from bansou.people.answering.rules import digest_of, missing_words

_Verdict = ItemDecision.Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is decided of one item: shown, a part struck out, or withheld, and why."""

    verdict: str
    ground: str = ""
    reason: str = ""
    struck: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """An item of a record with the text that somebody has before them."""

    source: str
    source_id: UUID
    text: str


def show_together(
    *, by: Actor, request: DisclosureRequest, seen: Sequence[Seen], at: datetime
) -> None:
    """Decide that several items are shown whole; what was decided of one before stays.

    :raises NotUnderReview: the request is decided
    """
    with transaction.atomic():
        it = held_under_review(request)
        decided = ItemDecision.objects.filter(organisation_id=it.organisation_id, request=it)
        before = set(decided.values_list("source", "source_id"))
        new = [one for one in seen if (one.source, one.source_id) not in before]
        ItemDecision.objects.bulk_create(_shown(by, it, one, at) for one in new)


def _shown(by: Actor, it: DisclosureRequest, seen: Seen, at: datetime) -> ItemDecision:
    return ItemDecision(
        organisation_id=it.organisation_id,
        recorded_by_id=by.require_organisation(),
        case_id=it.case_id,
        request=it,
        source=seen.source,
        source_id=seen.source_id,
        digest=digest_of(seen.text),
        verdict=_Verdict.SHOWN,
        decided_by_id=by.require_membership(),
        decided_at=at,
    )


def judge(
    *,
    by: Actor,
    request: DisclosureRequest,
    source: str,
    source_id: UUID,
    text: str,
    judged: Judged,
    seen_version: int,
    at: datetime,
) -> ItemDecision:
    """Decide about one item as its text is now; deciding anew takes the place of what was decided.

    :param seen_version: of the decision that they saw; 0 where nothing was decided
    :raises NotUnderReview: the request is decided
    :raises DecidedMeanwhile: somebody has decided about the item since they looked
    :raises GroundMissing: something is withheld on no ground
    :raises ReasonMissing: something is withheld, and it is not said why
    :raises NothingToStrike: a part is to be struck out, and it is not said which
    :raises WordsNotThere: what is to be struck out does not stand in the text
    """
    _refuse_unfounded(judged, text)
    is_shown, is_partly = judged.verdict == _Verdict.SHOWN, judged.verdict == _Verdict.PARTLY
    with transaction.atomic():
        it = held_under_review(request)
        found = _decided(it, source, source_id, seen_version)
        made = found or ItemDecision(
            organisation_id=it.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=it.case_id,
            request=it,
            source=source,
            source_id=source_id,
            version=0,
        )
        made.digest, made.verdict = digest_of(text), judged.verdict
        made.ground, made.reason = ("", "") if is_shown else (judged.ground, judged.reason)
        made.struck = list(judged.struck) if is_partly else []
        made.decided_by_id, made.decided_at = by.require_membership(), at
        made.version += 1
        made.save()
        return made


def _decided(
    it: DisclosureRequest, source: str, source_id: UUID, seen_version: int
) -> ItemDecision | None:
    """What is decided of an item, if it is what was seen."""
    rows = ItemDecision.objects.filter(
        organisation_id=it.organisation_id, request=it, source=source, source_id=source_id
    )
    found = rows.select_related("decided_by__user").first()
    if found and found.version != seen_version:
        raise DecidedMeanwhile(name=found.decided_by.user.name, verdict=found.get_verdict_display())
    return found


def leave_out(*, request: DisclosureRequest, but: Collection[tuple[str, UUID]]) -> None:
    """Forget what was decided of items that are kept no more, or turned out to be another person's.

    :param but: what is kept of the person, by table and row
    :raises NotUnderReview: the request is decided
    """
    with transaction.atomic():
        it = held_under_review(request)
        rows = ItemDecision.objects.filter(organisation_id=it.organisation_id, request=it)
        decided = rows.values_list("pk", "source", "source_id")
        gone = [pk for pk, source, key in decided if (source, key) not in but]
        rows.filter(pk__in=gone).delete()


def _refuse_unfounded(judged: Judged, text: str) -> None:
    if judged.verdict == _Verdict.SHOWN:
        return
    if not judged.ground:
        raise GroundMissing(field="ground")
    if not judged.reason.strip():
        raise ReasonMissing(field="reason")
    if judged.verdict == _Verdict.PARTLY:
        if not judged.struck:
            raise NothingToStrike(field="struck")
        if missing := missing_words(text, judged.struck):
            raise WordsNotThere(words="、".join(missing), field="struck")
