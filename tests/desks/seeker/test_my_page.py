"""My page: what is mine is there, what supporters write for each other is not, others are nowhere."""

import pytest
from django.test import Client

from bansou.commons.tasks.models import Task
from bansou.people.accounts.models import PersonAccount
from bansou.people.consent.models import Consent
from bansou.people.persons.models import Person
from bansou.people.referrals.handing_on import Parcel, hand_on
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.bodies import Address, register_body
from bansou.people.sharing.items import known_of
from bansou.people.sharing.models import SharingConsent
from bansou.people.steps.models import SharedNote, Step
from bansou.placement.followup.models import FollowUp
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.test_follow_ups import follow_ups, hired
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.seeker.letters import came_in

PAGES = ("", "courses/", "notes/", "readers/", "consents/", "contact/")


def test_shows_what_comes_next_and_who_has_opened_the_record(town: Town) -> None:
    case = town.case()
    town.talk(case)
    client = came_in(town, case)
    signed_in(town.counsellor).get(f"/cases/{case.pk}/")

    page = text_of(client.get("/my/"))

    assert "三浦 和彦さんのページ" in page
    assert "申込書を一緒に書く" in page
    assert "工藤 真由美" in page
    assert "苫小牧市" in page


def test_shows_no_note_and_no_formulation(town: Town) -> None:
    case = town.case()
    town.talk(case, note="家族のことで疲れている。", formulation="自信が下がっている。")
    client = came_in(town, case)

    for page in PAGES:
        said = client.get(f"/my/{page}").content.decode()
        assert "疲れている" not in said, page
        assert "自信が下がって" not in said, page


def test_shows_nothing_of_somebody_else(town: Town) -> None:
    other = town.case("佐藤 花", "サトウ ハナ")
    town.talk(other, next_action="佐藤さんに電話する")
    client = came_in(town, town.case())

    for page in PAGES:
        assert "佐藤" not in client.get(f"/my/{page}").content.decode(), page


def test_opens_no_desk_of_staff(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)

    for address in ("/today/", "/cases/", f"/cases/{case.pk}/", "/employers/", "/programmes/"):
        assert client.get(address).status_code in (403, 404), address


def test_opens_no_page_of_a_person_to_staff(town: Town) -> None:
    town.case()

    for page in PAGES:
        assert signed_in(town.counsellor).get(f"/my/{page}").status_code == 403, page


def test_shows_of_a_talk_what_the_counsellor_chose_to_share(town: Town) -> None:
    case = town.case()
    step = town.talk(case, note="くわしい記録").step
    client = came_in(town, case)
    address = f"/cases/consultations/{step.pk}/share/"

    signed_in(town.counsellor).post(address, {"text": "12月の講座を選びました。"})

    assert "12月の講座を選びました。" in text_of(client.get("/my/notes/"))
    signed_in(town.counsellor).post(address, {"text": ""})
    assert "12月の講座" not in text_of(client.get("/my/notes/"))
    with town.at_work():
        assert SharedNote.objects.exclude(withdrawn_at=None).count() == 1


def test_lets_nobody_else_share_a_record(town: Town) -> None:
    step = town.talk(town.case()).step

    answer = signed_in(town.colleague).post(
        f"/cases/consultations/{step.pk}/share/", {"text": "読まれてしまう"}
    )

    assert answer.status_code in (403, 404)
    with town.at_work():
        assert not SharedNote.objects.exists()


def test_puts_contact_details_right_and_tells_the_counsellor(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)

    client.post(
        "/my/contact/",
        {
            "phone": "080-0000-0001",
            "email": "",
            "address": "",
            "contact_wishes": "夕方に",
            "version": 1,
        },
    )

    with town.at_work():
        person = Person.objects.get(pk=case.person_id)
        assert (person.phone, person.contact_wishes, person.version) == (
            "080-0000-0001",
            "夕方に",
            2,
        )
        assert Step.objects.filter(case=case, kind="contact.corrected").count() == 1
    assert "本人が連絡先を直しました" in text_of(
        signed_in(town.counsellor).get(f"/cases/{case.pk}/")
    )


def test_saves_no_contact_over_what_the_office_wrote_meanwhile(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)
    with town.at_work():
        Person.objects.update(phone="090-1111-1111", version=2)

    answer = client.post("/my/contact/", {"phone": "080-0000-0001", "version": 1})

    assert answer.status_code == 422
    assert "080-0000-0001" in answer.content.decode()
    with town.at_work():
        assert Person.objects.get(pk=case.person_id).phone == "090-1111-1111"


def test_takes_a_consent_back_and_gives_it_again(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Consent.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            purpose=Consent.Purpose.JOINT_COUNTING,
            given_on=days(-10),
            recorded_at=now(),
        )
    client = came_in(town, case)
    address = "/my/consents/joint_counting/"

    client.post(address, {"answer": "withdraw"})
    with town.at_work():
        assert Consent.objects.get().withdrawn_on == today()
    client.post(address, {"answer": "give"})
    with town.at_work():
        assert Consent.objects.filter(withdrawn_on=None).count() == 1


