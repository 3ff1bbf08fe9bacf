"""見立て: facts, hypotheses and plan apart, by a quorum, version by version, with dissent."""

from typing import Any

import pytest

from bansou.people.steps.models import Step
from bansou.support.outreach.formulations.models import Dissent, Formulation
from bansou.support.outreach.teams.models import TeamMember
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import signed_in, today
from tests.desks.outreach.kobe import Kobe

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
