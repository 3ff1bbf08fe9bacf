"""Who is responsible and who else sees a case: taking over, handing over, referring, ending."""

from typing import Any

import pytest

from bansou.commons.access.models import Grant
from bansou.commons.clock import wareki
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Assignment, Case, Enrolment
from bansou.people.referrals.models import Referral
from bansou.people.sharing.models import Disclosure
from bansou.programmes.models import Contract
from tests.desks.counsellor.asking import hidden, names_in, text_of
from tests.desks.counsellor.town import Town, days, signed_in, today


def test_takes_on_a_case_for_which_nobody_is_responsible(town: Town) -> None:
    case = town.case("成田 誠", nobodys=True)
    client = signed_in(town.counsellor)

    question = client.get(f"/cases/{case.pk}/take-over/")
    client.post(f"/cases/{case.pk}/take-over/")

    assert "成田 誠さんの担当を引き受けますか" in text_of(question)
    assert town.again(case).responsible_id == town.counsellor.pk
    assert names_in(client.get("/cases/")) == ["成田 誠"]


def test_refuses_to_take_a_case_from_somebody(town: Town) -> None:
    case = town.case()

    response = signed_in(town.colleague).post(f"/cases/{case.pk}/take-over/")

    assert response.status_code == 403
    assert "すでに工藤 真由美さんが担当しています" in text_of(response)
    assert town.again(case).responsible_id == town.counsellor.pk


def test_asks_nobody_to_take_on_what_they_cannot(town: Town) -> None:
    case, ended = town.case(), town.case("終結 一郎", closed_on=today())

    theirs = signed_in(town.counsellor).get(f"/cases/{case.pk}/take-over/")
    another_s = signed_in(town.colleague).get(f"/cases/{case.pk}/take-over/")
    closed = signed_in(town.colleague).get(f"/cases/{ended.pk}/take-over/")

    assert [page.status_code for page in (theirs, another_s, closed)] == [403] * 3
    assert "このケースは、すでにあなたが担当しています" in text_of(theirs)
    assert "すでに工藤 真由美さんが担当しています" in text_of(another_s)
    assert "このケースは終結しています" in text_of(closed)
    assert f"終結した日 {wareki(today())}" in text_of(closed)


def test_offers_no_way_that_must_fail(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    def ways() -> set[str]:
        html = client.get(f"/cases/{case.pk}/").content.decode()
        names = ("take-over", "refer", "enrol", "person")
        return {name for name in names if f"/cases/{case.pk}/{name}/" in html}

    before = ways()
    town.refer(case)

    assert before == {"refer"}
    assert ways() == set()


def test_offers_a_case_without_a_programme_its_place(town: Town) -> None:
    case = town.case(enrolled=False)
    client = signed_in(town.counsellor)

    page = client.get(f"/cases/{case.pk}/").content.decode()
    client.post(
        f"/cases/{case.pk}/enrol/",
        {"programme": str(town.programme.pk), "from_on": wareki(today())},
    )
    again = client.get(f"/cases/{case.pk}/enrol/")

    assert f"/cases/{case.pk}/enrol/" in page
    assert again.status_code == 403
    assert "いま参加を登録できる事業がありません" in text_of(again)


def test_asks_nobody_to_name_somebody_who_is_named(town: Town) -> None:
    case = town.case()

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/person/")

    assert response.status_code == 403
    assert "people.already_named" in text_of(response)


def test_ends_no_referral_twice(town: Town) -> None:
    referral = town.refer(town.case())
    client = signed_in(town.counsellor)
    client.post(f"/cases/referrals/{referral.pk}/end/")

    again = client.get(f"/cases/referrals/{referral.pk}/end/")

    assert again.status_code == 403
    assert f"{wareki(today())}に終わっています" in text_of(again)


def test_sends_the_supervisor_to_where_somebody_is_made_responsible(town: Town) -> None:
    case = town.case(nobodys=True)

    supervisor = signed_in(town.supervisor).get(f"/cases/{case.pk}/record/").content.decode()
    counsellor = signed_in(town.counsellor).get(f"/cases/{case.pk}/record/").content.decode()

    assert f"/cases/{case.pk}/assign/" in supervisor
    assert f"/cases/{case.pk}/take-over/" not in supervisor
    assert f"/cases/{case.pk}/take-over/" in counsellor


def test_hands_over_with_a_summary_and_what_is_owed(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-3), next_action="申込書を一緒に書く")
    supervisor = signed_in(town.supervisor)

    question = supervisor.get(f"/cases/{case.pk}/assign/")
    supervisor.post(
        f"/cases/{case.pk}/assign/",
        {
            "membership": str(town.colleague.pk),
            "handover_note": "夜勤明けは電話しない。",
            "seen": str(town.counsellor.pk),
        },
    )

    assert "三浦 和彦さんの担当を替えますか" in text_of(question)
    assert "選んでください" in text_of(question)
    assert "次の行動と、約束1件" in text_of(question)
    with town.at_work():
        (task,) = Task.objects.filter(case_id=case.pk)
        former, present = Assignment.objects.filter(case=case).order_by("from_on")
    assert task.owner_id == town.colleague.pk
    assert present.handover_note == "夜勤明けは電話しない。"
    assert former.until_on == days(-1)
    page = text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))
    assert "夜勤明けは電話しない。" in page
    assert "前任 工藤 真由美" in page


