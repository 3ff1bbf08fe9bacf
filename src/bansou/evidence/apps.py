"""What happened, counted."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.evidence"
    label = "evidence"
    verbose_name = "集計"
