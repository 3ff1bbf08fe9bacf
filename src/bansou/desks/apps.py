"""The desks: where people sit. The only room with views, forms, templates and addresses."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """It has no tables; checks that templates and addresses hold are in tests/house."""

    name = "bansou.desks"
    label = "desks"
    verbose_name = "机"
