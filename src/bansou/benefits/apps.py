"""Money to people (給付): claims, approval by another person, bank accounts, payment lists."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.benefits"
    label = "benefits"
    verbose_name = "給付"