def test_takes_back_that_something_is_handed_to_another_body(town: Town) -> None:
    case, other = town.case(), town.case("佐藤 花", "サトウ ハナ")
    agreed = {
        "items": ["name", "phone"],
        "purpose": "受講のため",
        "given_on": days(-3),
        "until_on": days(90),
        "how": "paper",
        "evidence": "同意書",
    }
    with town.at_work(town.counsellor) as by:
        body = register_body(by=by, address=Address(name="灘クリニック", kind="medical"))
        said = {"by": by, "at": now(), "today": today()}
        to_letter, to_centre = (
            agree_to_sharing(case=case, agreement=Agreement(to=to, **agreed), **said)
            for to in (body, town.centre)
        )
        theirs = agree_to_sharing(case=other, agreement=Agreement(to=body, **agreed), **said)
        parcel = Parcel(chosen={key: known_of(case)[key] for key in ("name", "phone")})
        hand_on(by=by, case=case, consent=to_centre, parcel=parcel, answer_days=14, at=now())
    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 200
    client = came_in(town, case)
    assert "灘クリニック" in text_of(client.get("/my/consents/"))

    address = f"/my/consents/sharing/{to_centre.pk}/"
    assert "渡すことを、取り消しますか" in text_of(client.get(address))
    assert client.post(address).status_code == 302

    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 404
    again = client.post(address, follow=True)
    assert "もう取り消されています" in text_of(again)
    assert client.post(f"/my/consents/sharing/{theirs.pk}/").status_code == 404
    with town.at_work():
        rows = {it.pk: it.withdrawn_at for it in SharingConsent.objects.all()}
        assert rows[to_centre.pk]
        assert (rows[to_letter.pk], rows[theirs.pk]) == (None, None)
        told = Task.objects.get(subject="sharing-consent")
        assert (told.owner_id, told.case_id) == (town.counsellor.pk, case.pk)


def test_answers_after_a_hire_by_one_tap(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, days(-8))
    client = came_in(town, case)
    first = follow_ups(town, hire)[0]
    assert "勇払運輸でのお仕事は、続いていますか" in text_of(client.get("/my/"))

    client.post(f"/my/follow-ups/{first.pk}/", {"outcome": "working"})

    with town.at_work():
        assert FollowUp.objects.get(pk=first.pk).outcome == "working"
        assert Step.objects.get(case=case, kind="followup.done").by_id is None
    assert "続いていますか" not in text_of(client.get("/my/"))


def test_asks_who_has_left_for_the_day_only(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, days(-8))
    client = came_in(town, case)
    first = follow_ups(town, hire)[0]

    without = client.post(f"/my/follow-ups/{first.pk}/", {"outcome": "left"})
    client.post(f"/my/follow-ups/{first.pk}/", {"outcome": "left", "left_on": days(-2).isoformat()})

    assert without.status_code == 422
    with town.at_work():
        hire.refresh_from_db()
        assert hire.left_on == days(-2)


def test_answers_for_nobody_else(town: Town) -> None:
    other = town.case("佐藤 花", "サトウ ハナ")
    theirs = follow_ups(town, hired(town, other, days(-8)))[0]
    client = came_in(town, town.case())

    answer = client.post(f"/my/follow-ups/{theirs.pk}/", {"outcome": "working"})

    assert answer.status_code == 404
    with town.at_work():
        assert FollowUp.objects.get(pk=theirs.pk).outcome == ""


def test_lets_nobody_in_once_the_account_has_ended(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)

    signed_in(town.counsellor).post(f"/cases/{case.pk}/account/end/")

    assert "期間が終わっています" in text_of(client.get("/my/", follow=True))


def test_lets_somebody_in_again_once_the_account_is_renewed(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)
    with town.at_work():
        PersonAccount.objects.update(until_on=days(-1))
    assert "期間が終わっています" in text_of(client.get("/my/", follow=True))

    signed_in(town.counsellor).post(f"/cases/{case.pk}/account/renew/")

    assert client.get("/my/").status_code == 200


def test_gives_letters_out_only_at_the_desk_of_who_is_responsible(town: Town) -> None:
    case = town.case()

    for member in (town.colleague, town.matching, town.trainer, town.neighbour):
        answer = signed_in(member).post(f"/cases/{case.pk}/account/letter/")
        assert answer.status_code in (403, 404), member
    with town.at_work():
        assert not PersonAccount.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_asks_who_has_not_signed_in_to_do_so(page: str, client: Client, db: None) -> None:
    assert client.get(f"/my/{page}").url.startswith("/account/login/")
