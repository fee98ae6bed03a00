from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "mia.jobs"
    label = "jobs"
    verbose_name = "bakgrundsjobb"

    def ready(self) -> None:
        from mia.jobs import housekeeping  # noqa: PLC0415 - it needs the models

        post_migrate.connect(housekeeping.after_migrate, sender=self)
