"""What is done with a person before work."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.support"
    label = "support"
    verbose_name = "支援"
