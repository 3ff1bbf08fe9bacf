from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.people.cases.actions import open_case
from bansou.people.cases.listing import (
    Position,
    all_rows,
    by_name,
    by_urgency,
    page_of,
)
from bansou.people.cases.models import Case
from bansou.people.cases.queries import Narrowing, Whose, cases_for
from bansou.people.persons.actions import register_person
from tests.bodies import account_of, body_called

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
STALLED_UNTIL = TODAY - timedelta(days=45)
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)


def founded(name: str) -> Actor:
    body = body_called(name, Organisation.Kind.MUNICIPALITY)
    user = account_of(f"{name}の相談員")
    with acting(Actor(user_id=user.pk, name="発足", organisation_id=body.pk), why="発足"):
        member = Membership.objects.create(
            user=user, organisation=body, role=Role.COUNSELLOR, from_on=date(2026, 4, 1)
        )
    return actor_of(member)


@pytest.fixture
def actor() -> Iterator[Actor]:
    with acting(founded("市"), why="一覧") as actor:
        yield actor


def with_case(
    actor: Actor,
    number: str,
    *,
    spoken: int | None = 10,
    due: int | None = None,
    name: str = "佐藤 花子",
    kana: str = "サトウ ハナコ",
    closed: bool = False,
    alias: str = "",
) -> Case:
    """A case last spoken with `spoken` days ago, whose next act is due in `due` days."""
    person = None if alias else register_person(by=actor, name=name, kana=kana)
    case = open_case(
        by=actor,
        person=person,
        client="family" if alias else "person",
        alias=alias,
        number=number,
        opened_on=TODAY - timedelta(days=300),
        next_action_on=None if due is None else TODAY + timedelta(days=due),
    )
    Case.objects.filter(pk=case.pk).update(
        responsible=actor.membership_id,
        last_contact_on=None if spoken is None else TODAY - timedelta(days=spoken),
        closed_on=TODAY if closed else None,
    )
    return case


def listed(actor: Actor, narrowing: Narrowing | None = None) -> list[str]:
    narrowing = narrowing or Narrowing()
    cases = cases_for(actor, narrowing, TODAY, STALLED_UNTIL)
    segments = by_name() if narrowing.asked else by_urgency(STALLED_UNTIL)
    return [row.number for row in page_of(cases, segments, STALLED_UNTIL).rows]


def test_puts_forgotten_people_first_then_the_next_due(actor: Actor) -> None:
    with_case(actor, "no day", spoken=3)
    with_case(actor, "in 9 days", due=9)
    with_case(actor, "late", due=-3)
    with_case(actor, "never spoken", spoken=None, due=1)
    with_case(actor, "45 days ago", spoken=45, due=30)
    with_case(actor, "74 days ago", spoken=74)
    with_case(actor, "44 days ago", spoken=44, due=2)

    assert listed(actor) == [
        "74 days ago",
        "45 days ago",
        "never spoken",
        "late",
        "44 days ago",
        "in 9 days",
        "no day",
    ]


def test_pages_forward_and_back_without_losing_or_doubling_a_row(actor: Actor) -> None:
    for n in range(4):
        with_case(actor, f"stalled {n}", spoken=60)
        with_case(actor, f"never {n}", spoken=None)
        with_case(actor, f"due {n}", due=n // 2)
        with_case(actor, f"no day {n}")
    cases = cases_for(actor, Narrowing(), TODAY, STALLED_UNTIL)
    segments = by_urgency(STALLED_UNTIL)
    whole = [row.number for row in all_rows(cases, segments)]

    page = page_of(cases, segments, STALLED_UNTIL, size=3)
    pages = [page]
    while page.after:
        place = Position.read(str(page.after))
        page = page_of(cases, segments, STALLED_UNTIL, after=place, size=3)
        pages.append(page)
    back = [page]
    while page.before:
        place = Position.read(str(page.before))
        page = page_of(cases, segments, STALLED_UNTIL, before=place, size=3)
        back.append(page)

    assert len(whole) == 16
    assert [row.number for p in pages for row in p.rows] == whole
    assert [p.first for p in pages] == [1, 4, 7, 10, 13, 16]
    assert [[r.number for r in p.rows] for p in reversed(back)] == [
        [r.number for r in p.rows] for p in pages
    ]
    assert [p.first for p in reversed(back)] == [p.first for p in pages]


def test_asks_three_statements_for_a_page_however_many_segments_it_spans(
    actor: Actor, django_assert_num_queries: object
) -> None:
    with_case(actor, "stalled", spoken=60)
    with_case(actor, "never", spoken=None)
    with_case(actor, "due", due=1)
    with_case(actor, "no day")
    cases = cases_for(actor, Narrowing(), TODAY, STALLED_UNTIL)

    with django_assert_num_queries(3):  # type: ignore[operator]
        page = page_of(cases, by_urgency(STALLED_UNTIL), STALLED_UNTIL)

    assert len(page.rows) == 4


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "0~1~nokey~2026-01-01",
        "9~1~00000000000000000000000000000000~",
        "0~1~" + "0" * 32 + "~soon",
    ],
)
def test_knows_a_place_that_was_changed_by_hand(written: str) -> None:
    place = Position.read(written)

    assert place is None or not place.is_in(by_urgency(STALLED_UNTIL))


