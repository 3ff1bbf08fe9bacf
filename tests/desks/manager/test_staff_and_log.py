"""職員・権限 and 閲覧履歴: who works here, and who read what."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Organisation, Role
from bansou.people.models import Case
from tests.desks.manager.office import Office, member, signed_in
from tests.desks.manager.reading import found, texts

pytestmark = pytest.mark.django_db

STAFF, LOG, CSV = "manager:staff", "manager:log", "manager:log_export"
MORNING = datetime(2021, 11, 24, 0, 30, tzinfo=UTC)


def rows(client: Client, query: str = "") -> list[str]:
    return texts(client.get(reverse(LOG) + query), "tbody tr")


def read(office: Office, *, kind: str = "open", at: datetime = MORNING, case: str = "") -> None:
    """The manager's colleague reads something."""
    with office.at_work() as actor:
        note_reading(
            by=actor,
            kind=AccessLog.Kind(kind),
            subject="case",
            at=at,
            keeper_id=office.body.pk,
            case_id=Case.objects.get(number=case).pk if case else None,
        )


# Staff


def test_lists_the_members_of_the_body_and_of_its_contractor(
    client: Client, office: Office
) -> None:
    answer = client.get(reverse(STAFF))

    assert texts(answer, "h2") == [office.body.name, office.contractor.name]
    people = texts(answer, "tbody tr")
    assert any("工藤 直子 相談員" in person for person in people)
    assert any("三上 浩 訓練センター職員" in person for person in people)
    assert not any("自動処理" in person or "import" in person for person in people)


def test_says_since_when_and_until_when(client: Client, office: Office) -> None:
    answer = client.get(reverse(STAFF))

    person = next(it for it in texts(answer, "tbody tr") if "佐々木 恵理" in it)
    assert "令和3年4月1日" in person
    assert person.endswith("令和3年9月30日 終わりました")


@pytest.mark.parametrize("role", [Role.SUPERVISING_COUNSELLOR, Role.COUNSELLOR], ids=str)
def test_shows_the_staff_to_the_manager_alone(office: Office, role: Role) -> None:
    assert office.seat(role).get(reverse(STAFF)).status_code == 403


# The log of readings


def test_tells_who_read_what_and_when(client: Client, office: Office) -> None:
    read(office, case="T3-001")

    (row,) = rows(client)

    assert row == "令和3年11月24日 09:30 小林 恵 事業担当者 苫小牧市 開いた ケース T3-001"


def test_shows_the_way_to_a_case_only_to_who_may_open_it(client: Client, office: Office) -> None:
    read(office, case="T3-001")

    assert not found(client.get(reverse(LOG)), "tbody a")
    assert len(found(office.seat(Role.SUPERVISING_COUNSELLOR).get(reverse(LOG)), "tbody a")) == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?kind=search", 1),
        ("?since=令和3年11月25日", 2),
        ("?until=2021-11-24", 1),
        ("?since=R3.11.25&until=R3.11.25", 1),
        ("?kind=open&until=R3.11.25", 1),
        ("?who=nobody", 3),
        ("?since=去年", 3),
    ],
)
def test_narrows_by_what_and_day(client: Client, office: Office, query: str, count: int) -> None:
    read(office)
    read(office, kind="search", at=MORNING + timedelta(days=1))
    read(office, at=MORNING + timedelta(days=2))

    assert len(rows(client, query)) == count


def test_narrows_by_person(client: Client, office: Office) -> None:
    read(office)
    colleague = office.seat(Role.SUPERVISING_COUNSELLOR, "上席 花子")
    colleague.get(reverse(CSV))

    user = member(office.body, Role.SUPERVISING_COUNSELLOR, "上席 花子").user_id

    assert len(rows(client)) == 2
    assert "上席 花子" in rows(client, f"?who={user}")[0]
    assert len(rows(client, f"?who={user}")) == 1


def test_a_day_begins_at_midnight_in_japan(client: Client, office: Office) -> None:
    read(office, at=datetime(2022, 3, 31, 14, 59, tzinfo=UTC))
    read(office, at=datetime(2022, 3, 31, 15, 0, tzinfo=UTC))

    assert len(rows(client, f"?until={date(2022, 3, 31)}")) == 1
    assert len(rows(client, f"?since={date(2022, 4, 1)}")) == 1


def test_pages_by_moment_and_key(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bansou.desks.manager.views.log.PAGE_SIZE", 2)
    for minutes in (0, 0, 1, 2, 3):
        read(office, at=MORNING + timedelta(minutes=minutes))

    pages, url = [], reverse(LOG) + "?kind=open"
    while url:
        answer = client.get(url)
        pages.append([row[-27:-14] for row in texts(answer, "tbody .day")])
        following = found(answer, ".pager a[rel=next]")
        url = following[0].attributes["href"] if following else ""

    assert [len(page) for page in pages] == [2, 2, 1]
    assert "kind=open" in found(answer, ".pager a[rel=prev]")[0].attributes["href"]


def test_begins_anew_where_the_place_is_unreadable(client: Client, office: Office) -> None:
    read(office)

    for place in ("x", "2021-11-24~", "2021-11-24T00:00:00~" + str(office.body.pk)):
        assert len(rows(client, f"?after={place}")) == 1


def test_writes_the_log_out_and_logs_that_too(client: Client, office: Office) -> None:
    read(office, case="T3-001")

    answer = client.get(reverse(CSV))

    (line,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert line["日時"] == "2021-11-24T09:30:00+09:00"
    assert line["ケース番号"] == "T3-001"
    assert [(log.kind, log.subject) for log in office.log()][-1] == ("export", "access_log")


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.TRAINING_STAFF], ids=str)
def test_refuses_who_may_not_read_the_log(office: Office, role: Role) -> None:
    read(office)

    for name in (LOG, CSV):
        assert office.seat(role).get(reverse(name)).status_code == 403


def test_shows_no_reading_of_another_municipality(office: Office) -> None:
    read(office)
    other = Organisation.objects.create(
        name="小樽市", kind=Organisation.Kind.MUNICIPALITY, lg_code="012033"
    )
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert rows(client) == []
    assert "まだ、だれも記録を開いていません。" in client.get(reverse(LOG)).text
