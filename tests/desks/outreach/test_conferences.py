"""A conference shares on a legal basis: without one it is not closed, and whoever was let in leaves."""

from datetime import timedelta
from typing import Any

import pytest

from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Enrolment
from bansou.people.persons.models import Person
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.items import SEEN_BY_CONTRACTORS
from bansou.people.sharing.models import Disclosure, SharingConsent
from bansou.people.steps.models import Step
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember
from tests.desks.counsellor.asking import hidden, text_of
from tests.desks.counsellor.town import days, now, signed_in, today
from tests.desks.outreach.kobe import Kobe
from tests.desks.seeker.letters import BORN, came_in

SHOWN = "本人は夜に眠れず、昼の面談は難しい。"
OTHERS = "家計のことは、母だけが知っている。"
MINUTES = "受診を先に行い、見学は年明けに考える。"


def called(kobe: Kobe, **said: Any) -> CaseConference:
    form = {
        "on": today().isoformat(),
        "starts_at": "15:00",
        "place": "区役所 2階",
        "agenda": "受診と、そのあとの居場所",
        "basis": "statutory",
        "basis_note": "神戸市ひきこもり支援会議",
        **said,
    }
    response = kobe.post(kobe.counsellor, f"cases/{kobe.case.pk}/conference/", **form)
    assert response.status_code == 302, text_of(response)
    return the_conference(kobe)


def the_conference(kobe: Kobe) -> CaseConference:
    with kobe.at_work():
        return CaseConference.objects.latest("id")


def ask(kobe: Kobe, it: CaseConference, seat: Membership | None = None, **said: Any) -> Any:
    form = {
        "name": "原 直美",
        "body": "神戸サポステ",
        "shown": SHOWN,
        "items": ["name", "health"],
        "seat": str(seat.pk) if seat else "",
        **said,
    }
    return kobe.post(kobe.counsellor, f"conferences/{it.pk}/ask/", **form)


def closing(kobe: Kobe, it: CaseConference, **said: str) -> dict[str, str]:
    return {
        "basis": "statutory",
        "basis_note": "神戸市ひきこもり支援会議",
        "minutes": MINUTES,
        "task": "クリニックに初診の枠を聞く",
        "owner": str(kobe.counsellor.pk),
        "due_on": (today() + timedelta(days=7)).isoformat(),
        "version": str(it.version),
        **said,
    }


@pytest.mark.capability("KOB-20", refused_by="test_refuses_to_close_without_the_legal_basis")
def test_lets_somebody_in_until_the_meeting_is_over_and_keeps_what_came_of_it(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe)
    today_page = signed_in(kobe.counsellor).get("/today/").content.decode()
    assert f'href="/outreach/conferences/{it.pk}/"' in today_page
    assert ask(kobe, it, saposute).status_code == 302
    assert ask(kobe, it, name="乾 正", body="区の保健師", shown=OTHERS).status_code == 302
    with kobe.at_work():
        grant = Grant.objects.get(source="conference")
    assert (grant.to_membership_id, grant.basis, grant.level) == (saposute.pk, "conference", 3)
    # It ends by itself with the day of the meeting, also if nobody closes it.
    assert (grant.from_on, grant.until_on) == (today(), it.on)
    guest = signed_in(saposute)
    page = text_of(guest.get(f"/outreach/conferences/{it.pk}/"))
    assert SHOWN in page
    assert "受診と、そのあとの居場所" in page
    assert OTHERS not in page
    assert "井上 拓也" in text_of(guest.get("/outreach/conferences/"))
    others = [f"/cases/{kobe.case.pk}/", f"/outreach/cases/{kobe.case.pk}/"]
    assert {guest.get(path).status_code for path in others} == {404}
    client = signed_in(kobe.counsellor)

    answer = client.post(f"/outreach/conferences/{it.pk}/close/", closing(kobe, it))

    assert answer.status_code == 302
    closed = the_conference(kobe)
    assert (closed.state, closed.basis, closed.minutes) == ("closed", "statutory", MINUTES)
    with kobe.at_work():
        assert Grant.objects.get(source="conference").ended_at == closed.closed_at
        task = Task.objects.get(subject="conference")
        assert (task.title, task.owner_id) == ("クリニックに初診の枠を聞く", kobe.counsellor.pk)
        step = Step.objects.get(kind="conference.held")
        assert (step.note, step.level) == (MINUTES, 3)
        handed = Disclosure.objects.order_by("id").values_list("recipient", "basis", "basis_label")
        law = ("conference", "支援会議（社会福祉法106条の6）")
        assert list(handed) == [("神戸サポステ", *law), ("区の保健師", *law)]
        assert Disclosure.objects.earliest("id").items[0]["text"] == SHOWN
        shown = ConferenceMember.objects.order_by("id").values_list("body", "shown")
        assert list(shown) == [("神戸サポステ", SHOWN), ("区の保健師", OTHERS)]
    assert guest.get(f"/outreach/conferences/{it.pk}/").status_code == 404
    page = text_of(client.get(f"/outreach/conferences/{it.pk}/"))
    assert "支援会議（社会福祉法106条の6）" in page
    again = client.post(f"/outreach/conferences/{it.pk}/close/", closing(kobe, closed))
    assert again.status_code == 422


