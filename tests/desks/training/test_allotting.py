"""Where wishes exceed the seats they are given out by a published lot that anyone can recheck."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from bansou.commons.keys import uuid7
from bansou.engines.assignment import Receipt, digest_of, recheck
from bansou.support.training.models import (
    CourseApplication,
    CourseRun,
    SealedSeed,
    SeatAllotment,
)
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in
from tests.desks.training.applying import approved, state_of
from tests.desks.training.centre import planned, post_seat, run_again


def people(town: Town, *wishes: list[CourseRun], course: str = "sling") -> list[CourseApplication]:
    """One approved application for each list of wishes."""
    found = []
    for number, runs in enumerate(wishes):
        case = town.case(f"人{number}", "ヒト")
        town.talk(case)
        found.append(approved(town, case, course, *runs))
    return found


def address(town: Town, course: str = "sling") -> str:
    return f"/courses/programmes/{town.programme.pk}/allot/{course}/"


def allot(town: Town, who: str = "trainer") -> Any:
    return signed_in(getattr(town, who)).post(address(town))


def receipt_of(town: Town) -> Receipt:
    with town.at_work():
        return Receipt.from_json(SeatAllotment.objects.latest("id").receipt)


@pytest.mark.parametrize("who", ["trainer", "manager"])
def test_gives_the_seats_out_by_wishes_and_lot_and_keeps_a_receipt(who: str, town: Town) -> None:
    first, second = planned(town, capacity=1), planned(town, capacity=1, first_on=days(30))
    applications = people(town, [first, second], [first, second], [first])
    asked = text_of(signed_in(getattr(town, who)).get(address(town)))
    listed = text_of(signed_in(getattr(town, who)).get("/courses/"))

    response = allot(town, who)

    assert "承認された申込みが3件、空いている席が2席あります。" in asked
    assert "「玉掛け」は、席より希望が多い回があります" in listed
    assert response.status_code == 302
    receipt = receipt_of(town)
    assert recheck(receipt) == ()
    states = {it.ticket: state_of(town, it) for it in applications}
    assert states == {
        ticket: "enrolled" if place else "waiting" for ticket, place in receipt.result.items()
    }
    assert (run_again(town, first).taken, run_again(town, second).taken) == (1, 1)


def test_shows_the_receipt_without_names_and_computes_it_again(town: Town) -> None:
    run = planned(town, capacity=1)
    applications = people(town, [run], [run])
    page = allot(town).url

    shown = text_of(signed_in(town.counsellor).get(page))
    again = text_of(signed_in(town.trainer).get(f"{page}?recheck=1"))
    file = signed_in(town.manager).get(f"{page}receipt.json")

    assert receipt_of(town).seed in shown
    assert all(it.ticket in shown for it in applications)
    assert "人0" not in shown
    assert (
        "1席に2人が申し込みました。抽選の順番は2番で、席は1番までの人で満席になりました。" in shown
    )
    assert "控えのとおりです" in again
    assert recheck(Receipt.from_json(json.loads(file.content))) == ()


def test_says_on_the_case_why_not_the_first_wish(town: Town) -> None:
    run = planned(town, capacity=1)
    applications = people(town, [run], [run])
    allot(town)
    waiting = next(it for it in applications if state_of(town, it) == "waiting")

    page = text_of(signed_in(town.counsellor).get(f"/cases/{waiting.case_id}/training/"))

    assert "抽選の順番は2番で、席は1番までの人で満席になりました。" in page


def test_lets_those_who_wait_move_up_in_the_order_of_the_lot(town: Town) -> None:
    run = planned(town, capacity=1)
    applications = people(town, [run], [run], [run], [run])
    allot(town)
    with town.at_work():
        waiting = list(CourseApplication.objects.filter(state="waiting").order_by("waiting_since"))
    seated = next(it for it in applications if state_of(town, it) == "enrolled")
    signed_in(town.counsellor).post(f"/cases/training/{seated.pk}/withdraw/", {"because": "就職"})

    assert state_of(town, waiting[0]) == "enrolled"
    assert [state_of(town, it) for it in waiting[1:]] == ["waiting", "waiting"]


def test_gives_who_has_waited_since_an_earlier_lot_their_seat_first(town: Town) -> None:
    run = planned(town, capacity=1)
    applications = people(town, [run], [run])
    allot(town)
    waiting = next(it for it in applications if state_of(town, it) == "waiting")
    with town.at_work():
        CourseRun.objects.filter(pk=run.pk).update(capacity=2)
    newcomers = people(town, [run], [run], [run])

    allot(town)

    assert state_of(town, waiting) == "enrolled"
    assert [state_of(town, it) for it in newcomers] == ["waiting"] * 3


def test_tells_when_a_receipt_was_tampered_with(town: Town) -> None:
    run = planned(town, capacity=1)
    people(town, [run], [run])
    page = allot(town).url
    with town.at_work():
        found = SeatAllotment.objects.get()
        result = found.receipt["result"]
        winner, loser = sorted(result, key=lambda ticket: result[ticket] is None)
        result[winner], result[loser] = result[loser], result[winner]
        found.save()

    text = text_of(signed_in(town.trainer).get(f"{page}?recheck=1"))

    assert "控えと計算が合いません" in text
    assert winner in text.partition("事業担当者に伝えてください")[0]


def test_draws_by_the_seed_that_was_sealed_before_anybody_wished(town: Town) -> None:
    run = planned(town, capacity=1)
    with town.at_work():
        sealed = SealedSeed.objects.get()
    before = text_of(signed_in(town.counsellor).get(f"/courses/runs/{run.pk}/"))
    people(town, [run], [run])
    asked = text_of(signed_in(town.trainer).get(address(town)))

    signed_in(town.trainer).post(address(town), {"seed": "自分の種"})

    receipt = receipt_of(town)
    assert (receipt.seed, receipt.digest) == (sealed.seed, sealed.digest)
    assert receipt.is_pledged
    assert sealed.digest in before
    assert sealed.digest in asked
    assert sealed.seed not in before + asked
    with town.at_work():
        following = SealedSeed.objects.get(used_at=None)
        assert following.seed != sealed.seed
        for change in (
            {"seed": "b" * 64, "digest": digest_of("b" * 64)},
            {"sealed_at": sealed.sealed_at},
        ):
            with pytest.raises(DatabaseError, match="neither changed"), transaction.atomic():
                SealedSeed.objects.filter(pk=following.pk).update(**change)
        with pytest.raises(DatabaseError, match="neither changed"), transaction.atomic():
            SealedSeed.objects.filter(pk=following.pk).delete()
        following.pk, following.course = uuid7(), "other"
        following.digest = digest_of("mine")
        with (
            pytest.raises(IntegrityError, match="sealed_seed_has_its_digest"),
            transaction.atomic(),
        ):
            following.save(force_insert=True)


def test_lets_anybody_compute_a_receipt_again_with_a_command(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(town, capacity=1)
    people(town, [run], [run])
    page = allot(town).url
    file = tmp_path / "控え.json"
    file.write_bytes(signed_in(town.manager).get(f"{page}receipt.json").content)
    forged = tmp_path / "別.json"
    receipt = json.loads(file.read_text("utf-8"))
    forged.write_text(json.dumps({**receipt, "digest": digest_of("別の種")}), "utf-8")

    call_command("lot", str(file), digest=receipt["digest"])

    assert "控えのとおりです（申込み2件" in capsys.readouterr().out
    with pytest.raises(CommandError, match="照合値と合いません"):
        call_command("lot", str(forged))
    winner = next(ticket for ticket, place in receipt["result"].items() if place)
    receipt["result"][winner] = None
    file.write_text(json.dumps(receipt), "utf-8")
    with pytest.raises(CommandError, match="控えと計算が合いません"):
        call_command("lot", str(file))
    with pytest.raises(CommandError, match="読めません"):
        call_command("lot", str(tmp_path / "ない.json"))


def test_refuses_where_nobody_wishes(town: Town) -> None:
    planned(town)

    assert "割り当てる申込みがありません。" in text_of(signed_in(town.trainer).get(address(town)))
    assert allot(town).status_code == 403


@pytest.mark.parametrize(
    ("who", "allotting", "reading"),
    [("counsellor", {403}, {200}), ("neighbour", {403, 404}, {404})],
)
def test_lets_others_at_most_read_the_receipt(
    who: str, allotting: set[int], reading: set[int], town: Town
) -> None:
    run = planned(town, capacity=1)
    applications = people(town, [run], [run])
    refused = allot(town, who)
    assert refused.status_code in allotting
    assert [state_of(town, it) for it in applications] == ["approved", "approved"]

    page = allot(town).url
    assert signed_in(getattr(town, who)).get(page).status_code in reading


def test_leaves_out_a_run_that_somebody_may_not_take_yet(town: Town) -> None:
    run = planned(town, capacity=1)
    young, other = people(town, [run], [run])
    with town.at_work():
        from bansou.people.persons.models import Person

        Person.objects.filter(cases=young.case_id).update(birth_on=None)

    allot(town)

    assert (state_of(town, young), state_of(town, other)) == ("approved", "enrolled")
    assert post_seat(town, young, run).status_code == 403


def test_draws_the_order_of_who_waits_once(town: Town) -> None:
    """However often seats are given out, the staff cannot draw until somebody is first."""
    run = planned(town, capacity=1)
    people(town, *[[run] for _ in range(6)])
    allot(town)
    first = waiting_in(town)

    again = allot(town)

    assert "空いた席も、新しい申込みもありません" in text_of(again)
    assert waiting_in(town) == first
    newcomers = people(town, [run], [run])
    for _ in range(2):
        allot(town)
    assert waiting_in(town)[:5] == first
    assert set(waiting_in(town)[5:]) == {it.pk for it in newcomers}


def waiting_in(town: Town) -> list[UUID]:
    with town.at_work():
        rows = CourseApplication.objects.filter(state="waiting").order_by("waiting_since")
        return list(rows.values_list("pk", flat=True))
