"""事業スキーム: read in words, changed with all problems at their lines, versions kept."""

from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.programmes.models import SchemeVersion
from bansou.programmes.queries import scheme_on
from bansou.schemes.reader import template
from bansou.schemes.stages import StageState, open_stages
from tests.bodies import registered
from tests.desks.manager.office import HIRED, Office, member, signed_in
from tests.desks.manager.reading import found, texts

pytestmark = pytest.mark.django_db

TEXT = template("tomakomai")
#: (1) キャリアコンサルティング for who wishes, on the stage and on the sheet's box that tells of it.
OPTIONAL = TEXT.replace('demand = "required"', 'demand = "on_request"').replace(
    'chip = "required"', 'chip = "on_request"'
)


def address(office: Office) -> str:
    return reverse("manager:scheme_revise", args=[office.programme.pk])


def filled(text: str, button: str = "save", **changes: Any) -> dict[str, Any]:
    return {
        "text": text,
        "valid_from": "令和3年10月1日",
        "note": "希望者に広げる",
        "request_key": str(uuid7()),
        button: "1",
        **changes,
    }


def versions(office: Office) -> list[SchemeVersion]:
    with office.at_work():
        return list(office.programme.scheme_versions.order_by("number"))


def test_says_the_scheme_in_words(client: Client, office: Office) -> None:
    answer = client.get(reverse("manager:scheme", args=[office.programme.pk]))

    stages = texts(answer, "[aria-labelledby=stages] tbody tr")
    assert stages[0].startswith("(1) キャリアコンサルティング 必須 「相談」を1回")
    counting = texts(answer, "[aria-labelledby=indicators] li")
    assert "相談を受けた人を、1人につき1回数えます。" in counting[0]
    assert "建設業" in texts(answer, "[aria-labelledby=lists] dd")[0]


@pytest.mark.capability(
    "X-01",
    "NAT-25",
    refused_by="tests/desks/counsellor/test_case_page.py::"
    "test_locks_later_stages_until_the_required_one_is_recorded",
)
def test_a_required_stage_made_optional_loses_its_lock(client: Client, office: Office) -> None:
    def states() -> list[StageState]:
        with office.at_work():
            scheme = scheme_on(office.programme, office.programme.ends_on)
        return [standing.state for standing in open_stages(scheme, {})]

    assert StageState.LOCKED in states()

    answer = client.post(address(office), filled(OPTIONAL))

    assert answer.status_code == 302
    assert StageState.LOCKED not in states()


def test_shows_what_changes_before_it_is_in_force(client: Client, office: Office) -> None:
    answer = client.post(address(office), filled(OPTIONAL, button="preview"))

    said = texts(answer, "[aria-labelledby=preview] li")
    assert "段階「(1) キャリアコンサルティング」が、必須 から 希望者 に変わります。" in said
    assert "記録がなくても「(2) 資格等の取得支援」を申し込めるようになります。" in said
    assert len(versions(office)) == 1


def test_says_which_indicators_count_otherwise(client: Client, office: Office) -> None:
    text = TEXT.replace('first = "in_scope"', 'first = "ever"')

    answer = client.post(address(office), filled(text, button="preview"))

    assert texts(answer, "[aria-labelledby=preview] li") == [
        (
            "指標「就職者数（非正規雇用含む）」の数え方が変わります。"
            "いまの実績は新しい数え方で計算し直します。とってある確定値は変わりません。"
        )
    ]


@pytest.mark.capability("X-05")
def test_the_printed_unit_alone_changes_no_count(client: Client, office: Office) -> None:
    def shown() -> list[str]:
        return texts(
            client.get(reverse("manager:programme", args=[office.programme.pk])), ".bars .figure"
        )

    printed = _with_hired(TEXT, 'unit = "人"', 'unit = "件"')
    client.post(address(office), filled(printed, valid_from="令和3年4月1日"))
    assert shown() == ["20【20】人", "10【15】件", "5【7】件"]

    counted = _with_hired(printed, 'count = "people"', 'count = "events"')
    counted = _with_hired(counted, 'first = "in_scope"\n', "")
    client.post(address(office), filled(counted, valid_from="令和3年4月1日"))
    assert shown() == ["20【20】人", "10【17】件", "5【7】件"]


