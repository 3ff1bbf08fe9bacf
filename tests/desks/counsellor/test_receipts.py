"""Receipts of claims are files: sniffed, private, handed out on the desks, and logged."""

import pytest

from bansou.benefits.claims.models import Claim, ClaimReceipt
from bansou.benefits.claims.pricing import Trip
from tests.benefits.paying import TRAVEL, again, claimed, trainee, travel, with_prices
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import Town, found_town, signed_in
from tests.desks.files import pdf, upload
from tests.desks.manager.paying_desk import address_of, decide

pytestmark = pytest.mark.usefixtures("before_the_year_ends")


@pytest.fixture
def town(db: None) -> Town:
    """A town of people at work."""
    return found_town()


def trip_claim(town: Town) -> Claim:
    """A claim for a trip, of a benefit that asks for receipts."""
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)
    trip = Trip(on=it.attended[0], route="沼ノ端駅〜苫小牧駅（往復）", yen=700, receipt="A-15")
    return claimed(town, it.case, benefit=TRAVEL, trips=[trip])


def test_checks_no_trip_without_the_file_of_its_receipt(town: Town) -> None:
    claim = trip_claim(town)
    desk = signed_in(town.counsellor)
    address = f"/cases/claims/{claim.pk}/receipt/"

    without = decide(town, claim, "check", town.supervisor)
    empty = desk.post(address)
    wrong = desk.post(address, {"file": upload("領収書.pdf", b"MZ" + b"\0" * 200)})
    stored = desk.post(address, {"file": upload("領収書.pdf", pdf())}, follow=True)
    with town.at_work():
        receipt = ClaimReceipt.objects.get()
    off = f"/cases/claims/receipts/{receipt.pk}/take-off/"
    asked = text_of(desk.get(off))
    checked = decide(town, claim, "check", town.supervisor)
    too_late = desk.post(off)

    assert "領収書のファイルが付いていないので、確認できません" in text_of(without)
    assert "ファイルを選んでください" in text_of(empty)
    assert "預かれない種類か、読めないファイルです" in text_of(wrong)
    assert "領収書 領収書.pdf" in text_of(stored)
    assert "領収書「領収書.pdf」を外しますか" in asked
    assert checked.status_code == 302
    assert "いま「決定待ち」です" in text_of(too_late)
    assert again(town, claim).state == "checked"
    with town.at_work():
        assert ClaimReceipt.objects.count() == 1


def test_hands_a_receipt_out_to_who_may_read_the_claim_and_logs_it(town: Town) -> None:
    claim = trip_claim(town)
    content = pdf()
    signed_in(town.counsellor).post(
        f"/cases/claims/{claim.pk}/receipt/", {"file": upload("領収書.pdf", content)}
    )
    with town.at_work():
        receipt = ClaimReceipt.objects.get()
    own = f"/cases/claims/receipts/{receipt.pk}/"
    on_claim = address_of(town, claim, "receipts", str(receipt.pk))

    answers = [signed_in(town.counsellor).get(own), signed_in(town.manager).get(on_claim)]
    others = [
        signed_in(town.trainer).get(own),
        signed_in(town.neighbour).get(own),
        signed_in(town.trainer).get(on_claim),
    ]

    for answer in answers:
        assert answer.content == content
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
    assert {answer.status_code for answer in others} <= {403, 404}
    logged = {(entry.subject, entry.case_id) for entry in log_of(town, kind="export")}
    assert logged == {("attachment", claim.case_id), ("claim", claim.case_id)}


def test_takes_a_receipt_off_that_does_not_belong_there(town: Town) -> None:
    claim = trip_claim(town)
    desk = signed_in(town.counsellor)
    desk.post(f"/cases/claims/{claim.pk}/receipt/", {"file": upload("別の人.pdf", pdf())})
    with town.at_work():
        receipt = ClaimReceipt.objects.get()

    desk.post(f"/cases/claims/receipts/{receipt.pk}/take-off/")

    page = text_of(desk.get(f"/cases/{claim.case_id}/benefits/"))
    assert "領収書のファイルは、まだ付いていません。" in page
    with town.at_work():
        assert not ClaimReceipt.objects.exists()
