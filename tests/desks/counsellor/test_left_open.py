"""What an ended year left open: neither silent nor waiting, and closed together with a way back."""

import re

import pytest

from bansou.commons.clock import FiscalYear
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case, Enrolment
from bansou.programmes.actions import start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template
from tests.desks.counsellor.asking import names_in, text_of
from tests.desks.counsellor.test_situation import owe
from tests.desks.counsellor.town import Town, days, now, signed_in, today

PAGE, BACK = "/cases/left-open/", "/cases/left-open/take-back/"
LONG_AGO = {"opened_on": days(-2100), "last_contact_on": days(-2033)}
REASON = "以前の年度の支援は終わっている"


@pytest.fixture
def ended(town: Town) -> Programme:
    """The town's programme of a year that has ended."""
    with town.at_work() as actor:
        return start_programme(
            by=actor,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=FiscalYear.of(today()).year - 5,
            at=now(),
        )


def left(town: Town, ended: Programme, name: str) -> Case:
    """Somebody of an old ledger: spoken with years ago, in the programme of that year."""
    case = town.case(name, enrolled=False, **LONG_AGO)
    with town.at_work():
        enrol(case=case, programme=ended, from_on=ended.starts_on)
    return case


def told(page: object) -> str:
    return text_of(page).replace("　", " ")


def test_counts_what_an_ended_year_left_open_apart(town: Town, ended: Programme) -> None:
    left(town, ended, "昔 一郎")
    again = left(town, ended, "再び 来た人")
    with town.at_work():
        enrol(case=again, programme=town.programme, from_on=town.programme.starts_on)
    town.case("途絶 二郎", last_contact_on=days(-74))
    town.case("待つ 人", nobodys=True)
    supervisor = signed_in(town.supervisor)

    page = told(supervisor.get("/today/"))

    assert "担当のいないケース 1件 連絡が途絶えている人 2人" in page
    assert "以前の年度のまま開いているケース 1件" in page
    quiet = supervisor.get("/cases/?who=all&stalled=on&current=on")
    assert sorted(names_in(quiet)) == ["再び 来た人", "途絶 二郎"]
    every = supervisor.get("/cases/?who=all&stalled=on")
    assert set(names_in(every)) == {"再び 来た人", "昔 一郎", "途絶 二郎"}


def test_closes_them_together_and_opens_them_again(town: Town, ended: Programme) -> None:
    first, second, owing = (left(town, ended, f"昔 {name}") for name in ("一郎", "二郎", "三郎"))
    owe(town, owing, "履歴書を返す", 30)
    supervisor = signed_in(town.supervisor)
    asked = supervisor.get(PAGE)
    assert len(re.findall(r'name="cases"', asked.content.decode())) == 2
    for refused in ({"reason": REASON}, {"everybody": "on"}, {"cases": str(owing.pk)}):
        assert supervisor.post(PAGE, refused).status_code == 422

    done = supervisor.post(PAGE, {"everybody": "on", "reason": REASON}, follow=True)

    assert "2人のケースを終結にしました" in told(done)
    assert {town.again(it).closed_on for it in (first, second)} == {today()}
    assert town.again(owing).closed_on is None
    with town.at_work():
        ends = Enrolment.objects.filter(case__in=[first, second]).values_list("until_on", flat=True)
        assert set(ends) == {today()}

    assert "2人のケースを、元のとおり開きました" in told(supervisor.post(BACK, follow=True))
    for case in (first, second):
        stands = town.again(case)
        assert (stands.closed_on, stands.closing_reason) == (None, "")
        mine = signed_in(town.counsellor).get(f"/cases/{case.pk}/close/")
        assert mine.status_code == 200
    with town.at_work():
        assert set(Enrolment.objects.values_list("until_on", "ended_because")) == {(None, "")}


def test_lets_no_counsellor_close_them_together(town: Town, ended: Programme) -> None:
    case = left(town, ended, "昔 一郎")

    for seat in (town.counsellor, town.neighbour):
        signed_in(seat).post(PAGE, {"everybody": "on", "reason": REASON})

    assert signed_in(town.counsellor).get(PAGE).status_code == 403
    assert town.again(case).closed_on is None
