"""The room of what everybody holds in common: organisations, access, audit, tasks, codes, time and money."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CommonsConfig(AppConfig):
    """Commons; after every migrate it puts the database roles' rights in order again."""

    name = "bansou.commons"
    label = "commons"
    verbose_name = "共通"

    def ready(self) -> None:
        from bansou.commons.database.rights import refuse_an_heir, set_rights_after_migrate

        pre_migrate.connect(refuse_an_heir, sender=self, dispatch_uid="bansou.heir")
        # Once a migrate, not once an app: when it comes round, all tables are there.
        post_migrate.connect(set_rights_after_migrate, sender=self, dispatch_uid="bansou.rights")
