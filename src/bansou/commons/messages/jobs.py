"""Sending letters, in the background. A letter may come twice, but never not at all."""

from functools import partial
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.jobs.declaring import job
from bansou.commons.messages import letters
from bansou.commons.messages.letters import Letter
from bansou.commons.organisations.models import Membership

#: A mail server that does not answer is asked again after 4, 16, 64 … seconds, for a day.
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=(OSError, SMTPException))


@job("letters.case_assigned", service="letters", retry=AGAIN)
def send_case_assigned(actor: Actor, *, member: UUID) -> None:
    """Tell a member that a case was assigned to them."""
    send_to_member(letters.CASE_ASSIGNED, member, actor)


@job("letters.urgent_dispatch", service="letters", retry=AGAIN)
def send_urgent_dispatch(actor: Actor, *, member: UUID) -> None:
    """Tell who is on duty that the expert team is asked for urgently."""
    send_to_member(letters.URGENT_DISPATCH, member, actor)


@job("letters.broken_glass", service="letters", retry=AGAIN)
def send_broken_glass(actor: Actor, *, member: UUID) -> None:
    """Tell a member that a record was read in an emergency."""
    send_to_member(letters.GLASS_BROKEN, member, actor)


@job("letters.broken_seal", service="letters", retry=AGAIN)
def send_broken_seal(actor: Actor, *, member: UUID) -> None:
    """Tell a member that a psychological record was read in an emergency."""
    send_to_member(letters.SEAL_BROKEN, member, actor)


def send_to_member(letter: Letter, member: UUID, actor: Actor) -> None:
    """Send a letter to a colleague once the transaction is over; who has left since gets none."""
    today = local_day(timezone.now())
    in_office = Q(until_on=None) | Q(until_on__gte=today)
    found = Membership.objects.filter(
        in_office, pk=member, organisation_id=actor.organisation_id, user__is_active=True
    )
    for address in found.values_list("user__email", flat=True):
        transaction.on_commit(
            partial(send_mail, str(letter.subject), str(letter.body), None, [address])
        )
