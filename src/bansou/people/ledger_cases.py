"""Writing the rows of 対象者: person, case, enrolment, responsibility, referral, end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.database.gathering import is_waiting, rows_of
from bansou.commons.errors import Refusal
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Finder, Row
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.actions import drop_promises, promise
from bansou.commons.text import name_key
from bansou.people.cases.actions import assign, close_case, name_person, open_case
from bansou.people.cases.enrolling import correct_enrolment, enrol
from bansou.people.cases.models import Case, Enrolment
from bansou.people.cases.noting import correct_registration, note_avoided, plan_next_action
from bansou.people.cases.promising import settle_next_action
from bansou.people.consent.actions import consent_in_force, give_consent, withdraw_consent
from bansou.people.consent.models import Consent
from bansou.people.ledger_people import KnownPeople
from bansou.people.persons.actions import NameMissing, amend_person, register_person
from bansou.people.persons.models import Person
from bansou.people.referrals.actions import OutsideContract, refer
from bansou.programmes.ledger import NAME as PROGRAMME_LEDGER
from bansou.programmes.ledger import contracts_of, programme_of
from bansou.programmes.models import Contract

ENDED, WITHDREW = "終了", "辞退"
REFERRED_FOR = "資格取得の支援"


class CaseNumberReused(Refusal):
    """The number belongs to somebody else already."""

    code = "ledger.case_number_reused"
    message = _(
        "ケース番号「%(number)s」は、氏名も生年月日もちがう人のケースとして登録されています。"
        "番号を確かめてください。"
    )


class ClosingDiffers(Refusal):
    """The case has ended already, on another day."""

    code = "ledger.closing_differs"
    message = _(
        "このケースは、%(closed)sに終結しています。"
        "終わりの日を元に戻すか、新しいケースとして書いてください。"
    )


class EndsBeforeEnrolment(Refusal):
    """The end lies before the first day in the programme."""

    code = "ledger.ends_before_enrolment"
    message = _("終わりの日が、参加の始まり（%(from_on)s）より前です。日付を確かめてください。")


class NoContract(Refusal):
    """A referral to the contractor, but the programme has none."""

    code = "ledger.no_contract"
    message = _(
        "この事業には委託契約がありません。事業のシートに受託者と委託期間を書いてください。"
    )


@dataclass(frozen=True, slots=True)
class _End:
    """How a case's time in the programme ended, as far as the row says."""

    on: date | None
    because: str
    field: str = "ended_on"


