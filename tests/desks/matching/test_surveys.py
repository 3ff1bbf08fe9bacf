"""The employer survey: the change with its n, and no mean from which one company could be told."""

from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.employers.models import Company, EmployerSurveyAnswer
from bansou.employers.surveys.rules import Change, change_of
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, today
from tests.desks.matching.registry import company_in

REPORT = "/employers/surveys/"


def answers_form(wave: str, **said: Any) -> dict[str, Any]:
    """A company's answers as they are sent."""
    return {
        "wave": wave,
        "answered_on": wareki(today()),
        "consents_to_use": "yes",
        "request_key": str(uuid7()),
        **said,
    }


def answered(town: Town, company: Company, wave: str, **said: Any) -> int:
    url = reverse("matching:survey_record", args=[company.pk])
    return town.client(town.matching).post(url, answers_form(wave, **said)).status_code


@pytest.mark.parametrize(
    ("pairs", "change"),
    [
        ([], Change(0, None, None)),
        ([({"q": 1}, {"q": 2})], Change(1, None, None)),
        ([({"q": 1}, {"q": 2}), ({"q": 3}, {})], Change(1, None, None)),
        ([({"q": 1}, {"q": 2}), ({"q": 3}, {"q": 5})], Change(2, Fraction(2), Fraction(7, 2))),
    ],
)
def test_takes_only_who_answered_both_times(pairs: Any, change: Change) -> None:
    assert change_of(pairs, "q", 2) == change


@pytest.mark.capability("TMK-27")
def test_reports_the_change_with_how_many_answered(town: Town) -> None:
    for number in range(6):
        company = company_in(town, f"会社{number}")
        assert answered(town, company, "before", would_host="2", worries="4") == 302
        # The last one answers only before: it is no pair.
        if number < 5:
            assert answered(town, company, "after", would_host="4", worries="3") == 302

    page = town.client(town.manager).get(REPORT)

    with town.at_work():
        assert EmployerSurveyAnswer.objects.count() == 11
    rows = {row.question.key: row for row in page.context["rows"]}
    host, worries = rows["would_host"], rows["worries"]
    assert (host.number, host.before, host.after, host.difference) == (5, "2.00", "4.00", "+2.00")
    assert (worries.difference, worries.is_better) == ("-1.00", True)
    assert "両方ある企業 5社" in text_of(page)


def test_shows_no_mean_of_fewer_companies_than_the_scheme_asks_for(town: Town) -> None:
    for number in range(4):
        company = company_in(town, f"会社{number}")
        for wave in ("before", "after"):
            answered(town, company, wave, would_host="5")

    page = town.client(town.matching).get(REPORT)

    (row,) = (row for row in page.context["rows"] if row.question.key == "would_host")
    assert (row.number, row.before, row.after, row.difference) == (4, "―", "―", "―")
    assert "社数が足りません" in text_of(page)


def test_counts_nothing_of_a_company_that_does_not_want_it(town: Town) -> None:
    company = company_in(town)
    for wave in ("before", "after"):
        answered(town, company, wave, would_host="5", consents_to_use="no")

    page = town.client(town.matching).get(REPORT)

    assert (page.context["pairs"], page.context["numbers"]["without_consent"]) == (0, 1)


def test_takes_the_answers_of_a_wave_once_until_they_are_taken_back(town: Town) -> None:
    company = company_in(town)
    assert answered(town, company, "before", would_host="2") == 302
    assert answered(town, company, "before", would_host="4") == 422
    with town.at_work():
        answer = EmployerSurveyAnswer.objects.get()

    town.client(town.matching).post(reverse("matching:survey_withdraw", args=[answer.pk]))

    assert answered(town, company, "before", would_host="4") == 302


def test_lets_only_the_own_citys_officers_write_answers(town: Town) -> None:
    company = company_in(town)
    answered(town, company, "before", would_host="2")
    with town.at_work():
        answer = EmployerSurveyAnswer.objects.get()
    record = reverse("matching:survey_record", args=[company.pk])
    withdraw = reverse("matching:survey_withdraw", args=[answer.pk])

    for url in (record, withdraw):
        assert town.client(town.counsellor).post(url).status_code == 403
        assert town.client(town.trainer).post(url).status_code == 403
        assert town.client(town.neighbour).post(url).status_code == 404
    assert "株式会社 白樺沢土建" not in text_of(town.client(town.neighbour).get(REPORT))
