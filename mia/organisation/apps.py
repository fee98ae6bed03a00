from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class OrganisationConfig(AppConfig):
    name = "mia.organisation"
    label = "organisation"
    verbose_name = "organisation"

    def ready(self) -> None:
        """Keep a row of each log-in."""
        from mia.organisation.login import middleware  # noqa: PLC0415 - it needs the models

        user_logged_in.connect(middleware.keep_login)
        user_logged_out.connect(middleware.keep_logout)
