"""Opening a case, giving it to a counsellor, closing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import bar_alike, end_grants, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.access.queries import conflicts_in_force
from bansou.commons.clock import fiscal_year_of, local_day, wareki
from bansou.commons.database.gathering import (
    amend,
    are_gathered,
    asked_once,
    create,
    is_waiting,
    rows_of,
    together,
    write_gathered,
)
from bansou.commons.database.holding import hold_until_the_end
from bansou.commons.errors import Refusal
from bansou.commons.messages.actions import tell_of_case
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import hand_over
from bansou.people.cases import rules
from bansou.people.cases.models import Assignment, Case, Enrolment
from bansou.people.persons.models import Person


class CaseNumberTaken(Refusal):
    """Another case of the organisation carries this number."""

    code = "people.case_number_taken"
    message = _("ケース番号「%(number)s」は、すでに使われています。別の番号を入れてください。")


class NotACounsellor(Refusal):
    """The member to be made responsible does not counsel, or not on that day."""

    code = "people.not_a_counsellor"
    message = _("%(name)sさんは、この日に相談員として所属していません。別の人を選んでください。")


class CaseClosed(Refusal):
    """The case has ended; nothing new is written on it."""

    code = "people.case_closed"
    message = _("このケースは終結しています。続きがあるときは、新しいケースを開いてください。")


class ClosedBeforeOpened(Refusal):
    """The day of closing lies before the case was opened, or has not come yet."""

    code = "people.closed_before_opened"
    message = _("終結した日は、登録した日（%(opened)s）から今日までの日付を入れてください。")


class AlreadyNamed(Refusal):
    """Somebody has named the person of this case already."""

    code = "people.already_named"
    message = _("このケースには、すでに本人が登録されています。ケースを開き直してください。")


class AlreadyTaken(Refusal):
    """Somebody is responsible for the case already."""

    code = "people.already_taken"
    message = _(
        "このケースは、すでに%(name)sさんが担当しています。引継ぎは統括カウンセラーに頼んでください。"
    )


class HandedOverMeanwhile(Refusal):
    """Somebody else made another member responsible after the question was opened."""

    code = "people.handed_over_meanwhile"
    message = _(
        "画面を開いている間に、担当が替わりました。いまの担当は%(name)sさんです。"
        "確かめてから、もう一度決めてください。"
    )


class HandoverNoteMissing(Refusal):
    """Somebody else becomes responsible, and is told nothing."""

    code = "people.handover_note_missing"
    message = _(
        "担当が替わるときは、引継ぎの要約が要ります。"
        "いまの状況、約束、気をつけることを書いてください。"
    )


class AlreadyYours(Refusal):
    """The member who wants to take on the case is responsible for it already."""

    code = "people.already_yours"
    message = _("このケースは、すでにあなたが担当しています。そのまま支援を続けてください。")


def open_case(
    *,
    by: Actor,
    opened_on: date,
    person: Person | None = None,
    client: str = Case.Client.PERSON,
    number: str = "",
    alias: str = "",
    category: str = "",
    pathway: str = "",
    avoid: Sequence[str] = (),
    next_action: str = "",
    next_action_on: date | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Case:
    """Open a case for a person, or for a family or an anonymous visitor before anybody is named.

    :raises CaseNumberTaken: the given number is in use
    """
    keeper_id = person.organisation_id if person else by.require_organisation()
    with together():
        asked_once(("numbers", keeper_id), lambda: hold_until_the_end(f"case:{keeper_id}"))
        if number and _is_taken(keeper_id, number):
            raise CaseNumberTaken(number=number, field="number")
        case = create(
            Case,
            organisation_id=keeper_id,
            recorded_by_id=by.require_organisation(),
            person=person,
            client=client,
            number=number or _next_number(opened_on, keeper_id),
            alias=alias,
            opened_on=opened_on,
            category=category,
            pathway=pathway,
            avoid=list(avoid),
            avoid_confirmed_on=opened_on if avoid else None,
            next_action=next_action,
            next_action_on=next_action_on,
            fields=dict(fields or {}),
        )
        if person is not None and not is_waiting(person):
            _keep_barred(person)
        return case


def hold_open(case: Case) -> None:
    """Keep a case open until the transaction ends: whoever closes it waits, and sees what was planned.

    :raises CaseClosed: it was closed meanwhile
    """
    held = Case.objects.select_for_update(of=("self",))
    if not held.get(organisation_id=case.organisation_id, pk=case.pk).is_open:
        raise CaseClosed()


def of_the_same_person(case: Case) -> QuerySet[Case]:
    """The keeper's cases of the case's person, this one among them; alone while nobody is named."""
    cases = Case.objects.filter(organisation_id=case.organisation_id)
    return cases.filter(person_id=case.person_id) if case.person_id else cases.filter(pk=case.pk)


def held_of_the_same_person(case: Case) -> list[Case]:
    """The same as they stand now, held with the person to the end of the transaction.

    Until then no case of theirs begins, ends or passes to another person.
    """
    own = {"organisation_id": case.organisation_id}
    if case.person_id:
        Person.objects.select_for_update().get(**own, pk=case.person_id)
    current = Case.objects.get(**own, pk=case.pk)
    return list(of_the_same_person(current).order_by("pk").select_for_update(of=("self",)))


def _keep_barred(person: Person) -> None:
    """Let whoever must not know of a person know of none of their cases."""
    if not asked_once(
        ("has conflicts", person.organisation_id),
        conflicts_in_force().filter(organisation_id=person.organisation_id).exists,
    ):
        return
    write_gathered()
    cases = Case.objects.filter(organisation_id=person.organisation_id, person=person)
    bar_alike(keeper_id=person.organisation_id, case_ids=list(cases.values_list("pk", flat=True)))


def assign(
    *,
    by: Actor,
    case: Case,
    to: Membership,
    from_on: date,
    at: datetime,
    handover_note: str = "",
) -> Assignment:
    """Make a member responsible for a case; the former responsible member's grant ends now.

    What the former one still owed on the case passes to the new one, who is told by a letter.

    :raises CaseClosed: the case has ended
    :raises NotACounsellor: the member does not counsel in this organisation on that day
    :raises bansou.commons.access.actions.ConflictOfInterest: they are barred from the case
    """
    if not case.is_open:
        raise CaseClosed()
    if to.organisation_id != case.organisation_id or not _counsels(to, from_on):
        raise NotACounsellor(name=to.user.name, field="membership")
    with together():
        if not is_waiting(case):
            _relieve(case, to, from_on, at)
        assignment = create(
            Assignment,
            organisation_id=case.organisation_id,
            case=case,
            membership=to,
            from_on=from_on,
            handover_note=handover_note,
        )
        open_to_responsible(by=by, assignment=assignment)
        amend(case, only_if={}, responsible=to)
        tell_of_case(by=by, member_id=to.pk)
    _read_again(case)
    return assignment


def open_to_responsible(*, by: Actor, assignment: Assignment) -> None:
    """Write the grant by which a case opens to who is responsible for it."""
    write_grant(
        by=by,
        keeper_id=assignment.organisation_id,
        case_id=assignment.case_id,
        level=Level.SENSITIVE,
        purpose="担当",
        basis=Basis.OWN_DUTY,
        from_on=assignment.from_on,
        source=Grant.Source.ASSIGNMENT,
        source_id=assignment.pk,
        to_membership_id=assignment.membership_id,
    )


def _relieve(case: Case, to: Membership, from_on: date, at: datetime) -> None:
    """End whose time it was until now, with their grant; what they owed passes on."""
    for former in case.assignments.filter(until_on=None).select_for_update():
        _end(former, from_on - timedelta(days=1), at)
        hand_over(
            keeper_id=case.organisation_id,
            case_id=case.pk,
            from_id=former.membership_id,
            to_id=to.pk,
        )


def _end(assignment: Assignment, on: date, at: datetime) -> None:
    """Say which day is the last, at the earliest the first; the grant ends now."""
    assignment.until_on = max(assignment.from_on, on)
    if not is_waiting(assignment):
        assignment.save(update_fields=["until_on"])
    end_grants(
        keeper_id=assignment.organisation_id,
        case_id=assignment.case_id,
        source=Grant.Source.ASSIGNMENT,
        source_id=assignment.pk,
        at=at,
    )


def relieve_of_case(*, case: Case, on: date, at: datetime) -> None:
    """Let nobody be responsible for a running case any more; somebody must be found for it."""
    for former in case.assignments.filter(until_on=None).select_for_update():
        _end(former, on, at)
    amend(case, only_if={}, responsible=None)
    _read_again(case)


class NothingToAccept(Refusal):
    """The member is not the one to whom the case was handed over with a summary."""

    code = "people.nothing_to_accept"
    message = _("受ける引継ぎがありません。引継ぎを受けるのは、いまの担当の人だけです。")


def accept_handover(*, by: Actor, case: Case, at: datetime) -> None:
    """Say that one has read the summary and takes the case over; saying it again changes nothing.

    :raises NothingToAccept: somebody else is responsible, or there is no summary
    """
    handed = Assignment.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        until_on=None,
        membership_id=by.require_membership(),
    ).exclude(handover_note="")
    if not handed.exists():
        raise NothingToAccept()
    handed.filter(accepted_at=None).update(accepted_at=at)


def take_over(
    *,
    by: Actor,
    case: Case,
    me: Membership,
    from_on: date,
    at: datetime,
    handover_note: str = "",
) -> Assignment:
    """Take on a case for which nobody is responsible.

    :param handover_note: what the record says for who follows somebody

    :raises AlreadyTaken: somebody else was quicker
    :raises AlreadyYours: they are responsible for it themselves
    :raises CaseClosed: the case has ended
    """
    with transaction.atomic():
        held = Case.objects.select_for_update().get(
            organisation_id=case.organisation_id, pk=case.pk
        )
        refuse_taken(held, me.pk)
        return assign(by=by, case=held, to=me, from_on=from_on, at=at, handover_note=handover_note)


def hand_over_case(
    *,
    by: Actor,
    case: Case,
    seen_id: UUID | None,
    to: Membership,
    from_on: date,
    at: datetime,
    handover_note: str = "",
) -> Assignment:
    """Make a member responsible, if the one who was seen to be responsible still is.

    Whoever follows somebody is told in a summary where things stand; the first needs none.

    :param seen_id: who was; None where nobody was
    :raises HandoverNoteMissing: somebody is responsible until now, and the summary is blank
    :raises HandedOverMeanwhile: somebody else is by now
    :raises CaseClosed: the case has ended
    :raises NotACounsellor: the member does not counsel in this organisation on that day
    """
    with transaction.atomic():
        held = Case.objects.select_for_update().get(
            organisation_id=case.organisation_id, pk=case.pk
        )
        if held.responsible and held.responsible_id != seen_id:
            raise HandedOverMeanwhile(name=held.responsible.user.name)
        if held.responsible and not handover_note.strip():
            raise HandoverNoteMissing(field="handover_note")
        return assign(by=by, case=held, to=to, from_on=from_on, at=at, handover_note=handover_note)


def refuse_taken(case: Case, member_id: UUID | None) -> None:
    """Refuse to give a case to a member where somebody is responsible for it.

    :raises AlreadyTaken: somebody else is
    :raises AlreadyYours: the member is
    """
    if case.responsible is None:
        return
    if case.responsible_id == member_id:
        raise AlreadyYours()
    raise AlreadyTaken(name=case.responsible.user.name)


def name_person(*, case: Case, person: Person) -> Case:
    """Say who the person is, of a case that began with a family or without a name.

    :raises AlreadyNamed: the case has a person
    """
    if is_waiting(person):
        write_gathered()
    with transaction.atomic():
        changed = Case.objects.filter(
            organisation_id=case.organisation_id, pk=case.pk, person=None
        ).update(person=person, version=F("version") + 1)
        if not changed:
            raise AlreadyNamed()
        _keep_barred(person)
    case.refresh_from_db()
    return case


def close_case(*, case: Case, on: date, reason: str, at: datetime) -> Case:
    """Close a case: enrolments and assignment end that day, history and follow-up dates stay.

    :raises ClosedBeforeOpened: the day is before the case was opened, or after `at`
    :raises CaseClosed: it was closed before
    """
    if not case.opened_on <= on <= local_day(at):
        raise ClosedBeforeOpened(opened=wareki(case.opened_on), field="on")
    with together():
        if not amend(case, only_if={"closed_on": None}, closed_on=on, closing_reason=reason):
            raise CaseClosed()
        for enrolment in rows_of(Enrolment, case):
            if enrolment.until_on is None and enrolment.from_on <= on:
                amend(enrolment, only_if={"until_on": None}, until_on=on, ended_because=reason)
        for assignment in rows_of(Assignment, case):
            if assignment.until_on is None:
                _end(assignment, on, at)
    _read_again(case)
    return case


def _read_again(case: Case) -> None:
    if not is_waiting(case):
        case.refresh_from_db()


def _is_taken(keeper_id: UUID, number: str) -> bool:
    if are_gathered():
        taken = asked_once(("taken numbers", keeper_id), lambda: _numbers(keeper_id))
        is_taken = number in taken
        taken.add(number)
        return is_taken
    return number in _numbers_beginning(keeper_id, number)


def _numbers(keeper_id: UUID) -> set[str]:
    return set(_numbers_beginning(keeper_id, ""))


def _counsels(member: Membership, day: date) -> bool:
    in_office = member.from_on <= day <= (member.until_on or date.max)
    return in_office and member.role in {"counsellor", "supervising_counsellor"}


def _next_number(opened_on: date, keeper_id: UUID) -> str:
    year = fiscal_year_of(opened_on)
    return rules.next_case_number(year, _numbers_beginning(keeper_id, f"{year}-"))


def _numbers_beginning(keeper_id: UUID, prefix: str) -> list[str]:
    """Numbers that the keeper's cases carry, those too that the actor must not know of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_case_numbers(%s, %s)", [keeper_id, prefix])
        return [number for (number,) in cursor.fetchall()]
