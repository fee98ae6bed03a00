from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "mia.audit"
    label = "audit"
    verbose_name = "spår"

    def ready(self) -> None:
        from mia.audit import grants  # noqa: PLC0415 - needs the database layer that apps.py precedes

        post_migrate.connect(grants.after_migrate, sender=self)
