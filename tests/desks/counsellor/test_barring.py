"""Keeping a neighbour at work apart from a case: it beats every right, and is lifted with a reason."""

from typing import Any

import pytest
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.access.actions import ConflictOfInterest, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import ConflictBlock, Grant
from bansou.commons.rows import Basis
from bansou.commons.tasks.models import Task
from bansou.evidence.models import Measure
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import names_in, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today

NEIGHBOUR = {"relation": "neighbour", "reason": "本人の実家のとなりに住んでいる"}


def bar(town: Town, case: Case, member: Any, by: Any = None) -> Any:
    client = signed_in(by or town.supervisor)
    return client.post(f"/cases/{case.pk}/conflict/", {"user": str(member.user_id), **NEIGHBOUR})


def test_hides_the_case_from_who_was_responsible_everywhere(town: Town) -> None:
    case, other = town.case(), town.case("成田 誠", "ナリタ マコト")
    town.talk(case, on=days(-3), next_action="申込書を一緒に書く")
    theirs = signed_in(town.counsellor)
    before = names_in(theirs.get("/cases/?who=all"))

    told = bar(town, case, town.counsellor)

    page = text_of(signed_in(town.supervisor).get(f"/cases/{case.pk}/"))
    assert told.status_code == 302
    assert sorted(before) == ["三浦 和彦", "成田 誠"]
    assert names_in(theirs.get("/cases/?who=all")) == ["成田 誠"]
    for address in (f"/cases/{case.pk}/", f"/cases/{case.pk}/record/", f"/cases/{case.pk}/plan/"):
        assert theirs.get(address).status_code == 404
    for address in ("/cases/?q=三浦", "/cases/export/", "/today/", "/cases/?who=all&q=ミウラ"):
        assert "和彦" not in theirs.get(address).content.decode()
    assert "利益相反で見えない人" in page
    assert "本人の実家のとなりに住んでいる" in page
    with town.at_work():
        held = Case.objects.get(pk=case.pk)
        assert held.responsible_id is None
        assert {task.owner_id for task in Task.objects.filter(case_id=case.pk)} == {
            town.supervisor.pk
        }
        assert not Grant.objects.filter(case_id=case.pk, ended_at=None).exists()
        assert Case.objects.get(pk=other.pk).responsible_id == town.counsellor.pk


def test_refuses_to_give_the_case_or_any_grant_to_who_is_barred(town: Town) -> None:
    case = town.case()
    bar(town, case, town.colleague)

    refused = signed_in(town.supervisor).post(
        f"/cases/{case.pk}/assign/",
        {
            "membership": str(town.colleague.pk),
            "seen": str(town.counsellor.pk),
            "handover_note": "よろしくお願いします",
        },
    )

    assert refused.status_code == 422
    assert "利益相反の記録があるため" in text_of(refused)
    assert "よろしくお願いします" in refused.content.decode()
    assert town.again(case).responsible_id == town.counsellor.pk
    with town.at_work() as actor:
        for source in Grant.Source:
            with pytest.raises(ConflictOfInterest):
                grant(actor, case, source, to_membership_id=town.colleague.pk)


def grant(actor: Actor, case: Case, source: Grant.Source, **to: Any) -> Grant:
    return write_grant(
        by=actor,
        keeper_id=case.organisation_id,
        case_id=case.pk,
        level=3,
        purpose="会議",
        basis=Basis.OWN_DUTY,
        from_on=today(),
        source=source,
        source_id=case.pk,
        **to,
    )


def test_holds_at_a_contractor_and_for_every_case_of_the_person(town: Town) -> None:
    case = town.case()
    town.refer(case, level=2)
    seen = signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code

    bar(town, case, town.trainer)
    bar(town, case, town.colleague)
    with town.at_work() as actor:
        later = open_case(by=actor, person=case.person, opened_on=today())

    assert seen == 200
    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 404
    assert signed_in(town.colleague).get(f"/cases/{later.pk}/").status_code == 404
    assert signed_in(town.counsellor).get(f"/cases/{later.pk}/").status_code == 200


def test_opens_a_case_beside_one_that_is_hidden_under_a_number_of_its_own(town: Town) -> None:
    case = town.case()
    bar(town, case, town.colleague)

    with town.at_work(town.colleague) as actor:
        new = open_case(by=actor, client="anonymous", alias="ゆき", opened_on=case.opened_on)

    assert new.number != case.number


def test_lets_them_see_again_once_it_is_lifted_with_a_reason(town: Town) -> None:
    case = town.case()
    bar(town, case, town.colleague)
    supervisor = signed_in(town.supervisor)
    address = f"/cases/{case.pk}/conflict/{town.colleague.user_id}/end/"

    without = supervisor.post(address, {"because": ""})
    hidden = signed_in(town.colleague).get(f"/cases/{case.pk}/").status_code
    supervisor.post(address, {"because": "転居した"})
    again = supervisor.get(address)

    assert (without.status_code, hidden, again.status_code) == (422, 404, 404)
    assert signed_in(town.colleague).get(f"/cases/{case.pk}/").status_code == 200
    with town.at_work() as actor:
        held = ConflictBlock.objects.get(case_id=case.pk)
        assert (held.ended_because, held.relation) == ("転居した", "neighbour")
        assign(by=actor, case=town.again(case), to=town.colleague, from_on=today(), at=now())


@pytest.mark.parametrize(
    ("who", "status"),
    [("counsellor", 403), ("colleague", 403), ("manager", 403), ("neighbour", 404)],
)
def test_lets_nobody_but_the_supervisor_bar_anybody(town: Town, who: str, status: int) -> None:
    case = town.case()

    answer = bar(town, case, town.colleague, by=getattr(town, who))

    assert answer.status_code == status
    with town.at_work():
        assert not ConflictBlock.objects.exists()


def test_bars_nobody_twice_and_not_oneself_from_ones_own_case(town: Town) -> None:
    case, own = town.case(), town.case("成田 誠", "ナリタ マコト", of=town.supervisor)
    bar(town, case, town.colleague)

    twice, oneself = bar(town, case, town.colleague), bar(town, own, town.supervisor)
    left = bar(town, case, town.supervisor)

    assert [answer.status_code for answer in (twice, oneself, left)] == [422, 422, 302]
    assert "すでに記録されています" in text_of(twice)
    assert "先に別の人に引き継いで" in text_of(oneself)
    assert signed_in(town.supervisor).get(f"/cases/{case.pk}/").status_code == 404
    with acting(
        Actor(user_id=town.manager.user_id, name="", organisation_id=town.city.pk), why="見る"
    ):
        assert ConflictBlock.objects.filter(case_id=case.pk).count() == 2


def test_lets_nobody_freeze_figures_from_whom_a_case_is_hidden(town: Town) -> None:
    address = reverse("manager:freeze", args=[town.programme.pk])
    bar(town, town.case(), town.manager)

    refused = signed_in(town.manager).post(address)

    assert refused.status_code == 403
    assert "ほかの事業担当者にとってもらってください" in text_of(refused)
    with town.at_work():
        assert not Measure.objects.exists()
