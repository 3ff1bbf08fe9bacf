"""Receipts that people hand in on their own page: theirs alone, until the claim is checked."""

import pytest
from django.test import Client

from bansou.benefits.claims.models import ClaimReceipt
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.claims.receipts import add_receipt
from bansou.commons.documents.models import Attachment
from tests.benefits.paying import TRAVEL, again, claimed, trainee, travel, with_prices
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, now
from tests.desks.files import pdf, upload
from tests.desks.manager.paying_desk import decide
from tests.desks.seeker.letters import came_in
from tests.desks.seeker.test_money import claim, only_claim

pytestmark = pytest.mark.usefixtures("before_the_year_ends")


def hand_in(client: Client, pk: object) -> str:
    """Hand a receipt in, and read the page that follows."""
    address = f"/my/claims/{pk}/receipt/"
    return text_of(client.post(address, {"file": upload("領収書.pdf", pdf())}, follow=True))


def test_hands_in_the_receipt_without_which_a_trip_is_not_checked(town: Town) -> None:
    with_prices(town, more=travel(ceiling=1000))
    it = trainee(town)
    client = came_in(town, it.case)
    trip = {"on": it.attended[0].isoformat(), "route": "沼ノ端から苫小牧まで往復", "yen": "700"}
    claim(town, client, it.case, TRAVEL, **trip, receipt="A-12")
    made = only_claim(town)
    lacking = text_of(client.get("/my/money/"))

    refused = decide(town, made, "check", town.manager)
    nothing = client.post(f"/my/claims/{made.pk}/receipt/")
    wrong = client.post(f"/my/claims/{made.pk}/receipt/", {"file": upload("領収書.pdf", b"MZ\0")})
    page = hand_in(client, made.pk)
    with town.at_work():
        receipt = ClaimReceipt.objects.select_related("file").get()
    file = client.get(f"/my/receipts/{receipt.pk}/file/")
    checked = decide(town, made, "check", town.manager)
    late = client.post(f"/my/receipts/{receipt.pk}/take-off/")

    assert "領収書は、まだ付いていません" in lacking
    assert "領収書のファイルが付いていないので、確認できません" in text_of(refused)
    assert "ファイルを選んでください" in text_of(nothing)
    assert "預かれない種類か、読めないファイルです" in text_of(wrong)
    assert "付けた領収書 領収書.pdf" in page
    assert receipt.file.stored_by_id is None
    assert file.content.startswith(b"%PDF")
    assert (checked.status_code, again(town, made).state) == (302, "checked")
    assert "いま「決定待ち」です" in text_of(late)
    assert "領収書を付ける" not in text_of(client.get("/my/money/"))
    with town.at_work():
        assert ClaimReceipt.objects.count() == Attachment.objects.count() == 1


def test_takes_a_receipt_off_and_touches_no_claim_of_others(town: Town) -> None:
    with_prices(town, more=travel(ceiling=1000))
    it, other = trainee(town), trainee(town, name="原 京子", kana="ハラ キョウコ")
    client, stranger = came_in(town, it.case), came_in(town, other.case, "hara2026")
    trip = {"on": it.attended[0].isoformat(), "route": "沼ノ端から苫小牧まで往復", "yen": "700"}
    claim(town, client, it.case, TRAVEL, **trip, receipt="A-12")
    made = only_claim(town)
    hand_in(client, made.pk)
    with town.at_work():
        receipt = ClaimReceipt.objects.get()

    answers = [
        stranger.get(f"/my/claims/{made.pk}/receipt/"),
        stranger.post(f"/my/claims/{made.pk}/receipt/", {"file": upload("別.pdf", pdf())}),
        stranger.get(f"/my/receipts/{receipt.pk}/file/"),
        stranger.post(f"/my/receipts/{receipt.pk}/take-off/"),
    ]
    asked = text_of(client.get(f"/my/receipts/{receipt.pk}/take-off/"))
    client.post(f"/my/receipts/{receipt.pk}/take-off/")

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "この領収書を外しますか" in asked
    with town.at_work():
        assert not ClaimReceipt.objects.exists()


def test_hands_a_receipt_in_for_a_claim_that_the_office_drew_up(town: Town) -> None:
    with_prices(town, more=travel(ceiling=1000))
    it = trainee(town)
    client = came_in(town, it.case)
    trip = Trip(on=it.attended[0], route="沼ノ端から苫小牧まで往復", yen=700, receipt="A-12")
    made = claimed(town, it.case, benefit=TRAVEL, trips=[trip])
    with town.at_work() as actor:
        by_office = add_receipt(
            by=actor, claim=made, name="窓口の写し.pdf", content=pdf(), at=now()
        )

    page = hand_in(client, made.pk)
    theirs = client.post(f"/my/receipts/{by_office.pk}/take-off/")
    with town.at_work():
        own = ClaimReceipt.objects.exclude(pk=by_office.pk).get()
    client.post(f"/my/receipts/{own.pk}/take-off/")
    taken_back = client.post(f"/my/claims/{made.pk}/withdraw/")

    assert "付けた領収書 窓口の写し.pdf 領収書.pdf 外す" in page
    assert (theirs.status_code, taken_back.status_code) == (404, 404)
    with town.at_work():
        assert ClaimReceipt.objects.get().pk == by_office.pk
