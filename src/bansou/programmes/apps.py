"""What a municipality runs in a fiscal year: programmes, their schemes in force, budget, contracts."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The room's Django app; its label is the room's name."""

    name = "bansou.programmes"
    label = "programmes"
    verbose_name = "事業"
