"""The answers that may be counted, in pairs of before and after."""

from collections import defaultdict
from uuid import UUID

from bansou.employers.surveys.models import EmployerSurveyAnswer
from bansou.employers.surveys.rules import Answers


def pairs_of(keeper_id: UUID) -> list[tuple[Answers, Answers]]:
    """Of each company that answered both times and lets both be used, its two answers."""
    wave = EmployerSurveyAnswer.Wave
    rows = EmployerSurveyAnswer.objects.filter(
        organisation_id=keeper_id, withdrawn_at=None, consents_to_use=True
    ).values_list("company_id", "wave", "answers")
    waves: defaultdict[UUID, dict[str, Answers]] = defaultdict(dict)
    for company_id, which, answers in rows:
        waves[company_id][which] = answers
    return [
        (both[wave.BEFORE], both[wave.AFTER])
        for both in waves.values()
        if wave.BEFORE in both and wave.AFTER in both
    ]


def numbers_of(keeper_id: UUID) -> dict[str, int]:
    """How many companies answered in each wave, and how many of all let nothing be used."""
    rows = EmployerSurveyAnswer.objects.filter(organisation_id=keeper_id, withdrawn_at=None)
    return {
        **{wave: rows.filter(wave=wave).count() for wave in EmployerSurveyAnswer.Wave.values},
        "without_consent": rows.filter(consents_to_use=False)
        .order_by()
        .values("company_id")
        .distinct()
        .count(),
    }
