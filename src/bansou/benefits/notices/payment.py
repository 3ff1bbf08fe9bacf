"""What the letter about a payment says: how much, on which day, to which account, for which days."""

import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext as _

from bansou.benefits.accounts.models import AccountKind
from bansou.benefits.accounts.rules import hidden_number
from bansou.benefits.claims.models import Claim
from bansou.benefits.notices.letter import Letter, contact_of, drawn, item_rows, letter_labels
from bansou.commons.clock import local_day, wareki
from bansou.commons.money import yen


def payment_letter_of(claim: Claim) -> Letter:
    """The letter about the payment of a claim that stands in a payment list.

    :raises LookupError: it stands in none, so there is nothing to tell
    """
    entry, person = claim.entry, claim.case.person
    if entry is None or person is None:
        raise LookupError("a letter tells which list pays, to somebody by name")
    paying = entry.payment_list
    said = {"benefit": claim.label, "day": wareki(paying.paid_on or paying.pay_on)}
    text = (
        _(
            "支給を決定した「%(benefit)s」を、%(day)sに次のとおり振り込みましたので、お知らせします。"
        )
        if paying.paid_on
        else _(
            "支給を決定した「%(benefit)s」を、%(day)sに次のとおり振り込みますので、お知らせします。"
        )
    )
    return Letter(
        title=_("振込のお知らせ"),
        number=_("請求番号　%(number)s") % {"number": claim.ticket},
        dated=wareki(paying.paid_on or local_day(paying.made_at)),
        to=_("%(name)s 様") % {"name": person.name},
        address=person.address,
        sender=claim.organisation.name,
        text=text % said,
        facts=_facts(claim),
        rows=item_rows(claim),
        total=yen(claim.yen),
        costs=(),
        labels=letter_labels(),
    )


def payment_pdf_of(claim: Claim) -> bytes:
    """The letter as an accessible PDF; the same list gives the same bytes until it is paid.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has such a letter
    """
    if claim.entry is None:
        raise LookupError("a letter tells which list pays")
    return drawn(payment_letter_of(claim), at=claim.entry.payment_list.made_at)


def _facts(claim: Claim) -> list[tuple[str, str]]:
    entry = claim.entry
    paying = entry.payment_list
    facts = [
        (_("振込額"), yen(claim.yen)),
        (_("振込の日"), wareki(paying.paid_on or paying.pay_on)),
        (_("振込先"), _account(entry.account)),
        (_("振込依頼人"), _in_full_width(paying.payer["consignor_kana"])),
        (_("事業"), claim.programme.name),
    ]
    if entry.yen != claim.yen:
        facts.insert(1, (_("通帳に載る額"), yen(entry.yen)))
    return [*facts, contact_of(claim)]


def _account(account: Mapping[str, str]) -> str:
    """An account as far as a letter shows it: the last three digits of its number."""
    bank = account["bank_kana"] or account["bank_code"]
    branch = account["branch_kana"] or account["branch_code"]
    kind = str(AccountKind(account["kind"]).label)
    number, holder = hidden_number(account["number"]), account["holder_kana"]
    return "　".join((*map(_in_full_width, (bank, branch)), kind, number, _in_full_width(holder)))


def _in_full_width(kana: str) -> str:
    """Kana as people read them; banks write them half as wide."""
    return unicodedata.normalize("NFKC", kana)
