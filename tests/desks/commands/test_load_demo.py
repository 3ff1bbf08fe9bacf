"""`bansou load_demo`: the example ledgers and accounts that can be tried, loaded once."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import JST, FiscalYear, local_day
from bansou.commons.organisations.actions import open_account, register_organisation
from bansou.commons.organisations.models import Membership, Organisation, User
from bansou.commons.organisations.services import is_hired, service_actor
from bansou.desks.management.commands import load_demo
from bansou.desks.management.commands.load_demo import PASSWORD
from bansou.employers.models import EmployerVisit, HiringStance, HostPlace, Opening
from bansou.evidence.indicators.queries import readings
from bansou.grants.models import SheetDecision
from bansou.people.cases.models import Case
from bansou.people.papers.models import Paper, PaperSignature
from bansou.people.referrals.models import Referral
from bansou.placement.models import Proposal, WorkWish
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_running_on, scheme_on
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.planning import timetable_of
from bansou.support.experience.models import Experience, ExperienceEvaluation, InsuredPerson
from bansou.support.training.models import Attendance, CourseApplication
from tests.desks.manager.reading import found
from tests.plugins.commands import Cli

pytestmark = pytest.mark.django_db


def _day(month: int, day: int) -> datetime:
    """A morning of the fiscal year in which the database is: its policies ask its own clock."""
    first = FiscalYear.of(local_day(timezone.now())).starts_on
    return datetime(first.year + (month < 4), month, day, 10, tzinfo=JST)


@pytest.fixture
def autumn() -> Iterator[None]:
    """When the year's ledger has a good deal in it."""
    with time_machine.travel(_day(11, 24)):
        yield


@pytest.fixture
def spring() -> Iterator[None]:
    """When the year has hardly begun, and its ledger is nearly empty."""
    with time_machine.travel(_day(4, 14)):
        yield


def _seat(email: str) -> Actor:
    return actor_of(
        Membership.objects.select_related("user", "organisation").get(user__email=email)
    )


def test_refuses_outside_the_demo(cli: Cli) -> None:
    outcome = cli("load_demo")

    assert outcome.code == 1
    assert "体験用のデータは、体験版だけに入れられます。" in outcome.err
    assert not Organisation.objects.exists()


def test_loads_both_years_once(
    autumn: None, cli: Cli, settings: Any, django_assert_max_num_queries: Any
) -> None:
    today_of_the_database = _database_day()
    settings.DEMO = True

    outcome = cli("load_demo")

    assert outcome.code == 0
    opened = User.objects.filter(is_demo=True)
    known_by = {user.email.removesuffix("@name.invalid") for user in opened}
    assert known_by <= set(outcome.out.split())
    assert "honnin" in known_by
    assert all(user.check_password(PASSWORD) for user in opened)
    _shows_both_years()
    _shows_the_library()
    _shows_the_contractor_this_years_referrals_only(today_of_the_database)
    _shows_people_in_courses()
    _books_nobody_where_it_is_closed()
    _shows_what_companies_offer()
    _shows_visits_and_trials()
    _shows_proposals_at_several_states()
    _shows_plans_and_papers()
    _pays_travel_up_to_a_ceiling()
    assert "高野 由美さんが承認できます" in outcome.out
    _stays_as_it_is(cli, django_assert_max_num_queries)


def _shows_plans_and_papers() -> None:
    with acting(_seat(load_demo.COUNSELLOR), why="試験"):
        plans = Paper.objects.filter(kind="career_plan")
        assert sorted(plans.values_list("version", flat=True)) == [1, 1, 2]
        assert PaperSignature.objects.count() == 3
        assert Paper.objects.get(kind="resume").version == 2


def _pays_travel_up_to_a_ceiling() -> None:
    with acting(_seat(load_demo.COUNSELLOR), why="試験") as actor:
        today = local_day(timezone.now())
        programme = programmes_running_on(actor.organisation_id, today).get()
        travel = scheme_on(programme, today).benefit("travel")
    assert travel is not None
    assert (travel.kind, travel.ceiling_day, travel.needs_receipt) == ("travel", 1_200, True)


def accounts() -> set[str]:
    return set(User.objects.filter(is_service=False).values_list("email", flat=True))


def test_adds_nothing_to_an_office_s_own_data(cli: Cli, settings: Any) -> None:
    settings.DEMO = True
    with acting(service_actor("command", None), why="test"):
        register_organisation(name="小樽市", kind=Organisation.Kind.MUNICIPALITY, lg_code="012033")

    for words in (["load_demo"], ["load_demo", "--check"]):
        outcome = cli(*words)

        assert outcome.code == 1
        assert "体験用でないデータ（小樽市など）があります。" in outcome.err
        assert "BANSOU_VAR" in outcome.err
    assert [it.name for it in Organisation.objects.all()] == ["小樽市"]
    assert accounts() == set()
    assert not is_hired("demo")


def test_adds_nothing_where_somebody_has_an_account(cli: Cli, settings: Any) -> None:
    settings.DEMO = True
    with acting(service_actor("command", None), why="test"):
        open_account(email="you@example.jp", name="山田 花子", at=timezone.now())

    assert cli("load_demo").code == 1
    assert accounts() == {"you@example.jp"}
    assert not Organisation.objects.exists()


def test_checking_an_empty_database_begins_nothing(cli: Cli, settings: Any) -> None:
    settings.DEMO = True

    assert cli("load_demo", "--check").code == 0
    assert not is_hired("demo")