def test_leaves_out_who_was_closed_unless_searched_for(actor: Actor) -> None:
    with_case(actor, "open")
    with_case(actor, "closed", closed=True)

    assert listed(actor) == ["open"]
    assert listed(actor, Narrowing(asked="さとう")) == ["open", "closed"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("佐藤", ["1"]),
        ("ｻﾄｳ", ["1"]),
        ("サ", ["1"]),
        ("たか", ["2"]),
        ("高橋", ["2"]),
        ("お母さん", ["3"]),
        ("027", ["T3-027"]),
        ("Ｔ３－", ["T3-027"]),
        ("t3-27", ["T3-027"]),
        ("Ｔ３　２７", ["T3-027"]),
        ("t3ー0027", ["T3-027"]),
        ("t3-2", []),
        ("3-27", ["T3-027"]),
        ("鈴木", []),
        ("100%", []),
        ("(1", []),
        ("\\1", []),
    ],
)
def test_finds_by_name_reading_alias_and_number(actor: Actor, asked: str, found: list[str]) -> None:
    with_case(actor, "1")
    with_case(actor, "2", name="髙橋 恵子", kana="タカハシ ケイコ")
    with_case(actor, "3", alias="室蘭のお母さん")
    with_case(actor, "T3-027", name="森 進", kana="モリ ススム")

    assert listed(actor, Narrowing(whose=Whose.ALL, asked=asked)) == found


def test_narrows_by_category_stage_and_lateness(actor: Actor) -> None:
    with_case(actor, "late", due=-1)
    with_case(actor, "today", due=0)
    with_case(actor, "stalled", spoken=90)
    chosen = with_case(actor, "chosen")
    Case.objects.filter(pk=chosen.pk).update(category="long_term_jobless", stage="training")

    assert listed(actor, Narrowing(only_late=True)) == ["late"]
    assert listed(actor, Narrowing(only_stalled=True)) == ["stalled"]
    assert listed(actor, Narrowing(category="long_term_jobless")) == ["chosen"]
    assert listed(actor, Narrowing(stage="training")) == ["chosen"]


def test_tells_whose_cases_they_are(actor: Actor) -> None:
    with_case(actor, "mine")
    nobodys = with_case(actor, "nobody's")
    Case.objects.filter(pk=nobodys.pk).update(responsible=None)
    with acting(founded("よその市"), why="登録") as stranger:
        with_case(stranger, "another city's")

    assert listed(actor, Narrowing(whose=Whose.MINE)) == ["mine"]
    assert listed(actor, Narrowing(whose=Whose.NOBODYS)) == ["nobody's"]
    assert sorted(listed(actor, Narrowing(whose=Whose.ALL))) == ["mine", "nobody's"]
    assert listed(actor, Narrowing(whose=Whose.REFERRED)) == []


def test_counts_all_and_those_without_contact(actor: Actor) -> None:
    with_case(actor, "1", spoken=46)
    with_case(actor, "2", spoken=1)
    with_case(actor, "3", spoken=None)

    cases = cases_for(actor, Narrowing(), TODAY, STALLED_UNTIL)

    page = page_of(cases, by_urgency(STALLED_UNTIL), STALLED_UNTIL)
    assert page.counts == (3, 1)


def test_asks_once_who_is_called_so_and_counts_them_all(
    actor: Actor, django_assert_num_queries: object
) -> None:
    for n in range(3):
        with_case(actor, f"running {n}", name="佐藤 花子", spoken=46 if n else 1)
    with_case(actor, "ended", name="佐藤 花子", closed=True)
    with_case(actor, "another", name="林 太郎", kana="ハヤシ タロウ")
    asked = Narrowing(whose=Whose.ALL, asked="さとう")
    cases = cases_for(actor, asked, TODAY, STALLED_UNTIL)

    with django_assert_num_queries(2):  # type: ignore[operator]
        first = page_of(cases, by_name(), STALLED_UNTIL, size=3)
    rest = page_of(cases, by_name(), STALLED_UNTIL, after=first.after, size=3)

    assert first.counts == rest.counts == (4, 2)
    assert [row.number for row in first.rows] == ["running 0", "running 1", "running 2"]
    assert [row.number for row in rest.rows] == ["ended"]
