"""A scheme changed part by part on the manager's desk, and whose pages it changes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Organisation, Role
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import scheme_on
from examples.bodies import kobe
from tests.desks.manager.office import Office, member, signed_in
from tests.desks.manager.reading import found, texts
from tests.examples.importing import take_in

NEW = {
    "new_stage_title": "(5) 居場所に来る",
    "new_stage_short": "居場所",
    "new_stage_demand": "as_needed",
    "new_stage_kind": "consultation.held",
    "new_field_label": "通い方",
    "new_field_on": "case",
    "new_field_type": "text",
    "new_field_hint": "駅からの足を書きます。",
}


def address(programme: Programme, name: str = "scheme_parts") -> str:
    return reverse(f"manager:{name}", args=[programme.pk])


def as_drawn(client: Client, where: str) -> dict[str, str]:
    """The form as the page shows it."""
    page = client.get(where)
    form = {
        it.attributes["name"]: it.attributes.get("value", "")
        for kind in ("text", "hidden")
        for it in found(page, f"form.fields input[type={kind}]")
    }
    form |= {
        it.attributes["name"]: "on"
        for it in found(page, "form.fields input[type=checkbox]")
        if "checked" in it.attributes
    }
    for area in found(page, "form.fields textarea"):
        form[area.attributes["name"]] = area.text
    for select in found(page, "form.fields select"):
        chosen = [o for o in select.elements if "selected" in o.attributes]
        form[select.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return form


def in_force(client: Client, programme: Programme, preview: Any) -> Any:
    """Put what is previewed in force, from the programme's first day."""
    hidden = {
        it.attributes["name"]: it.attributes.get("value", "")
        for it in found(preview, "form.fields input[type=hidden]")
    }
    return client.post(
        address(programme, "scheme_revise"),
        {
            "request_key": hidden["request_key"],
            "base": hidden["base"],
            "text": _text(preview),
            "valid_from": "令和3年4月1日",
            "note": "",
            "save": "1",
        },
    )


def _text(preview: Any) -> str:
    """The new text as the page holds it, with its line breaks."""
    html = preview.context["form"].data["text"]
    assert "\n" in html
    return str(html)


def stages(office: Office) -> list[str]:
    with office.at_work():
        scheme = scheme_on(office.programme, office.programme.ends_on)
    return [stage.title for stage in scheme.stages]


def test_shows_what_a_change_of_parts_comes_to_before_it_is_in_force(
    client: Client, office: Office
) -> None:
    form = as_drawn(client, address(office.programme))

    preview = client.post(address(office.programme), {**form, "demand_0": "on_request"})

    said = texts(preview, "[aria-labelledby=preview] li")
    assert "段階「(1) キャリアコンサルティング」が、必須 から 希望者 に変わります。" in said
    with office.at_work():
        assert office.programme.scheme_versions.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_0": ""}, "名前"),
        ({"place_0": "x"}, "順番"),
        ({"new_stage_title": "居場所"}, "短い名前"),
        (
            {"new_field_label": "通い方", "new_field_on": "case", "new_field_type": "choice"},
            "選択肢",
        ),
    ],
)
def test_says_what_is_missing_and_keeps_what_was_typed(
    client: Client, office: Office, changes: dict[str, str], said: str
) -> None:
    form = as_drawn(client, address(office.programme))

    page = client.post(address(office.programme), {**form, "short_1": "書きかけ", **changes})

    assert page.status_code == 422
    assert any(text.startswith(said) for text in texts(page, ".banner li"))
    assert "書きかけ" in page.text


def test_tells_every_mistake_at_once_at_its_stage(client: Client, office: Office) -> None:
    form = as_drawn(client, address(office.programme))
    with office.at_work():
        scheme = scheme_on(office.programme, office.programme.ends_on)
    first, second, third = (stage.title for stage in scheme.stages[:3])

    wrong = {"title_0": "", "short_1": "長" * 21, "demand_1": "x", "place_2": "2"}
    page = client.post(address(office.programme), {**form, **wrong})

    assert page.status_code == 422
    assert texts(page, ".banner li") == [
        f"名前：段階「{first}」：ここに書いてください。",
        f"短い名前：段階「{second}」：20文字までにしてください。いまは21文字です。",
        f"求め方：段階「{second}」：この一覧の中から選んでください。",
        f"順番：段階「{third}」：順番の2は「{second}」と同じです。ちがう数字にしてください。",
    ]
    assert texts(page, ".scheme-part .error")[0] == f"段階「{first}」：ここに書いてください。"
    assert "長" * 21 in page.text
    with office.at_work():
        assert office.programme.scheme_versions.count() == 1


