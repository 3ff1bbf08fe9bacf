"""Writing down who is around somebody, what they said, and whether the person may be told it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.people.cases.actions import hold_open
from bansou.people.cases.models import Case
from bansou.people.families.models import FamilyContact, FamilyStatement


class RelationMissing(Refusal):
    """It is not said who the contact is to the person."""

    code = "people.relation_missing"
    message = _("続柄か関係を入れてください。例　母")


class StatementEmpty(Refusal):
    """Nothing is written of what somebody said."""

    code = "people.statement_empty"
    message = _("聞いた話を、その人の言葉で入れてください。")


class SaidAhead(Refusal):
    """The day on which it was said has not come."""

    code = "people.said_ahead"
    message = _("聞いた日は、今日までの日付を入れてください。")


class StatementWithdrawn(Refusal):
    """It was taken back; nothing of it is changed any more."""

    code = "people.statement_withdrawn"
    message = _("この話は、取り消されています。続きがあるときは、新しく書いてください。")


class WithdrawalReasonMissing(Refusal):
    """It is not said why the record is taken back."""

    code = "people.withdrawal_reason_missing"
    message = _("取り消す理由を入れてください。例　別の人の話だった")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Who somebody is to the person, and how they are reached."""

    relation: str
    name: str = ""
    reach: str = ""
    contact_wishes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said on a day, in their words, and whether the person may be told it."""

    on: date
    text: str
    telling: str = FamilyStatement.Telling.UNASKED


def add_contact(*, by: Actor, case: Case, who: Reachable) -> FamilyContact:
    """Write down somebody around the person.

    :raises RelationMissing: it is not said who they are to the person
    :raises bansou.people.cases.actions.CaseClosed: the case has ended
    """
    _refuse_nobody(who)
    with transaction.atomic():
        hold_open(case)
        return FamilyContact.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            **asdict(who),
        )


def amend_contact(*, contact: FamilyContact, seen_version: int, who: Reachable) -> None:
    """Put right who they are and how they are reached.

    :raises RelationMissing: it is not said who they are to the person
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    _refuse_nobody(who)
    save_seen(contact, seen_version, **asdict(who))


def _refuse_nobody(who: Reachable) -> None:
    if not who.relation.strip():
        raise RelationMissing(field="relation")


def write_statement(
    *, by: Actor, contact: FamilyContact, said: Said, today: date, at: datetime
) -> FamilyStatement:
    """Write down what a contact said; it stays theirs, beside the record of the person.

    :raises StatementEmpty: nothing is written
    :raises SaidAhead: its day has not come
    :raises bansou.people.cases.actions.CaseClosed: the case has ended
    """
    if not said.text.strip():
        raise StatementEmpty(field="text")
    if said.on > today:
        raise SaidAhead(field="said_on")
    with transaction.atomic():
        hold_open(contact.case)
        return FamilyStatement.objects.create(
            organisation_id=contact.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=contact.case_id,
            contact=contact,
            said_on=said.on,
            text=said.text,
            telling=said.telling,
            written_by_id=by.require_membership(),
            written_at=at,
        )


def settle_telling(*, statement: FamilyStatement, seen_version: int, telling: str) -> None:
    """Write down what the contact answered: whether the person may be told what they said.

    :raises StatementWithdrawn: it was taken back
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    _change(statement, seen_version, telling=telling)


def withdraw_statement(
    *, statement: FamilyStatement, seen_version: int, because: str, at: datetime
) -> None:
    """Take a statement back that was written down wrongly; it stays to be read, as taken back.

    :raises WithdrawalReasonMissing: it is not said why
    :raises StatementWithdrawn: it was taken back before
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    if not because.strip():
        raise WithdrawalReasonMissing(field="because")
    _change(statement, seen_version, withdrawn_at=at, withdrawn_because=because)


def _change(statement: FamilyStatement, seen_version: int, **columns: Any) -> None:
    with transaction.atomic():
        held = FamilyStatement.objects.select_for_update(of=("self",)).get(
            organisation_id=statement.organisation_id, pk=statement.pk
        )
        if held.withdrawn_at:
            raise StatementWithdrawn()
        save_seen(held, seen_version, **columns)
