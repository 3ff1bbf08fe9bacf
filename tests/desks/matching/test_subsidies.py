"""The guide to subsidies: what has ended says so, and the check decides nothing."""

from datetime import date
from typing import Any

import pytest

from bansou.employers.guide.rules import Plan, Subsidy, Validity, is_ruled_out, points_of
from bansou.employers.guide.subsidies import template
from bansou.employers.models import EmploymentSubsidy
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town

GUIDE = "/employers/subsidies/"
DAY = date(2026, 11, 24)


def form_of(**said: Any) -> dict[str, Any]:
    """An entry of the guide as it is sent."""
    return {"name": "市の上乗せ", "summary": "国の助成金に市が足します。", "version": 0, **said}


@pytest.mark.parametrize(
    ("starts", "ends", "validity"),
    [
        (None, None, Validity.UNKNOWN),
        (None, DAY, Validity.RUNNING),
        (DAY, DAY, Validity.RUNNING),
        (DAY, None, Validity.RUNNING),
        (None, date(2026, 11, 23), Validity.ENDED),
        (date(2026, 11, 25), None, Validity.COMING),
    ],
)
def test_stands_from_its_first_day_to_its_last(
    starts: date | None, ends: date | None, validity: Validity
) -> None:
    subsidy = Subsidy("a", "名", "説明", valid_from=starts, valid_to=ends)

    assert subsidy.validity_on(DAY) is validity


@pytest.mark.parametrize(
    ("age", "hired_on", "is_out"),
    [
        (34, DAY, True),
        (35, DAY, False),
        (59, DAY, False),
        (60, DAY, True),
        (None, DAY, False),
        (47, date(2025, 3, 31), True),
    ],
)
def test_rules_out_only_what_does_not_fit(age: int | None, hired_on: date, is_out: bool) -> None:
    subsidy = next(one for one in template() if one.key == "tokkai_midlife")

    assert is_ruled_out(points_of(subsidy, Plan(hired_on, age))) is is_out


def test_never_says_that_an_unwritten_requirement_fits() -> None:
    points = points_of(Subsidy("a", "名", "説明"), Plan(DAY, 47))

    assert [point.fits for point in points] == [None, None]


@pytest.mark.capability("TMK-21")
def test_shows_what_has_ended_and_points_to_what_came_after_it(town: Town) -> None:
    client = town.client(town.matching)
    page = client.get(GUIDE)
    rows = {row.subsidy.key: row for row in page.context["rows"]}

    ended = rows["tokkai_ice_age"]
    assert (ended.chip.text, ended.successor.key) == ("終了", "tokkai_midlife")
    assert "令和7年3月31日 で終わった助成金です。新しい申請はできません。" in text_of(page)
    assert 'href="#tokkai_midlife"' in page.content.decode()
    # The office closes another one by a date; the stored row alone says so from then on.
    client.post(f"{GUIDE}tokkai_midlife/", form_of(name="中高年層", valid_to="令和8年3月31日"))
    with town.at_work():
        assert EmploymentSubsidy.objects.get().valid_to == date(2026, 3, 31)
    rows = {row.subsidy.key: row for row in client.get(GUIDE).context["rows"]}
    assert rows["tokkai_midlife"].chip.text == "終了"


def test_says_that_the_check_is_no_decision(town: Town) -> None:
    query = {"check": "1", "hired_on": "令和8年12月1日", "age": "47", "employment_type": "regular"}

    page = town.client(town.counsellor).get(GUIDE, query)

    assert "判定ではありません。労働局・ハローワークへご確認ください" in text_of(page)
    rows = {row.subsidy.key: row for row in page.context["rows"]}
    assert [chip.text for _about, chip in rows["tokkai_midlife"].points] == ["合う", "合う"]
    assert rows["tokkai_ice_age"].points[0][1].text == "合わない"
    assert "確かめてください" in [chip.text for _a, chip in rows["career_up_subsidy"].points]


def test_asks_for_the_day_before_it_checks(town: Town) -> None:
    answer = town.client(town.matching).get(GUIDE, {"check": "1", "age": "四十"})

    assert answer.status_code == 422
    assert "日付を入れてください" in text_of(answer)
    assert answer.context["plan"] is None


def test_takes_an_entry_of_the_office_and_refuses_crossed_days(town: Town) -> None:
    client = town.client(town.manager)
    days = {"valid_from": "令和8年4月1日", "valid_to": "令和8年3月31日"}

    crossed = client.post(f"{GUIDE}new/", form_of(**days))
    assert (crossed.status_code, "日付を入れ替えてください" in text_of(crossed)) == (422, True)
    client.post(f"{GUIDE}new/", form_of(small_company_yen="30万円", minimum_age="30歳"))

    with town.at_work():
        row = EmploymentSubsidy.objects.get()
    assert (row.name, row.small_company_yen, row.minimum_age) == ("市の上乗せ", 300_000, 30)
    late = client.post(f"{GUIDE}{row.key}/", form_of(name="後から", version=9))
    assert (late.status_code, "ほかの人が同じ内容を保存しました" in text_of(late)) == (422, True)
    assert "市の上乗せ" not in text_of(town.client(town.neighbour).get(GUIDE))


def test_lets_only_officers_and_managers_write_the_guide(town: Town) -> None:
    for member in (town.counsellor, town.supervisor, town.trainer):
        for path in ("new/", "tokkai_midlife/"):
            assert town.client(member).post(f"{GUIDE}{path}", form_of()).status_code == 403
    assert town.client(town.trainer).get(GUIDE).status_code == 403
