from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class OrganisationConfig(AppConfig):
    name = "mia.organisation"
    label = "organisation"
    verbose_name = "organisation"

    def ready(self) -> None:
        """Keep a row of each log-in, and no draft of a form that is saved."""
        from mia.forms.base import form_performed  # noqa: PLC0415 - they need the models
        from mia.organisation.drafts import receivers  # noqa: PLC0415 - as above
        from mia.organisation.login import middleware  # noqa: PLC0415 - as above

        form_performed.connect(receivers.discard_draft)
        user_logged_in.connect(middleware.keep_login)
        user_logged_out.connect(middleware.keep_logout)
