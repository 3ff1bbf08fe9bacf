"""A person asks for what is kept of them: received, decided item by item, handed out or refused."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from pypdf import PdfReader

from bansou.commons.clock import wareki
from bansou.commons.documents.disclosed import DisclosedPaper, disclosed_pdf
from bansou.desks.rights.reaching import tables_of_people
from bansou.desks.rights.told import LEFT_OUT, TOLD
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.rules import struck_out
from bansou.people.consent.actions import give_consent
from bansou.people.persons.models import Person
from bansou.people.sharing.models import Disclosure
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today
from tests.desks.rights.test_keeping import PROPOSAL, old_case

PERIOD = {
    "days": "30",
    "extension_days": "30",
    "basis": "個人情報の保護に関する法律",
    "notice": "不服の申立ては窓口へ。",
    "valid_from": "2020-04-01",
}
SAID_BY_MOTHER = "母から、昼も起きてこないと聞いた。"


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    return found_town()


def asked(case: Any, **said: str) -> dict[str, str]:
    return {
        "number": "開1",
        "case_number": case.number,
        "received_on": today().isoformat(),
        "requester": "person",
        "agent_name": "",
        "authority": "",
        "identity_by": "運転免許証",
        "identity_checked_on": today().isoformat(),
        "asked_for": "すべて",
        **said,
    }


def test_hands_out_what_was_decided_item_by_item(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-3), note=SAID_BY_MOTHER)
    with town.at_work() as by:
        give_consent(by=by, case=case, purpose="introduction", on=days(-2), at=now(), today=today())
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    early = manager.post("/rights/requests/new/", asked(case))
    assert "開示の期限が決まっていません" in text_of(early)
    assert manager.post("/rights/requests/period/", PERIOD).status_code == 302
    unknown = manager.post("/rights/requests/new/", asked(case, requester="agent"))
    assert "代理人の氏名と、代理権を確かめた書類" in text_of(unknown)
    assert manager.post("/rights/requests/new/", asked(case)).status_code == 302
    twice = manager.post("/rights/requests/new/", asked(case, number="開2"))
    assert "まだ終わっていない開示請求があります" in text_of(twice)
    with town.at_work():
        it = DisclosureRequest.objects.get()
    assert (it.due_on, it.identity_by) == (days(30), "運転免許証")
    assert wareki(days(30)) in text_of(manager.get("/rights/requests/"))

    items = reverse("rights:request_items", args=[it.pk])
    for member in (town.manager, town.counsellor, town.neighbour):
        assert signed_in(member).get(items).status_code in (403, 404)
    extend = reverse("rights:request_extend", args=[it.pk])
    far = {"until": days(90).isoformat(), "because": "記録が多い"}
    assert "延長できるのは" in text_of(manager.post(extend, far))
    assert manager.post(extend, {**far, "until": days(45).isoformat()}).status_code == 302
    assert "延長は1回だけ" in text_of(manager.post(extend, far))
    notice = manager.get(reverse("rights:request_extension", args=[it.pk]))
    assert notice.content.startswith(b"%PDF")

    decide, hand = (reverse(f"rights:request_{one}", args=[it.pk]) for one in ("decide", "hand"))
    assert "まだ決めていない項目" in text_of(supervisor.post(decide, {"number": "決1"}))
    before = len(log_of_case(town, case))
    page = supervisor.get(items)
    assert SAID_BY_MOTHER in text_of(page)
    assert log_of_case(town, case)[before:] == [("open", "disclosure")]
    together = reverse("rights:request_together", args=[it.pk])
    assert supervisor.post(together).status_code == 302
    assert not any(one.is_decided for one in _items(supervisor, it)), "nothing was shown"
    assert supervisor.post(together, {"seen": hidden(page, "seen")}).status_code == 302
    decided = {one.held.source for one in _items(supervisor, it) if one.is_decided}
    assert "people.step" not in decided
    assert "people.consent" in decided
    while True:
        open_ones = [one for one in _items(supervisor, it) if not one.is_decided]
        if not open_ones:
            break
        held = open_ones[0].held
        address = reverse("rights:request_item", args=[it.pk, held.source, held.source_id])
        digest = hidden(supervisor.get(address), "digest")
        bare = supervisor.post(address, {"verdict": "withheld", "digest": digest})
        assert "不開示の理由の区分" in text_of(bare)
        is_note = SAID_BY_MOTHER in held.text
        said = {
            "verdict": "partly" if is_note else "withheld",
            "struck": "母から、" if is_note else "",
            "ground": "third_party",
            "reason": "本人以外の個人の情報のため",
            "digest": digest,
        }
        if is_note:
            wrong = supervisor.post(address, {**said, "struck": "父から"})
            assert "本文にありません" in text_of(wrong)
            long = supervisor.post(address, {**said, "struck": "あ" * 501})
            assert "1行は500字まで" in text_of(long)
        assert supervisor.post(address, said).status_code == 302
    assert "決定した請求だけ" in text_of(supervisor.post(hand, {"how": "counter"}))
    assert supervisor.post(decide, {"number": "決1"}).status_code == 302

    handed = supervisor.post(hand, {"how": "counter"})
    assert handed.content.startswith(b"%PDF")
    assert "決定した請求だけ" in text_of(supervisor.post(hand, {"how": "counter"}))
    with town.at_work():
        it.refresh_from_db()
        told = Disclosure.objects.get(source="disclosure_request")
        assert (it.state, it.handed_how) == ("handed", "counter")
        assert ItemDecision.objects.filter(verdict="partly", struck=["母から、"]).exists()
    assert (told.recipient, told.basis_label) == ("本人", PERIOD["basis"])
    assert ("export", "disclosure") in log_of_case(town, case)
    kept = supervisor.get(reverse("rights:request_paper", args=[it.pk]))
    assert kept.content == handed.content


def _items(client: Any, it: DisclosureRequest) -> list[Any]:
    page = client.get(reverse("rights:request_items", args=[it.pk]))
    return [one for _heading, items in page.context["groups"] for one in items]


def test_refuses_as_a_whole_for_a_reason(town: Town) -> None:
    case = town.case()
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    manager.post("/rights/requests/period/", PERIOD)
    manager.post("/rights/requests/new/", asked(case))
    with town.at_work():
        it = DisclosureRequest.objects.get()
    refuse = reverse("rights:request_refuse", args=[it.pk])
    assert signed_in(town.manager).post(refuse, {}).status_code == 403
    assert supervisor.post(refuse, {"number": "決2", "because": ""}).status_code == 422
    said = {"number": "決2", "because": "請求された記録を保有していないため"}
    assert supervisor.post(refuse, said).status_code == 302
    assert "もう審査中ではありません" in text_of(supervisor.post(refuse, said))
    notice = supervisor.get(reverse("rights:request_paper", args=[it.pk]))
    assert notice.content.startswith(b"%PDF")


def test_says_of_which_text_a_decision_is_where_that_was_written_anew(town: Town) -> None:
    case, manager, supervisor = town.case(), signed_in(town.manager), signed_in(town.supervisor)
    manager.post("/rights/requests/period/", PERIOD)
    assert manager.post("/rights/requests/new/", asked(case)).status_code == 302
    with town.at_work():
        it = DisclosureRequest.objects.get()
    address = reverse("rights:request_item", args=[it.pk, "people.person", case.person_id])
    form = {"verdict": "shown", "digest": hidden(supervisor.get(address), "digest")}
    assert supervisor.post(address, form).status_code == 302
    assert "いまの決定 開示" in text_of(supervisor.get(address))

    with town.at_work():
        Person.objects.filter(pk=case.person_id).update(phone="090-0000-0999")

    page = text_of(supervisor.get(address))
    assert "書き換えられる前の本文についての決定 開示" in page
    assert "いまの決定" not in page


def test_tells_of_every_table_or_says_why_not() -> None:
    told = {one.table for one in TOLD}

    assert told | set(LEFT_OUT) == tables_of_people()
    assert not told & set(LEFT_OUT)


def test_no_told_row_is_called_by_its_table_and_no_plain_one_holds_free_text() -> None:
    for told in TOLD:
        model = apps.get_model(told.table)
        for field in model._meta.concrete_fields:
            if field.name in dict(told.fields):
                if field.is_relation:
                    assert field.related_model.__str__ is not Model.__str__, field
                    called_by = set(field.related_model.__str__.__code__.co_names)
                    assert not (told.is_plain and called_by & free_in(field.related_model)), field
                assert not (told.is_plain and field.name in free_in(model)), field


def free_in(model: type[Model]) -> set[str]:
    """The columns of a table into which somebody writes what they like."""
    free = {"CharField", "TextField", "JSONField"}
    columns = model._meta.concrete_fields
    return {it.name for it in columns if it.get_internal_type() in free and not it.choices}


def test_strikes_out_whatever_overlaps() -> None:
    assert struck_out("母の田中花子さん", ["田中花", "花子さん"]) == "母の■■■"
    assert struck_out("ああああい", ["あああ"]) == "■■■い"
    assert struck_out("姉と兄と姉", ["姉", "と姉"]) == "■■■と兄■■■"


def test_prints_a_letter_that_no_typeface_has_as_its_number() -> None:
    paper = DisclosedPaper(
        title="文書", number="", on="", to="\ue000　様", body="市", intro="文", facts=[], groups=[]
    )
    (page,) = PdfReader(BytesIO(disclosed_pdf(paper, at=now()))).pages
    assert "〓（U+E000）" in page.extract_text()
    assert "その文字の番号" in page.extract_text()


def test_nothing_is_erased_while_somebody_asks_for_it_and_the_other_way_round(town: Town) -> None:
    case = old_case(town)
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    manager.post("/rights/requests/period/", {**PERIOD, "extension_days": "0"})
    assert manager.post("/rights/requests/new/", asked(case)).status_code == 302
    with town.at_work():
        it = DisclosureRequest.objects.get()
    far = {"until": days(45).isoformat(), "because": "記録が多い"}
    none = manager.post(reverse("rights:request_extend", args=[it.pk]), far)
    assert "延ばせる日数が0日" in text_of(none)
    erase = f"/rights/cases/{case.pk}/erasure/"
    assert "開示請求（開1）が終わっていない" in text_of(supervisor.post(erase, PROPOSAL))
    with town.at_work():
        DisclosureRequest.objects.update(state="decided", decided_at=now())
    assert "開示請求（開1）が終わっていない" in text_of(supervisor.post(erase, PROPOSAL))
    back = reverse("rights:request_withdraw", args=[it.pk])
    assert manager.post(back, {"because": "受け取りに来ない"}).status_code == 302
    assert supervisor.post(erase, PROPOSAL).status_code == 302
    again = manager.post("/rights/requests/new/", asked(case, number="開2"))
    assert "すでに消去の決定があります" in text_of(again)
