"""The national grant and its case sheets."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.grants"
    label = "grants"
    verbose_name = "交付金"