def test_takes_somebody_off_whose_consent_is_over_and_closes_without_them(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe, basis="consent", basis_note="")
    consent = agreed(kobe, saposute, until=30)
    ask(kobe, it, saposute)
    ask(kobe, it, name="西田 恵", body="神戸市", shown="支援の経過")
    client = signed_in(kobe.counsellor)
    client.post(f"/sharing-consents/{consent.pk}/withdraw/")
    with kobe.at_work():
        guest = ConferenceMember.objects.get(seat=saposute)
        CaseConference.objects.update(starts_at="23:59:59")
    path = f"/outreach/conferences/{it.pk}/members/{guest.pk}/out/"
    assert signed_in(kobe.neighbour).post(path).status_code == 404
    stuck = client.post(f"/outreach/conferences/{it.pk}/close/", closing(kobe, it, basis="consent"))
    assert "に取り消されています" in text_of(stuck)

    assert client.post(path).status_code == 302

    closed = client.post(
        f"/outreach/conferences/{it.pk}/close/", closing(kobe, it, basis="consent")
    )
    assert closed.status_code == 302, text_of(closed)
    with kobe.at_work():
        assert list(ConferenceMember.objects.values_list("name", flat=True)) == ["西田 恵"]
        # What they read while they were let in stays on record.
        assert Disclosure.objects.get().recipient == "神戸サポステ"


def test_shows_a_guest_only_what_they_were_asked_to(kobe: Kobe, saposute: Membership) -> None:
    asked = called(kobe, on=days(3).isoformat())
    ask(kobe, asked, saposute)
    other = called(kobe, on=days(5).isoformat(), agenda="家計のこと")
    guest = signed_in(saposute)

    listed = guest.get("/outreach/conferences/").content.decode()

    assert f"/outreach/conferences/{asked.pk}/" in listed
    assert f"/outreach/conferences/{other.pk}/" not in listed
    assert guest.get(f"/outreach/conferences/{other.pk}/").status_code == 404
    with kobe.at_work():
        assert [it.recipient for it in Disclosure.objects.all()] == ["神戸サポステ"]
    ask(kobe, other, saposute)
    reason = {"because": "本人の体調", "version": the_version(kobe, asked)}
    kobe.post(kobe.counsellor, f"conferences/{asked.pk}/cancel/", **reason)
    # Another conference of the same case is still to come: it opens nothing of this one.
    assert guest.get(f"/outreach/conferences/{asked.pk}/").status_code == 404
    assert guest.get(f"/outreach/conferences/{other.pk}/").status_code == 200


def the_version(kobe: Kobe, it: CaseConference) -> int:
    with kobe.at_work():
        return CaseConference.objects.get(pk=it.pk).version


def test_refuses_to_close_without_the_legal_basis(kobe: Kobe, saposute: Membership) -> None:
    it = called(kobe, basis="", basis_note="")
    ask(kobe, it)
    client, path = signed_in(kobe.counsellor), f"/outreach/conferences/{it.pk}/close/"

    refused = client.post(path, closing(kobe, it, basis=""))

    assert refused.status_code == 422
    assert "情報を共有する根拠がありません" in text_of(refused)
    assert MINUTES in text_of(refused)
    bare = client.post(path, closing(kobe, it, basis="consent", basis_note="口頭で聞いた"))
    assert "「神戸サポステ」に情報を渡すことへの、本人の同意の記録がありません" in text_of(bare)
    assert client.post(path, closing(kobe, it, minutes=" ")).status_code == 422
    # Nobody of another body reads anything on no basis.
    assert ask(kobe, it, saposute).status_code == 422
    assert signed_in(saposute).get(f"/outreach/conferences/{it.pk}/").status_code == 404
    assert the_conference(kobe).state == "planned"
    strangers = [kobe.colleague, kobe.neighbour]
    answers = {signed_in(who).post(path, closing(kobe, it)).status_code for who in strangers}
    assert answers == {404}


