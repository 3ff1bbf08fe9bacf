"""見立て: facts, hypotheses and plan apart, by a quorum, version by version, with dissent."""

from typing import Any

import pytest

from bansou.people.steps.models import Step
from bansou.support.outreach.formulations.actions import NotAmongThem, record_dissent
from bansou.support.outreach.formulations.models import Dissent, Formulation
from bansou.support.outreach.offered import outreach_in
from bansou.support.outreach.teams.models import ExpertTeam, TeamMember
from bansou.support.outreach.teams.staffing import Expert, found_team, join_team
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, now, signed_in, today
from tests.desks.outreach.kobe import Kobe
from tests.desks.outreach.test_chain import dispatched

FACTS = "母の話では、3週間前から家族と口をきかない。"
HYPOTHESES = "うつ状態が続いている可能性がある。"
PLAN = "12月中に、精神科医師と訪問相談支援員が家庭を訪問する。"


def experts(kobe: Kobe, *professions: str) -> list[str]:
    with kobe.at_work():
        rows = TeamMember.objects.all()
        return [str(it.pk) for it in rows if not professions or it.profession in professions]


def form_of(kobe: Kobe, **said: Any) -> dict[str, Any]:
    return {
        "on": today().isoformat(),
        "attended": experts(kobe),
        "facts": FACTS,
        "hypotheses": HYPOTHESES,
        "plan": PLAN,
        "leads_to": "サポステの心理カウンセリング",
        "seen": "0",
        **said,
    }


def written(kobe: Kobe, **said: Any) -> Any:
    path = f"cases/{kobe.case.pk}/formulation/"
    return kobe.post(kobe.counsellor, path, **form_of(kobe, **said))


@pytest.mark.capability("KOB-15", refused_by="test_refuses_a_formulation_without_a_quorum")
def test_keeps_facts_hypotheses_and_plan_apart_in_every_version(kobe: Kobe) -> None:
    path = f"/outreach/cases/{kobe.case.pk}/formulation/"
    client = signed_in(kobe.counsellor)

    first = client.post(path, form_of(kobe))
    second = client.post(
        path, form_of(kobe, hypotheses="不眠が先にあったとも考えられる。", seen="1")
    )
    late = client.post(path, form_of(kobe, seen="1", plan="まだ読んでいない人の方針。"))

    assert (first.status_code, second.status_code, late.status_code) == (302, 302, 422)
    assert "第2版を保存しました" in text_of(late)
    assert "まだ読んでいない人の方針。" in text_of(late)
    with kobe.at_work():
        one, two = Formulation.objects.order_by("number")
        steps = list(Step.objects.filter(kind="formulation.made").values_list("level", "note"))
    assert (one.facts, one.hypotheses, one.plan) == (FACTS, HYPOTHESES, PLAN)
    assert two.hypotheses == "不眠が先にあったとも考えられる。"
    assert [it["profession"] for it in one.attended] == [
        "psychiatrist",
        "psychiatric_social_worker",
        "certified_social_worker",
    ]
    assert steps == [(3, PLAN)] * 2
    page = text_of(client.get(f"/outreach/formulations/{one.pk}/"))
    assert f"事実 {FACTS} 仮説 {HYPOTHESES} 方針 {PLAN}" in page
    assert "第2版" in page


def test_refuses_a_formulation_without_a_quorum(kobe: Kobe) -> None:
    two = experts(kobe, "psychiatrist", "certified_social_worker")
    path = f"/outreach/cases/{kobe.case.pk}/formulation/"

    too_few = signed_in(kobe.counsellor).post(path, form_of(kobe, attended=two))

    assert too_few.status_code == 422
    assert "定足数（3人、うち1人は精神科医師）に足りません" in text_of(too_few)
    assert FACTS in text_of(too_few)
    blank = written(kobe, hypotheses=" \n")
    assert blank.status_code == 422
    stranger = signed_in(kobe.colleague).post(path, form_of(kobe))
    assert stranger.status_code == 404
    with kobe.at_work():
        assert not Formulation.objects.exists()