@pytest.mark.capability("KNG-27", refused_by="test_refuses_a_handover_that_tells_nothing")
def test_draws_the_summary_of_a_handover_up_from_the_record(town: Town) -> None:
    case = town.case(avoid=["自宅への電話"])
    town.talk(case, on=days(-3), next_action="申込書を一緒に書く")
    supervisor = signed_in(town.supervisor)
    path = f"/cases/{case.pk}/assign/"

    drawn = supervisor.get(path).context["form"].initial["handover_note"]
    to = {"membership": str(town.colleague.pk), "seen": str(town.counsellor.pk)}
    supervisor.post(path, {**to, "handover_note": drawn})

    for said in (
        "継続面談（電話）",
        "・自宅への電話",
        "・申込書を一緒に書く（",
        "記録はありません。",
    ):
        assert said in drawn
    with town.at_work():
        present = Assignment.objects.get(case=case, until_on=None)
    assert (present.membership_id, present.handover_note) == (
        town.colleague.pk,
        drawn.replace("\r\n", "\n"),
    )
    assert "・自宅への電話" in text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))


def test_refuses_a_handover_that_tells_nothing(town: Town) -> None:
    case, new = town.case(), town.case("成田 誠", "ナリタ マコト", nobodys=True)
    client = signed_in(town.supervisor)
    to = {"membership": str(town.colleague.pk), "handover_note": " \n "}

    refused = client.post(f"/cases/{case.pk}/assign/", {**to, "seen": str(town.counsellor.pk)})
    client.post(f"/cases/{new.pk}/assign/", to)

    assert refused.status_code == 422
    assert "引継ぎの要約が要ります" in text_of(refused)
    assert town.again(case).responsible_id == town.counsellor.pk
    assert town.again(new).responsible_id == town.colleague.pk


def test_closes_the_notes_to_the_former_counsellor(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3))
    former = signed_in(town.counsellor)
    path = f"/cases/consultations/{talk.step_id}/"
    assert former.get(path).status_code == 200

    signed_in(town.supervisor).post(
        f"/cases/{case.pk}/assign/",
        {
            "membership": str(town.colleague.pk),
            "seen": str(town.counsellor.pk),
            "handover_note": "午後に電話。",
        },
    )

    assert former.get(path).status_code == 404
    assert signed_in(town.colleague).get(path).status_code == 200


@pytest.mark.parametrize("second", ["supervisor", "colleague"])
def test_says_who_has_a_case_that_was_handed_over_meanwhile(town: Town, second: str) -> None:
    case = town.case()
    client = signed_in(town.supervisor)
    path = f"/cases/{case.pk}/assign/"
    seen = hidden(client.get(path), "seen")
    first = {"membership": str(town.colleague.pk), "seen": seen, "handover_note": "朝に電話。"}
    client.post(path, first)
    said = {"membership": str(getattr(town, second).pk), "handover_note": "午後に電話。"}

    refused = client.post(path, {**said, "seen": seen})

    assert refused.status_code == 422
    assert "いまの担当は木村 学さんです" in text_of(refused)
    assert "午後に電話。" in text_of(refused)
    assert town.again(case).responsible_id == town.colleague.pk
    assert hidden(refused, "seen") == str(town.colleague.pk)


@pytest.mark.parametrize("who", ["counsellor", "colleague", "trainer", "manager"])
def test_refuses_handing_over_to_all_but_the_supervisor(town: Town, who: str) -> None:
    case = town.case()

    response = signed_in(getattr(town, who)).post(
        f"/cases/{case.pk}/assign/", {"membership": str(town.colleague.pk)}
    )

    assert response.status_code in {403, 404}
    assert town.again(case).responsible_id == town.counsellor.pk


def test_refuses_a_member_of_another_body_or_role(town: Town) -> None:
    case = town.case()
    client = signed_in(town.supervisor)

    for stranger in (town.neighbour, town.manager, town.trainer):
        response = client.post(f"/cases/{case.pk}/assign/", {"membership": str(stranger.pk)})
        assert response.status_code == 422

    assert town.again(case).responsible_id == town.counsellor.pk


