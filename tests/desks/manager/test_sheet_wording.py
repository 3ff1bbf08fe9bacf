"""文を直す: the texts of a draft are worded on the sheet, its figures and the scheme stay."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.models import Measure
from bansou.grants.casebook.models import CaseSheet, SheetWording
from bansou.grants.casebook.queries import as_drawn_up, sheet_of
from bansou.programmes.queries import scheme_version_on
from tests.desks.manager.office import Office
from tests.desks.manager.reading import found, texts
from tests.desks.manager.test_sheet_decisions import decide, draw_up, kinds, page

CATCH = "一人ひとりのニーズに応じた、切れ目のない支援を実施！"
TOO_LONG = "この文は箱に入りきらない長さです。" * 90


def form_of(client: Client, sheet: CaseSheet) -> dict[str, str]:
    """Everything that the form of a draft's texts would send as it is."""
    answer = client.get(reverse("manager:sheet_reword", args=[sheet.pk]))
    assert answer.status_code == 200
    form = answer.context["form"]
    return dict(form.typed())


def send(client: Client, sheet: CaseSheet, fields: dict[str, str], **changes: str) -> Any:
    return client.post(reverse("manager:sheet_reword", args=[sheet.pk]), fields | changes)


def versions(office: Office, sheet: CaseSheet) -> list[int]:
    with office.at_work():
        return list(
            SheetWording.objects.filter(sheet=sheet)
            .order_by("number")
            .values_list("number", flat=True)
        )


def read(office: Office, sheet: CaseSheet) -> Any:
    with office.at_work():
        return sheet_of(sheet)


