"""Looking every hour of the day for whom to remind of tomorrow, body by body, person by person."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bansou.commons.access.actors import Actor
from bansou.commons.jobs.declaring import job, upkeep
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.seeker.reminding import remind
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent


@upkeep("reminders.look_ahead", cron=settings.REMINDERS_CRON, service="letters")
def look_ahead() -> None:
    """Ask each body that keeps records to look for itself."""
    for body in Organisation.objects.filter(kind__in=Organisation.KEEPERS):
        remind_of_body.later(by=service_actor("letters", body))


@job("reminders.of_body", service="letters")
def remind_of_body(actor: Actor) -> None:
    """Look at everybody who agreed to be reminded by mail."""
    agreed = Consent.objects.filter(
        organisation_id=actor.require_organisation(),
        purpose=Consent.Purpose.MAIL_REMINDERS,
        withdrawn_on=None,
    )
    for case_id in agreed.values_list("case_id", flat=True):
        remind_person.later(by=actor, case=case_id)


@job("reminders.of_person", service="letters")
def remind_person(actor: Actor, *, case: UUID) -> None:
    """Remind one person; who was told today is not told again."""
    found = Case.objects.select_related("person").filter(
        organisation_id=actor.organisation_id, pk=case
    )
    for it in found:
        remind(by=actor, case=it, at=timezone.now())
