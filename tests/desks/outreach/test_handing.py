"""Nothing leaves without consent to it: consents with their reach, referrals, letters and answers."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.models import Task
from bansou.people.persons.models import Person
from bansou.people.referrals.models import Referral
from bansou.people.sharing.models import Disclosure, OutsideBody, SharingConsent
from bansou.support.consultation.booking.opening import DeskWords, set_up_desk
from bansou.support.counselling.recording import share_summary
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import now, signed_in, today
from tests.desks.outreach.kobe import Kobe
from tests.desks.outreach.test_formulations import PLAN, written

REASON = "夜に眠れず、昼の外出ができない。"
HEALTH = "10年前に心療内科へ2回通った。"
PHONE = "078-000-0134"
SUMMARY = "手順を書いたものがあると、力を出しやすい。"
SEALED = "夜眠れず、昼に外へ出るのがこわい。"


@pytest.fixture
def clinic(kobe: Kobe) -> OutsideBody:
    """A clinic in the register, entered at the desk; and a person with a phone."""
    with kobe.at_work():
        Person.objects.filter(pk=kobe.case.person_id).update(phone=PHONE)
    form = {"name": "灘こころのクリニック", "kind": "medical", "department": "医療相談室"}
    assert signed_in(kobe.counsellor).post("/partners/new/", form).status_code == 302
    with kobe.at_work():
        return OutsideBody.objects.get()


def consent_form(to: Any, **said: Any) -> dict[str, Any]:
    return {
        "to": str(to.pk),
        "items": ["name", "reason"],
        "purpose": "受診のため",
        "given_on": today().isoformat(),
        "until_on": (today() + timedelta(days=60)).isoformat(),
        "how": "paper",
        "evidence": "同意書 書庫B-3",
        **said,
    }


def agreed(kobe: Kobe, to: Any, **said: Any) -> SharingConsent:
    path = f"/cases/{kobe.case.pk}/handing/consent/"
    response = signed_in(kobe.counsellor).post(path, consent_form(to, **said))
    assert response.status_code == 302, text_of(response)
    with kobe.at_work():
        return SharingConsent.objects.latest("id")


def sent(kobe: Kobe, consent: SharingConsent, **said: Any) -> Any:
    form = {"items": ["name"], "reason": REASON, **said}
    return signed_in(kobe.counsellor).post(f"/sharing-consents/{consent.pk}/refer/", form)


def the_referral(kobe: Kobe) -> Referral:
    with kobe.at_work():
        return Referral.objects.get()


def desk(kobe: Kobe, phone: str = "078-111-0100") -> None:
    """The desk whose name the letters bear."""
    with kobe.at_work():
        words = DeskWords(
            name="ひきこもり支援室", place="神戸市中央区1-2", channels=["visit"], phone=phone
        )
        set_up_desk(keeper_id=kobe.city.pk, words=words)


def letter_text(kobe: Kobe, it: Referral) -> str:
    response = signed_in(kobe.counsellor).get(f"/referrals/{it.pk}/letter/")
    assert response["Content-Type"] == "application/pdf", text_of(response)
    pages = PdfReader(BytesIO(response.content)).pages
    assert len(pages) == 2
    return "\n".join(page.extract_text() for page in pages)


def answer(kobe: Kobe, who: Membership, it: Referral, **said: str) -> Any:
    form = {
        "answer": "accept",
        "on": today().isoformat(),
        "by": "医療相談室 山本",
        "note": "",
        "version": str(it.version),
        **said,
    }
    return signed_in(who).post(f"/referrals/{it.pk}/answer/", form)


@pytest.mark.capability("KOB-19", refused_by="test_refuses_what_the_person_did_not_agree_to")
def test_writes_a_letter_with_the_agreed_items_alone_and_tracks_the_answer(
    kobe: Kobe, clinic: OutsideBody
) -> None:
    consent = agreed(kobe, clinic)
    assert (consent.how, consent.evidence, consent.noted_by_id) == (
        "paper",
        "同意書 書庫B-3",
        kobe.counsellor.pk,
    )
    asked = text_of(signed_in(kobe.counsellor).get(f"/sharing-consents/{consent.pk}/refer/"))
    assert "井上 拓也" in asked
    assert PHONE not in asked

    client = signed_in(kobe.counsellor)
    response = client.post(
        f"/sharing-consents/{consent.pk}/refer/", {"items": ["name"], "reason": REASON}
    )

    assert response.status_code == 302
    it = the_referral(kobe)
    assert (it.answer, it.answer_due_on) == ("awaited", today() + timedelta(days=14))
    nobody = text_of(client.get(f"/referrals/{it.pk}/letter/"))
    assert "差出人の窓口が登録されていない" in nobody
    desk(kobe)
    letter = letter_text(kobe, it)
    for said in ("ひきこもり支援室", "神戸市中央区1-2", "078-111-0100", "西田 恵"):
        assert letter.count(said) == 2
    for said in ("灘こころのクリニック", "井上 拓也", REASON, "受診のため", "返信票", it.ticket):
        assert said in letter
    for unsaid in (PHONE, "078-000", "部屋", kobe.case.number):
        assert unsaid not in letter
    with kobe.at_work():
        handed = Disclosure.objects.get()
    assert (handed.recipient, handed.basis, handed.basis_label, handed.purpose) == (
        "灘こころのクリニック　医療相談室",
        "consent",
        "本人同意",
        "受診のため",
    )
    assert [one["key"] for one in handed.items] == ["name", "reason"]
    assert (handed.by_id, handed.consent_id) == (kobe.counsellor.pk, consent.pk)
    page = text_of(client.get(f"/cases/{kobe.case.pk}/handing/"))
    assert "本人同意" in page
    assert "氏名、相談のきっかけとこれまで" in page
    silent = answer(kobe, kobe.counsellor, it, answer="reject")
    assert silent.status_code == 422
    assert "見送りの理由" in text_of(silent)
    assert answer(kobe, kobe.counsellor, it, answer="reject", note="満床").status_code == 302
    told = the_referral(kobe)
    assert (told.answer, told.answer_note, told.answered_by) == (
        "rejected",
        "満床",
        "医療相談室 山本",
    )
    with kobe.at_work():
        assert Task.objects.get(subject="referral").done_at
    assert "もう記録されています" in text_of(answer(kobe, kobe.counsellor, told))


def test_refuses_what_the_person_did_not_agree_to(kobe: Kobe, clinic: OutsideBody) -> None:
    client = signed_in(kobe.counsellor)
    consent = agreed(kobe, clinic)

    beyond = client.post(f"/sharing-consents/{consent.pk}/refer/", {"items": ["name", "phone"]})

    assert beyond.status_code == 422
    assert "「電話番号」を渡すことには、本人の同意がありません" in text_of(beyond)
    written = sent(kobe, consent, health=HEALTH)
    assert written.status_code == 422
    assert "「健康・障害・受診のこと」" in text_of(written)
    assert HEALTH in text_of(written)
    nothing = sent(kobe, consent, items=[], reason=" ")
    assert "渡す項目がありません" in text_of(nothing)
    # Nobody but who stands by the person hands anything over.
    for other in (kobe.colleague, kobe.neighbour, kobe.manager):
        path = f"/sharing-consents/{consent.pk}/refer/"
        assert signed_in(other).post(path, {"items": ["name"]}).status_code in {403, 404, 409, 422}
    with kobe.at_work():
        assert not Disclosure.objects.exists()
        assert not Referral.objects.exists()


def test_hands_nothing_over_after_it_was_taken_back_or_its_time_is_over(
    kobe: Kobe, clinic: OutsideBody
) -> None:
    consent = agreed(kobe, clinic, until_on=today().isoformat())
    assert sent(kobe, consent).status_code == 302
    it = the_referral(kobe)

    with time_machine.travel(now() + timedelta(days=1)):
        late = sent(kobe, consent)
        paper = signed_in(kobe.counsellor).get(f"/referrals/{it.pk}/letter/")
    assert "期限" in text_of(late)
    assert paper["Content-Type"] != "application/pdf"

    taken = signed_in(kobe.counsellor).post(f"/sharing-consents/{consent.pk}/withdraw/")

    assert taken.status_code == 302
    assert "取り消されています" in text_of(sent(kobe, consent))
    paper = signed_in(kobe.counsellor).get(f"/referrals/{it.pk}/letter/")
    assert "取り消されています" in text_of(paper)
    with kobe.at_work():
        assert SharingConsent.objects.get().withdrawn_at
        assert Disclosure.objects.count() == 1
        assert Task.objects.get(subject="referral").dropped_at


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"evidence": " "}, "確かめられるもの"),
        ({"items": []}, "渡してよい項目"),
        ({"until_on": "2020-04-01"}, "期限は同意の日からあとの日"),
        ({"given_on": "2099-04-01"}, "同意した日"),
    ],
)
def test_refuses_a_consent_that_could_not_be_proved(
    said: dict[str, Any], sentence: str, kobe: Kobe, clinic: OutsideBody
) -> None:
    path = f"/cases/{kobe.case.pk}/handing/consent/"

    response = signed_in(kobe.counsellor).post(path, consent_form(clinic, **said))

    assert response.status_code == 422
    assert sentence in text_of(response)
    with kobe.at_work():
        assert not SharingConsent.objects.exists()


@pytest.mark.capability("KOB-13", refused_by="test_lets_no_contractor_see_without_consent_to_it")
def test_refers_to_a_programme_of_the_station_and_asks_after_a_late_answer(
    kobe: Kobe, clinic: OutsideBody, saposute: Membership
) -> None:
    body = saposute.organisation
    with kobe.at_work() as actor:
        share_summary(
            by=actor, case=kobe.case, text=SUMMARY, agreed_on=today(), today=today(), at=now()
        )
    consent = agreed(kobe, body, items=["name", "phone", "reason", "agreed_summary"])
    # The summary goes as it was agreed to, whatever else is typed.
    said = {"items": ["name", "agreed_summary"], "agreed_summary": SEALED}

    assert sent(kobe, consent, programme="work_trial", **said).status_code == 302

    it = the_referral(kobe)
    assert (it.programme, it.to_organisation_id) == ("work_trial", body.pk)
    with kobe.at_work():
        assert Grant.objects.get(source="referral").until_on == min(
            consent.until_on, kobe.programme.ends_on
        )
    page = text_of(signed_in(kobe.counsellor).get(f"/cases/{kobe.case.pk}/handing/"))
    assert "就労体験" in page
    with time_machine.travel(now() + timedelta(days=15)):
        desk = signed_in(kobe.counsellor)
        first = text_of(desk.get("/today/"))
        page = text_of(desk.get(f"/cases/{kobe.case.pk}/handing/"))
    assert "神戸サポステへの紹介の返事を確かめる" in first
    assert "返事がありません" in page
    guest = signed_in(saposute)
    received = text_of(guest.get(f"/cases/{kobe.case.pk}/"))
    assert REASON in received
    assert SUMMARY in received
    assert SEALED not in received
    assert guest.get(f"/cases/{kobe.case.pk}/handing/").status_code in {403, 404}
    assert answer(kobe, saposute, it, by="原 直美", note="来週の火曜に見学").status_code == 302
    with kobe.at_work():
        assert Task.objects.get(subject="referral").done_at
        assert Referral.objects.get().answer == "accepted"
    # Taken back: from this moment the contractor sees nothing.
    assert (
        signed_in(kobe.counsellor).post(f"/sharing-consents/{consent.pk}/withdraw/").status_code
        == 302
    )
    assert guest.get(f"/cases/{kobe.case.pk}/").status_code == 404


def test_lets_no_contractor_see_without_consent_to_it(kobe: Kobe, saposute: Membership) -> None:
    path = f"/cases/{kobe.case.pk}/handing/consent/"

    response = signed_in(kobe.counsellor).post(path, consent_form(saposute.organisation))

    assert response.status_code == 422
    assert "氏名、電話番号が見えます" in text_of(response)
    assert signed_in(saposute).get(f"/cases/{kobe.case.pk}/").status_code == 404


def test_notes_once_that_the_plan_was_read_where_somebody_is_referred(
    kobe: Kobe, clinic: OutsideBody
) -> None:
    consent = agreed(kobe, clinic, items=["name", "plan"])
    assert written(kobe).status_code == 302

    page = signed_in(kobe.counsellor).get(f"/sharing-consents/{consent.pk}/refer/")

    assert PLAN in text_of(page)
    assert kobe.noted() == [("open", "sharing", kobe.case.pk)]


def test_notes_once_that_a_referral_was_read_where_its_answer_is_written(
    kobe: Kobe, clinic: OutsideBody
) -> None:
    assert sent(kobe, agreed(kobe, clinic)).status_code == 302
    it = the_referral(kobe)

    page = signed_in(kobe.counsellor).get(f"/referrals/{it.pk}/answer/")

    assert "受診のため" in text_of(page)
    assert kobe.noted() == [("open", "referral", it.pk)]


def test_has_no_access_to_end_where_somebody_was_referred_by_letter(
    kobe: Kobe, clinic: OutsideBody
) -> None:
    sent(kobe, agreed(kobe, clinic))

    page = signed_in(kobe.counsellor).get(f"/cases/referrals/{the_referral(kobe).pk}/end/")

    assert page.status_code == 404
