"""Reminders: who agreed is written to on the day before, of the time alone; else somebody calls."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, override_settings

from bansou.commons.models import Task
from bansou.desks.seeker.reminder_jobs import look_ahead, remind_of_body, remind_person
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.people.steps.models import Step
from bansou.support.consultation.booking.models import Booking
from tests.commons.jobs.queue import waiting
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, now
from tests.desks.seeker.letters import came_in
from tests.desks.seeker.test_coming import booked

#: What nobody who reads along may learn.
HIDDEN = ("相談", "窓口", "市役所", "工藤", "三浦", "苫小牧", "支援", "ひきこもり", "就職", "講習")


class Unreachable(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPServerDisconnected("gone")


def agree(client: Client, email: str = "umi@example.jp", **said: str) -> Any:
    """Tick the box of the contact page."""
    version = client.get("/my/contact/").context["form"].initial["version"]
    fields = {"phone": "", "address": "", "contact_wishes": "", "email": email}
    return client.post("/my/contact/", fields | {"version": str(version)} | said)


def tomorrow(town: Town, case: Case) -> Booking:
    """A talk of tomorrow."""
    booking = booked(town, case)
    with town.at_work():
        starts_at = now() + timedelta(days=1)
        Booking.objects.filter(pk=booking.pk).update(
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=1)
        )
    return booking


def remind(town: Town, case: Case) -> None:
    remind_person.run(
        asked_by=str(town.counsellor.user_id), organisation=str(town.city.pk), case=str(case.pk)
    )


def test_writes_of_the_time_alone_once_and_only_to_who_agreed(town: Town) -> None:
    case = town.case()
    booking = tomorrow(town, case)
    client = came_in(town, case)
    agree(client)
    remind(town, case)
    assert mail.outbox == []

    agree(client, reminders="on")
    for _again in range(2):
        remind(town, case)

    (letter,) = mail.outbox
    assert letter.to == ["umi@example.jp"]
    assert "あした" in letter.subject
    for word in HIDDEN:
        assert word not in f"{letter.subject}{letter.body}", word
    with town.at_work():
        assert Consent.objects.get().purpose == "mail_reminders"
        assert Step.objects.filter(case=case, kind="reminder.sent").count() == 1
        booking.refresh_from_db()
        assert booking.reminded_at is not None


def test_is_stopped_as_easily(town: Town) -> None:
    case = town.case()
    tomorrow(town, case)
    client = came_in(town, case)
    agree(client, reminders="on")

    agree(client)
    remind(town, case)

    assert mail.outbox == []
    with town.at_work():
        assert Consent.objects.get().withdrawn_on is not None


def test_asks_for_an_address(town: Town) -> None:
    client = came_in(town, town.case())

    answer = agree(client, email="", reminders="on")

    assert answer.status_code == 422
    assert "アドレスを入れてください" in text_of(answer)
    with town.at_work():
        assert not Consent.objects.exists()


def test_has_the_counsellor_call_when_no_mail_gets_through(town: Town, settings: Any) -> None:
    case = town.case()
    tomorrow(town, case)
    agree(came_in(town, case), reminders="on")
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Unreachable"}}

    for _again in range(2):
        remind(town, case)

    with town.at_work():
        owed = Task.objects.get(title__contains="メールが届きませんでした")
        assert owed.owner_id == town.counsellor.pk
        assert Step.objects.get(case=case, kind="reminder.failed")


def test_tries_again_at_the_next_round_and_drops_the_call_once_the_mail_is_out(
    town: Town,
) -> None:
    case = town.case()
    tomorrow(town, case)
    agree(came_in(town, case), reminders="on")
    with override_settings(MAILERS={"default": {"BACKEND": f"{__name__}.Unreachable"}}):
        remind(town, case)
        remind(town, case)

    for _again in range(2):
        remind(town, case)

    assert len(mail.outbox) == 1
    with town.at_work():
        owed = Task.objects.get(title__contains="メールが届きませんでした")
        assert owed.dropped_at is not None
        kinds = Step.objects.filter(case=case, kind__startswith="reminder.").order_by("id")
        assert [step.kind for step in kinds] == ["reminder.failed", "reminder.sent"]


def test_says_nothing_of_a_day_on_which_nothing_is(town: Town) -> None:
    case = town.case()
    booked(town, case)
    agree(came_in(town, case), reminders="on")

    remind(town, case)

    assert mail.outbox == []


def test_looks_body_by_body_and_person_by_person(town: Town) -> None:
    case = town.case()
    agree(came_in(town, case), reminders="on")

    look_ahead.run()
    remind_of_body.run(asked_by=str(town.counsellor.user_id), organisation=str(town.city.pk))

    jobs = waiting()
    bodies = [told["organisation"] for name, _status, told in jobs if name == "reminders.of_body"]
    assert str(town.city.pk) in bodies
    people = [told["case"] for name, _status, told in jobs if name == "reminders.of_person"]
    assert people == [str(case.pk)]