class CaseWriter:
    """Writes cases with all that one row of the ledger says about them."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._staff = StaffBook(intake)
        programme = programme_of(intake)
        if programme is None:
            raise LookupError("cases are written after their programme")
        self._programme = programme
        self._contracts = contracts_of(programme)
        cases = Case.objects.filter(organisation_id=intake.keeper_id)
        self._registered = {folded(n): pk for n, pk in cases.values_list("number", "pk")}
        self._people = KnownPeople(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"counsellor": self._counsellor}

    def add(self, row: Row) -> UUID:
        if known := self._registered.get(folded(row.key)):
            self.change(row, known)
            return known
        case = open_case(
            by=self._intake.by,
            number=row.key,
            opened_on=row["registered_on"],
            person=self._same_or_new(row),
            client=self._client(row),
            alias=row.get("alias", ""),
            category=row.get("category", ""),
            pathway=row.get("pathway", ""),
            avoid=row.get("avoid", ()),
            next_action=row.get("next_action", ""),
            next_action_on=row.get("next_action_on"),
            fields=row.extra_values({}),
        )
        self._enrol(row, case)
        self._place(row, case)
        return case.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        case = Case.objects.select_related("person").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        self._amend_person(row, case)
        columns = row.given(client=self._client(row), alias="", category="", pathway="")
        if row.says_anew("registered_on"):
            columns["opened_on"] = row["registered_on"]
        if row.says_extra():
            columns["fields"] = row.extra_values(case.fields)
        if columns:
            case = correct_registration(case=case, seen_version=case.version, **columns)
        if row.says_anew("avoid"):
            case = note_avoided(
                case=case,
                seen_version=case.version,
                avoid=row.get("avoid", ()),
                confirmed_on=self._intake.today,
            )
        if row.says_anew("next_action", "next_action_on"):
            case = self._plan(row, case)
        self._enrol(row, case)
        self._place(row, case)

    # The person

    def _client(self, row: Row) -> str:
        client: str = row.get("client") or (
            Case.Client.PERSON if row.get("name") else Case.Client.ANONYMOUS
        )
        if client == Case.Client.PERSON and not row.get("name"):
            raise NameMissing(field="name")
        return client

    def _same_or_new(self, row: Row) -> Person | None:
        if not row.get("name"):
            return None
        return self._people.same_as(row) or self._person(row)

    def _person(self, row: Row) -> Person | None:
        if not row.get("name"):
            return None
        person = register_person(
            by=self._intake.by, name=row["name"], kana=row.get("kana", ""), **_particulars(row)
        )
        self._people.note(person, row.key)
        return person

    def _amend_person(self, row: Row, case: Case) -> None:
        person = case.person
        if person is None:
            if named := self._same_or_new(row):
                name_person(case=case, person=named)
            return
        born = row.get("birth_on")
        is_other_name = name_key(row.get("name", "")) != name_key(person.name)
        if is_other_name and born and person.birth_on and born != person.birth_on:
            raise CaseNumberReused(number=case.number, field="number")
        changes = row.given(name="", kana="") | _particulars(row)
        if changes:
            names = {"name": person.name, "kana": person.kana}
            amend_person(person=person, seen_version=person.version, **(names | changes))

    # The programme

    def _enrol(self, row: Row, case: Case) -> None:
        from_on = max(row["registered_on"], self._programme.starts_on)
        end = _end_of(row)
        if end.on and end.on < from_on:
            raise EndsBeforeEnrolment(from_on=wareki(from_on), field=end.field)
        enrolments = [e for e in rows_of(Enrolment, case) if e.programme_id == self._programme.pk]
        enrolment = max(enrolments, key=lambda e: e.from_on, default=None)
        if enrolment is None:
            enrol(
                case=case,
                programme=self._programme,
                from_on=from_on,
                until_on=end.on,
                because=end.because,
            )
        elif row.says_anew("registered_on", "ended_on", "withdrew_on", "end_reason"):
            correct_enrolment(
                enrolment=enrolment, from_on=from_on, until_on=end.on, because=end.because
            )

    # Who is responsible, what is owed, who else sees it, and the end

    def _place(self, row: Row, case: Case) -> None:
        member = row.found.get("counsellor")
        if member and case.is_open and row.says_anew("counsellor"):
            self._assign(row, case, member)
        if row.get("referred_on") and row.says_anew("referred_on"):
            self._refer(row, case)
        if row.says_anew("next_action", "next_action_on"):
            self._promise(row, case)
        if row.says_anew("ended_on", "withdrew_on"):
            self._close(row, case)
        if row.says_anew("joint_consent_on"):
            self._agree(row, case)

    def _agree(self, row: Row, case: Case) -> None:
        """Whether the person agrees to be counted jointly; a cell that was emptied takes it back."""
        today = self._intake.today
        said, joint = row.get("joint_consent_on"), Consent.Purpose.JOINT_COUNTING
        known = consent_in_force(case, joint)
        if known and known.given_on != said:
            withdraw_consent(case=case, purpose=joint, on=today, today=today)
        if said and not (known and known.given_on == said):
            give_consent(
                by=self._intake.by,
                case=case,
                purpose=joint,
                on=said,
                at=self._intake.at,
                today=today,
            )

    def _assign(self, row: Row, case: Case, member: Membership) -> None:
        is_handover = case.responsible_id is not None
        if case.responsible_id != member.pk:
            since = self._intake.today if is_handover else row["registered_on"]
            assign(
                by=self._intake.by,
                case=case,
                to=member,
                from_on=max(since, member.from_on),
                at=self._intake.at,
            )

    def _counsellor(self, written: str, row: Row) -> Membership:
        until = _end_of(row).on or min(self._intake.today, self._intake.year.ends_on)
        registered = row.get("registered_on")
        last = max(registered, until) if registered else None
        return self._staff.find(written, registered, until=last, counsels=True)

    def _refer(self, row: Row, case: Case) -> None:
        on = row["referred_on"]
        refer(
            by=self._intake.by,
            case=case,
            contract=self._contract_on(on),
            on=on,
            at=self._intake.at,
            purpose=REFERRED_FOR,
        )

    def _contract_on(self, on: date) -> Contract:
        if not self._contracts:
            if self._intake.is_broken(PROGRAMME_LEDGER, str(self._intake.year.year)):
                raise NamesBrokenRow
            raise NoContract(field="referred_on")
        for contract in self._contracts:
            if contract.starts_on <= on <= contract.ends_on:
                return contract
        latest = self._contracts[0]
        raise OutsideContract(
            starts=wareki(latest.starts_on), ends=wareki(latest.ends_on), field="referred_on"
        )

    def _plan(self, row: Row, case: Case) -> Case:
        """Replace the promise that the row dates anew, else the one that is next."""
        owed = {"keeper_id": case.organisation_id, "case_id": case.pk, "at": self._intake.at}
        if not drop_promises(**owed, title=row.get("next_action", "")):
            drop_promises(**owed, title=case.next_action)
        return plan_next_action(
            case=case,
            seen_version=case.version,
            next_action=row.get("next_action", ""),
            next_action_on=row.get("next_action_on"),
        )

    def _promise(self, row: Row, case: Case) -> None:
        """What the ledger of a year gone by still lists as due is not owed any more."""
        title, due_on = row.get("next_action"), row.get("next_action_on")
        is_over = _end_of(row).on or self._intake.today > self._intake.year.ends_on
        if title and due_on and case.responsible_id and not is_over:
            promise(
                by=self._intake.by,
                keeper_id=case.organisation_id,
                case_id=case.pk,
                title=title,
                owner_id=case.responsible_id,
                due_on=due_on,
                promised_on=min(self._intake.today, due_on),
            )
        if not is_waiting(case):
            settle_next_action(case=case)

    def _close(self, row: Row, case: Case) -> None:
        end = _end_of(row)
        if case.closed_on is not None and case.closed_on != end.on:
            raise ClosingDiffers(closed=wareki(case.closed_on), field=end.field)
        if end.on and end.on <= self._intake.today and case.is_open:
            close_case(case=case, on=end.on, reason=end.because, at=self._intake.at)


def _particulars(row: Row) -> dict[str, Any]:
    return row.given(birth_on=None, phone="", email="", address="", contact_wishes="")


def _end_of(row: Row) -> _End:
    """The day on which the support ended, or on which the person withdrew."""
    ended, withdrew = row.get("ended_on"), row.get("withdrew_on")
    if withdrew and (ended is None or withdrew <= ended):
        return _End(withdrew, row.get("end_reason", WITHDREW), "withdrew_on")
    return _End(ended, row.get("end_reason", ENDED) if ended else "")