def test_goes_on_with_what_it_has_begun_also_in_spring(
    spring: None, cli: Cli, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped after the first ledger; the second start loads the rest."""
    settings.DEMO = True
    with monkeypatch.context() as stopped:
        stopped.setattr(load_demo, "_close_what_is_left", _stop)
        with pytest.raises(KeyboardInterrupt):
            cli("load_demo")
    assert is_hired("demo")
    assert Organisation.objects.filter(lg_code="012131").exists()
    assert not User.objects.filter(is_demo=True).exists()

    outcome = cli("load_demo")

    assert outcome.code == 0
    assert User.objects.filter(is_demo=True).exists()
    with acting(_seat("kudo@city.example.jp"), why="test"):
        assert Experience.objects.exists()


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt


def _shows_both_years() -> None:
    today = local_day(timezone.now())
    this_year = FiscalYear.of(today).year
    with acting(_seat("kawamura@city.example.jp"), why="test"):
        programmes = {p.fiscal_year: p for p in Programme.objects.all()}
        assert set(programmes) == {2021, this_year}
        assert [r.answer.value for r in readings(programmes[2021], today)] == [20, 15, 7]
    with acting(_seat("kudo@city.example.jp"), why="test"):
        years = Case.objects.filter(closed_on=None).values_list(
            "enrolments__programme__fiscal_year", flat=True
        )
        assert set(years) == {this_year}


def _shows_the_library() -> None:
    """Drawn up by one, approved by another, published: in Tomakomai as everywhere."""
    answer = Client().get(reverse("public:library"))

    assert len(found(answer, ".case-found")) == 4
    with acting(_seat("kawamura@city.example.jp"), why="test"):
        decided = SheetDecision.objects.order_by("at", "id").values_list("kind", "by__user__name")
        assert list(decided) == [("approved", "高野 由美"), ("published", "川村 恵")]


def _database_day() -> date:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date")
        (day,) = cursor.fetchone()
    return day


def _shows_the_contractor_this_years_referrals_only(today: date) -> None:
    """Those that have come by the day on which the database decides what it shows."""
    centre = _seat("mikami@center.example.jp")
    year = FiscalYear.of(local_day(timezone.now()))
    with acting(centre, why="test"):
        seen = set(Case.objects.values_list("pk", flat=True))
    with acting(_seat("kudo@city.example.jp"), why="test"):
        referred = dict(
            Referral.objects.filter(
                referred_on__gte=year.starts_on, to_organisation_id=centre.organisation_id
            ).values_list("case_id", "referred_on")
        )
    assert referred
    assert seen == {case for case, on in referred.items() if on <= today}


def _books_nobody_where_it_is_closed() -> None:
    with acting(_seat("kudo@city.example.jp"), why="test"):
        live = Booking.objects.filter(state__in=Booking.LIVE).select_related("desk")
        assert live.count() > 10
        for it in live:
            day = local_day(it.starts_at)
            table = timetable_of(it.desk, day, day)
            assert table.closed_because(day) == ""
            assert table.slot_at(it.member_id, it.starts_at)


def _shows_people_in_courses() -> None:
    today = local_day(timezone.now())
    with acting(_seat("kudo@city.example.jp"), why="test"):
        asked_after = Case.objects.filter(next_action="講座のようすを電話で聞く")
        assert set(asked_after) == {
            it.case for it in CourseApplication.objects.exclude(run=None).select_related("case")
        }
        waiting = CourseApplication.objects.filter(state="waiting").select_related("run")
        assert [it.run.taken == it.run.capacity for it in waiting] == [True, True]
        marked = Attendance.objects.values_list("state", flat=True)
        assert sorted(marked) == ["attended", "attended", "attended", "missed"]
        assert all(on < today for on in Attendance.objects.values_list("day__on", flat=True))


def _shows_visits_and_trials() -> None:
    with acting(_seat("kudo@city.example.jp"), why="test"):
        told = Experience.objects.order_by("requested_on").values_list("kind", "state")
        assert sorted(told) == [
            ("trial", "arranged"),
            ("trial", "confirmed"),
            ("trial", "declined"),
            ("trial", "ended"),
            ("visit", "ended"),
            ("visit", "requested"),
        ]
        assert ExperienceEvaluation.objects.count() == 4
        assert InsuredPerson.objects.count() == 2


def _shows_what_companies_offer() -> None:
    with acting(_seat("shibata@city.example.jp"), why="test"):
        assert Opening.objects.count() == 11
        assert HostPlace.objects.count() == 2
        assert HiringStance.objects.count() == 4
        assert EmployerVisit.objects.exclude(hesitations=[]).count() == 1


def _shows_proposals_at_several_states() -> None:
    with acting(_seat("shibata@city.example.jp"), why="test"):
        assert WorkWish.objects.count() == 5
        states = Proposal.objects.values_list("state", flat=True)
        assert sorted(states) == ["hired", "introduced", "offered", "proposed", "welcomed"]


def _stays_as_it_is(cli: Cli, django_assert_max_num_queries: Any) -> None:
    with acting(_seat("kudo@city.example.jp"), why="test"):
        case = Case.objects.filter(closed_on=None)[0]
        Case.objects.filter(pk=case.pk).update(next_action="体験した人が決めた")

    with django_assert_max_num_queries(5):
        cli("load_demo")

    with acting(_seat("kudo@city.example.jp"), why="test"):
        case.refresh_from_db()
        assert case.next_action == "体験した人が決めた"
