"""The person and the running alongside: persons, cases, referrals, steps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.people"
    label = "people"
    verbose_name = "人とケース"