def test_counts_only_who_was_on_the_team_on_the_day_of_the_thought(kobe: Kobe) -> None:
    with kobe.at_work():
        TeamMember.objects.filter(name="辻 健").update(from_on=today())

    newcomer = written(kobe, on=days(-2).isoformat())

    assert newcomer.status_code == 422
    assert "協議した日にこのチームのメンバーでなかった人が入っています（辻 健）" in text_of(
        newcomer
    )
    # Who has left since was there on that day, and may say that they thought otherwise.
    with kobe.at_work():
        TeamMember.objects.filter(name="辻 健").update(from_on=days(-90), until_on=days(-1))
    assert written(kobe).status_code == 422
    assert written(kobe, on=days(-2).isoformat()).status_code == 302
    with kobe.at_work():
        it = Formulation.objects.get()
        TeamMember.objects.filter(name="森 晴美").update(from_on=days(-1))
    (left,) = experts(kobe, "certified_social_worker")
    (came,) = experts(kobe, "psychiatric_social_worker")
    path, text = f"formulations/{it.pk}/dissent/", "まず母と会うべきだ。"
    refused = kobe.post(kobe.counsellor, path, member=came, text=text)
    assert refused.status_code == 422
    assert kobe.post(kobe.counsellor, path, member=left, text=text).status_code == 302
    with kobe.at_work() as actor:
        assert Dissent.objects.get().name == "辻 健"
        member = TeamMember.objects.get(pk=came)
        with pytest.raises(NotAmongThem):
            record_dissent(by=actor, formulation=it, member=member, text=text, at=now())


def second_team(kobe: Kobe) -> ExpertTeam:
    """A team that stands before the other by its name, of three."""
    with kobe.at_work() as actor:
        rules = outreach_in(kobe.city.pk, today())
        assert rules
        team = found_team(by=actor, name="あおぞらチーム")
        for name, profession in (
            ("佐野 明", "psychiatrist"),
            ("林 操", "psychiatric_social_worker"),
        ):
            expert = Expert(name=name, profession=profession, from_on=days(-90))
            join_team(by=actor, team=team, expert=expert, rules=rules)
        expert = Expert(name="岸 保", profession="certified_social_worker", from_on=days(-90))
        join_team(by=actor, team=team, expert=expert, rules=rules)
    return team


def test_thinks_as_the_team_that_was_sent_and_lets_another_be_chosen(kobe: Kobe) -> None:
    other = second_team(kobe)
    dispatched(kobe)
    path = f"cases/{kobe.case.pk}/formulation/"

    asked = kobe.get(kobe.counsellor, path).content.decode()

    assert f'<option value="{kobe.team.pk}" selected>' in asked
    assert "佐野 明（あおぞらチーム、精神科医師）" in asked
    with kobe.at_work():
        ours, theirs = (
            [str(key) for key in team.members.values_list("pk", flat=True)]
            for team in (kobe.team, other)
        )
    mixed = written(kobe, team=str(kobe.team.pk), attended=[*ours, theirs[0]])
    assert mixed.status_code == 422
    assert "メンバーでなかった人が入っています（佐野 明）" in text_of(mixed)
    assert written(kobe, team=str(kobe.team.pk), attended=ours).status_code == 302
    second = written(kobe, team=str(other.pk), attended=theirs, seen="1")
    assert second.status_code == 302
    with kobe.at_work():
        teams = Formulation.objects.order_by("number").values_list("team_id", flat=True)
        assert list(teams) == [kobe.team.pk, other.pk]
    # That team has thought since the other was sent.
    again = kobe.get(kobe.counsellor, path).content.decode()
    assert f'<option value="{other.pk}" selected>' in again


def test_keeps_what_somebody_of_the_team_thinks_otherwise(kobe: Kobe) -> None:
    written(kobe)
    with kobe.at_work():
        it = Formulation.objects.get()
    (worker,) = experts(kobe, "certified_social_worker")
    form = {"member": worker, "text": "訪問の前に、母と3回は会うべきだ。"}

    answer = kobe.post(kobe.counsellor, f"formulations/{it.pk}/dissent/", **form)

    assert answer.status_code == 302
    with kobe.at_work():
        dissent = Dissent.objects.get()
        assert (dissent.name, dissent.profession) == ("辻 健", "certified_social_worker")
    page = text_of(kobe.get(kobe.supervisor, f"formulations/{it.pk}/"))
    assert "辻 健 （社会福祉士）" in page
    assert "訪問の前に、母と3回は会うべきだ。" in page
    assert kobe.get(kobe.colleague, f"formulations/{it.pk}/").status_code == 404


def test_notes_once_that_the_version_before_was_read_in_the_form(kobe: Kobe) -> None:
    path = f"cases/{kobe.case.pk}/formulation/"
    assert FACTS not in text_of(kobe.get(kobe.counsellor, path))
    assert kobe.noted() == []
    written(kobe)
    with kobe.at_work():
        it = Formulation.objects.get()

    page = kobe.get(kobe.counsellor, path)

    assert FACTS in text_of(page)
    assert kobe.noted() == [("open", "formulation", it.pk)]
