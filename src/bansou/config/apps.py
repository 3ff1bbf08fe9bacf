"""The app that carries the management commands of starting, stopping and configuring."""

from django.apps import AppConfig


class FuseBoxConfig(AppConfig):
    """It has no tables."""

    name = "bansou.config"
    label = "config"
    verbose_name = "設定"
