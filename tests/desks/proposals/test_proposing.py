"""Wishes in somebody's own words, openings that fit with their reasons, and what is never proposed."""

import pytest
from django.urls import reverse

from bansou.employers.models import Opening
from bansou.people.steps.models import Step
from bansou.placement.matching.models import Proposal, WorkWish
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, today
from tests.desks.proposals.brought import (
    opening_in,
    propose,
    proposed,
    seen,
    send,
    wish_form,
    wished,
)

pytestmark = pytest.mark.django_db


def proposals_in(town: Town) -> list[Proposal]:
    with town.at_work():
        return list(Proposal.objects.order_by("pk"))


@pytest.mark.capability("TMK-17", "KKY-07")
def test_wishes_in_own_words_lead_to_a_proposal_that_says_how_it_meets_them(town: Town) -> None:
    case, opening = town.case(), opening_in(town)
    counsellor = town.client(town.counsellor)

    wrote = counsellor.post(
        reverse("proposals:wishes", args=[case.pk]), wish_form(areas=["沼ノ端"])
    )
    made = propose(counsellor, case, opening)

    with town.at_work():
        wish = WorkWish.objects.get(case=case)
        assert (wish.areas, wish.refuses, wish.needs) == (["沼ノ端"], ["nights"], None)
    assert wrote.status_code == made.status_code == 302
    (proposal,) = proposals_in(town)
    points = {term["code"]: (term["verdict"], term["points"]) for term in proposal.terms}
    assert proposal.score == sum(term["points"] for term in proposal.terms)
    assert points["area"] == ("match", 15)
    assert points["demands"] == ("match", 5)
    assert points["accommodations"] == ("unknown", 0)
    page = text_of(counsellor.get(reverse("proposals:proposal", args=[proposal.pk])))
    assert "場所 一致 沼ノ端 沼ノ端 15" in page
    assert "求められること 一致 夜勤 土曜の出勤 5" in page
    assert "配慮 未確認 未確認 未確認 0" in page
    with town.at_work():
        kinds = list(Step.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["wishes.heard", "proposal.made"]
    assert town.again(case).last_contact_on == today()
    assert ("open", "proposal") in log_of_case(town, case)


@pytest.mark.capability("TMK-17")
def test_declining_needs_no_reason_and_lowers_no_score(town: Town) -> None:
    case = town.case()
    wished(town, case)
    first, second = opening_in(town), opening_in(town, "ひびき倉庫")
    counsellor = town.client(town.counsellor)
    page = reverse("proposals:case", args=[case.pk])
    before = text_of(counsellor.get(page))
    proposal = proposed(town, case, first)

    answered = send(counsellor, "answer", proposal, is_wanted="no", on=today(), reason="", note="")

    assert answered.status_code == 302
    assert seen(town, proposal).state == Proposal.State.DECLINED
    assert seen(town, proposal).decline_reason == ""
    after = text_of(counsellor.get(page))
    told = "ひびき倉庫 倉庫作業 正規 沼ノ端 43点"
    assert told in before
    assert told in after
    assert "もう提案した 1件" in after
    with town.at_work():
        assert second in Opening.objects.all()


def test_a_reason_of_the_scheme_is_kept_where_one_is_given(town: Town) -> None:
    case = town.case()
    wished(town, case)
    proposal = proposed(town, case, opening_in(town))

    send(
        town.client(town.counsellor),
        "answer",
        proposal,
        is_wanted="no",
        on=today(),
        reason="hours",
        note="土曜は家の用がある",
    )

    report = text_of(town.client(town.matching).get("/experience/mismatches/"))
    assert "求人の提案を本人が見送ったとき" in report
    assert "運輸業，郵便業 勤務時間・休日 1" in report
    with town.at_work():
        step = Step.objects.get(case=case, kind="proposal.answered")
    assert seen(town, proposal).decline_reason == "hours"
    assert step.note == "土曜は家の用がある"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"demands": ["nights"]}, "合わない条件があります（1件）"),
        ({"demands": ["nights"], "area": "白老"}, "合わない条件があります（2件）"),
        ({"wage_from_yen": 170_000}, "合わない条件があります（1件）"),
        ({"licences": ["sling_work"]}, "合わない条件があります（1件）"),
        ({"posted_on": days(-90)}, "60日より長く"),
        ({"closed_on": days(-1)}, "もう募集していません"),
    ],
)
def test_refuses_what_a_hard_condition_excludes_and_what_no_longer_stands(
    town: Town, change: dict[str, object], said: str
) -> None:
    case = town.case()
    wished(town, case)

    response = propose(town.client(town.counsellor), case, opening_in(town, **change))

    assert response.status_code == 403
    assert said in text_of(response)
    assert proposals_in(town) == []