def test_words_the_draft_and_leaves_figures_and_scheme(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    with office.at_work():
        before = as_drawn_up(sheet)
        frozen = list(Measure.objects.order_by("pk").values())
        scheme = scheme_version_on(office.programme, office.programme.starts_on).text

    answer = send(client, sheet, form_of(client, sheet), catch=CATCH, box_0_text="相談を重ねる。")

    assert answer.status_code == 302
    after = read(office, sheet)
    assert (after.catch, after.boxes[0].text) == (CATCH, "相談を重ねる。")
    assert (after.kpi, after.eligible_cost, after.foot) == (
        before.kpi,
        before.eligible_cost,
        before.foot,
    )
    assert after.boxes[1:] == before.boxes[1:]
    assert CATCH in texts(page(client, sheet), ".case-sheet-catch")[0]
    with office.at_work():
        assert list(Measure.objects.order_by("pk").values()) == frozen
        assert scheme_version_on(office.programme, office.programme.starts_on).text == scheme


def test_offers_no_field_for_a_figure_and_takes_none(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    pairs = [row.pair for row in read(office, sheet).kpi]

    send(client, sheet, fields, catch=CATCH, kpi_0_actual="99", eligible_cost="1千円")

    assert not [name for name in fields if "kpi" in name or "cost" in name or name == "title"]
    assert [row.pair for row in read(office, sheet).kpi] == pairs
    assert read(office, sheet).eligible_cost == "8,500千円"


def test_shows_the_sheet_with_the_new_texts_and_saves_nothing_yet(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)

    answer = send(client, sheet, form_of(client, sheet), catch=CATCH, preview="1")

    assert CATCH in texts(answer, ".case-sheet-catch")[0]
    assert texts(answer, ".case-sheet-mark") == ["下書き"]
    assert "本文は11.0ポイントで印刷されます。" in "".join(texts(answer, ".sheet-tools"))
    assert versions(office, sheet) == []

    carried = {
        it.attributes["name"]: it.attributes["value"] for it in found(answer, ".sheet-tools input")
    }
    back = send(client, sheet, carried, back="1")
    assert back.context["form"]["catch"].value() == CATCH
    assert versions(office, sheet) == []
    assert send(client, sheet, carried).status_code == 302
    assert read(office, sheet).catch == CATCH


def test_tells_how_many_letters_more_fit_before_any_is_too_long(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    answer = client.get(reverse("manager:sheet_reword", args=[sheet.pk]))

    (field,) = found(answer, "textarea[id=id_box_2_text]")
    left = int(field.attributes["data-room"])
    hint = texts(answer, "p[id=id_box_2_text_helptext]")[0]

    assert f"8ポイントまで小さくすると、あと約{left}文字入ります。" in hint
    fields = form_of(client, sheet)
    assert (
        send(client, sheet, fields, box_2_text=fields["box_2_text"] + "あ" * left).status_code
        == 302
    )


def test_names_a_sentence_that_only_the_workbook_has_no_room_for(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    sentence = fields["flow_alternative"] + "あ" * 75
    assert send(client, sheet, fields, flow_alternative=sentence, preview="1").status_code == 200

    answer = send(client, sheet, fields, flow_alternative=sentence)

    assert answer.status_code == 422
    assert "「支援の流れ」が、8ポイントでも" in "".join(
        texts(answer, "div[id=id_flow_alternative_error]")
    )
    assert answer.context["form"]["flow_alternative"].value() == sentence
    assert versions(office, sheet) == []


def test_names_every_text_that_is_too_long_at_its_field(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)

    answer = send(client, sheet, form_of(client, sheet), box_0_text=TOO_LONG, box_3_text=TOO_LONG)

    assert answer.status_code == 422
    assert "「(1) キャリアコンサルティング」が、8ポイントでも" in "".join(
        texts(answer, "div[id=id_box_0_text_error]")
    )
    assert "「(4) 受入れ企業の開拓」が、8ポイントでも" in "".join(
        texts(answer, "div[id=id_box_3_text_error]")
    )
    assert texts(answer, "div[id=id_box_1_text_error]") == []
    assert answer.context["form"]["box_0_text"].value() == TOO_LONG
    assert versions(office, sheet) == []


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("catch", "切れ目のない支援" * 20, "「見出しの一文」が、10ポイントでも"),
        ("banner", "切れ目のない支援" * 20, "「まとめの帯」が、8ポイントでも"),
        ("points", TOO_LONG, "「本事業の成果・取組事例として着目したポイント等」が、8ポイントでも"),
        ("side_0_text", TOO_LONG, "が、8ポイントでも"),
        ("box_0_title", "", "見出しを入れてください。"),
        ("box_0_text", "大型ก特殊", ""),
    ],
)
def test_refuses_what_cannot_be_printed(
    client: Client, office: Office, field: str, text: str, said: str
) -> None:
    sheet = draw_up(client, office)

    answer = send(client, sheet, form_of(client, sheet), **{field: text})

    assert answer.status_code == 422
    assert said in "".join(texts(answer, f"div[id=id_{field}_error]") or [""])
    assert found(answer, "div[id=error-summary]")
    assert versions(office, sheet) == []


def test_takes_boxes_away_and_adds_them_up_to_six(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    without = {name: "" for name in fields if name.startswith(("box_3_", "side_1_"))}
    more = {
        f"box_{place}_{name}": text
        for place in (4, 5)
        for name, text in {
            "number": f"({place})",
            "title": "定着の支援",
            "text": "見守る。",
        }.items()
    }

    send(client, sheet, fields, **without, **more)

    after = read(office, sheet)
    assert [box.title for box in after.boxes] == [
        "キャリアコンサルティング",
        "資格等の取得支援",
        "職場見学・体験",
        "定着の支援",
        "定着の支援",
    ]
    assert len(after.side_boxes) == 1


def test_keeps_a_sheet_without_any_box_from_being_saved(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)

    answer = send(client, sheet, fields, **{name: "" for name in fields if name.startswith("box_")})

    assert answer.status_code == 422
    assert "項目を1つは書いてください。" in answer.text


def test_words_who_takes_part_and_what_passes_between_them(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    (actor, *_rest) = [name for name in fields if name.startswith("actor_")]

    send(client, sheet, fields, **{actor: "訓練センター", "acts_0": "相談\n・資格取得"})

    flow = read(office, sheet).flow
    assert flow.actors[0].label == "訓練センター"
    assert flow.arrows[0].acts == ("相談", "資格取得")


def test_asks_about_what_two_people_changed_and_keeps_the_rest_of_both(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    second = office.seat(Role.PROGRAMME_MANAGER, "西 裕子")
    send(second, sheet, fields, catch="西が直した一文", box_1_text="西が直した本文。")

    answer = send(client, sheet, fields, catch="小林が直した一文", box_2_text="小林が直した本文。")

    assert answer.status_code == 409
    assert "西 裕子さんが" in texts(answer, "h1")[0]
    assert texts(answer, ".compared h2") == ["見出しの一文"]
    said = "".join(texts(answer, "main"))
    assert "あなただけが直したところ：項目3。" in said
    assert "西 裕子さんだけが直したところ：項目2。" in said
    assert versions(office, sheet) == [2]

    carried = {
        it.attributes["name"]: it.attributes["value"]
        for it in found(answer, "main input[type=hidden]")
    }
    settle = reverse("manager:sheet_reword_settle", args=[sheet.pk])
    done = client.post(settle, carried | {"choice_catch": "theirs"})

    assert done.status_code == 302
    after = read(office, sheet)
    assert after.catch == "西が直した一文"
    assert (after.boxes[1].text, after.boxes[2].text) == ("西が直した本文。", "小林が直した本文。")
    # What was not chosen stays among the versions.
    assert versions(office, sheet) == [2, 3, 4]
    with office.at_work():
        mine = SheetWording.objects.get(sheet=sheet, number=3)
    assert mine.texts["catch"] == "小林が直した一文"


def test_asks_again_if_the_texts_changed_once_more(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    second = office.seat(Role.PROGRAMME_MANAGER, "西 裕子")
    send(second, sheet, fields, catch="一度目")
    answer = send(client, sheet, fields, catch="わたしの一文")
    carried = {
        it.attributes["name"]: it.attributes["value"]
        for it in found(answer, "main input[type=hidden]")
    }
    send(second, sheet, form_of(second, sheet), catch="二度目")

    again = client.post(reverse("manager:sheet_reword_settle", args=[sheet.pk]), carried)

    assert again.status_code == 409
    assert "二度目" in "".join(texts(again, ".compared"))
    assert versions(office, sheet) == [2, 3]


def test_saying_the_same_as_the_other_changes_nothing(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)

    for _time in range(2):
        assert send(client, sheet, fields, catch=CATCH).status_code == 302

    assert versions(office, sheet) == [2]


def test_puts_the_texts_back_as_the_scheme_gave_them(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    original = read(office, sheet)
    send(client, sheet, form_of(client, sheet), catch=CATCH)
    address = reverse("manager:sheet_restore", args=[sheet.pk])

    assert "作ったときの文に戻しますか" in texts(client.get(address), "h1")[0]
    late = client.post(address, {"version": "1"})
    client.post(address, {"version": "2"})

    assert "ほかの人がこのシートの文を保存しました" in "".join(texts(late, "main"))
    assert read(office, sheet) == original
    assert versions(office, sheet) == [2, 3]
    assert texts(page(client, sheet), ".decisions .row-title")[0].startswith("第3版")


def test_approves_only_the_texts_that_were_read(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    (link,) = [
        it.attributes["href"]
        for it in found(page(supervisor, sheet), ".actions a")
        if "approve" in it.attributes["href"]
    ]
    send(client, sheet, form_of(client, sheet), catch=CATCH)

    hidden = found(supervisor.get(link), "input[name=version]")[0].attributes["value"]
    refused = decide(supervisor, sheet, "approve", version=hidden)

    assert refused.status_code == 403
    assert "いまの文を確かめてください" in refused.text
    assert kinds(office, sheet) == []
    decide(supervisor, sheet, "approve", version="2")
    assert kinds(office, sheet) == ["approved"]


def test_who_worded_it_does_not_approve_it(client: Client, office: Office) -> None:
    office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")
    sheet = draw_up(client, office)
    second = office.seat(Role.PROGRAMME_MANAGER, "西 裕子")
    send(second, sheet, form_of(second, sheet), catch=CATCH)

    refused = decide(second, sheet, "approve", version="2")

    assert refused.status_code == 403
    assert "作った人と文を直した人は、承認できません" in "".join(texts(refused, "main"))
    assert kinds(office, sheet) == []


def test_an_approved_sheet_is_worded_no_more_and_nothing_typed_is_lost(
    client: Client, office: Office
) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)
    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")

    late = send(client, sheet, fields, catch=CATCH)

    assert late.status_code == 422
    assert "このシートの状態が変わっています。" in late.text
    assert late.context["form"]["catch"].value() == CATCH
    for name in ("sheet_reword", "sheet_restore"):
        assert client.get(reverse(f"manager:{name}", args=[sheet.pk])).status_code == 404
    assert client.post(
        reverse("manager:sheet_restore", args=[sheet.pk]), {"version": "1"}
    ).status_code in (403, 404)
    assert versions(office, sheet) == []
    assert "文を直す" not in texts(page(client, sheet), ".actions a")


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_only_the_manager_words_a_sheet(office: Office, client: Client, role: Role) -> None:
    sheet = draw_up(client, office)
    fields = form_of(client, sheet)

    assert send(office.seat(role), sheet, fields, catch=CATCH).status_code in (403, 404)
    assert versions(office, sheet) == []


def test_the_worded_text_is_what_is_published(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    send(client, sheet, form_of(client, sheet), catch=CATCH)
    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve", version="2")
    decide(client, sheet, "publish")

    with office.at_work():
        publication = sheet.publications.get()
    answer = Client().get(reverse("public:sheet", args=[publication.pk]))
    exchange = Client().get(reverse("public:sheet_file", args=[publication.pk, "json"])).json()

    assert CATCH in texts(answer, ".case-sheet-catch")[0]
    assert exchange["sheet"]["catch"] == CATCH
