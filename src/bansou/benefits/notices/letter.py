"""What the letter about a decision says: for what, how much, day by day, and what the person pays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import items_of
from bansou.commons.clock import local_day, wareki
from bansou.commons.documents.typesetting import typeset
from bansou.commons.money import yen
from bansou.programmes.queries import scheme_on
from bansou.schemes.courses import COST_KINDS, PAYERS
from bansou.support.training.models import Attendance


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter's texts. `rows` are days with what they are paid for; `costs` who bears what."""

    title: str
    number: str
    dated: str
    to: str
    address: str
    sender: str
    text: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, str]]
    total: str
    costs: Sequence[tuple[str, str, str]]
    labels: Mapping[str, str]
    redress: str = ""


def letter_of(claim: Claim) -> Letter:
    """The letter about a claim that somebody has decided about.

    :raises LookupError: nobody has, so there is nothing to tell
    """
    if claim.decided_at is None or claim.case.person is None:
        raise LookupError("a letter tells what was decided, to somebody by name")
    is_paid = claim.state != Claim.State.DECLINED
    person = claim.case.person
    return Letter(
        title=_("支給決定通知書") if is_paid else _("不支給決定通知書"),
        number=_("請求番号　%(number)s") % {"number": claim.ticket},
        dated=wareki(local_day(claim.decided_at)),
        to=_("%(name)s 様") % {"name": person.name},
        address=person.address,
        sender=claim.organisation.name,
        text=_text(claim, is_paid=is_paid),
        facts=_facts(claim, is_paid=is_paid),
        rows=item_rows(claim) if is_paid else (),
        total=yen(claim.yen) if is_paid else "",
        costs=_costs(claim),
        labels=letter_labels(),
        redress=_redress(claim, local_day(claim.decided_at)),
    )


def pdf_of(claim: Claim) -> bytes:
    """The letter as an accessible PDF; the same decision gives the same bytes.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has such a letter
    """
    if claim.decided_at is None:
        raise LookupError("a letter tells what was decided")
    return drawn(letter_of(claim), at=claim.decided_at)


def drawn(letter: Letter, *, at: datetime) -> bytes:
    """A letter as an accessible PDF of a moment.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has such a letter
    """
    return typeset(_template(), asdict(letter), at=at)


def contact_of(claim: Claim) -> tuple[str, str]:
    """Whom to ask about a letter."""
    name = claim.decided_by.user.name if claim.decided_by else ""
    return _("問合せ先"), "　".join(filter(None, (claim.organisation.name, name)))


def _redress(claim: Claim, decided_on: date) -> str:
    """How one objects to the decision, as the scheme in force on its day words it."""
    benefits = scheme_on(claim.programme, decided_on).benefits
    return next((one.redress for one in benefits if one.key == claim.benefit), "")


def _text(claim: Claim, *, is_paid: bool) -> str:
    said = {"day": wareki(claim.claimed_on), "benefit": claim.label}
    if is_paid:
        return (
            _(
                "%(day)sに請求のあった「%(benefit)s」について、次のとおり支給を決定したので、通知します。"
            )
            % said
        )
    return (
        _(
            "%(day)sに請求のあった「%(benefit)s」について、次の理由により支給しないことを決定したので、通知します。"
        )
        % said
    )


def _facts(claim: Claim, *, is_paid: bool) -> list[tuple[str, str]]:
    facts = [(_("事業"), claim.programme.name), (_("根拠"), claim.basis)]
    if is_paid:
        facts.insert(0, (_("支給額"), yen(claim.yen)))
        said = _("お届けの口座に振り込みます。振込の日は、決まりしだいお知らせします。")
        facts.append((_("支払い"), said))
    else:
        facts.insert(0, (_("理由"), claim.reason))
        facts.insert(1, (_("請求のあった額"), yen(claim.yen)))
    return [*facts, contact_of(claim)]


def item_rows(claim: Claim) -> list[tuple[str, str, str]]:
    """The days of a claim with what each is paid for."""
    return [
        (
            wareki(item.on),
            "　".join(filter(None, (item.title, item.cut_because))),
            yen(item.yen),
        )
        for item in items_of(claim)
    ]


def _costs(claim: Claim) -> list[tuple[str, str, str]]:
    """Who bears the costs of the courses that the claim's days belong to: 検定料 is 自己負担."""
    items = items_of(claim).filter(source="attendance")
    days = [item.source_id for item in items if item.source_id]
    marks = Attendance.objects.filter(
        organisation_id=claim.organisation_id, pk__in=days
    ).select_related("application__run")
    found: dict[tuple[str, str, str], None] = {}
    for mark in marks:
        for line in mark.application.run.costs:
            found[_cost(mark.application.title, line)] = None
    return list(found)


def _cost(course: str, line: Mapping[str, Any]) -> tuple[str, str, str]:
    kinds: Mapping[str, str] = COST_KINDS  # type: ignore[assignment]
    payers: Mapping[str, str] = PAYERS  # type: ignore[assignment]
    amount = yen(line["yen"]) if line.get("yen") is not None else _("額は講座の案内のとおり")
    is_own = line["paid_by"] == "person"
    return (
        f"{course}　{kinds.get(line['kind'], line['kind'])}",
        payers.get(line["paid_by"], line["paid_by"]),
        amount if is_own else "",
    )


def letter_labels() -> dict[str, str]:
    """The words that stand on every letter about money."""
    return {
        "day": _("日"),
        "what": _("内訳"),
        "yen": _("金額"),
        "total": _("合計"),
        "redress": _("この決定に不服があるとき"),
        "costs": _("講座の費用の負担"),
        "costs_note": _("検定料などの自己負担の費用は、給付の対象ではありません。"),
    }


@cache
def _template() -> bytes:
    return files(__package__).joinpath("letter.typ").read_bytes()
