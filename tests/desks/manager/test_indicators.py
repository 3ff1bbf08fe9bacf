"""The records behind a figure: as many as the figure says, with names for who may see them."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Organisation, Role
from bansou.people.models import Case, Step
from bansou.people.steps.actions import withdraw_step
from bansou.placement.models import Hire
from tests.bodies import registered
from tests.desks.manager.office import (
    HIRED,
    NOON,
    NUMBERS,
    SHORT,
    SUPPORTED,
    Office,
    member,
    signed_in,
)
from tests.desks.manager.reading import found, texts

pytestmark = pytest.mark.django_db


def address(office: Office, indicator: str, tab: str = "") -> str:
    url = reverse("manager:indicator", args=[office.programme.pk, indicator])
    return f"{url}?tab={tab}" if tab else url


def rows(answer: Any) -> list[str]:
    return texts(answer, ".evidence tbody tr")


@pytest.mark.capability("TMK-28", "X-10")
@pytest.mark.parametrize("indicator", NUMBERS)
def test_lists_as_many_records_as_the_number_says(
    client: Client, office: Office, indicator: str
) -> None:
    _target, number = NUMBERS[indicator]

    answer = client.get(address(office, indicator))

    assert len(rows(answer)) == number
    assert f"【{number}】" in texts(answer, ".result .figure")[0]


@pytest.mark.parametrize("indicator", NUMBERS)
def test_each_record_is_in_one_list_only(
    client: Client, office: Office, indicator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bansou.desks.manager.views.indicators.PAGE_SIZE", 500)
    counts = texts(client.get(address(office, indicator)), ".tabs .badge")
    lists = [
        rows(client.get(address(office, indicator, tab)))
        for tab in ("counted", "not_counted", "unknown")
    ]

    assert [len(each) for each in lists] == [int(count) for count in counts]


@pytest.mark.capability("X-10")
def test_says_how_it_counts_by_which_version_and_when(client: Client, office: Office) -> None:
    said = texts(client.get(address(office, SHORT)), ".definition")[0]

    assert "令和3年4月1日から令和4年3月31日まで" in said
    assert "人手不足産業で取得した資格をいかして働き始めた件数を数えます。" in said
    assert "件数（同じ人の2件目も数える）（印字は「件」）" in said
    assert "定義の版第1版" in said.replace(" ", "")
    assert "要約値" in said
    assert "計算した時刻" in said
    assert "分からない割合" in said


@pytest.mark.parametrize(
    "role",
    [Role.COUNSELLOR, Role.MATCHING_OFFICER, Role.TRAINING_STAFF],
    ids=str,
)
def test_refuses_roles_that_have_no_figures(office: Office, role: Role) -> None:
    assert office.seat(role).get(address(office, HIRED)).status_code == 403
    assert {entry.kind for entry in office.log()} == {AccessLog.Kind.REFUSED}


def test_refuses_the_contractor(office: Office) -> None:
    client = signed_in(member(office.contractor, Role.TRAINING_STAFF, "訓練 一郎"))

    assert client.get(address(office, HIRED)).status_code == 403


def test_hides_it_from_another_municipality(office: Office) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert client.get(address(office, HIRED)).status_code == 404


def test_knows_no_other_indicator(client: Client, office: Office) -> None:
    assert client.get(address(office, "tomakomai.happy")).status_code == 404


# Names


def test_shows_the_manager_numbers_without_names_or_ways_to_the_case(
    client: Client, office: Office
) -> None:
    answer = client.get(address(office, HIRED))

    with office.at_work():
        people = list(Case.objects.values_list("person__name", flat=True))
    assert not [name for name in people if name and name in answer.text]
    assert not found(answer, ".evidence [scope=row] a")
    assert all(who.startswith("ケース T3-") for who in texts(answer, ".evidence [scope=row]"))


def test_shows_the_supervisor_names_that_open_the_case(office: Office) -> None:
    answer = office.seat(Role.SUPERVISING_COUNSELLOR).get(address(office, HIRED))

    links = found(answer, ".evidence [scope=row] a")
    with office.at_work():
        case = Case.objects.select_related("person").get(number="T3-001")
    assert len(links) == 15
    assert (case.person.name, reverse("counsellor:case", args=[case.pk])) in [
        (link.text, link.attributes["href"]) for link in links
    ]


def test_never_says_where_somebody_was_hired(client: Client, office: Office) -> None:
    with office.at_work():
        employers = set(Hire.objects.values_list("employer_name", flat=True))
    page = client.get(address(office, HIRED)).text

    assert employers
    assert not [name for name in employers if name in page]


def test_logs_who_opened_which_list_and_whose_names_were_shown(office: Office) -> None:
    office.seat(Role.PROGRAMME_MANAGER).get(address(office, HIRED))
    office.seat(Role.SUPERVISING_COUNSELLOR).get(address(office, HIRED, "not_counted"))

    opened = [log for log in office.log() if log.subject == "evidence"]
    assert [(log.kind, log.detail["list"], log.detail["rows"]) for log in opened] == [
        (AccessLog.Kind.OPEN, "counted", 15),
        (AccessLog.Kind.OPEN, "not_counted", 9),
    ]
    assert [len(log.detail["named_cases"]) for log in opened] == [0, 9]


# What was not counted


def test_says_why_a_record_was_not_counted_and_what_can_be_put_right(
    client: Client, office: Office
) -> None:
    reasons = texts(
        client.get(address(office, HIRED, "not_counted")), "[aria-labelledby=reasons] tr"
    )

    assert (
        "その日までに、同じ人の「相談」の記録がありません。3"
        "記録もれのときは、先の記録を書き足してください。"
    ) in reasons
    assert "取り消された記録です。1なし（取り消しずみ）" in reasons


@pytest.mark.capability("KNG-F8")
def test_keeps_what_is_not_known_in_a_list_of_its_own(client: Client, office: Office) -> None:
    answer = client.get(address(office, SHORT, "unknown"))

    assert len(rows(answer)) == 1
    assert "業種が書かれていません。" in rows(answer)[0]


@pytest.mark.capability("TMK-25", "TMK-26")
def test_counts_only_hires_into_short_industries_that_use_the_qualification(
    client: Client, office: Office
) -> None:
    with office.at_work():
        hire = Hire.objects.get(case__number="T3-002")
        Hire.objects.filter(pk=hire.pk).update(industry="G")
    assert len(rows(client.get(address(office, SHORT)))) == 6

    with office.at_work():
        Hire.objects.filter(pk=hire.pk).update(industry="D", qualification_used="")
    assert len(rows(client.get(address(office, SHORT)))) == 6

    with office.at_work():
        Hire.objects.filter(pk=hire.pk).update(qualification_used=hire.qualification_used)
    assert len(rows(client.get(address(office, SHORT)))) == 7


def test_a_withdrawn_record_moves_to_the_other_list(client: Client, office: Office) -> None:
    with office.at_work():
        step = Hire.objects.get(case__number="T3-002").step
        withdraw_step(step=step, at=NOON, because="誤り")

    assert len(rows(client.get(address(office, HIRED)))) == 14
    assert "取り消された記録です。" in "".join(
        rows(client.get(address(office, HIRED, "not_counted")))
    )


# Pages


def test_pages_by_the_key_of_the_last_record(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bansou.desks.manager.views.indicators.PAGE_SIZE", 6)

    pages, url = [], address(office, HIRED)
    while url:
        answer = client.get(url)
        pages.append(texts(answer, ".evidence tbody .number"))
        following = found(answer, ".pager a[rel=next]")
        url = following[0].attributes["href"] if following else ""

    assert [len(numbers) for numbers in pages] == [6, 6, 3]
    assert [number for numbers in pages for number in numbers] == [str(n) for n in range(1, 16)]
    assert texts(answer, ".pager p") == ["13–15件目／15件"]


def test_begins_anew_where_the_key_is_gone(client: Client, office: Office) -> None:
    answer = client.get(f"{address(office, HIRED)}?after=hire:gone")

    assert len(rows(answer)) == 15


# Writing out


def written(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_writes_the_list_out_without_names_for_the_manager(client: Client, office: Office) -> None:
    url = reverse("manager:evidence_export", args=[office.programme.pk, HIRED, "csv"])

    lines = written(client.get(url))

    assert len(lines) == 15
    assert "氏名" not in lines[0]
    assert lines[0]["日付"] == "2021-06-01"
    assert lines[0]["日付（和暦）"] == "令和3年6月1日"
    assert lines[0]["ケース番号"] == "T3-007"
    assert [(log.kind, log.subject, log.detail["rows"]) for log in office.log()] == [
        (AccessLog.Kind.EXPORT, "evidence", 15)
    ]


def test_writes_names_out_for_the_supervisor(office: Office) -> None:
    url = reverse("manager:evidence_export", args=[office.programme.pk, HIRED, "csv"])

    lines = written(office.seat(Role.SUPERVISING_COUNSELLOR).get(url))

    assert all(line["氏名"] for line in lines)
    assert len(office.log()[0].detail["named_cases"]) == 15


def test_writes_out_why_records_were_not_counted(client: Client, office: Office) -> None:
    url = reverse("manager:evidence_export", args=[office.programme.pk, HIRED, "csv"])

    lines = written(client.get(f"{url}?tab=not_counted"))

    assert len(lines) == 9
    assert all(line["理由"] for line in lines)


def test_asks_the_database_as_much_for_fifteen_records_as_for_five(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(35):
        client.get(address(office, SUPPORTED))
    with office.at_work():
        assert Step.objects.count() > 50
