"""職員・権限 and 閲覧履歴: who works here, and who read what."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.evidence.indicators.actions import take_measure
from bansou.people.models import Case
from tests.bodies import registered
from tests.desks.manager.office import HIRED, NOON, SUPPORTED, Office, member, signed_in
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
    assert person.endswith("令和3年9月30日 ありません 終わりました")


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
    colleague.get(reverse(CSV, args=["csv"]))

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

    answer = client.get(reverse(CSV, args=["csv"]))

    (line,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert line["日時"] == "2021-11-24T09:30:00+09:00"
    assert line["ケース番号"] == "T3-001"
    assert [(log.kind, log.subject) for log in office.log()][-1] == ("export", "access_log")


# What was read, more closely


def test_names_the_figure_the_list_and_the_year(client: Client, office: Office) -> None:
    year = office.programme.pk
    client.get(reverse("manager:indicator", args=[year, SUPPORTED]) + "?tab=not_counted")
    client.get(reverse("manager:figures_export", args=[year, "xlsx"]))

    written_out, opened = rows(client)

    assert "開いた 指標の根拠　「就職支援数」　令和3年度　数えなかった記録　" in opened
    assert "書き出した 指標の表　令和3年度　3件　XLSX" in written_out


def test_names_the_frozen_figure(client: Client, office: Office) -> None:
    with office.at_work():
        measure = take_measure(
            programme=office.programme, indicator=HIRED, as_of=NOON.date(), at=NOON
        )
    client.get(reverse("manager:measure", args=[office.programme.pk, measure.pk]))

    (row,) = rows(client)

    assert row.endswith("開いた 確定値　「就職者数（非正規雇用含む）」　令和3年度")


def test_names_what_was_searched_for(client: Client, office: Office) -> None:
    counsellor = office.seat(Role.COUNSELLOR, "探す 人")
    counsellor.get(reverse("counsellor:cases"), {"q": "さとう", "who": "all", "late": "1"})

    (row,) = rows(office.seat(Role.SUPERVISING_COUNSELLOR))

    assert "探す 人" in row
    assert "探した ケースの一覧　「さとう」　期限超過だけ　" in row
    (without_name,) = rows(client)
    assert "さとう" not in without_name
    assert "探した ケースの一覧　期限超過だけ　" in without_name


def test_names_lists_in_which_nobody_was_searched_for(client: Client, office: Office) -> None:
    counsellor = office.seat(Role.COUNSELLOR, "見る 人")
    counsellor.get(reverse("counsellor:today"))
    counsellor.get(reverse("counsellor:tasks"))
    counsellor.get(reverse("counsellor:cases"), {"who": "none"})

    cases, promised, day = rows(client)

    assert "一覧を見た ケースの一覧　担当のいないもの　" in cases
    assert promised.endswith("一覧を見た 約束の一覧　0件")
    assert day.endswith("一覧を見た 「今日」の画面　0件")
    assert len(rows(client, "?kind=list")) == 3


def test_names_what_nobody_was_shown(client: Client, office: Office) -> None:
    key = uuid7()
    office.seat(Role.COUNSELLOR).get(reverse("counsellor:case", args=[key]))
    office.seat(Role.COUNSELLOR).get(reverse("manager:sheet", args=[key]))

    sheet, case = rows(client)

    assert case.endswith(f"見られなかった ケース　（識別番号 {key}）")
    assert sheet.endswith(f"見られなかった 事例シート　（識別番号 {key}）")


def test_writes_what_was_read_into_columns_of_its_own(client: Client, office: Office) -> None:
    client.get(reverse("manager:indicator", args=[office.programme.pk, HIRED]))
    counsellor = office.seat(Role.COUNSELLOR, "探す 人")
    counsellor.get(reverse("counsellor:cases"), {"q": "=さとう", "who": "all"})

    answer = client.get(reverse(CSV, args=["csv"]))

    search, opened = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert (opened["年度"], opened["指標"]) == ("令和3年度", "就職者数（非正規雇用含む）")
    assert opened["事業"] == office.programme.name
    assert opened["範囲と件数"].startswith("数えた記録　")
    assert search["探したことば"] == ""
    assert search["範囲と件数"].endswith("件")
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR)
    answer = supervisor.get(reverse(CSV, args=["csv"]))
    of_supervisor = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert "'=さとう" in {row["探したことば"] for row in of_supervisor}


def test_writes_the_same_rows_into_a_workbook(client: Client, office: Office) -> None:
    client.get(reverse("manager:indicator", args=[office.programme.pk, HIRED]))

    answer = client.get(reverse(CSV, args=["xlsx"]))

    heads, row = load_workbook(BytesIO(answer.content)).active.values
    assert dict(zip(heads, row, strict=True))["指標"] == "就職者数（非正規雇用含む）"
    assert client.get(reverse(CSV, args=["pdf"])).status_code == 404


def test_shows_an_entry_that_says_no_more_than_its_subject(client: Client, office: Office) -> None:
    read(office, kind="export")

    (row,) = rows(client)

    assert row.endswith("書き出した ケースの一覧")


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.TRAINING_STAFF], ids=str)
def test_refuses_who_may_not_read_the_log(office: Office, role: Role) -> None:
    read(office)

    for address in (reverse(LOG), reverse(CSV, args=["csv"])):
        assert office.seat(role).get(address).status_code == 403


def test_shows_no_reading_of_another_municipality(office: Office) -> None:
    read(office)
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert rows(client) == []
    assert "まだ、だれも記録を開いていません。" in client.get(reverse(LOG)).text
