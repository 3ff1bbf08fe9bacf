"""Writing down what a company answered, and taking that back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text
from bansou.employers.companies.models import Company
from bansou.employers.surveys.models import EmployerSurveyAnswer


class AnsweredAlready(Refusal):
    """The company's answers of this wave are on record."""

    code = "employers.answered_already"
    message = _(
        "この企業のこの回の回答は、すでに記録されています。書きまちがえたときは、取り消してから書き直してください。"
    )


def record_answers(
    *,
    by: Actor,
    company: Company,
    wave: str,
    answered_on: date,
    answers: Mapping[str, int],
    consents_to_use: bool,
    at: datetime,
    comment: str = "",
) -> EmployerSurveyAnswer:
    """Record a company's answers in one wave.

    :raises AnsweredAlready: there are some
    """
    try:
        with transaction.atomic():
            return EmployerSurveyAnswer.objects.create(
                organisation_id=company.organisation_id,
                recorded_by_id=by.require_organisation(),
                company=company,
                wave=wave,
                answered_on=answered_on,
                answers=dict(answers),
                comment=clean_text(comment),
                consents_to_use=consents_to_use,
                by_id=by.membership_id,
                recorded_at=at,
            )
    except IntegrityError as clash:
        raise AnsweredAlready(field="wave") from clash


def withdraw_answers(*, answer: EmployerSurveyAnswer, at: datetime) -> None:
    """Take answers back (取消): they stay readable and count for nothing."""
    amend(answer, only_if={"withdrawn_at": None}, withdrawn_at=at)
