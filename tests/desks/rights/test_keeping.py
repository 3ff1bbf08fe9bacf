"""How long records are kept, what stops an erasure, and deciding about one by two people."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.rows import Basis
from bansou.people.cases.actions import open_case
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure, LegalHold, RetentionPeriod
from bansou.people.persons.models import Person
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.steps.models import Step
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today

LONG_AGO = days(-3000)
PERIOD = {"record_class": "casework", "years": "5", "valid_from": "2020-04-01", "basis": "別表第2"}
PROPOSAL = {"number": "消2026-12", "ground": "retention"}


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    return found_town()


def old_case(town: Town) -> Case:
    """Somebody whose support ended long ago, with what was said to them."""
    case = town.case("成田 誠", "ナリタ マコト")
    town.talk(case, on=days(-3))
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(opened_on=LONG_AGO, closed_on=LONG_AGO)
    return town.again(case)


def page(client: Client, address: str = "/rights/") -> str:
    return text_of(client.get(address))


def test_leads_from_a_period_to_an_erasure_by_two_people(
    town: Town, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    case, running = old_case(town), town.case()
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    assert "保存期間が決まっていないため、期限は分かりません。" in page(manager)

    assert manager.post("/rights/periods/new/", PERIOD).status_code == 302
    due = page(manager)
    assert case.number in due
    assert running.number not in due
    assert "成田" not in due
    again = manager.post("/rights/periods/new/", PERIOD)
    assert again.status_code == 422
    assert "この日からの保存期間は、すでに登録されています。" in text_of(again)

    propose = f"/rights/cases/{case.pk}/erasure/"
    early = supervisor.post(f"/rights/cases/{running.pk}/erasure/", PROPOSAL)
    assert f"ケース{running.number}の支援が終わっていません。" in text_of(early)
    assert supervisor.post(propose, PROPOSAL).status_code == 302
    assert "ほかの職員が決めます" in page(supervisor)
    assert "承認して消去" in page(manager)
    with town.at_work():
        it = Erasure.objects.get()
        assert Step.objects.filter(case=case, note__contains="講習は").exists()
    twice = manager.post(propose, {**PROPOSAL, "number": "消2026-13"})
    assert "すでに消去の決定があります（決定 消2026-12）" in text_of(twice)

    approve = f"/rights/erasures/{it.pk}/approve/"
    own = supervisor.post(approve, {"case_number": case.number})
    assert "自分が提案した消去は、自分では決められません。" in text_of(own)
    wrong = manager.post(approve, {"case_number": running.number})
    assert "番号が違います。" in text_of(wrong)
    with town.at_work():
        assert Erasure.objects.get().state == Erasure.State.PROPOSED

    with django_capture_on_commit_callbacks(execute=True):
        assert manager.post(approve, {"case_number": case.number}).status_code == 302
    late = manager.post(approve, {"case_number": case.number})
    assert "この提案は、すでに決まっています。" in text_of(late)
    told = page(manager)
    assert "消去しました" in told
    assert "保存期間の過ぎた記録はありません。" in told
    with town.at_work():
        step = Step.objects.get(case=case, kind__startswith="consultation")
        assert (step.note, step.on) == ("消去済み", days(-3))
        assert Case.objects.select_related("person").get(pk=case.pk).person.name == "消去済み"
        assert Case.objects.select_related("person").get(pk=running.pk).person.name == "三浦 和彦"
    assert "消2026-12" in Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    assert supervisor.get(f"/cases/{case.pk}/").status_code == 200


def test_lists_where_others_records_name_who_is_to_be_erased(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    case, other, apart = old_case(town), town.case(), town.case("別 の人", "ベツ ノヒト")
    town.talk(other, note="成田　誠さんの紹介で来た。ﾅﾘﾀ ﾏｺﾄさんとは釣り仲間。")
    town.talk(apart, note="成田空港の近くに住む。")
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)

    asked = page(supervisor, f"/rights/cases/{case.pk}/erasure/")
    supervisor.post(f"/rights/cases/{case.pk}/erasure/", PROPOSAL)
    with town.at_work():
        it = Erasure.objects.get()
    approving = page(manager, f"/rights/erasures/{it.pk}/approve/")
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/rights/erasures/{it.pk}/approve/", {"case_number": case.number})

    for shown in (asked, approving):
        assert f"ほかの人の記録にある名前 {other.number}（1か所）" in shown
        assert "消去しても、ここは消えません" in shown
        assert apart.number not in shown
    with town.at_work():
        kept = Step.objects.filter(case=other, note__contains="成田")
        assert kept.exists(), "it is another person's record, and somebody decides about it"


def test_keeps_what_is_on_hold_until_it_is_lifted(town: Town) -> None:
    case = old_case(town)
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    manager.post("/rights/periods/new/", PERIOD)
    supervisor.post(f"/rights/cases/{case.pk}/erasure/", PROPOSAL)
    with town.at_work():
        it = Erasure.objects.get()

    empty = manager.post(f"/rights/cases/{case.pk}/hold/", {"reason": ""})
    assert empty.status_code == 422
    held = manager.post(f"/rights/cases/{case.pk}/hold/", {"reason": "訴訟のため"})
    assert held.status_code == 302
    assert "消去を停止中" in page(supervisor, f"/rights/cases/{case.pk}/")
    refused = manager.post(f"/rights/erasures/{it.pk}/approve/", {"case_number": case.number})
    assert "消去を停止しています（理由：訴訟のため）。" in text_of(refused)
    assert (
        manager.post(f"/rights/erasures/{it.pk}/decline/", {"because": "訴訟のため"}).status_code
        == 302
    )

    lift = f"/rights/cases/{case.pk}/hold/end/"
    assert supervisor.post(lift, {"because": "和解した"}).status_code == 302
    twice = supervisor.post(lift, {"because": "和解した"})
    assert "このケースの消去は、停止していません。" in text_of(twice)
    with town.at_work():
        assert LegalHold.objects.get().lifted_because == "和解した"
        assert Erasure.objects.get().state == Erasure.State.DECLINED
    assert "消去を提案する" in page(manager)


def test_erases_no_case_of_which_the_proposal_did_not_speak(town: Town) -> None:
    case, double = old_case(town), town.case("成田 誠", "ナリタ マコト")
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    supervisor.post(f"/rights/cases/{case.pk}/erasure/", PROPOSAL)
    with town.at_work() as by:
        it = Erasure.objects.get()
        opened = open_case(
            by=by,
            person=case.person,
            opened_on=today(),
            category="unstable_employment",
            pathway="qualification",
        )
    approve = f"/rights/erasures/{it.pk}/approve/"

    refused = manager.post(approve, {"case_number": case.number})
    pair = reverse("counsellor:pair", args=[case.person_id, double.person_id])
    made_one = supervisor.post(pair, {"stays": str(case.person_id), "reason": "確かめた"})
    declined = manager.post(f"/rights/erasures/{it.pk}/decline/", {"because": "また始まった"})

    told = "提案のあとにケースが変わりました。消去しないことにして、提案し直してください。"
    assert told in text_of(refused)
    assert "消去の提案か決定（決定 消2026-12）があるため" in text_of(made_one)
    assert declined.status_code == 302
    merged = supervisor.post(pair, {"stays": str(double.person_id), "reason": "確かめた"})
    assert merged.status_code == 302
    with town.at_work():
        assert town.again(opened).person_id == double.person_id
        assert Case.objects.select_related("person").get(pk=case.pk).person.name == "成田 誠"
        # The decision stays what it was about.
        assert Erasure.objects.get().person_id == case.person_id


def test_is_for_who_decides_about_records_and_nobody_else(town: Town) -> None:
    case = old_case(town)
    addresses = ["/rights/", f"/rights/cases/{case.pk}/", f"/rights/cases/{case.pk}/erasure/"]

    for member in (town.counsellor, town.matching, town.trainer):
        assert {signed_in(member).get(one).status_code for one in addresses} <= {403, 404}
    neighbour = signed_in(town.neighbour)
    assert neighbour.get(addresses[0]).status_code == 200
    assert {neighbour.get(one).status_code for one in addresses[1:]} == {404}
    assert signed_in(town.supervisor).get("/rights/periods/new/").status_code == 403
    refused = signed_in(town.supervisor).post("/rights/periods/new/", PERIOD)
    assert refused.status_code == 403
    for client in (neighbour, signed_in(town.counsellor)):
        assert client.post(f"{addresses[1]}erasure/", PROPOSAL).status_code in {403, 404}
    with town.at_work():
        assert not RetentionPeriod.objects.exists()
        assert not Erasure.objects.exists()


def test_draws_up_the_entry_of_the_public_register_from_what_is_held(
    town: Town,
) -> None:
    case = town.case()
    town.talk(case)
    manager = signed_in(town.manager)
    few = page(manager, "/rights/register/")
    assert "いま1人の記録があります。" in few
    assert "公表はいりません" in few

    with town.at_work() as by:
        for source, recipient in (("referral", "ハローワーク"), ("conference", "区の保健師")):
            handed = Handed(
                recipient=recipient,
                purpose="支援",
                basis=Basis.CONSENT,
                basis_label="本人の同意",
                items=[{"key": "note", "label": "経緯", "text": "講習に通う"}],
                source=source,
                source_id=case.pk,
            )
            disclose(by=by, case=case, handed=handed, at=now())
        Person.objects.bulk_create(
            Person(organisation=town.city, name=f"人{n}", name_key=f"人{n}", grams=[])
            for n in range(1000)
        )
    many = page(manager, "/rights/register/")
    written = manager.get("/rights/register/register.csv").content.decode("utf-8-sig")
    assert "公表がいります" in many
    assert "（1001人）" in many
    assert "相談の記録" in written
    assert "訪問と同行" not in written
    assert "苫小牧地域職業訓練センター運営協会" in written
    assert "三浦" not in written
    assert "ハローワーク" in written
    assert "保健師" not in written
    assert signed_in(town.counsellor).get("/rights/register/").status_code == 403
