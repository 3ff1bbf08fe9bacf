"""What waits to be paid, and lists as the desk shows them: training and trials apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bansou.benefits.accounts.queries import accounts_of
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claims_in
from bansou.benefits.payments.models import PaymentEntry, PaymentList
from bansou.benefits.payments.zengin import Account, Payer, Transfer, zengin_file
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.people.persons.models import Person
from bansou.programmes.models import Programme
from bansou.schemes.benefits import BENEFIT_PARTS


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is to be paid: their decided claims, and whether their account is known."""

    person: Person
    claims: Sequence[Claim]
    has_account: bool

    @property
    def yen(self) -> int:
        return sum(claim.yen for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one part of the support in a list, with their sum."""

    part: str
    entries: Sequence[PaymentEntry]

    @property
    def label(self) -> str:
        return BENEFIT_PARTS.get(self.part, self.part)  # type: ignore[call-overload, no-any-return]

    @property
    def yen(self) -> int:
        return sum(entry.yen for entry in self.entries)


def waiting_in(programme: Programme) -> list[Waiting]:
    """Who is to be paid in a programme, by name; claims that stand in no list yet."""
    return waiting_among(programme, claims_in(programme, [Claim.State.APPROVED]))


def waiting_among(programme: Programme, claims: Iterable[Claim]) -> list[Waiting]:
    """The same for some claims."""
    of_person: defaultdict[UUID, list[Claim]] = defaultdict(list)
    persons: dict[UUID, Person] = {}
    for claim in claims:
        person = claim.case.person
        if person is not None:
            persons[person.pk] = person
            of_person[person.pk].append(claim)
    known = accounts_of(programme.organisation_id, persons)
    found = [Waiting(persons[key], listed, key in known) for key, listed in of_person.items()]
    return sorted(found, key=lambda it: (it.person.name_key, str(it.person.pk)))


def lists_of(programme: Programme) -> QuerySet[PaymentList]:
    """A programme's payment lists, the latest first."""
    return (
        PaymentList.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .select_related(
            "made_by__user",
            "paid_by__user",
            "written_out_by__user",
            "back_asked_by__user",
            "taken_back_by__user",
        )
        .order_by("-number")
    )


def sections_of(payment_list: PaymentList) -> list[Section]:
    """A list by parts of the support, in the order of the scheme's words for them."""
    entries = list(
        PaymentEntry.objects.filter(
            organisation_id=payment_list.organisation_id, payment_list=payment_list
        ).order_by("payee", "id")
    )
    return [
        Section(part, of_part)
        for part in BENEFIT_PARTS
        if (of_part := [entry for entry in entries if entry.part == part])
    ]


def bank_file(payment_list: PaymentList) -> bytes:
    """The list as the file that a bank takes; the same list gives the same bytes."""
    payer = payment_list.payer
    transfers = [
        Transfer(
            name=entry.account["holder_kana"],
            account=_account(entry.account),
            yen=entry.yen,
            reference=f"{payment_list.number:05}{place:05}",
        )
        for place, entry in enumerate(
            (entry for section in sections_of(payment_list) for entry in section.entries), start=1
        )
    ]
    office = Payer(payer["consignor_code"], payer["consignor_kana"], _account(payer))
    return zengin_file(office, transfers, payment_list.pay_on)


def _account(columns: dict[str, str]) -> Account:
    names = ("bank_code", "bank_kana", "branch_code", "branch_kana", "kind", "number")
    return Account(**{name: columns[name] for name in names})


def name_of_file(payment_list: PaymentList) -> str:
    """A name of plain letters, as bank programs take it: furikomi-20261207-3.txt."""
    day: date = payment_list.pay_on
    return f"furikomi-{day:%Y%m%d}-{payment_list.number}.txt"


def pay_days(by: Actor, claims: Iterable[Claim]) -> Mapping[UUID, date]:
    """On which day claims are paid that stand in a list, by claim.

    Whose claims they are reaches no list, since others stand in it too: a service looks it up.
    """
    keys = [claim.pk for claim in claims if claim.entry_id]
    if not keys:
        return {}
    body = Organisation.objects.get(pk=by.require_keeper())
    with acting(service_actor("payments", body), why="day of payment looked up"):
        found = Claim.objects.filter(organisation_id=body.pk, pk__in=keys)
        return dict(found.values_list("pk", "entry__payment_list__pay_on"))