def referred(town: Town, case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "contract": str(town.contract.pk),
        "purpose": "フォークリフト講習の受講",
        "level": "1",
        **changes,
    }


def test_refers_a_case_for_as_long_as_the_contract_runs(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    question = text_of(client.get(f"/cases/{case.pk}/refer/"))
    client.post(f"/cases/{case.pk}/refer/", referred(town, case))

    assert "三浦 和彦さんを委託先に紹介しますか" in question
    assert f"{wareki(town.contract.ends_on)}まで見えます" in question
    with town.at_work():
        grant = Grant.objects.get(source=Grant.Source.REFERRAL, case_id=case.pk)
        handed = Disclosure.objects.get(case=case)
    assert (grant.level, grant.until_on) == (1, town.contract.ends_on)
    assert grant.to_organisation_id == town.centre.pk
    assert (handed.recipient, handed.basis, handed.purpose, handed.by_id) == (
        town.centre.name,
        "contract",
        "フォークリフト講習の受講",
        town.counsellor.pk,
    )
    assert [one["text"] for one in handed.items][-1] == "1 連絡と予定"
    assert handed.items[0]["text"].startswith("三浦 和彦")
    assert names_in(signed_in(town.trainer).get("/cases/")) == ["三浦 和彦"]
    page = text_of(client.get(f"/cases/{case.pk}/"))
    assert "苫小牧地域職業訓練センター運営協会 閲覧区分1まで" in page


def test_ends_a_referral_at_once(town: Town) -> None:
    case = town.case()
    referral = town.refer(case)
    client = signed_in(town.counsellor)

    question = text_of(client.get(f"/cases/referrals/{referral.pk}/end/"))
    client.post(f"/cases/referrals/{referral.pk}/end/")

    assert "苫小牧地域職業訓練センター運営協会への紹介を終えますか" in question
    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 404
    with town.at_work():
        assert Referral.objects.get(pk=referral.pk).ended_on == today()


@pytest.mark.parametrize("who", ["colleague", "trainer", "manager", "neighbour"])
def test_refuses_ending_a_referral_to_others(town: Town, who: str) -> None:
    referral = town.refer(town.case())

    response = signed_in(getattr(town, who)).post(f"/cases/referrals/{referral.pk}/end/")

    assert response.status_code in {403, 404}
    with town.at_work():
        assert Referral.objects.get(pk=referral.pk).ended_on is None


def test_refuses_a_referral_without_a_running_contract(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Contract.objects.filter(pk=town.contract.pk).update(ends_on=days(-1))

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/refer/")

    assert response.status_code == 403
    assert "referrals.no_contract" in text_of(response)


def test_refuses_to_refer_twice(town: Town) -> None:
    case = town.case()
    town.refer(case)
    client = signed_in(town.counsellor)

    asked = client.get(f"/cases/{case.pk}/refer/")
    response = client.post(f"/cases/{case.pk}/refer/", referred(town, case))

    assert (asked.status_code, response.status_code) == (403, 403)
    assert "対象 三浦 和彦 " in text_of(asked)
    assert "people.already_referred" in text_of(asked)
    assert "いま動いている委託契約のすべてに紹介しています" in text_of(response)
    with town.at_work():
        assert Referral.objects.filter(case=case).count() == 1


def test_closes_a_case_with_everything_that_opened_it(town: Town) -> None:
    case = town.case()
    town.refer(case)
    client = signed_in(town.counsellor)

    question = text_of(client.get(f"/cases/{case.pk}/close/"))
    client.post(f"/cases/{case.pk}/close/", {"on": wareki(today()), "reason": "就職して定着した"})

    assert "三浦 和彦さんのケースを終結にしますか" in question
    assert "委託先への紹介1件" in question
    closed = town.again(case)
    assert (closed.closed_on, closed.closing_reason) == (today(), "就職して定着した")
    with town.at_work():
        assert not Grant.objects.filter(case_id=case.pk, ended_at=None).exists()
        assert Enrolment.objects.get(case=case).until_on == today()
    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 404
    assert names_in(client.get("/cases/")) == []
    assert names_in(client.get("/cases/?q=三浦")) == ["三浦 和彦"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"on": wareki(days(-400)), "reason": "x"}, "から今日までの日付を入れてください"),
        ({"on": wareki(days(1)), "reason": "x"}, "まだ来ていない日です"),
        ({"on": wareki(days(0)), "reason": ""}, "ここに書いてください"),
    ],
)
def test_refuses_to_close_on_a_day_that_cannot_be(
    town: Town, form: dict[str, str], sentence: str
) -> None:
    case = town.case()

    response = signed_in(town.counsellor).post(f"/cases/{case.pk}/close/", form)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert town.again(case).is_open