def test_closes_by_the_rules_of_its_day_after_the_programme_is_over(kobe: Kobe) -> None:
    it = called(kobe, basis="", basis_note="")
    ask(kobe, it)
    last = max(kobe.programme.starts_on, days(-1))
    with kobe.at_work():
        CaseConference.objects.update(on=last)
        Enrolment.objects.filter(case=kobe.case).update(until_on=last)
    client, path = signed_in(kobe.counsellor), f"/outreach/conferences/{it.pk}/close/"

    refused = client.post(path, closing(kobe, it, basis=""))
    assert "情報を共有する根拠がありません" in text_of(refused)
    assert MINUTES in text_of(refused)
    assert the_conference(kobe).state == "planned"

    assert client.post(path, closing(kobe, it)).status_code == 302
    assert the_conference(kobe).state == "closed"


def agreed(
    kobe: Kobe, seat: Membership, until: int, items: tuple[str, ...] = ("health",)
) -> SharingConsent:
    """What the person agreed is handed to the station, until so many days from now."""
    with kobe.at_work(kobe.counsellor) as actor:
        agreement = Agreement(
            to=seat.organisation,
            items=[*SEEN_BY_CONTRACTORS, *items],
            purpose="支援の相談のため",
            given_on=today(),
            until_on=days(until),
            how="oral",
            evidence="面談で",
        )
        return agree_to_sharing(
            by=actor, case=kobe.case, agreement=agreement, at=now(), today=today()
        )


def test_rests_on_the_stored_consent_and_ends_with_it(kobe: Kobe, saposute: Membership) -> None:
    it = called(kobe, on=days(3).isoformat(), basis="consent", basis_note="")
    short = agreed(kobe, saposute, until=2)
    over = ask(kobe, it, saposute)
    assert "この同意の期限" in text_of(over)
    consent = agreed(kobe, saposute, until=30)
    client, guest = signed_in(kobe.counsellor), signed_in(saposute)
    assert ask(kobe, it, saposute).status_code == 302
    with kobe.at_work():
        assert ConferenceMember.objects.get().consent_id == consent.pk
    page = f"/outreach/conferences/{it.pk}/"
    assert "本人の同意：神戸サポステに、支援の相談のため" in text_of(client.get(page))
    assert SHOWN in text_of(guest.get(page))

    taken_back = client.post(f"/sharing-consents/{consent.pk}/withdraw/")

    assert taken_back.status_code == 302
    assert guest.get(page).status_code == 404
    client.post(f"/sharing-consents/{short.pk}/withdraw/")
    with kobe.at_work():
        CaseConference.objects.update(on=today(), starts_at="23:59:59")
    refused = client.post(f"{page}close/", closing(kobe, it, basis="consent"))
    assert "に取り消されています" in text_of(refused)
    assert the_conference(kobe).state == "planned"


def test_shows_no_more_than_the_items_to_which_the_person_agreed(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe, on=days(3).isoformat(), basis="consent", basis_note="")
    agreed(kobe, saposute, until=30, items=())

    beyond = ask(kobe, it, saposute)
    none = ask(kobe, it, saposute, items=[])

    assert "「健康・障害・受診のこと」を渡すことには、本人の同意がありません" in text_of(beyond)
    assert SHOWN in text_of(beyond)
    assert "示す項目がありません" in text_of(none)
    guest, page = signed_in(saposute), f"/outreach/conferences/{it.pk}/"
    assert guest.get(page).status_code == 404
    agreed(kobe, saposute, until=30)
    assert ask(kobe, it, saposute, items=["health"]).status_code == 302
    read = text_of(guest.get(page))
    assert SHOWN in read
    assert "示した項目：健康・障害・受診のこと" in read
    assert "氏名を伏せた方" in text_of(guest.get("/outreach/conferences/"))
    # Neither the name nor the agenda, which says what is planned, is among the items.
    assert "井上" not in guest.get(page).content.decode()
    assert "受診と、そのあとの居場所" not in read
    assert "議題は、本人が同意した項目（支援の方針）にふくまれないため" in read
    with kobe.at_work():
        assert Disclosure.objects.get().item_names == "会議で示した内容、健康・障害・受診のこと"


def test_refuses_to_close_by_consent_what_was_shown_beyond_it(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe)
    agreed(kobe, saposute, until=30)
    ask(kobe, it, saposute, items=["health", "address"])
    path = f"conferences/{it.pk}/close/"

    refused = kobe.post(kobe.counsellor, path, **closing(kobe, it, basis="consent"))

    assert "「住所」を渡すことには、本人の同意がありません" in text_of(refused)
    assert the_conference(kobe).state == "planned"
    assert kobe.post(kobe.counsellor, path, **closing(kobe, it)).status_code == 302


