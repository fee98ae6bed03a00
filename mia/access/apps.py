from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "mia.access"
    label = "access"
    verbose_name = "åtkomst"

    def ready(self) -> None:
        from mia.access import grants, lookups  # noqa: PLC0415 - grants needs the models

        lookups.register()
        post_migrate.connect(grants.after_migrate, sender=self)