def _with_hired(text: str, old: str, new: str) -> str:
    """The text with one line of the second indicator changed."""
    before, mark, after = text.partition(f'id = "{HIRED}"')
    assert mark
    assert old in after
    return before + mark + after.replace(old, new, 1)


def test_refuses_a_broken_scheme_with_every_problem_at_its_line(
    client: Client, office: Office
) -> None:
    text = TEXT.replace("no_contact_days = 45", 'no_contact_days = "多い"').replace(
        'count = "people"', 'count = "hearts"', 1
    )
    line = next(n for n, it in enumerate(TEXT.splitlines(), 1) if it.startswith("no_contact_days"))

    answer = client.post(address(office), filled(text))

    problems = texts(answer, ".problems li")
    assert len(problems) == 2
    assert problems[0].startswith(f"{line}行目")
    assert 'no_contact_days = "多い"' in texts(answer, "textarea")[0]
    assert len(versions(office)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": TEXT}, "いまの事業スキームと同じ内容です。"),
        ({"text": f"\n{TEXT}\n\n"}, "いまの事業スキームと同じ内容です。"),
        (
            {"text": TEXT.replace('id = "tomakomai"', 'id = "kobe"', 1)},
            "id を変えずに直してください。",
        ),
        ({"valid_from": "令和3年3月31日"}, "いまの版の開始日（令和3年4月1日）以後にしてください。"),
        (
            {"valid_from": "令和4年4月1日"},
            "適用を始める日は、令和3年4月1日から令和4年3月31日までにしてください。",
        ),
        ({"text": ""}, "事業スキームの文を入れてください。"),
        ({"valid_from": ""}, "日付を入れてください。"),
    ],
)
@pytest.mark.parametrize("button", ["preview", "save"])
def test_refuses_what_cannot_follow_the_version_in_force(
    client: Client, office: Office, changes: dict[str, str], sentence: str, button: str
) -> None:
    answer = client.post(address(office), filled(OPTIONAL, button=button) | changes)

    assert answer.status_code == 200
    assert sentence in texts(answer, ".error")[0]
    assert not found(answer, "[name=save]"), "nothing is offered to be put in force"
    assert "希望者に広げる" in answer.text
    assert changes.get("text", OPTIONAL).strip() in unescape(answer.text)
    assert len(versions(office)) == 1


def test_proposes_a_day_within_the_programmes_year(client: Client, office: Office) -> None:
    answer = client.get(address(office))

    offered = [found(answer, f"[name=valid_from_{part}]")[0] for part in ("month", "day")]
    assert [it.attributes["value"] for it in offered] == ["3", "31"]