def test_a_guest_reads_no_more_once_the_person_takes_the_consent_back(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe, on=days(3).isoformat(), basis="consent", basis_note="")
    consent = agreed(kobe, saposute, until=30)
    ask(kobe, it, saposute)
    page, guest = f"/outreach/conferences/{it.pk}/", signed_in(saposute)
    assert SHOWN in text_of(guest.get(page))
    with kobe.at_work():
        Person.objects.filter(pk=kobe.case.person_id).update(**BORN)

    taken_back = came_in(kobe, kobe.case).post(f"/my/consents/sharing/{consent.pk}/")

    assert taken_back.status_code == 302
    assert guest.get(page).status_code == 404


def test_refuses_to_close_before_its_day_or_without_anybody(kobe: Kobe) -> None:
    it = called(kobe, on=days(3).isoformat())
    path = f"conferences/{it.pk}/close/"

    early = kobe.post(kobe.counsellor, path, **closing(kobe, it))

    assert "会議の日が、まだ来ていません" in text_of(early)
    with kobe.at_work():
        CaseConference.objects.update(on=today())
    empty = kobe.post(kobe.counsellor, path, **closing(kobe, it))
    assert empty.status_code == 422
    assert "参加者がいません" in text_of(empty)


def change(kobe: Kobe, it: CaseConference, **said: Any) -> Any:
    form = {
        "on": it.on.isoformat(),
        "starts_at": "10:00",
        "place": "区役所 3階",
        "agenda": "見学の日",
        "basis": it.basis,
        "basis_note": it.basis_note,
        "version": str(it.version),
        **said,
    }
    return kobe.post(kobe.counsellor, f"conferences/{it.pk}/change/", **form)


def test_goes_on_to_the_conference_that_was_called(kobe: Kobe) -> None:
    form = {"on": today().isoformat(), "starts_at": "15:00", "place": "区役所", "agenda": "見学"}

    answer = kobe.post(kobe.counsellor, f"cases/{kobe.case.pk}/conference/", **form)

    it = the_conference(kobe)
    assert answer["Location"] == f"/outreach/conferences/{it.pk}/"
    page = kobe.get(kobe.counsellor, f"conferences/{it.pk}/")
    assert "参加者を加えると、会議の日から、会議を終了できます" in text_of(page)
    assert f"/outreach/conferences/{it.pk}/close/" not in page.content.decode()


@pytest.mark.capability(
    "KOB-20", refused_by="test_refuses_to_change_what_a_guest_reads_to_no_basis"
)
def test_moves_a_conference_and_with_it_how_long_a_guest_reads_it(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe)
    ask(kobe, it, saposute)

    answer = change(kobe, it, on=days(6).isoformat())

    assert answer.status_code == 302, text_of(answer)
    moved = the_conference(kobe)
    assert (moved.on, moved.place, moved.agenda) == (days(6), "区役所 3階", "見学の日")
    with kobe.at_work():
        assert Grant.objects.filter(source="conference", ended_at=None).get().until_on == days(6)
        assert Grant.objects.filter(source="conference").count() == 2
        # What was shown was handed over once.
        assert Disclosure.objects.count() == 1
    assert signed_in(saposute).get(f"/outreach/conferences/{it.pk}/").status_code == 200


def test_settles_the_basis_of_a_conference_that_was_called_without(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe, basis="", basis_note="")
    assert "情報を共有する根拠がありません" in text_of(ask(kobe, it, saposute))

    assert (
        change(kobe, it, basis="statutory", basis_note="神戸市ひきこもり支援会議").status_code
        == 302
    )

    assert the_conference(kobe).basis == "statutory"
    assert ask(kobe, it, saposute).status_code == 302


def test_refuses_to_change_what_a_guest_reads_to_no_basis(kobe: Kobe, saposute: Membership) -> None:
    it = called(kobe)
    ask(kobe, it, saposute)

    without = change(kobe, it, basis="")
    unagreed = change(kobe, it, basis="consent")
    gone_by = change(kobe, it, on=days(-1).isoformat())
    stranger = signed_in(kobe.neighbour).post(f"/outreach/conferences/{it.pk}/change/")

    assert "情報を共有する根拠がありません" in text_of(without)
    assert "同意" in text_of(unagreed)
    assert "会議の日が過ぎている" in text_of(gone_by)
    assert {without.status_code, unagreed.status_code, gone_by.status_code} == {422}
    assert stranger.status_code == 404
    unchanged = the_conference(kobe)
    assert (unchanged.on, unchanged.basis, unchanged.place) == (it.on, "statutory", "区役所 2階")
    with kobe.at_work():
        assert Grant.objects.get(source="conference").ended_at is None