def test_names_on_the_board_what_excludes_and_what_would_change_it(town: Town) -> None:
    case = town.case()
    wished(town, case)
    opening = opening_in(town, demands=["nights"], licences=["sling_work"], area="白老")

    page = text_of(
        town.client(town.counsellor).get(
            f"{reverse('proposals:board')}?case={case.pk}&opening={opening.pk}"
        )
    )

    assert "この組合せは提案できません" in page
    assert "必要な資格がまだない（玉掛け）" in page
    assert "本人ができないこと、したくないことがある（夜勤）" in page
    assert "本人が働ける地区の外にある（白老）" in page
    assert "勤務時間帯：夜勤必須 ⇔ 夜勤不可" in page
    assert "場所：白老 ⇔ " in page
    assert "本人に提案する" not in page


def test_refuses_a_proposal_without_wishes_and_a_second_one(town: Town) -> None:
    case, opening = town.case(), opening_in(town)
    counsellor = town.client(town.counsellor)

    without = propose(counsellor, case, opening)
    wished(town, case)
    first = propose(counsellor, case, opening)
    second = propose(counsellor, case, opening)

    assert "希望がまだ書かれていません" in text_of(without)
    assert first.status_code == 302
    assert "もう本人に提案しています" in text_of(second)
    assert len(proposals_in(town)) == 1


def test_a_form_sent_twice_proposes_once(town: Town) -> None:
    case, opening = town.case(), opening_in(town)
    wished(town, case)
    counsellor = town.client(town.counsellor)
    key = "0190a0a0-0000-7000-8000-000000000001"

    answers = [propose(counsellor, case, opening, request_key=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(proposals_in(town)) == 1


def test_keeps_what_was_typed_where_somebody_wrote_the_wishes_meanwhile(town: Town) -> None:
    case = town.case()
    wished(town, case)
    counsellor = town.client(town.counsellor)
    url = reverse("proposals:wishes", args=[case.pk])
    version = hidden(counsellor.get(url), "version")

    counsellor.post(url, wish_form(words="先に書いた", version=version))
    late = counsellor.post(url, wish_form(words="あとから書いた", version=version))
    kept = counsellor.post(url, wish_form(words="あとから書いた", version=hidden(late, "version")))

    assert late.status_code == 422
    assert "先に書いた" in text_of(late)
    assert "あとから書いた" in text_of(late)
    assert kept.status_code == 302


def test_says_why_nothing_fits_and_what_would_change_it(town: Town) -> None:
    case = town.case()
    counsellor = town.client(town.counsellor)
    page = reverse("proposals:case", args=[case.pk])

    unheard = text_of(counsellor.get(page))
    wished(town, case)
    empty = text_of(counsellor.get(page))
    opening_in(town, posted_on=days(-90))
    stale = text_of(counsellor.get(page))

    assert "仕事の希望がまだ書かれていません" in unheard
    assert "募集している求人がありません" in empty
    assert "いま合う求人がありません" in stale
    assert "「今日確かめた」を押すと、候補に戻ります" in stale


@pytest.mark.capability("KKY-21")
def test_both_lists_stand_side_by_side_and_three_clicks_propose(town: Town) -> None:
    case, opening = town.case(), opening_in(town)
    wished(town, case)
    officer = town.client(town.matching)
    board = reverse("proposals:board")

    start = officer.get(board).content.decode()
    person = f"{board}?case={case.pk}"
    chosen = officer.get(person).content.decode()
    pair = f"{person}&amp;opening={opening.pk}"
    shown = officer.get(f"{person}&opening={opening.pk}").content.decode()
    made = propose(officer, case, opening)

    assert person in start
    assert pair in chosen
    assert reverse("proposals:propose", args=[case.pk, opening.pk]) in shown
    assert made.status_code == 302
    assert [one.case_id for one in proposals_in(town)] == [case.pk]
    assert "0件" in text_of(officer.get(board))
    by_opening = officer.get(f"{board}?opening={opening.pk}").content.decode()
    assert "もう提案しています" in by_opening


def test_shows_nothing_of_a_colleagues_people_nor_of_another_city(town: Town) -> None:
    case, opening = town.case(), opening_in(town)
    wished(town, case)
    colleague = town.client(town.colleague)
    neighbour = town.client(town.neighbour)

    for client in (colleague, neighbour):
        assert "三浦" not in client.get(reverse("proposals:board")).content.decode()
        assert client.get(reverse("proposals:case", args=[case.pk])).status_code == 404
        assert propose(client, case, opening).status_code == 404
    assert town.client(town.trainer).get(reverse("proposals:board")).status_code == 403
    officer = town.client(town.matching).post(
        reverse("proposals:wishes", args=[case.pk]), wish_form()
    )
    assert officer.status_code == 403
    assert proposals_in(town) == []