def test_puts_a_form_sent_twice_in_force_once(client: Client, office: Office) -> None:
    form = filled(OPTIONAL)

    first, second = (client.post(address(office), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(versions(office)) == 2


def test_takes_a_file_instead_of_the_text(client: Client, office: Office) -> None:
    file = BytesIO(("\ufeff" + OPTIONAL).encode())
    file.name = "tomakomai.toml"

    client.post(address(office), filled(TEXT, file=file))

    assert versions(office)[-1].text == OPTIONAL


def test_shows_a_files_text_again_to_be_put_right(client: Client, office: Office) -> None:
    file = BytesIO(OPTIONAL.replace("no_contact_days = 45", "no_contact_days = ").encode())
    file.name = "tomakomai.toml"

    answer = client.post(address(office), filled(TEXT, file=file))

    assert texts(answer, ".problems li")
    assert 'demand = "on_request"' in texts(answer, "textarea")[0]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00broken", b"#" * 200_001])
def test_refuses_a_file_that_is_no_text_or_too_long(
    client: Client, office: Office, content: bytes
) -> None:
    file = BytesIO(content)
    file.name = "tomakomai.toml"

    answer = client.post(address(office), filled(TEXT, file=file))

    assert answer.status_code == 200
    assert texts(answer, ".error")
    assert len(versions(office)) == 1


def test_keeps_every_version_with_what_it_changed(client: Client, office: Office) -> None:
    client.post(address(office), filled(OPTIONAL))

    overview = client.get(reverse("manager:scheme", args=[office.programme.pk]))
    answer = client.get(reverse("manager:scheme_version", args=[office.programme.pk, 2]))

    assert [row[:3] for row in texts(overview, "[aria-labelledby=versions] tbody tr")] == [
        "第2版",
        "第1版",
    ]
    assert "希望者に広げる" in answer.text
    assert 'demand = "required"' in texts(answer, ".diff .out")[0]
    assert 'demand = "on_request"' in texts(answer, ".diff .in")[0]
    missing = reverse("manager:scheme_version", args=[office.programme.pk, 3])
    assert client.get(missing).status_code == 404


def test_writes_one_version_however_often_it_is_sent(client: Client, office: Office) -> None:
    form = filled(OPTIONAL)

    client.post(address(office), form)
    client.post(address(office), form)

    assert len(versions(office)) == 2


@pytest.mark.parametrize("role", [Role.SUPERVISING_COUNSELLOR, Role.COUNSELLOR], ids=str)
def test_lets_nobody_but_the_manager_change_it(office: Office, role: Role) -> None:
    assert office.seat(role).post(address(office), filled(OPTIONAL)).status_code == 403
    assert len(versions(office)) == 1


def test_lets_the_supervisor_read_it(office: Office) -> None:
    answer = office.seat(Role.SUPERVISING_COUNSELLOR).get(
        reverse("manager:scheme", args=[office.programme.pk])
    )

    assert answer.status_code == 200
    assert not found(answer, "a.primary")


def test_leaves_another_municipality_alone(office: Office) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    client = signed_in(member(other, Role.PROGRAMME_MANAGER, "小樽 太郎"))

    assert client.post(address(office), filled(OPTIONAL)).status_code == 404
    assert len(versions(office)) == 1


# As a browser sends it


def shown_fields(answer: Any) -> dict[str, str]:
    """All that the page's own form would send, under the names that it has there."""
    fields = {
        it.attributes["name"]: it.attributes.get("value", "")
        for it in found(answer, "form.fields input")
        if it.attributes.get("type") != "file" and "name" in it.attributes
    }
    for select in found(answer, "form.fields select"):
        chosen = [o for o in select.elements if "selected" in o.attributes]
        fields[select.attributes["name"]] = (
            chosen[0].attributes.get("value", chosen[0].text) if chosen else ""
        )
    for area in found(answer, "form.fields textarea"):
        written = "".join(it for it in area.inside if isinstance(it, str))
        fields[area.attributes["name"]] = written.removeprefix("\n").replace("\n", "\r\n")
    return fields


def test_takes_the_pages_own_fields_with_a_day_in_parts(client: Client, office: Office) -> None:
    drawn = shown_fields(client.get(address(office)))
    assert {"valid_from_era", "valid_from_year", "valid_from_month", "valid_from_day"} <= set(drawn)
    assert "valid_from" not in drawn

    preview = client.post(address(office), {**drawn, "text": OPTIONAL, "preview": "1"})
    assert "変わります" in "".join(texts(preview, "[aria-labelledby=preview] li"))
    sent = {**shown_fields(preview), "save": "1"}

    assert client.post(address(office), sent).status_code == 302
    assert [it.text for it in versions(office)][1:] == [OPTIONAL]


def test_takes_what_the_parts_have_become_with_its_own_fields(
    client: Client, office: Office
) -> None:
    parts = reverse("manager:scheme_parts", args=[office.programme.pk])
    preview = client.post(parts, {**shown_fields(client.get(parts)), "short_0": "一歩ずつ"})

    answer = client.post(address(office), {**shown_fields(preview), "save": "1"})

    assert answer.status_code == 302
    assert 'short = "一歩ずつ"' in versions(office)[-1].text


def test_says_what_is_wrong_with_a_day_in_parts(client: Client, office: Office) -> None:
    drawn = shown_fields(client.get(address(office)))

    sent = {**drawn, "text": OPTIONAL, "valid_from_month": "", "valid_from_day": "", "save": "1"}
    answer = client.post(address(office), sent)

    assert answer.status_code == 200
    assert any(it.startswith("適用を始める日") for it in texts(answer, ".banner li"))
    assert len(versions(office)) == 1