def test_says_that_a_short_name_or_the_order_of_stages_changes(
    client: Client, office: Office
) -> None:
    form = as_drawn(client, address(office.programme))
    with office.at_work():
        stages = scheme_on(office.programme, office.programme.ends_on).stages

    renamed = client.post(address(office.programme), {**form, "short_0": "キャリコン"})
    moved = client.post(address(office.programme), {**form, "place_0": "2", "place_1": "1"})

    (said, *_rest) = texts(renamed, "[aria-labelledby=preview] li")
    assert said == (
        f"段階「{stages[0].title}」の、一覧と絞り込みに出る短い名前が、"
        f"「{stages[0].short}」から「キャリコン」に変わります。"
    )
    (order, *_rest) = texts(moved, "[aria-labelledby=preview] li")
    assert order.startswith(
        f"段階の順番が、「{stages[1].title}」、「{stages[0].title}」、「{stages[2].title}」"
    )


def test_one_city_adds_a_stage_and_a_field_and_another_citys_pages_stay(
    client: Client, office: Office
) -> None:
    other = take_in("kobe", kobe.book())
    theirs = signed_in(member(other, Role.SUPERVISING_COUNSELLOR, "統括 花子"))
    with office.at_work():
        case = Case.objects.filter(closed_on=None)[0]
    ours = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    before = case_page(theirs, other)

    form = as_drawn(client, address(office.programme))
    preview = client.post(address(office.programme), {**form, **NEW})
    assert in_force(client, office.programme, preview).status_code == 302

    assert stages(office)[-1] == "(5) 居場所に来る"
    page = ours.get(reverse("counsellor:case", args=[case.pk]))
    assert "居場所" in "".join(texts(page, "main"))
    assert case_page(theirs, other) == before
    with office.at_work():
        text = SchemeVersion.objects.order_by("-number")[0].text
    assert "# 文は内閣官房の資料" in text
    assert 'label = "通い方"' in text


@pytest.mark.capability("NAT-25")
def test_a_field_is_called_otherwise_and_goes_while_its_values_stay(
    client: Client, office: Office
) -> None:
    ours = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    changed_to(client, office, NEW)
    with office.at_work():
        case = Case.objects.filter(closed_on=None)[0]
        Case.objects.filter(pk=case.pk).update(fields={"field_2": "バス"})
    page = reverse("counsellor:case", args=[case.pk])
    assert "通い方" in "".join(texts(ours.get(page), "main dt"))

    changed_to(client, office, {"field_1_label": "来る方法"})
    assert "来る方法" in "".join(texts(ours.get(page), "main dt"))

    said = changed_to(client, office, {"field_1_gone": "on"})
    assert "項目「来る方法」がなくなります。" in said
    assert "来る方法" not in ours.get(page).text
    with office.at_work():
        assert Case.objects.get(pk=case.pk).fields == {"field_2": "バス"}


def changed_to(client: Client, office: Office, changes: dict[str, str]) -> list[str]:
    """Put the changes in force; returns what the preview said of them."""
    form = as_drawn(client, address(office.programme))
    preview = client.post(address(office.programme), {**form, **changes})
    said = texts(preview, "[aria-labelledby=preview] li")
    assert in_force(client, office.programme, preview).status_code == 302
    return said


def test_a_field_on_which_something_rests_does_not_go(client: Client, office: Office) -> None:
    form = as_drawn(client, address(office.programme))

    page = client.post(address(office.programme), {**form, "field_0_gone": "on"})

    assert "「driving_licence」という、はい・いいえの項目（on = case）がありません" in page.text
    with office.at_work():
        assert office.programme.scheme_versions.count() == 1


def test_says_of_which_field_a_mistake_is(client: Client, office: Office) -> None:
    form = as_drawn(client, address(office.programme))

    page = client.post(address(office.programme), {**form, "field_0_label": ""})

    assert page.status_code == 422
    assert "項目の名前：項目「普通自動車の免許」：ここに書いてください。" in texts(
        page, ".banner li"
    )


def case_page(client: Client, body: Organisation) -> list[str]:
    """What a case page of a body says, but for its moments and keys."""
    from bansou.commons.access.acting import acting
    from bansou.commons.organisations.services import service_actor

    with acting(service_actor("test", body), why="試験"):
        case = Case.objects.order_by("number")[0]
    page = client.get(reverse("counsellor:case", args=[case.pk]))
    assert page.status_code == 200
    return [*texts(page, "h1"), *texts(page, ".steps li"), *texts(page, "main dt")]


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_only_the_manager_changes_a_scheme(office: Office, role: Role) -> None:
    where = address(office.programme)

    assert office.seat(role).get(where).status_code in (403, 404)
