"""From the dispatch to a programme on one page; what is learned of illness is sensitive; one A4 for all."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bansou.people.referrals.handing_on import Parcel, Said, answer_referral, hand_on
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.bodies import Address, register_body
from bansou.people.steps.models import Step
from bansou.support.outreach.formulations.actions import Thought, write_formulation
from bansou.support.outreach.teams.dispatching import Wanted, decide, request_dispatch
from bansou.support.outreach.teams.queries import members_on
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import now, signed_in, today
from tests.desks.outreach.kobe import Kobe

LEARNED = "眠れないことには手当てがあると伝えた。"
FACTS = "3週間、家族と話していない。"


def dispatched(kobe: Kobe) -> None:
    """The team is asked for by the counsellor and sent by the supervisor."""
    with kobe.at_work(kobe.counsellor) as actor:
        wanted = Wanted(
            team=kobe.team,
            criteria=("untreated",),
            situation="食事がとれない。",
            emergency_contacts="母",
        )
        asked = request_dispatch(by=actor, case=kobe.case, wanted=wanted, at=now())
    with kobe.at_work() as actor:
        decide(
            by=actor,
            dispatch=asked,
            seen_version=asked.version,
            approves=True,
            because="受診につなぐ",
            at=now(),
        )


def thought(kobe: Kobe, facts: str = FACTS) -> None:
    with kobe.at_work(kobe.counsellor) as actor:
        write_formulation(
            by=actor,
            case=kobe.case,
            seen_number=0,
            thought=Thought(
                team=kobe.team,
                on=today(),
                facts=facts,
                hypotheses="不眠が先にある。",
                plan="受診に同行する。",
                attended=list(members_on(kobe.team, today())),
                leads_to="就労体験",
            ),
            at=now(),
        )


def referred(kobe: Kobe) -> None:
    with kobe.at_work(kobe.counsellor) as actor:
        body = register_body(by=actor, address=Address(name="サポステ", kind="work"))
        agreement = Agreement(
            to=body,
            items=["name"],
            purpose="就労体験のため",
            given_on=today(),
            until_on=today(),
            how="oral",
            evidence="面談で",
        )
        consent = agree_to_sharing(
            by=actor, case=kobe.case, agreement=agreement, at=now(), today=today()
        )
        parcel = Parcel(chosen={"name": "井上 拓也"}, programme="work_trial")
        sent = hand_on(
            by=actor, case=kobe.case, consent=consent, parcel=parcel, answer_days=14, at=now()
        )
        said = Said(accepts=True, on=today(), by="原 直美")
        answer_referral(
            referral=sent, seen_version=sent.version, said=said, today=today(), at=now()
        )


def standing(page: str) -> list[str]:
    """How the links of the chain stand, in their order."""
    chain = page.partition("プログラムへつながるまで")[2].partition("専門チームの派遣")[0]
    return re.findall("済み|進行中|これから", chain)


@pytest.mark.capability("KOB-02", refused_by="test_shows_the_chain_to_nobody_else")
def test_shows_the_whole_chain_on_one_page(kobe: Kobe) -> None:
    client, path = signed_in(kobe.counsellor), f"/outreach/cases/{kobe.case.pk}/"
    begun = text_of(client.get(path))
    assert standing(begun)[0] == "進行中"

    dispatched(kobe)
    thought(kobe)
    halfway = text_of(client.get(path))
    referred(kobe)
    page = text_of(client.get(path))

    assert standing(halfway)[:4] == ["済み", "済み", "済み", "進行中"]
    assert standing(page)[:5] == ["済み"] * 5
    for said in ("神戸ひきこもり専門チーム", "サポステ 就労体験"):
        assert said in page.replace("　", " ")


def test_shows_the_chain_to_nobody_else(kobe: Kobe) -> None:
    for other in (kobe.colleague, kobe.neighbour):
        client = signed_in(other)
        assert client.get(f"/outreach/cases/{kobe.case.pk}/").status_code == 404


def lesson(kobe: Kobe, **said: Any) -> Any:
    form = {
        "on": today().isoformat(),
        "spoken_with": "family",
        "subject": "眠れないとき",
        "note": LEARNED,
        **said,
    }
    return kobe.post(kobe.counsellor, f"cases/{kobe.case.pk}/lesson/", **form)


@pytest.mark.capability("KOB-18", refused_by="test_lets_nobody_lower_or_read_what_is_sensitive")
def test_flags_what_is_learned_of_an_illness_as_sensitive_by_itself(kobe: Kobe) -> None:
    empty = lesson(kobe, note=" ")
    assert empty.status_code == 422

    client = signed_in(kobe.counsellor)
    form = {"on": today().isoformat(), "spoken_with": "family", "subject": "眠れないとき"}
    answer = client.post(f"/outreach/cases/{kobe.case.pk}/lesson/", {**form, "note": LEARNED})

    assert answer.status_code == 302
    with kobe.at_work():
        step = Step.objects.get(kind="psychoeducation.held")
    assert (step.level, step.fields["special_care"], step.note) == (3, True, LEARNED)
    assert "要配慮個人情報" in text_of(kobe.get(kobe.counsellor, f"cases/{kobe.case.pk}/"))


def test_lets_nobody_lower_or_read_what_is_sensitive(kobe: Kobe) -> None:
    assert lesson(kobe, level="1", special_care="").status_code == 302

    with kobe.at_work():
        step = Step.objects.get(kind="psychoeducation.held")
    assert (step.level, step.fields["special_care"]) == (3, True)
    assert LEARNED not in text_of(signed_in(kobe.colleague).get(f"/cases/{kobe.case.pk}/"))
    denied = kobe.post(kobe.colleague, f"cases/{kobe.case.pk}/lesson/", note=LEARNED)
    assert denied.status_code == 404


@pytest.mark.capability("KOB-22", refused_by="test_refuses_a_sheet_with_a_name_or_of_two_pages")
def test_prints_a_briefing_without_a_name_on_one_a4(kobe: Kobe) -> None:
    thought(kobe, facts="\n".join(f"・{FACTS}" for _ in range(25)))
    client = signed_in(kobe.counsellor)

    answer = client.get(f"/outreach/cases/{kobe.case.pk}/briefing/")

    assert answer["Content-Type"] == "application/pdf"
    (page,) = PdfReader(BytesIO(answer.content)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    words = page.extract_text()
    for said in (FACTS, "受診に同行する", "避けたい" if kobe.case.avoid else "説明シート"):
        assert said in words
    for unsaid in ("井上", "拓也", kobe.case.number):
        assert unsaid not in words


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ("\n".join(f"・{FACTS}" for _ in range(90)), "A4の1枚に入りません"),
        ("拓也は、夜に起きている。", "本人の氏名が入っています"),
    ],
)
def test_refuses_a_sheet_with_a_name_or_of_two_pages(facts: str, sentence: str, kobe: Kobe) -> None:
    thought(kobe, facts=facts)

    client, path = signed_in(kobe.counsellor), f"/outreach/cases/{kobe.case.pk}/briefing/"
    answer = client.get(path)

    assert answer["Content-Type"] != "application/pdf"
    assert sentence in text_of(answer)
    assert signed_in(kobe.colleague).get(path).status_code == 404
