"""Indicators added, changed and taken out in forms, and read in words before they count."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.actions import set_target, take_measures
from bansou.evidence.indicators.models import Measure
from bansou.evidence.indicators.queries import Reading, readings, target_history
from tests.desks.manager.office import HIRED, NOON, SHORT, SUPPORTED, Office
from tests.desks.manager.reading import Element, found, texts
from tests.desks.manager.test_scheme_parts import in_force

DAY = NOON.date()
CONSTRUCTION = {
    "label": "建設業への正規就職のうち資格を使ったもの",
    "unit": "件",
    "events_acts": ["hired"],
    "count": "events",
    "scope": "fiscal_year",
    "where_employment_type": ["regular"],
    "where_industry": ["D"],
    "where_qualification_used": "yes",
}


def adding(office: Office, kind: str = "event", query: str = "") -> str:
    return reverse("manager:indicator_add", args=[office.programme.pk, kind]) + query


def changing(office: Office, indicator: str) -> str:
    return reverse("manager:indicator_change", args=[office.programme.pk, indicator])


def as_drawn(client: Client, where: str) -> dict[str, Any]:
    """What a browser would send of the form as the page shows it."""
    page = client.get(where)
    assert page.status_code == 200
    form: dict[str, Any] = {}
    for it in found(page, "form.sections input"):
        name, value = it.attributes["name"], it.attributes.get("value", "")
        if it.attributes.get("type") not in ("checkbox", "radio"):
            form[name] = value
        elif "checked" in it.attributes and it.attributes["type"] == "checkbox":
            form.setdefault(name, []).append(value)
        elif "checked" in it.attributes:
            form[name] = value
    for it in found(page, "form.sections textarea"):
        form[it.attributes["name"]] = it.text
    for it in found(page, "form.sections select"):
        form[it.attributes["name"]] = _chosen(it)
    return form


def _chosen(select: Element) -> str:
    options = [it for it in select.elements if it.tag == "option"]
    chosen = [it for it in options if "selected" in it.attributes] or options[:1]
    return chosen[0].attributes.get("value", chosen[0].text)


def going_on(client: Client, where: str, **changes: Any) -> Any:
    """Send the form as it is drawn, with changes, to see what they do."""
    form = {**as_drawn(client, where), **changes, "next": "1"}
    return client.post(where, {name: it for name, it in form.items() if it is not None})


def reading_of(office: Office, label: str) -> Reading:
    with office.at_work():
        return next(r for r in readings(office.programme, DAY) if r.definition.label == label)


def latest_text(office: Office) -> str:
    with office.at_work():
        return str(office.programme.scheme_versions.order_by("-number")[0].text)


def test_a_manager_adds_an_indicator_in_words_alone(client: Client, office: Office) -> None:
    page = client.get(adding(office))
    menus = texts(page, ".choice") + texts(page, ".boxed") + texts(page, "option")
    assert {"相談", "就職", "建設業", "正規", "その日の「人手不足産業」"} <= set(menus)
    assert not [it for it in menus if "_" in it or "." in it], "no code shows"
    before = latest_text(office)

    preview = going_on(client, adding(office), **CONSTRUCTION)
    rows = texts(preview, "[aria-labelledby=effects] tbody tr")
    assert in_force(client, office.programme, preview).status_code == 302

    reading = reading_of(office, str(CONSTRUCTION["label"]))
    hires = {row.fact.id: row.fact.fields for row in reading.answer.rows}
    assert hires
    assert {it["industry"] for it in hires.values()} == {"D"}
    assert {it["employment_type"] for it in hires.values()} == {"regular"}
    assert {it["qualification_used"] for it in hires.values()} == {True}
    assert f"{len(hires)}件" in rows[0]
    assert "加わる" in rows[0]
    after = latest_text(office)
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    with office.at_work():
        assert office.programme.scheme_versions.count() == 2


def test_counts_the_people_who_were_consulted_as_the_first_indicator_does(
    client: Client, office: Office
) -> None:
    said = {
        "label": "相談した人（実人数）",
        "unit": "人",
        "events_acts": ["consultation.held"],
        "count": "people",
    }

    in_force(client, office.programme, going_on(client, adding(office), **said))

    assert reading_of(office, "相談した人（実人数）").answer.value == 20


def test_reads_an_indicator_out_while_it_is_typed(client: Client, office: Office) -> None:
    typed = {**as_drawn(client, adding(office)), **CONSTRUCTION, "label": "", "unit": ""}

    part = client.post(adding(office), typed, headers={"HX-Request": "true"})
    whole = client.post(adding(office), {**typed, "read": "1"})

    said = texts(part, ".reading")[0]
    assert "働き始めた件数を数えます。" in said
    assert "業種が「建設業」の記録だけを数えます。" in said
    assert "資格の活用が「はい」の記録だけを数えます。" in said
    assert texts(part, ".figure")[0].startswith("5")
    assert texts(whole, ".side .reading") == [said]
    assert "<html" not in part.text


def test_says_what_is_missing_and_keeps_what_was_chosen(client: Client, office: Office) -> None:
    page = going_on(client, adding(office), **{**CONSTRUCTION, "label": "", "events_acts": None})

    assert page.status_code == 422
    named = texts(page, ".banner li")
    assert any(it.startswith("指標の名前") for it in named)
    assert any("数える記録を1つ以上選んでください。" in it for it in named)
    drawn = [
        it.attributes["value"]
        for it in found(page, "[name=where_industry]")
        if "checked" in it.attributes
    ]
    assert drawn == ["D"]


@pytest.mark.parametrize("indicator", [SUPPORTED, HIRED, SHORT])
def test_sends_an_indicator_back_as_it_stood(
    client: Client, office: Office, indicator: str
) -> None:
    page = going_on(client, changing(office, indicator))

    assert "いまの事業スキームと同じ内容です。" in page.text


def test_writes_only_the_line_that_changes(client: Client, office: Office) -> None:
    before = latest_text(office)

    preview = going_on(client, changing(office, SHORT), unit="人")
    in_force(client, office.programme, preview)

    old, new = before.splitlines(), latest_text(office).splitlines()
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        ('unit = "件"', 'unit = "人"')
    ]
    assert 'said = "人手不足産業で"' in latest_text(office)


def test_counts_another_version_where_the_counting_changes(client: Client, office: Office) -> None:
    preview = going_on(
        client, changing(office, HIRED), where_employment_type=["regular"], note="正規だけ。"
    )
    rows = texts(preview, "[aria-labelledby=effects] tbody tr")
    reasons = texts(preview, ".effect td.wordy")
    in_force(client, office.programme, preview)

    reading = reading_of(office, "就職者数（非正規雇用含む）")
    gone = 15 - int(reading.answer.value or 0)
    assert gone > 0
    assert reading.definition.version == 2
    assert "15人" in rows[0]
    assert f"{reading.answer.value}人" in rows[0]
    assert f"{gone}件" in rows[0]
    assert all("正規" in reason for reason in reasons[:gone])
    assert len(reasons[:gone]) == gone


def test_keeps_what_the_form_cannot_say_and_says_so(client: Client, office: Office) -> None:
    """An uploaded text asks for two lists of industries at once; no menu of ours says that."""
    line = '    { field = "industry", op = "in", values = ["D", "H"] },\n'
    text = latest_text(office).replace("where = [\n", f"where = [\n{line}", 1)
    upload = client.post(
        reverse("manager:scheme_revise", args=[office.programme.pk]),
        {
            "text": text,
            "valid_from": "令和3年4月1日",
            "preview": "1",
            "request_key": _key(client, office),
        },
    )
    assert in_force(client, office.programme, upload).status_code == 302

    page = client.get(changing(office, SHORT))
    assert "この画面で書けない条件は、そのまま残します" in texts(page, ".banner-title")
    assert "業種が「建設業」「運輸業，郵便業」のどれかの記録だけを数えます。" in texts(
        page, ".banner li"
    )
    assert not found(page, "[name=where_industry]")

    preview = going_on(client, changing(office, SHORT), label="別の名前")
    in_force(client, office.programme, preview)

    assert line in latest_text(office)
    assert 'label = "別の名前"' in latest_text(office)


def _key(client: Client, office: Office) -> str:
    page = client.get(reverse("manager:scheme_revise", args=[office.programme.pk]))
    return found(page, "[name=request_key]")[0].attributes["value"]


def test_adds_ratios_of_people_retention_and_steps(client: Client, office: Office) -> None:
    ratio = {"label": "就職した割合", "unit": "倍", "num": HIRED, "den": SUPPORTED}
    in_force(client, office.programme, going_on(client, adding(office, "ratio"), **ratio))
    both = {"label": "足した数", "unit": "人", "term_0": HIRED, "term_1": SUPPORTED, "way_1": "sub"}
    in_force(client, office.programme, going_on(client, adding(office, "derived"), **both))
    steps = {
        "label": "相談から就職まで",
        "unit": "人",
        "step_0_label": "相談",
        "step_0_acts": ["consultation.held"],
        "step_1_label": "就職",
        "step_1_acts": ["hired"],
        "anchor": "each_step",
    }
    in_force(client, office.programme, going_on(client, adding(office, "funnel"), **steps))

    assert reading_of(office, "就職した割合").answer.value == Fraction(3, 4)
    assert reading_of(office, "足した数").answer.value == -5
    assert [part.value for part in reading_of(office, "相談から就職まで").answer.parts] == [20, 15]


def test_asks_who_still_works_there_of_one_hire(client: Client, office: Office) -> None:
    said = {
        "label": "3か月後も働いている人",
        "start_acts": ["hired"],
        "end_acts": ["job.left"],
        "horizons": "3、6",
    }
    in_force(client, office.programme, going_on(client, adding(office, "retention"), **said))

    reading = reading_of(office, "3か月後も働いている人")
    three, six = reading.answer.parts
    assert reading.definition.model_dump()["link"] == "hire"
    assert reading.definition.unit == "％"
    assert (len(three.rows), three.out_of) == (14, 16)
    assert six.out_of is not None
    assert six.out_of <= 16

    where = changing(office, reading.definition.id)
    in_force(client, office.programme, going_on(client, where, link="none"))

    assert reading_of(office, "3か月後も働いている人").definition.model_dump()["link"] is None


def test_prints_a_share_in_percent_and_compares_it_with_its_target(
    client: Client, office: Office
) -> None:
    drawn = as_drawn(client, adding(office, "ratio"))
    assert drawn["unit"] == "％"
    ratio = {"label": "就職した割合", "num": HIRED, "den": SUPPORTED}
    in_force(client, office.programme, going_on(client, adding(office, "ratio"), **ratio))
    reading = reading_of(office, "就職した割合")
    with office.at_work():
        set_target(
            programme=office.programme,
            indicator=reading.definition.id,
            value=Decimal(50),
            decided_on=date(2021, 4, 1),
        )
        take_measures(programme=office.programme, as_of=DAY, at=NOON)

    page = client.get(reverse("manager:programme", args=[office.programme.pk]))
    opened = client.get(
        reverse("manager:indicator", args=[office.programme.pk, reading.definition.id])
    )

    assert "50【75】％" in texts(page, ".bars .figure")
    assert "150.0％" in "".join(texts(page, ".bars"))
    assert texts(opened, "[aria-labelledby=parts] .number") == [
        "値",
        "もとの人数",
        "15人",
        "",
        "20人",
        "",
    ]
    with office.at_work():
        assert Measure.objects.get(indicator=reading.definition.id).value == "75"


def test_refuses_a_calculation_that_leads_back_to_itself(client: Client, office: Office) -> None:
    ratio = {"label": "割合", "unit": "倍", "num": HIRED, "den": SUPPORTED}
    in_force(client, office.programme, going_on(client, adding(office, "ratio"), **ratio))
    mine = reading_of(office, "割合").definition.id
    both = {"label": "合計", "unit": "人", "term_0": mine, "term_1": HIRED}
    in_force(client, office.programme, going_on(client, adding(office, "derived"), **both))
    theirs = reading_of(office, "合計").definition.id

    page = going_on(client, changing(office, mine), num=theirs)

    assert page.status_code == 422
    assert "計算が自分自身にもどります。" in page.text


def test_takes_an_indicator_out_and_keeps_its_target(client: Client, office: Office) -> None:
    where = reverse("manager:indicator_remove", args=[office.programme.pk, SHORT])

    preview = client.get(where)
    assert "なくなる" in texts(preview, "[aria-labelledby=effects] tbody tr")[0]
    in_force(client, office.programme, preview)

    with office.at_work():
        left = [r.definition.id for r in readings(office.programme, DAY)]
        assert target_history(office.programme, SHORT)[0].value == 5
    assert left == [SUPPORTED, HIRED]
    assert SHORT not in latest_text(office)


def test_keeps_an_indicator_beside_which_another_is_set(client: Client, office: Office) -> None:
    where = reverse("manager:indicator_remove", args=[office.programme.pk, SUPPORTED])

    page = client.get(where, follow=True)

    assert any("の計算か目標に使われています。" in it for it in texts(page, ".banner"))
    assert SUPPORTED in latest_text(office)


def test_does_not_lose_what_a_colleague_put_in_force_meanwhile(
    client: Client, office: Office
) -> None:
    mine = going_on(client, changing(office, SHORT), unit="人")
    theirs = going_on(client, changing(office, HIRED), label="就職した人")
    in_force(client, office.programme, theirs)

    answer = in_force(client, office.programme, mine)

    assert answer.status_code == 200
    assert any("書いている間に、第2版ができました。" in it for it in texts(answer, ".banner li"))
    assert 'label = "就職した人"' in latest_text(office)
    assert 'unit = "人"' in answer.context["form"]["text"].value()
    kept = {name: it for name, it in answer.context["form"].data.items() if name != "save"}
    again = client.post(
        reverse("manager:scheme_revise", args=[office.programme.pk]), {**kept, "preview": "1"}
    )
    said = " ".join(texts(again, "[aria-labelledby=preview] li"))
    assert "「就職した人（人）」の印字が「就職者数（非正規雇用含む）（人）」に変わります。" in said


def test_offers_each_record_once(client: Client, office: Office) -> None:
    for where in (adding(office), reverse("manager:scheme_parts", args=[office.programme.pk])):
        page = client.get(where)
        for select in found(page, "[name=new_stage_kind]"):
            said = [it.text for it in select.elements]
            assert len(said) == len(set(said))
        acts = [it.attributes["value"] for it in found(page, "[name=events_acts]")]
        assert "hire.recorded" not in acts


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_nobody_but_the_manager_says_what_counts(office: Office, role: Role) -> None:
    seat = office.seat(role)

    assert seat.get(adding(office)).status_code in (403, 404)
    assert seat.post(changing(office, HIRED), {"next": "1"}).status_code in (403, 404)
    assert seat.get(
        reverse("manager:indicator_remove", args=[office.programme.pk, HIRED])
    ).status_code in (403, 404)
