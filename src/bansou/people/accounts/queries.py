"""Accounts as the desks ask for them; those asked before anybody acts give back keys only."""

from uuid import UUID

from django.db import connection

from bansou.commons.codes.one_time import digest_of
from bansou.people.accounts.models import PersonAccount
from bansou.people.persons.models import Person


def persons_of(user_id: UUID) -> list[tuple[UUID, UUID]]:
    """Body and person of each live account of a user, the first opened first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, person_id FROM bansou_accounts_of(%s)", [user_id])
        return [(keeper_id, person_id) for keeper_id, person_id in cursor.fetchall()]


def keeper_of_code(code: str) -> UUID | None:
    """Which body has issued a code; None where nobody has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_keeper_of_code(%s)", [digest_of(code)])
        row = cursor.fetchone()
    return row[0] if row else None


def latest_account_of(person: Person) -> PersonAccount | None:
    """A person's account that is open or waits to be opened, else the last that was."""
    accounts = PersonAccount.objects.filter(
        organisation_id=person.organisation_id, person=person
    ).select_related("user")
    return accounts.filter(closed_at=None).first() or accounts.order_by("-closed_at").first()