def test_refuses_to_change_a_conference_that_was_called_off(kobe: Kobe) -> None:
    it = called(kobe)
    off = {"because": "担当者の急病", "version": str(it.version)}
    assert kobe.post(kobe.counsellor, f"conferences/{it.pk}/cancel/", **off).status_code == 302

    asked = kobe.get(kobe.counsellor, f"conferences/{it.pk}/change/")

    assert "取りやめになっています" in text_of(asked)
    assert "取りやめになっています" in text_of(change(kobe, the_conference(kobe)))


def test_changes_a_conference_over_what_somebody_else_changed_once_both_were_seen(
    kobe: Kobe,
) -> None:
    it = called(kobe)
    assert change(kobe, it, place="図書館").status_code == 302

    late = change(kobe, it, place="区役所 5階", agenda="受診のこと")

    assert late.status_code == 422
    assert "いま記録されている場所 図書館" in text_of(late)
    assert "いま記録されている議題 見学の日" in text_of(late)
    again = {"place": "区役所 5階", "agenda": "受診のこと", "version": hidden(late, "version")}
    assert change(kobe, it, **again).status_code == 302
    assert (the_conference(kobe).place, the_conference(kobe).agenda) == ("区役所 5階", "受診のこと")


@pytest.mark.parametrize(("page", "state"), [("close", "closed"), ("cancel", "cancelled")])
def test_closes_and_calls_off_a_conference_that_was_changed_meanwhile(
    kobe: Kobe, page: str, state: str
) -> None:
    it = called(kobe)
    ask(kobe, it)
    assert change(kobe, it, place="図書館").status_code == 302

    form = {**closing(kobe, it), "because": "担当者の急病"}
    answer = kobe.post(kobe.counsellor, f"conferences/{it.pk}/{page}/", **form)

    assert answer.status_code == 302, text_of(answer)
    assert (the_conference(kobe).state, the_conference(kobe).place) == (state, "図書館")


def test_writes_down_once_more_what_a_guest_reads_on_another_basis(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe, on=days(3).isoformat(), basis="consent", basis_note="")
    consent = agreed(kobe, saposute, until=30)
    ask(kobe, it, saposute)
    ask(kobe, it, name="乾 正")
    with kobe.at_work():
        assert set(ConferenceMember.objects.values_list("consent_id", flat=True)) == {consent.pk}

    assert change(kobe, it, basis="statutory", basis_note="会議").status_code == 302

    with kobe.at_work():
        assert set(ConferenceMember.objects.values_list("consent_id", flat=True)) == {None}
        told = Disclosure.objects.order_by("id").values_list("basis", "consent_id")
        assert list(told) == [("consent", consent.pk), ("conference", None)]
        CaseConference.objects.update(on=today())
    it = the_conference(kobe)
    closed = closing(kobe, it, basis="statutory", task="")
    assert kobe.post(kobe.counsellor, f"conferences/{it.pk}/close/", **closed).status_code == 302
    with kobe.at_work():
        told = Disclosure.objects.order_by("id").values_list("source_id", "basis")
        read, spoken_to = ConferenceMember.objects.order_by("id").values_list("pk", flat=True)
        assert list(told) == [
            (read, "consent"),
            (read, "conference"),
            (spoken_to, "conference"),
        ]


def test_writes_down_the_basis_on_which_a_conference_is_closed(
    kobe: Kobe, saposute: Membership
) -> None:
    it = called(kobe)
    agreed(kobe, saposute, until=30)
    ask(kobe, it, saposute)
    path = f"conferences/{it.pk}/close/"

    closed = kobe.post(kobe.counsellor, path, **closing(kobe, it, basis="consent", task=""))

    assert closed.status_code == 302, text_of(closed)
    with kobe.at_work():
        told = Disclosure.objects.order_by("id").values_list("basis", flat=True)
        assert list(told) == ["conference", "consent"]


@pytest.mark.parametrize(
    ("form", "said"),
    [("change", "受診と、そのあとの居場所"), ("close", "神戸市ひきこもり支援会議")],
)
def test_notes_once_that_a_conference_was_read_in_a_form(form: str, said: str, kobe: Kobe) -> None:
    it = called(kobe)

    page = kobe.get(kobe.counsellor, f"conferences/{it.pk}/{form}/")

    assert said in page.content.decode()
    assert kobe.noted() == [("open", "conference", it.pk)]
