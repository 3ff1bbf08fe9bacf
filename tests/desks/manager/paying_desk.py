"""What happens with money on the desks: claims drawn up on the case, decided about and paid here."""

from typing import Any

from bansou.benefits.claims.models import Claim
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from tests.benefits.paying import TRAINING, Trainee, pay_day
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, signed_in


def post_claim(
    town: Town,
    it: Trainee,
    *days_claimed: Any,
    benefit: str = TRAINING,
    by: Membership | None = None,
) -> Any:
    """Claim days through the case's page."""
    address = f"/cases/{it.case.pk}/benefits/claim/?benefit={town.programme.pk}:{benefit}"
    said = {"days": [day.isoformat() for day in days_claimed], "request_key": str(uuid7())}
    return signed_in(by or town.counsellor).post(address, said)


def drawn(town: Town, it: Trainee, by: Membership | None = None) -> Claim:
    """A claim for every attended day, drawn up through the page."""
    response = post_claim(town, it, *it.attended, by=by)
    assert response.status_code == 302, text_of(response)
    with town.at_work():
        return Claim.objects.select_related("case__person").latest("id")


def address_of(town: Town, claim: Claim, *more: str) -> str:
    """The claim's page on the manager's desk, or one below it."""
    return "/".join([f"/programmes/benefits/{town.programme.pk}/claims/{claim.pk}", *more, ""])


def decide(town: Town, claim: Claim, act: str, by: Membership, **said: Any) -> Any:
    """Decide through the page, about the claim as it is on record now."""
    with town.at_work():
        seen = Claim.objects.get(pk=claim.pk).version
    return signed_in(by).post(address_of(town, claim, act), {"seen": seen, **said})


def approved_on_desk(town: Town, claim: Claim) -> None:
    """Check and approve through the pages."""
    for act, by in (("check", town.supervisor), ("approve", town.manager)):
        response = decide(town, claim, act, by)
        assert response.status_code == 302, text_of(response)


def account_fields(**said: Any) -> dict[str, Any]:
    """The form of an account, filled in."""
    return {
        "bank_code": "0123",
        "bank": "トマコマイ",
        "branch_code": "045",
        "branch": "",
        "kind": "1",
        "number": "1234567",
        "holder": "ミウラ カズヒコ",
        **said,
    }


def keep_accounts(town: Town, claim: Claim) -> None:
    """Both accounts are entered through their pages."""
    desk = signed_in(town.manager)
    theirs = desk.post(address_of(town, claim, "account"), account_fields())
    own = desk.post(
        f"/programmes/benefits/{town.programme.pk}/payments/account/",
        account_fields(holder="トマコマイシ", consignor_code="1234567890", number="7654321"),
    )
    assert (theirs.status_code, own.status_code) == (302, 302), text_of(theirs) + text_of(own)


def post_list(town: Town, *claims: Claim) -> Any:
    """Make a payment list through the page."""
    day = pay_day()
    said = {
        "claims": [str(claim.pk) for claim in claims],
        "pay_on": day.isoformat(),
        "request_key": str(uuid7()),
    }
    return signed_in(town.manager).post(
        f"/programmes/benefits/{town.programme.pk}/payments/new/", said
    )


def post_budget(town: Town, yen: str = "100,000円", **said: Any) -> Any:
    """Say through the page how much the heading of benefits has."""
    address = f"/programmes/benefits/{town.programme.pk}/budget/line/?label=給付金"
    return signed_in(town.manager).post(address, {"label": "給付金", "yen": yen, **said})
