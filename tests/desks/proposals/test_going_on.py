"""Both sides' answers, no name before the consent, the introduction, the interview, and the hire."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.employers.openings.actions import close_opening
from bansou.evidence.sources import facts_of
from bansou.people.cases.actions import close_case
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.people.sharing.models import Disclosure
from bansou.people.steps.models import Step
from bansou.placement.hires.models import Hire
from bansou.placement.matching.models import Proposal
from bansou.programmes.queries import scheme_on
from tests.desks.counsellor.asking import hidden, log_of, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.proposals.brought import (
    introduced,
    opening_in,
    proposed,
    seen,
    send,
    welcomed,
    wished,
)

pytestmark = pytest.mark.django_db
State = Proposal.State


def case_wishing(town: Town) -> Case:
    case = town.case()
    wished(town, case)
    return case


def page_of(client: Any, proposal: Proposal) -> str:
    return text_of(client.get(reverse("proposals:proposal", args=[proposal.pk])))


@pytest.mark.capability(
    "KKY-10", refused_by="test_refuses_to_introduce_without_the_persons_consent"
)
def test_the_company_learns_the_name_only_after_the_consent_is_on_record(town: Town) -> None:
    case = case_wishing(town)
    proposal = proposed(town, case, opening_in(town))
    counsellor, officer = town.client(town.counsellor), town.client(town.matching)

    send(counsellor, "answer", proposal, is_wanted="yes", on=today())
    profile = officer.get(reverse("proposals:profile", args=[proposal.pk]))
    send(officer, "ask_company", proposal)
    send(officer, "company_answer", proposal, is_welcome="yes", on=today())
    letter_before = officer.get(reverse("proposals:letter", args=[proposal.pk]))
    send(counsellor, "consent", proposal, on=today())
    made = send(officer, "introduce", proposal, on=today(), interview_place="本社")
    letter = officer.get(reverse("proposals:letter", args=[proposal.pk]))

    printed = text_of(profile)
    assert seen(town, proposal).ticket in printed
    assert not any(word in profile.content.decode() for word in ("三浦", "和彦", "0134", "1980"))
    assert letter_before.status_code == 404
    assert ("export", "proposal") in log_of_case(town, case)
    assert made.status_code == 302
    with town.at_work():
        consent = Consent.objects.get(case=case)
        step = Step.objects.get(case=case, kind="introduction.made")
        handed = Disclosure.objects.get(case=case)
    assert (handed.recipient, handed.basis, handed.item_names) == ("若松港物流", "consent", "氏名")
    assert (consent.purpose, consent.given_on) == ("introduction", today())
    assert step.title == "紹介　若松港物流　倉庫作業"
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(letter.content)).pages)
    assert "紹介状" in words
    assert "三浦" in words
    assert seen(town, proposal).state == State.INTRODUCED


def test_refuses_to_introduce_without_the_persons_consent(town: Town) -> None:
    case = case_wishing(town)
    proposal = welcomed(town, case, opening_in(town), consents=False)

    response = send(town.client(town.matching), "introduce", proposal, on=today())

    assert response.status_code == 403
    assert "本人の同意が、記録されていません" in text_of(response)
    assert seen(town, proposal).state == State.WELCOMED
    with town.at_work():
        assert not Disclosure.objects.exists()
    assert "紹介には、本人の同意がいります" in page_of(town.client(town.matching), proposal)


def test_refuses_to_introduce_after_the_consent_was_taken_back(town: Town) -> None:
    case = case_wishing(town)
    proposal = welcomed(town, case, opening_in(town))
    counsellor = town.client(town.counsellor)

    back = send(counsellor, "consent_withdraw", proposal, on=today())
    response = send(counsellor, "introduce", proposal, on=today())

    assert back.status_code == 302
    assert response.status_code == 403
    assert seen(town, proposal).state == State.WELCOMED


def test_refuses_to_introduce_where_the_opening_or_a_condition_has_changed(town: Town) -> None:
    case, opening = case_wishing(town), opening_in(town)
    proposal = welcomed(town, case, opening)
    officer = town.client(town.matching)

    wish = wished_again(town, case, areas=["白老"])
    excluded = send(officer, "introduce", proposal, on=today())
    wished_again(town, case, areas=["沼ノ端"], seen_version=wish)
    with town.at_work(town.matching):
        close_opening(opening=opening, on=today(), reason="filled")
    closed = send(officer, "introduce", proposal, on=today())

    assert "合わない条件があります" in text_of(excluded)
    assert "もう募集していません" in text_of(closed)
    assert seen(town, proposal).state == State.WELCOMED


def wished_again(town: Town, case: Case, *, seen_version: int = 1, **said: Any) -> int:
    return wished(town, case, seen_version=seen_version, **said).version


def test_refuses_an_answer_that_was_given_already_and_one_on_an_ended_case(town: Town) -> None:
    case = case_wishing(town)
    proposal = proposed(town, case, opening_in(town))
    counsellor = town.client(town.counsellor)

    send(counsellor, "answer", proposal, is_wanted="no", on=today())
    second = send(counsellor, "answer", proposal, is_wanted="yes", on=today())
    other = proposed(town, case, opening_in(town, "ひびき倉庫"))
    with town.at_work():
        close_case(case=town_case(case), on=today(), reason="転居", at=now())
    ended = send(town.client(town.supervisor), "answer", other, is_wanted="yes", on=today())

    assert "すでに先へ進んでいるか終わっています" in text_of(second)
    assert seen(town, proposal).state == State.DECLINED
    assert ended.status_code == 403
    assert "このケースは終結しています" in text_of(ended)
    assert seen(town, other).state == State.PROPOSED
    lists = town.client(town.matching)
    assert "返事を待っている提案はありません" in text_of(lists.get(reverse("proposals:awaited")))
    assert "ひびき倉庫" in text_of(lists.get(reverse("proposals:settled")))


def town_case(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_refuses_a_result_before_the_day_of_the_interview(town: Town) -> None:
    case = case_wishing(town)
    unset = introduced(town, case, opening_in(town))
    officer = town.client(town.matching)

    missing = send(officer, "result", unset, result="chosen", on=today())
    send(officer, "interview", unset, interview_on=days(3), interview_at="10:00")
    early = send(officer, "result", unset, result="chosen", on=today())
    shown = page_of(officer, unset)

    assert "面接の結果を記録する" not in shown
    assert "面接の日を変える" in shown
    assert "面接の日が決まっていません" in text_of(missing)
    assert early.status_code == 422
    assert "結果は、面接の日から後に記録できます" in text_of(early)
    assert seen(town, unset).state == State.INTRODUCED


def test_an_introduction_ends_in_a_hire_with_its_route_and_is_told_in_facts(town: Town) -> None:
    case = case_wishing(town)
    proposal = introduced(town, case, opening_in(town), interview_on=today())
    officer, counsellor = town.client(town.matching), town.client(town.counsellor)

    send(officer, "result", proposal, result="chosen", on=today())
    url = f"{reverse('counsellor:record_hire', args=[case.pk])}?proposal={proposal.pk}"
    form = counsellor.get(url)
    filled = filled_in(form)
    recorded = counsellor.post(url, filled)
    twice = counsellor.post(url, filled | {"request_key": str(uuid7())})

    page = form.content.decode()
    assert 'value="若松港物流"' in page
    assert (
        'value="introduction" checked' in page
        or "checked" in page.split('value="introduction"')[1][:60]
    )
    assert recorded.status_code == 302
    assert twice.status_code == 422
    with town.at_work():
        hire = Hire.objects.get(case=case)
        facts = facts_of(town.programme, scheme_on(town.programme, today()))
    assert (hire.route, hire.company_id) == (
        "introduction",
        seen(town, proposal).opening.company_id,
    )
    assert (seen(town, proposal).state, seen(town, proposal).hire_id) == (State.HIRED, hire.pk)
    told = [(fact.event, fact.fields.get("result")) for fact in facts]
    assert ("introduction.made", None) in told
    assert ("interview.held", "chosen") in told


def filled_in(form: Any, **said: Any) -> dict[str, Any]:
    """What is known of a hire that begins today."""
    return {
        "hired_on": wareki(today()),
        "employer_name": "若松港物流",
        "employment_type": "regular",
        "industry": "H",
        "qualification": "none",
        "route": "introduction",
        "evidence_level": "employer_report",
        "left_on": "",
        "leaving_reason": "",
        "request_key": hidden(form, "request_key"),
        **said,
    }


def test_refuses_a_hire_dated_before_its_interview_and_keeps_what_was_typed(town: Town) -> None:
    case = case_wishing(town)
    proposal = introduced(town, case, opening_in(town), interview_on=today())
    send(town.client(town.matching), "result", proposal, result="chosen", on=today())
    counsellor = town.client(town.counsellor)
    url = f"{reverse('counsellor:record_hire', args=[case.pk])}?proposal={proposal.pk}"
    filled = filled_in(counsellor.get(url), employer_name="若松港物流 本社")

    early = counsellor.post(url, filled | {"hired_on": wareki(days(-10))})
    hires_before = hires_on(town, case)
    counsellor.post(url, filled | {"request_key": str(uuid7())})
    (hire,) = hires_on(town, case)
    correct = reverse("counsellor:hire_correct", args=[hire.step_id])
    changed = filled | {"hired_on": wareki(days(-1)), "version": hire.version}
    moved = counsellor.post(correct, changed)

    for answer, typed in ((early, days(-10)), (moved, days(-1))):
        assert answer.status_code == 422
        assert f"就職日が、面接の日（{wareki(today())}）より前です" in text_of(answer)
        assert answer.context["form"]["hired_on"].value() == wareki(typed)
        assert 'value="若松港物流 本社"' in answer.content.decode()
    assert hires_before == []
    assert seen(town, proposal).state == State.HIRED
    assert [it.hired_on for it in hires_on(town, case)] == [today()]


def hires_on(town: Town, case: Case) -> list[Hire]:
    with town.at_work():
        return list(Hire.objects.filter(case=case))


def test_the_list_of_the_day_says_who_has_to_answer(town: Town) -> None:
    case = case_wishing(town)
    proposal = proposed(town, case, opening_in(town))
    officer, counsellor = town.client(town.matching), town.client(town.counsellor)

    before = text_of(officer.get(reverse("proposals:awaited")))
    today_page = text_of(officer.get(reverse("matching:today")))
    send(counsellor, "answer", proposal, is_wanted="no", on=today())
    after = text_of(officer.get(reverse("proposals:awaited")))
    settled = text_of(officer.get(reverse("proposals:settled")))

    assert "本人の返事待ち 1" in before
    assert ("list", "proposals") in [(it.kind, it.subject) for it in log_of(town)]
    assert "返事待ちの提案" in today_page
    assert "若松港物流" in today_page
    assert "返事を待っている提案はありません" in after
    assert "本人が見送り" in settled


def test_the_person_answers_through_their_counsellor_not_through_the_officer(town: Town) -> None:
    case = case_wishing(town)
    proposal = proposed(town, case, opening_in(town))

    response = send(town.client(town.matching), "answer", proposal, is_wanted="yes", on=today())

    assert response.status_code == 403
    assert seen(town, proposal).state == State.PROPOSED
