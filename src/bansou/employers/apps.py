"""Companies and the visits to them."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.employers"
    label = "employers"
    verbose_name = "企業"
