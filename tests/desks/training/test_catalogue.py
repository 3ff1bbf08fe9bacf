"""What is offered: kinds of qualifications, the package, single courses, and the calendar."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from bansou.commons.clock import JST
from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from tests.desks.counsellor.asking import statements, text_of
from tests.desks.counsellor.town import Town, now, signed_in
from tests.desks.training.centre import days_of, planned, second_monday_of_january

NINE = [
    ("玉掛け", "技能講習"),
    ("小型移動式クレーン", "技能講習"),
    ("フォークリフト", "技能講習"),
    ("ガス溶接", "技能講習"),
    ("アーク溶接", "特別教育"),
    ("自由研削砥石", "特別教育"),
    ("フルハーネス型墜落制止器具", "特別教育"),
    ("大型特殊免許", "免許"),
    ("車両系建設機械", "技能講習"),
]


def a_week_before(day: date) -> Any:
    """Holidays are planned for on any day of the year."""
    return time_machine.travel(datetime.combine(day - timedelta(days=7), time(10), tzinfo=JST))


def package_of(page: str) -> list[tuple[str, str]]:
    """The package's courses in their order, each with the line below it."""
    listed = page.partition('<ol class="package">')[2].partition("</ol>")[0]
    titles = re.findall(r'class="row-title">([^<]*)<', listed)
    notes = re.findall(r'class="row-note">([^<]*)<', listed)
    return list(zip(titles, notes, strict=True))


@pytest.mark.capability("TMK-12", "TMK-11")
@pytest.mark.parametrize("who", ["trainer", "manager", "counsellor"])
def test_lists_exactly_the_nine_kinds_each_with_its_kind(who: str, town: Town) -> None:
    page = signed_in(getattr(town, who)).get("/courses/").content.decode()

    listed = package_of(page)
    assert [(title, note.partition("　")[0]) for title, note in listed] == NINE
    assert dict(listed)["小型移動式クレーン"].endswith("「玉掛け」のあとに受けます")
    assert dict(listed)["車両系建設機械"].endswith("「大型特殊免許」のあとに受けます")


def test_shows_what_the_office_has_changed_in_its_scheme(town: Town) -> None:
    text = template("tomakomai").replace(
        'key = "gas_welding"\nlabel = "ガス溶接"\nkind = "skill_training_course"',
        'key = "gas_welding"\nlabel = "ガス溶接"\nkind = "training_programme"',
    )
    with town.at_work(town.manager):
        revise_scheme(
            programme=town.programme,
            text=text,
            valid_from=town.programme.starts_on,
            at=now(),
        )

    page = signed_in(town.trainer).get("/courses/").content.decode()
    assert ("ガス溶接", "研修") in package_of(page)


@pytest.mark.parametrize("who", ["trainer", "manager"])
def test_tells_who_plans_of_hours_that_no_course_gives(who: str, town: Town) -> None:
    """The source says four days for the forklift and nothing of hours; the law asks for 35."""
    desk = signed_in(getattr(town, who))
    said = text_of(desk.get("/courses/"))
    text = template("tomakomai").replace("days = 4\nhours = 31", "days = 5\nhours = 35")
    with town.at_work(town.manager):
        revise_scheme(
            programme=town.programme, text=text, valid_from=town.programme.starts_on, at=now()
        )

    gap = "「フォークリフト」は、短縮の条件のない人に35時間が必要ですが、講座は31時間です。"
    assert gap in said
    assert "日数と時間数が事業スキームにない講座が7つあります（小型移動式クレーン、" in said
    assert "足りない人は申し込めません。" in said
    assert "短縮の条件のない人に" not in text_of(desk.get("/courses/"))
    assert "日数と時間数が事業スキームにない" not in text_of(
        signed_in(town.counsellor).get("/courses/")
    )


def test_says_who_pays_for_what(town: Town) -> None:
    text = text_of(signed_in(town.counsellor).get("/courses/"))

    assert "受講料 公費（無料） 検定料 自己負担" in text


@pytest.mark.capability("TMK-13")
@pytest.mark.parametrize(("course", "number"), [("sling", 3), ("forklift", 4), ("computer", 4)])
def test_shows_every_day_in_the_calendar_and_skips_holidays_if_asked(
    course: str, number: int, town: Town
) -> None:
    holiday = second_monday_of_january(town)
    friday = holiday - timedelta(days=3)
    with a_week_before(friday):
        run = planned(town, course, first_on=friday, days=number)

    expected = [friday, *(holiday + timedelta(days=n) for n in range(1, number))]
    assert days_of(town, run) == expected
    month = f"/courses/programmes/{town.programme.pk}/calendar/?month={friday:%Y-%m}"
    page = signed_in(town.counsellor).get(month).content.decode()
    assert page.count(f"/courses/runs/{run.pk}/") == number
    for place, day in enumerate(expected, start=1):
        square = page.partition(f'<time datetime="{day.isoformat()}"')[2].partition("</td>")[0]
        assert f"{place}日目" in square
    assert "成人の日" in page


def test_keeps_holidays_if_not_asked_to_skip_them(town: Town) -> None:
    holiday = second_monday_of_january(town)
    with a_week_before(holiday):
        run = planned(town, first_on=holiday, skips_holidays="")

    assert days_of(town, run) == [holiday + timedelta(days=n) for n in range(3)]


@pytest.mark.parametrize("month", ["", "2026-13", "x", "0-1", "9999-12"])
def test_shows_some_month_whatever_the_address_says(month: str, town: Town) -> None:
    address = f"/courses/programmes/{town.programme.pk}/calendar/?month={month}"

    assert signed_in(town.manager).get(address).status_code == 200


@pytest.mark.parametrize(("path", "status"), [("calendar/", 404), ("runs/new/", 404)])
def test_hides_the_programme_from_another_city(path: str, status: int, town: Town) -> None:
    address = f"/courses/programmes/{town.programme.pk}/{path}"

    assert signed_in(town.neighbour).get(address).status_code in {status, 403}


@pytest.mark.parametrize("who", ["trainer", "manager"])
def test_asks_no_more_of_the_database_for_more_runs(who: str, town: Town) -> None:
    planned(town)
    few = statements(signed_in(getattr(town, who)), "/courses/")
    for _time in range(4):
        planned(town)
    many = statements(signed_in(getattr(town, who)), "/courses/")

    assert many == few <= 25
