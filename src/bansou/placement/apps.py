"""Into work, and staying there."""

from django.apps import AppConfig


class PlacementConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.placement"
    label = "placement"
    verbose_name = "就職"
