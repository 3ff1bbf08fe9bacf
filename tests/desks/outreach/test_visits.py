"""Two go to somebody's home with a plan; nobody is accompanied to a clinic without consent."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from bansou.commons.access.models import Grant
from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.people.steps.models import Step
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from tests.desks.counsellor.asking import hidden, text_of
from tests.desks.counsellor.town import days, now, signed_in, today
from tests.desks.outreach.kobe import Kobe, case_of

RESULT = "本人が玄関まで出てきた。10分ほど、ゲームの話をした。"


def form_of(kobe: Kobe, **said: Any) -> dict[str, Any]:
    return {
        "kind": "home_visit",
        "on": today().isoformat(),
        "starts_at": "14:00",
        "lead": str(kobe.counsellor.pk),
        "companion": "片山 亨",
        "place": "神戸市灘区の自宅",
        "clinic": "",
        "route": "六甲道駅から歩いて8分。裏口から入る。",
        "risk_note": "犬がいる。",
        "emergency_contacts": "当番 078-000-0110",
        **said,
    }


def planned(kobe: Kobe, **said: Any) -> Any:
    path = f"cases/{kobe.case.pk}/visit/"
    return kobe.post(kobe.counsellor, path, **form_of(kobe, **said))


def the_visit(kobe: Kobe) -> OutreachVisit:
    with kobe.at_work():
        return OutreachVisit.objects.select_related("step").get()


def agreed(kobe: Kobe, on: date | None = None) -> Any:
    day = (on or today()).isoformat()
    return kobe.post(kobe.counsellor, f"cases/{kobe.case.pk}/consent/", on=day)


def record(kobe: Kobe, it: OutreachVisit, **said: Any) -> Any:
    form = {
        "met": "person",
        "client_state": "social_withdrawal",
        "result": RESULT,
        "version": str(it.version),
        "request_key": str(uuid7()),
        **said,
    }
    return kobe.post(kobe.counsellor, f"home-visits/{it.pk}/record/", **form)


def test_plans_a_visit_by_two_and_records_it_on_the_timeline(kobe: Kobe) -> None:
    alone = planned(kobe, companion=" ")
    assert alone.status_code == 422
    assert "家庭訪問は2人で行きます" in text_of(alone)
    assert "犬がいる。" in text_of(alone)

    assert planned(kobe).status_code == 302

    it = the_visit(kobe)
    page = text_of(kobe.get(kobe.counsellor, f"home-visits/{it.pk}/"))
    for said in ("西田 恵 片山 亨", "裏口から入る", "犬がいる。", "当番 078-000-0110"):
        assert said in page.replace("　", " ")
    assert "神戸市灘区の自宅" in text_of(kobe.get(kobe.supervisor, "visits/"))
    assert record(kobe, it).status_code == 302
    held = the_visit(kobe)
    assert (held.state, held.met, held.level) == ("held", "person", 3)
    step = held.step
    assert step
    assert (step.kind, step.level, step.note) == ("outreach.consulted", 3, RESULT)
    assert {k: step.fields[k] for k in ("channel", "client_state", "spoken_with")} == {
        "channel": "home_visit",
        "client_state": "social_withdrawal",
        "spoken_with": "person",
    }
    with kobe.at_work():
        assert Case.objects.get(pk=kobe.case.pk).last_contact_on == today()
    again = record(kobe, held)
    assert again.status_code == 422
    assert "もう「実施」です" in text_of(again)


def test_goes_on_from_what_was_known_at_the_visit_before(kobe: Kobe) -> None:
    path = f"cases/{kobe.case.pk}/visit/"
    assert "犬がいる。" not in kobe.get(kobe.counsellor, path).content.decode()
    planned(kobe, on=days(-9).isoformat())
    later = {"risk_note": "犬はもういない。", "emergency_contacts": "妹 090-0000-0156"}
    planned(kobe, on=days(-2).isoformat(), **later)
    with kobe.at_work() as actor:
        other = case_of(actor, kobe.programme, kobe.counsellor, name="小林 健一")

    asked = kobe.get(kobe.counsellor, path).content.decode()

    for known in (*later.values(), "六甲道駅から歩いて8分。裏口から入る。"):
        assert known in asked
    assert "前の訪問から写しました" in asked
    assert "犬がいる。" not in asked
    elsewhere = kobe.get(kobe.counsellor, f"cases/{other.pk}/visit/").content.decode()
    assert "犬はもういない。" not in elsewhere
    assert "前の訪問から写しました" not in elsewhere


def test_counts_no_visit_at_which_nobody_was_met(kobe: Kobe) -> None:
    planned(kobe)

    record(kobe, the_visit(kobe), met="nobody", client_state="")

    with kobe.at_work():
        assert Step.objects.get(fields__has_key="visit").kind == "outreach.missed"
        assert Case.objects.get(pk=kobe.case.pk).last_contact_on is None


@pytest.mark.capability("KOB-17", refused_by="test_refuses_to_accompany_without_consent")
def test_accompanies_to_a_clinic_with_consent(kobe: Kobe) -> None:
    client = signed_in(kobe.counsellor)
    agreed(kobe)

    form = form_of(kobe, kind="accompaniment", clinic="灘こころのクリニック", companion="")
    answer = client.post(f"/outreach/cases/{kobe.case.pk}/visit/", form)

    assert answer.status_code == 302
    it = the_visit(kobe)
    with kobe.at_work():
        assert it.consent_id == Consent.objects.get(purpose="medical_accompaniment").pk
    assert record(kobe, it, result="初診。2週間後に再診の予約をした。").status_code == 302
    held = the_visit(kobe)
    assert held.step
    assert held.step.fields["channel"] == "accompaniment"
    assert "2週間後に再診の予約をした" in text_of(client.get(f"/outreach/home-visits/{it.pk}/"))


def test_refuses_to_accompany_without_consent(kobe: Kobe) -> None:
    form = form_of(kobe, kind="accompaniment", clinic="灘こころのクリニック")
    client, path = signed_in(kobe.counsellor), f"/outreach/cases/{kobe.case.pk}/visit/"

    refused = client.post(path, form)

    assert refused.status_code == 422
    assert "本人の同意が必要です" in text_of(refused)
    agreed(kobe, days(-1))
    assert client.post(path, form).status_code == 302
    it = the_visit(kobe)
    # Taken back before the day: it is not held, though it was planned with consent.
    agreed(kobe, days(-1))
    late = record(kobe, it)
    assert late.status_code == 422
    assert RESULT in text_of(late)
    assert the_visit(kobe).state == "planned"


def test_refuses_company_on_a_day_before_the_person_agreed(kobe: Kobe) -> None:
    agreed(kobe)
    said = {"kind": "accompaniment", "clinic": "灘こころのクリニック"}

    refused = planned(kobe, on=days(-1).isoformat(), **said)

    assert refused.status_code == 422
    assert "同行の日には、本人の同意がありません" in text_of(refused)
    with kobe.at_work():
        assert not OutreachVisit.objects.exists()
    planned(kobe, **said)
    moved = change(kobe, the_visit(kobe), on=days(-1).isoformat(), **said)
    assert "同行の日には、本人の同意がありません" in text_of(moved)
    assert the_visit(kobe).on == today()


def test_records_company_of_the_morning_where_consent_was_taken_back_afterwards(
    kobe: Kobe,
) -> None:
    agreed(kobe)
    planned(kobe, kind="accompaniment", clinic="灘こころのクリニック")
    agreed(kobe)
    with kobe.at_work():
        assert Consent.objects.get().withdrawn_on == today()

    assert record(kobe, the_visit(kobe)).status_code == 302
    assert the_visit(kobe).state == "held"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"risk_note": ""}, "気をつけること"),
        ({"emergency_contacts": " "}, "緊急のときの連絡先"),
        ({"kind": "accompaniment", "clinic": ""}, "どの医療機関へ行くか"),
    ],
)
def test_refuses_a_plan_that_leaves_out_what_matters(
    said: dict[str, str], sentence: str, kobe: Kobe
) -> None:
    response = planned(kobe, **said)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_is_recorded_after_its_day_and_called_off_before(kobe: Kobe) -> None:
    planned(kobe, on=days(5).isoformat())
    it = the_visit(kobe)

    early = record(kobe, it)

    assert early.status_code == 422
    assert "訪問の日が、まだ来ていません" in text_of(early)
    form = {"because": "本人から延期の希望", "version": str(it.version)}
    assert kobe.post(kobe.counsellor, f"home-visits/{it.pk}/cancel/", **form).status_code == 302
    assert the_visit(kobe).state == "cancelled"
    hidden = kobe.get(kobe.colleague, f"home-visits/{it.pk}/")
    assert hidden.status_code == 404


def test_stands_on_the_day_of_who_goes_until_it_is_recorded(kobe: Kobe) -> None:
    assert planned(kobe, on=today().isoformat()).status_code == 302
    it = the_visit(kobe)
    with kobe.at_work():
        # What was to be done before and is not on record yet is asked for.
        OutreachVisit.objects.filter(pk=it.pk).update(on=days(-1))

    page = signed_in(kobe.counsellor).get("/today/")

    assert f'href="/outreach/home-visits/{it.pk}/"' in page.content.decode()
    assert "記録待ち" in text_of(page)
    assert "訪問と会議" not in text_of(signed_in(kobe.colleague).get("/today/"))
    assert record(kobe, it).status_code == 302
    assert "訪問と会議" not in text_of(signed_in(kobe.counsellor).get("/today/"))


def change(kobe: Kobe, it: OutreachVisit, **said: Any) -> Any:
    form = form_of(kobe, **{"version": str(it.version), **said})
    return kobe.post(kobe.counsellor, f"home-visits/{it.pk}/change/", **form)


@pytest.mark.capability("KOB-16", refused_by="test_refuses_to_change_a_visit_to_one_person_alone")
def test_changes_the_day_and_who_goes_of_a_planned_visit(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat())
    it = the_visit(kobe)
    page = kobe.get(kobe.counsellor, f"home-visits/{it.pk}/")
    assert f'href="/outreach/home-visits/{it.pk}/change/"' in page.content.decode()
    asked = kobe.get(kobe.counsellor, f"home-visits/{it.pk}/change/").content.decode()
    assert "六甲道駅から歩いて8分。裏口から入る。" in asked
    assert "片山 亨" in asked

    moved = form_of(kobe, on=days(5).isoformat(), starts_at="10:30", companion="森 晴美")
    answer = signed_in(kobe.counsellor).post(
        f"/outreach/home-visits/{it.pk}/change/", {**moved, "version": str(it.version)}
    )

    assert answer.status_code == 302, text_of(answer)
    now_planned = the_visit(kobe)
    assert (now_planned.pk, now_planned.state) == (it.pk, "planned")
    assert (now_planned.on, f"{now_planned.starts_at:%H:%M}") == (days(5), "10:30")
    assert (now_planned.companion, now_planned.lead_id) == ("森 晴美", kobe.counsellor.pk)


def sent_again(kobe: Kobe, it: OutreachVisit, page: str, answer: Any, **said: Any) -> Any:
    """The form that came back, sent as it stands in the browser."""
    form = {**said, "version": hidden(answer, "version")}
    return kobe.post(kobe.counsellor, f"home-visits/{it.pk}/{page}/", **form)


def test_changes_a_plan_over_what_somebody_else_changed_once_both_were_seen(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat())
    it = the_visit(kobe)
    assert change(kobe, it, on=days(4).isoformat(), companion="森 晴美").status_code == 302
    mine = form_of(kobe, on=days(5).isoformat(), place="灘区役所")

    late = change(kobe, it, **mine)

    assert late.status_code == 422
    seen = text_of(late)
    assert f"いま記録されている日 {wareki(days(4))}" in seen
    assert "いま記録されているいっしょに行く人 森 晴美" in seen
    assert "いま記録されている場所 神戸市灘区の自宅" in seen
    assert "いま記録されている時刻" not in seen
    assert 'value="灘区役所"' in late.content.decode()
    assert sent_again(kobe, it, "change", late, **mine).status_code == 302
    changed = the_visit(kobe)
    assert (changed.on, changed.companion, changed.place) == (days(5), "片山 亨", "灘区役所")


def test_records_and_calls_off_a_visit_whose_plan_was_changed_meanwhile(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    assert change(kobe, it, companion="森 晴美").status_code == 302

    assert record(kobe, it).status_code == 302

    held = the_visit(kobe)
    assert (held.state, held.result, held.companion) == ("held", RESULT, "森 晴美")
    with kobe.at_work():
        OutreachVisit.objects.update(state="planned", met="", result="", step=None)
        OutreachVisit.objects.update(version=held.version + 1)
    off = {"because": "行き違い", "version": str(it.version)}
    assert kobe.post(kobe.counsellor, f"home-visits/{it.pk}/cancel/", **off).status_code == 302
    assert the_visit(kobe).state == "cancelled"


def test_refuses_to_change_a_visit_to_one_person_alone(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat())
    it = the_visit(kobe)

    alone = change(kobe, it, companion=" ", place="灘区役所")
    late = change(kobe, it, version=str(it.version + 1))
    stranger = signed_in(kobe.neighbour).post(
        f"/outreach/home-visits/{it.pk}/change/", form_of(kobe)
    )
    no_consent = change(kobe, it, kind="accompaniment", clinic="灘こころのクリニック")

    assert "家庭訪問は2人で行きます" in text_of(alone)
    assert "灘区役所" in alone.content.decode()
    assert "ほかの人が同じ内容を保存しました" in text_of(late)
    assert stranger.status_code == 404
    assert "本人の同意が必要です" in text_of(no_consent)
    with kobe.at_work():
        unchanged = OutreachVisit.objects.get()
    assert (unchanged.version, unchanged.companion, unchanged.kind) == (1, "片山 亨", "home_visit")


def test_refuses_to_change_a_visit_that_is_over(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    assert record(kobe, it).status_code == 302
    held = the_visit(kobe)

    asked = kobe.get(kobe.counsellor, f"home-visits/{it.pk}/change/")
    sent = change(kobe, held, on=days(5).isoformat())

    assert "もう「実施」です" in text_of(asked)
    assert "もう「実施」です" in text_of(sent)
    assert the_visit(kobe).on == today()


@pytest.mark.capability("KOB-16", refused_by="test_records_no_visit_for_who_does_not_stand_by")
def test_keeps_both_of_two_records_of_one_visit(kobe: Kobe) -> None:
    planned(kobe)
    it, other = the_visit(kobe), "母だけに会えた。本人は2階にいた。"
    first = {"request_key": str(uuid7())}

    answers = [record(kobe, it, **first) for _ in range(2)]
    client = signed_in(kobe.counsellor)
    said = {"met": "family", "client_state": "social_withdrawal", "result": other}
    said |= {"version": str(it.version), "request_key": str(uuid7())}
    page = client.post(f"/outreach/home-visits/{it.pk}/record/", said, follow=True)

    assert [answer.status_code for answer in answers] == [302] * 2
    assert "書いたものも、並べて残しました" in text_of(page)
    assert RESULT in text_of(page)
    assert f"家族　{other}" in page.content.decode()
    with kobe.at_work():
        assert [step.note for step in Step.objects.filter(kind__startswith="outreach.")] == [RESULT]
        (note,) = VisitNote.objects.all()
    assert (note.standing, note.result, note.client_state) == ("beside", other, "social_withdrawal")


def test_keeps_what_is_written_of_a_visit_that_was_called_off_meanwhile(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    form = {"because": "行き違い", "version": str(it.version)}
    assert kobe.post(kobe.counsellor, f"home-visits/{it.pk}/cancel/", **form).status_code == 302

    assert record(kobe, it).status_code == 302

    assert the_visit(kobe).state == "cancelled"
    with kobe.at_work():
        assert VisitNote.objects.get(standing="beside").result == RESULT


def test_records_no_visit_for_who_does_not_stand_by(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    form = {"met": "person", "result": RESULT, "version": "1", "request_key": str(uuid7())}

    for stranger in (kobe.colleague, kobe.neighbour):
        refused = signed_in(stranger).post(f"/outreach/home-visits/{it.pk}/record/", form)
        assert refused.status_code in {403, 404}

    with kobe.at_work():
        assert not VisitNote.objects.exists()
    assert the_visit(kobe).state == "planned"


def test_notes_once_that_a_plan_was_read_in_its_form(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat())
    it = the_visit(kobe)

    page = kobe.get(kobe.counsellor, f"home-visits/{it.pk}/change/")

    assert "当番 078-000-0110" in page.content.decode()
    assert kobe.noted() == [("open", "home-visit", it.pk)]
    assert change(kobe, it, companion="森 晴美").status_code == 302
    assert len(kobe.noted()) == 1


def test_sends_nobody_who_is_barred_from_the_case(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat())
    it = the_visit(kobe)
    kobe.bar(kobe.colleague)

    new = planned(kobe, lead=str(kobe.colleague.pk), place="灘区役所")
    changed = change(kobe, it, lead=str(kobe.colleague.pk))

    for refused in (new, changed):
        assert refused.status_code == 422
        assert "前田 徹さんには、このケースについて利益相反の記録がある" in text_of(refused)
    assert "灘区役所" in new.content.decode()
    assert the_visit(kobe).lead_id == kobe.counsellor.pk


@pytest.mark.capability("KOB-16", refused_by="test_ends_what_who_goes_reads_with_the_plan")
def test_shows_a_visit_to_a_colleague_who_goes_though_another_is_responsible(kobe: Kobe) -> None:
    assert planned(kobe, lead=str(kobe.colleague.pk)).status_code == 302
    it = the_visit(kobe)

    client = signed_in(kobe.colleague)
    home, taken = client.get("/today/"), client.get("/outreach/offline/today/").json()

    assert f'href="/outreach/home-visits/{it.pk}/"' in home.content.decode()
    assert [one["id"] for one in taken["visits"]] == [str(it.pk)]
    assert "犬がいる。" in text_of(client.get(f"/outreach/home-visits/{it.pk}/"))
    with kobe.at_work():
        grant = Grant.objects.get(to_membership=kobe.colleague)
    assert (grant.level, grant.basis, grant.until_on) == (3, "own_duty", days(7))
    form = {"met": "person", "client_state": "social_withdrawal", "result": RESULT}
    form |= {"version": str(it.version), "request_key": str(uuid7())}
    recorded = client.post(f"/outreach/home-visits/{it.pk}/record/", form)
    assert recorded.status_code == 302, text_of(recorded)
    assert the_visit(kobe).state == "held"
    with time_machine.travel(now() + timedelta(days=8)):
        late = signed_in(kobe.colleague).get(f"/outreach/home-visits/{it.pk}/")
    assert late.status_code == 404


def test_ends_what_who_goes_reads_with_the_plan(kobe: Kobe) -> None:
    planned(kobe, on=days(3).isoformat(), lead=str(kobe.colleague.pk))
    it = the_visit(kobe)
    page = f"home-visits/{it.pk}/"
    assert kobe.get(kobe.colleague, page).status_code == 200
    assert change(kobe, it).status_code == 302
    assert kobe.get(kobe.colleague, page).status_code == 404
    # Whoever goes may hand it on as well.
    assert change(kobe, the_visit(kobe), lead=str(kobe.colleague.pk)).status_code == 302
    it = the_visit(kobe)
    moved = form_of(kobe, on=days(9).isoformat(), lead=str(kobe.colleague.pk))
    own = kobe.post(kobe.colleague, f"{page}change/", **moved, version=str(it.version))
    assert own.status_code == 302, text_of(own)
    with kobe.at_work():
        grant = Grant.objects.get(to_membership=kobe.colleague, ended_at=None)
    assert grant.until_on == days(16)

    form = {"because": "本人から延期の希望", "version": str(it.version + 1)}
    called_off = kobe.post(kobe.colleague, f"{page}cancel/", **form)

    assert (called_off.status_code, called_off.url) == (302, "/outreach/visits/")
    assert signed_in(kobe.colleague).get(f"/outreach/{page}").status_code == 404
    with kobe.at_work():
        assert not Grant.objects.filter(to_membership=kobe.colleague, ended_at=None).exists()
