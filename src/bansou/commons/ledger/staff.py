"""職員: who works for the programme. Accounts made here have no password until one is set."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import Option, day, email, labelled, name, text
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.commons.organisations.actions import (
    add_member,
    change_term,
    open_account,
    rename,
)
from bansou.commons.organisations.models import STAFF_ROLES, Membership, Organisation, Role

NAME = "staff"


class UnknownMember(Refusal):
    """Nobody of this name or address works here."""

    code = "ledger.unknown_member"
    message = _("「%(text)s」という職員は登録されていません。職員のシートに書いてください。")


class AmbiguousMember(Refusal):
    """Several people bear this name."""

    code = "ledger.ambiguous_member"
    message = _("「%(text)s」という職員は%(count)s人います。メールアドレスで書いてください。")


class MemberNotInOffice(Refusal):
    """They do not work here on that day."""

    code = "ledger.member_not_in_office"
    message = _(
        "%(name)sさんは、%(day)sには所属していません。職員のシートの期間を確かめてください。"
    )


class UnknownOrganisation(Refusal):
    """No such body is registered, neither our own nor a contractor."""

    code = "ledger.unknown_organisation"
    message = _(
        "「%(text)s」という団体は登録されていません。"
        "名称を確かめるか、先に bansou add_organisation で登録してください。"
    )


class AccountsClosed(Refusal):
    """This import may not make accounts."""

    code = "ledger.accounts_closed"
    message = _(
        "%(name)sさんは、まだ職員として登録されていません。管理者に登録を頼んでから、もう一度取り込んでください。"
    )


class EmployerOfStaffChanged(Refusal):
    """A row that made a membership in one organisation now names another."""

    code = "ledger.staff_organisation_changed"
    message = _(
        "%(name)sさんは、%(organisation)sの職員として取り込まれています。"
        "所属が変わったときは、この行に終わりの日を書き、新しいメールアドレスで行を足してください。"
    )


class StaffBook:
    """The members whom a ledger may name: our own, and those that ledgers brought in."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        brought = LedgerRow.objects.filter(organisation_id=intake.keeper_id, ledger=NAME)
        self._by_word: defaultdict[str, list[Membership]] = defaultdict(list)
        for member in Membership.objects.filter(
            Q(organisation_id=intake.keeper_id) | Q(pk__in=brought.values("subject_id"))
        ).select_related("user", "organisation"):
            self._by_word[folded(member.user.email)].append(member)
            self._by_word[folded(member.user.name)].append(member)

    def find(
        self, written: str, on: date | None, *, until: date | None = None, counsels: bool = False
    ) -> Membership:
        """The member called so, by name or e-mail address, in the role they have on that day.

        With `until`, at some time between the two days, the latest first. Where the day cannot
        be read, at any time.

        :raises UnknownMember: nobody is called so
        :raises AmbiguousMember: several are
        :raises MemberNotInOffice: nobody of that name works here on the day
        """
        called = self._by_word.get(folded(written), [])
        if not called:
            if self._intake.is_broken(NAME, written):
                raise NamesBrokenRow
            raise UnknownMember(text=written)
        if (count := len({member.user_id for member in called})) > 1:
            raise AmbiguousMember(text=written, count=count)
        first, last = (on, until or on) if on else (date.min, date.max)
        there = [m for m in called if m.from_on <= last and first <= (m.until_on or date.max)]
        if not there:
            raise MemberNotInOffice(name=called[0].user.name, day=wareki(first))
        return max(there, key=lambda m: (counsels and m.role in _COUNSELLING, m.from_on))


_COUNSELLING = {Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR}


#: Bodies beside our own that a ledger may name.
ENTRUSTED_KINDS = (Organisation.Kind.CONTRACTOR, Organisation.Kind.PARTNER)


def organisation_called(written: str, *, field: str) -> Organisation:
    """The contractor or partner of this name, which stands in `field`.

    :raises UnknownOrganisation: none is registered
    """
    bodies = Organisation.objects.filter(kind__in=ENTRUSTED_KINDS).order_by("name")
    found = [body for body in bodies if folded(body.name) == folded(written)]
    if not found:
        raise UnknownOrganisation(text=written, field=field)
    return found[0]


class _Staff:
    """Writes memberships."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._own = Organisation.objects.get(pk=intake.keeper_id)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"organisation": self._organisation}

    def add(self, row: Row) -> UUID:
        organisation = row.found.get("organisation", self._own)
        member = self._member(row, organisation)
        if member is not None:
            self.change(row, member.pk)
            return member.pk
        if not self._intake.opens_accounts:
            raise AccountsClosed(name=row["name"])
        user = open_account(email=row["email"], name=row["name"], at=self._intake.at)
        return add_member(
            user=user,
            organisation=organisation,
            role=Role(row["role"]),
            from_on=row["from_on"],
            until_on=row.get("until_on"),
        ).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        member = Membership.objects.select_related("user", "organisation").get(pk=subject_id)
        if member.organisation_id != row.found.get("organisation", self._own).pk:
            raise EmployerOfStaffChanged(
                name=row["name"], organisation=member.organisation.name, field="organisation"
            )
        if not self._intake.opens_accounts:
            return
        rename(user=member.user, name=row["name"])
        change_term(membership=member, from_on=row["from_on"], until_on=row.get("until_on"))

    def _member(self, row: Row, organisation: Organisation) -> Membership | None:
        return Membership.objects.filter(
            user__email=row["email"], organisation=organisation, role=row["role"]
        ).last()

    def _organisation(self, written: str, _row: Row) -> Organisation:
        is_own = folded(written) == folded(self._own.name)
        return self._own if is_own else organisation_called(written, field="organisation")


def _roles(_scheme: object) -> list[Option]:
    return labelled((role.value, role.label) for role in STAFF_ROLES)


STAFF = LedgerPart(
    name=NAME,
    label="職員",
    fields=(
        Field("name", name, required=True),
        Field("email", email, required=True),
        Field("organisation", text()),
        chosen("role", _roles, required=True),
        Field("from_on", day, required=True),
        Field("until_on", day),
    ),
    key="email",
    also_by=("role",),
    known_as="name",
    writer=_Staff,
    is_of_year=False,
)
