"""保険 and 被保険者: the insurances for people at workplaces, as an office's ledger keeps them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import refuse_changes
from bansou.commons.ledger.cells import Option, day, key, labelled, name, number, text, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.people.ledger import case_book
from bansou.programmes.ledger import programme_of
from bansou.support.experience.insuring import correct_policy, insure, take_out_policy
from bansou.support.experience.models import Experience, InsuredPerson, InternshipPolicy

POLICIES_LEDGER = "insurances"
_SAID: Mapping[str, Any] = {
    "insurer": "",
    "starts_on": None,
    "ends_on": None,
    "covers_visits": False,
    "covers_trials": False,
    "persons_limit": None,
    "note": "",
}


class UnknownPolicy(Refusal):
    """No insurance of this number is on record."""

    code = "ledger.unknown_policy"
    message = _(
        "証券番号「%(text)s」の保険は、保険のシートにも登録にもありません。番号を確かめてください。"
    )


class _Policies:
    """Writes insurances; one that is on record by its number and insurer is taken on."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def add(self, row: Row) -> UUID:
        known = InternshipPolicy.objects.filter(
            organisation_id=self._intake.keeper_id, number=row["number"], insurer=row["insurer"]
        ).first()
        if known is not None:
            self.change(row, known.pk)
            return known.pk
        programme = programme_of(self._intake)
        if programme is None:
            raise LookupError("insurances are written after their programme")
        said = {"number": row["number"], **row.given(**_SAID)}
        return take_out_policy(by=self._intake.by, programme=programme, **said).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        policy = InternshipPolicy.objects.get(organisation_id=self._intake.keeper_id, pk=subject_id)
        before = {name: getattr(policy, name) for name in _SAID}
        said = before | row.given(**_SAID)
        if said != before:
            correct_policy(policy=policy, seen_version=policy.version, **said)


class _Insured:
    """Writes who is on the insured list of which insurance."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        policies = InternshipPolicy.objects.filter(organisation_id=intake.keeper_id)
        self._policies = {folded(policy.number): policy for policy in policies}

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "policy": self._policy}

    def add(self, row: Row) -> UUID:
        return self._insure(row).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        refuse_changes(row, but=("until_on",))
        self._insure(row)

    def _insure(self, row: Row) -> InsuredPerson:
        return insure(
            by=self._intake.by,
            policy=row.found["policy"],
            case=row.found["case"],
            kind=row.get("kind", Experience.Kind.TRIAL),
            from_on=row["from_on"],
            until_on=row["until_on"],
        )

    def _policy(self, written: str, _row: Row) -> InternshipPolicy:
        if policy := self._policies.get(folded(written)):
            return policy
        if self._intake.is_broken(POLICIES_LEDGER, written):
            raise NamesBrokenRow
        raise UnknownPolicy(text=written)


_SHORT = {Experience.Kind.VISIT: ("見学",), Experience.Kind.TRIAL: ("体験", "職場実習")}


def kinds(_scheme: object) -> list[Option]:
    """職場見学 and 職場体験, as offices write them."""
    return [
        Option(o.value, o.label, _SHORT[Experience.Kind(o.value)])
        for o in labelled(Experience.Kind.choices)
    ]


INSURANCES = LedgerPart(
    name=POLICIES_LEDGER,
    label="保険",
    fields=(
        Field("number", key(60), required=True),
        Field("insurer", name, required=True),
        Field("starts_on", day, required=True),
        Field("ends_on", day, required=True),
        Field("covers_visits", yes_no),
        Field("covers_trials", yes_no),
        Field("persons_limit", number(1, 9_999)),
        Field("note", text()),
    ),
    key="number",
    writer=_Policies,
    writes_now=True,
    is_of_year=False,
)

INSURED = LedgerPart(
    name="insured",
    label="被保険者",
    fields=(
        Field("case", key(20), required=True),
        Field("policy", key(60), required=True),
        Field("from_on", day, required=True),
        Field("until_on", day, required=True),
        chosen("kind", kinds),
    ),
    key="case",
    also_by=("policy", "from_on"),
    writer=_Insured,
    writes_now=True,
    is_of_year=False,
    places={
        "experience.insured_already": "from_on",
        "experience.policy_full": "policy",
        "experience.outside_cover": "from_on",
    },
)
