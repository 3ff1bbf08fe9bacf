"""Kitakyushu's forklift courses: two days for who needs eleven hours, four for who needs more."""

from dataclasses import replace

import pytest

from bansou.people.cases.enrolling import enrol
from bansou.programmes.actions import make_contract, start_programme
from bansou.schemes.reader import template
from bansou.support.training.models import CourseApplication
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, now, signed_in
from tests.desks.training.applying import application_fields
from tests.desks.training.centre import days_of, planned


@pytest.fixture
def kitakyushu(town: Town) -> Town:
    """The same town with Kitakyushu's scheme."""
    with town.at_work() as actor:
        programme = start_programme(
            by=actor,
            scheme_id="kitakyushu",
            text=template("kitakyushu"),
            fiscal_year=town.programme.fiscal_year,
            at=now(),
        )
        contract = make_contract(
            programme=programme,
            contractor=town.centre,
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            work="資格取得支援",
        )
    return replace(town, programme=programme, contract=contract)


@pytest.mark.capability("KKY-16")
@pytest.mark.parametrize(
    ("course", "number", "said", "status"),
    [
        ("forklift_short", 2, {"holds": ["large_special_vehicle_licence"]}, 302),
        ("forklift_short", 2, {}, 422),
        ("forklift", 4, {"holds": ["ordinary_licence"]}, 302),
        ("forklift", 4, {}, 422),
    ],
)
def test_offers_forklift_courses_by_the_hours_that_somebody_needs(
    course: str, number: int, said: dict[str, object], status: int, kitakyushu: Town
) -> None:
    run, case = planned(kitakyushu, course, days=number), kitakyushu.case(enrolled=False)
    with kitakyushu.at_work():
        enrol(case=case, programme=kitakyushu.programme, from_on=kitakyushu.programme.starts_on)
    kitakyushu.talk(case)
    catalogue = text_of(signed_in(kitakyushu.trainer).get("/courses/"))

    address = f"/cases/{case.pk}/training/apply/?course={course}"
    response = signed_in(kitakyushu.counsellor).post(address, application_fields(run, **said))

    assert "フォークリフト（2日） 技能講習 2日間 11時間（法定 35・31・15・11時間）" in catalogue
    assert response.status_code == status
    assert len(days_of(kitakyushu, run)) == number
    with kitakyushu.at_work():
        assert CourseApplication.objects.filter(case=case).exists() is (status == 302)
